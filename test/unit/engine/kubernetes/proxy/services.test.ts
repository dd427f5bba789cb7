import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** What Services promise, by packets. Every test works on a fork of one lab: a Deployment of three, one Pod of a client on each node. */
let base: Lab;

const AGNHOST = 'registry.k8s.io/e2e-test-images/agnhost:2.53';

beforeAll(async () => {
  base = await createLab('kubeadm');
  const client = (name: string, node: string): string =>
    `kubectl run ${name} --image=nicolaka/netshoot --overrides='{"spec":{"nodeName":"${node}"}}' -- sleep 36000`;
  const { exitCode, stderr } = await runOn(
    base,
    `kubectl create deployment web --image=${AGNHOST} --replicas=3 -- /agnhost netexec --http-port=8080
    ${client('far', 'controlplane')}
    ${client('near', 'node01')}
    kubectl expose deployment web --port=80 --target-port=8080 --type=NodePort
    kubectl wait --for=condition=Ready pod --all --timeout=120s`,
  );
  expect([exitCode, stderr]).toEqual([0, '']);
});

const curl = (url: string): string => `curl -s -m 3 -o /dev/null -w '%{http_code}' ${url}`;
const out = async (lab: Lab, script: string): Promise<string> => (await runOn(lab, script)).stdout;
const address = async (lab: Lab, service = 'web'): Promise<string> =>
  out(lab, `kubectl get svc ${service} -o jsonpath={.spec.clusterIP}`);
const nodePort = async (lab: Lab): Promise<string> =>
  out(lab, 'kubectl get svc web -o jsonpath={.spec.ports[0].nodePort}');

describe('a ClusterIP', () => {
  it('is reached from a node, and from Pods of either node', async () => {
    const lab = base.fork();
    const url = await address(lab);
    expect(await out(lab, curl(url))).toBe('200');
    for (const pod of ['far', 'near']) expect(await out(lab, `kubectl exec ${pod} -- ${curl(url)}`)).toBe('200');
  });

  it('spreads connections over all endpoints', async () => {
    const lab = base.fork();
    const names = await out(lab, `for i in $(seq 30); do curl -s ${await address(lab)}/hostname; echo; done`);
    expect(new Set(names.trim().split('\n')).size).toBe(3);
  });

  it('keeps a client with its endpoint when the Service says so, until the time is over', async () => {
    const lab = base.fork();
    const patch = '{"spec":{"sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":5}}}}';
    await runOn(lab, `kubectl patch svc web -p '${patch}'; sleep 2`);
    const url = await address(lab);
    const names = await out(lab, `for i in $(seq 8); do curl -s ${url}/hostname; echo; sleep 1; done`);
    expect(new Set(names.trim().split('\n')).size).toBe(1);
    const apart = await out(lab, `for i in $(seq 20); do curl -s ${url}/hostname; echo; sleep 6; done`);
    expect(new Set(apart.trim().split('\n')).size).toBe(3);
  });

  it('of the API server leads to its port from a Pod', async () => {
    const { stderr } = await runOn(base.fork(), 'kubectl exec near -- nc -zv -w 3 10.96.0.1 443');
    expect(stderr).toContain('succeeded!');
  });

  it('refuses at once when there are no endpoints, and answers again when there are', async () => {
    const lab = base.fork();
    const url = await address(lab);
    await runOn(lab, 'kubectl scale deployment web --replicas=0; sleep 40');
    const refused = await runOn(lab, `kubectl exec near -- curl -sS -m 3 ${url}`);
    expect(refused.stderr).toMatch(/Failed to connect to .* port 80 after \d+ ms: Couldn't connect to server/);
    expect(await out(lab, 'iptables-save -t filter')).toContain('default/web has no endpoints');
    await runOn(lab, 'kubectl scale deployment web --replicas=1; kubectl rollout status deployment web; sleep 2');
    expect(await out(lab, curl(url))).toBe('200');
  });

  it('leads to a closed port when targetPort is wrong: the Pod refuses', async () => {
    const lab = base.fork();
    await runOn(
      lab,
      `kubectl patch svc web --type=json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":81}]'; sleep 2`,
    );
    const { stderr } = await runOn(lab, `kubectl exec near -- curl -sS -m 3 ${await address(lab)}`);
    expect(stderr).toContain('Failed to connect');
  });

  it('goes to no endpoint of another node when internalTrafficPolicy is Local', async () => {
    const lab = base.fork();
    await runOn(lab, `kubectl patch svc web -p '{"spec":{"internalTrafficPolicy":"Local"}}'; sleep 2`);
    const url = await address(lab);
    expect(await out(lab, `kubectl exec near -- ${curl(url)}`)).toBe('200');
    expect((await runOn(lab, `kubectl exec far -- ${curl(url)}`)).stdout).toBe('000');
  });

  it('a headless Service has no rules', async () => {
    const lab = base.fork();
    await runOn(lab, 'kubectl create service clusterip quiet --clusterip=None; sleep 2');
    expect(await out(lab, 'iptables-save')).not.toContain('quiet');
  });
});

describe('a NodePort', () => {
  it('is open at every address of every node, from hosts and from Pods', async () => {
    const lab = base.fork();
    const port = await nodePort(lab);
    for (const host of ['localhost', '127.0.0.1', '192.168.1.10', '192.168.1.11']) {
      expect([host, await out(lab, curl(`${host}:${port}`))]).toEqual([host, '200']);
    }
    expect(await out(lab, `ssh node01 ${curl(`192.168.1.10:${port}`)}`)).toBe('200');
    expect(await out(lab, `kubectl exec near -- ${curl(`192.168.1.10:${port}`)}`)).toBe('200');
  });

  it('with externalTrafficPolicy Local only at nodes with endpoints, which see the client’s own address', async () => {
    const lab = base.fork();
    await runOn(lab, `kubectl patch svc web -p '{"spec":{"externalTrafficPolicy":"Local"}}'; sleep 2`);
    const port = await nodePort(lab);
    expect(await out(lab, `curl -s -m 3 192.168.1.11:${port}/clientip`)).toMatch(/^192\.168\.1\.10:\d+$/);
    expect(await out(lab, `ssh node01 ${curl(`192.168.1.10:${port}`)}`)).toBe('000');
  });
});

describe('a load balancer’s health check port', () => {
  it('says how many endpoints the node has', async () => {
    const lab = base.fork();
    await runOn(
      lab,
      `kubectl patch svc web -p '{"spec":{"type":"LoadBalancer","externalTrafficPolicy":"Local"}}'; sleep 2`,
    );
    const port = await out(lab, 'kubectl get svc web -o jsonpath={.spec.healthCheckNodePort}');
    const [here, there] = [
      await runOn(lab, `curl -s 192.168.1.11:${port}`),
      await out(lab, curl(`192.168.1.10:${port}`)),
    ];
    expect(JSON.parse(here.stdout)).toEqual({
      service: { namespace: 'default', name: 'web' },
      localEndpoints: 3,
      serviceProxyHealthy: true,
    });
    expect(there).toBe('503');
  });
});

describe('kube-proxy', () => {
  it('leaves its rules when it is gone, and writes no more', async () => {
    const lab = base.fork();
    await runOn(
      lab,
      `kubectl -n kube-system patch ds kube-proxy -p '{"spec":{"template":{"spec":{"nodeSelector":{"nowhere":"true"}}}}}'; sleep 60`,
    );
    expect(await out(lab, 'kubectl get pods -n kube-system')).not.toContain('kube-proxy');
    expect(await out(lab, curl(await address(lab)))).toBe('200');
    await runOn(lab, 'kubectl expose deployment web --name=late --port=80 --target-port=8080; sleep 5');
    expect(await out(lab, 'iptables-save')).not.toContain('default/late');
    expect(await out(lab, curl(await address(lab, 'late')))).toBe('000');
  });

  it('writes its chains again within half a minute when somebody throws them away', async () => {
    const lab = base.fork();
    await runOn(lab, 'iptables -t nat -F; iptables -t nat -X');
    expect(await out(lab, curl(await address(lab)))).toBe('000');
    await runOn(lab, 'sleep 31');
    expect(await out(lab, curl(await address(lab)))).toBe('200');
  });

  it('says its mode in its log, on the node too, and takes another when it starts again', async () => {
    const lab = base.fork();
    const logs = 'kubectl logs -n kube-system ds/kube-proxy';
    expect(await out(lab, logs)).toContain('"Using iptables Proxier"');
    expect(await out(lab, 'cat /var/log/kube-proxy.log')).toContain('"Using iptables Proxier"');
    expect(await out(lab, 'curl -s localhost:10249/proxyMode')).toBe('iptables');
    await runOn(
      lab,
      `kubectl -n kube-system get cm kube-proxy -o yaml | sed 's/mode: ""/mode: nonsense/' | kubectl apply -f - 2>/dev/null
      kubectl -n kube-system rollout restart ds kube-proxy; sleep 60`,
    );
    expect(await out(lab, 'kubectl get pods -n kube-system -l k8s-app=kube-proxy')).toMatch(/CrashLoopBackOff|Error/);
    expect(await out(lab, 'cat /var/log/kube-proxy.log')).toContain(
      'Invalid value: \\"nonsense\\": must be iptables, ipvs, nftables or blank',
    );
  });

  it('forgets connections of UDP whose endpoint is gone', async () => {
    const lab = base.fork();
    const entry = async (): Promise<string> => out(lab, 'conntrack -L -p udp 2>/dev/null | grep dst=10.96.0.10');
    await runOn(lab, `nslookup -timeout=1 kubernetes.default.svc.cluster.local 10.96.0.10`);
    const [, pod = ''] = /dport=53 (?:\[UNREPLIED\] )?src=(\S+) /.exec(await entry()) ?? [];
    expect(pod).toMatch(/^10\.244\./);
    await runOn(lab, `kubectl -n kube-system delete pod --grace-period=1 $(kubectl -n kube-system get pods -o wide | grep ' ${pod} ' | cut -d' ' -f1); sleep 5`); // prettier-ignore
    expect(await entry()).not.toContain(`src=${pod} `);
  });
});
