import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, createRecorder, type Lab } from '../../../../../src/engine';
import { explainWalks, failureOf } from '../../../../../src/engine/walk/explain';
import { runOn } from '../../lab/lab-run';

/** kube-proxy in nftables mode: the same promises by one table. */
let base: Lab;

const AGNHOST = 'registry.k8s.io/e2e-test-images/agnhost:2.53';

beforeAll(async () => {
  base = await createLab({ kubernetes: { nodes: ['controlplane', 'node01'], proxyMode: 'nftables' } });
  const { exitCode, stderr } = await runOn(
    base,
    `kubectl create deployment web --image=${AGNHOST} --replicas=3 -- /agnhost netexec --http-port=8080
    kubectl expose deployment web --port=80 --target-port=8080 --type=NodePort
    kubectl run far --image=nicolaka/netshoot --overrides='{"spec":{"nodeName":"controlplane"}}' -- sleep 36000
    kubectl run near --image=nicolaka/netshoot --overrides='{"spec":{"nodeName":"node01"}}' -- sleep 36000
    kubectl wait --for=condition=Ready pod --all --timeout=60s; sleep 2`,
  );
  expect([exitCode, stderr]).toEqual([0, '']);
});

const out = async (lab: Lab, script: string): Promise<string> => (await runOn(lab, script)).stdout;
const SERVICE = '$(kubectl get svc web -o jsonpath={.spec.clusterIP})';
const NODE_PORT = '$(kubectl get svc web -o jsonpath={.spec.ports[0].nodePort})';
const CURL = `curl -s -m 3 -o /dev/null -w '%{http_code}'`;
const patch = (spec: string): string => `kubectl patch svc web -p '{"spec":${spec}}' >/dev/null; sleep 2`;

describe('kube-proxy in nftables mode', () => {
  it('says so in its log, and writes one table and no rules of iptables', async () => {
    const lab = base.fork();
    const log = await out(lab, 'kubectl logs -n kube-system ds/kube-proxy 2>/dev/null');
    expect(log).toContain('"Using nftables Proxier"');
    expect(log).not.toContain('cka-net');
    expect(await out(lab, 'cat /var/log/kube-proxy.log')).toContain('"Using nftables Proxier"');
    expect(await out(lab, 'curl -s localhost:10249/proxyMode')).toBe('nftables');
    expect(await out(lab, 'nft list tables')).toContain('table ip kube-proxy\n');
    expect(await out(lab, 'iptables-save')).not.toContain('KUBE-SVC');
    const map = await out(lab, 'nft list map ip kube-proxy service-ips');
    expect(map).toContain('10.96.0.1 . tcp . 443 : goto service-2QRHZV4L-default/kubernetes/tcp/https');
  });

  it('carries connections from nodes and Pods, by ClusterIP and NodePort, and back to the Pod itself', async () => {
    const lab = base.fork();
    for (const script of [
      `${CURL} ${SERVICE}`,
      `kubectl exec far -- ${CURL} ${SERVICE}`,
      `kubectl exec near -- ${CURL} ${SERVICE}`,
      `${CURL} 192.168.1.11:${NODE_PORT}`,
      `${CURL} 192.168.1.10:${NODE_PORT}`,
      `kubectl exec near -- ${CURL} 192.168.1.10:${NODE_PORT}`,
    ]) {
      expect([script, await out(lab, script)]).toEqual([script, '200']);
    }
    // NodePorts answer at the node's primary address only.
    expect(await out(lab, `${CURL} 127.0.0.1:${NODE_PORT}`)).toBe('000');
    await runOn(lab, 'kubectl scale deployment web --replicas=1; kubectl rollout status deployment web; sleep 35');
    const own = `kubectl exec $(kubectl get pod -l app=web -o name) -- wget -qO- -T 3 http://${SERVICE}/hostname`;
    expect(await out(lab, own)).toMatch(/^web-/);
    expect(await out(lab, 'conntrack -L 2>/dev/null')).not.toBe('');
  });

  it('spreads connections, and keeps a client with its endpoint while the affinity lasts', async () => {
    const lab = base.fork();
    const ask = (count: number, pause: number): string =>
      `for i in $(seq ${count}); do curl -s ${SERVICE}/hostname; echo; sleep ${pause}; done`;
    expect(new Set((await out(lab, ask(30, 0))).trim().split('\n')).size).toBe(3);
    await runOn(lab, patch('{"sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":5}}}'));
    expect(new Set((await out(lab, ask(8, 1))).trim().split('\n')).size).toBe(1);
    expect(await out(lab, 'nft list sets table ip kube-proxy')).toMatch(/elements = \{ 192\.168\.1\.10 expires \d/);
    expect(new Set((await out(lab, ask(20, 6))).trim().split('\n')).size).toBe(3);
  });

  it('refuses without endpoints and at ports that no Service has, and drops what goes to nobody', async () => {
    const lab = base.fork();
    const refused = async (target: string): Promise<string> =>
      (await runOn(lab, `kubectl exec near -- nc -zv -w 2 ${target}`)).stderr;
    expect(await refused(`${SERVICE} 81`)).toContain('refused');
    expect(await refused('10.96.200.200 80')).toContain('timed out');
    await runOn(lab, 'kubectl scale deployment web --replicas=0; sleep 40');
    expect(await refused(`${SERVICE} 80`)).toContain('refused');
    expect(await refused(`192.168.1.10 ${NODE_PORT}`)).toContain('refused');
    expect(await out(lab, 'nft list map ip kube-proxy no-endpoint-services')).toContain('comment "default/web" : goto reject-chain'); // prettier-ignore
    await runOn(lab, 'kubectl scale deployment web --replicas=1; kubectl rollout status deployment web; sleep 2');
    expect(await out(lab, `${CURL} ${SERVICE}`)).toBe('200');
  });

  it('keeps traffic policies, external addresses and source ranges', async () => {
    const lab = base.fork();
    await runOn(lab, patch('{"internalTrafficPolicy":"Local"}'));
    expect(await out(lab, `kubectl exec near -- ${CURL} ${SERVICE}`)).toBe('200');
    expect(await out(lab, `kubectl exec far -- ${CURL} ${SERVICE}`)).toBe('000');
    await runOn(lab, patch('{"internalTrafficPolicy":"Cluster","externalTrafficPolicy":"Local","externalIPs":["192.168.1.200"]}')); // prettier-ignore
    expect(await out(lab, `curl -s -m 3 192.168.1.11:${NODE_PORT}/clientip`)).toMatch(/^192\.168\.1\.10:\d+$/);
    expect(await out(lab, `ssh node01 ${CURL} 192.168.1.10:${NODE_PORT}`)).toBe('000');
    expect(await out(lab, `kubectl exec near -- ${CURL} 192.168.1.200`)).toBe('200');
    await runOn(lab, patch('{"type":"LoadBalancer","externalTrafficPolicy":"Cluster","loadBalancerSourceRanges":["10.9.0.0/16"]}')); // prettier-ignore
    await runOn(lab, `kubectl patch svc web --subresource=status --type=merge -p '{"status":{"loadBalancer":{"ingress":[{"ip":"192.168.1.201","ipMode":"VIP"}]}}}'; sleep 2`); // prettier-ignore
    expect(await out(lab, 'nft list map ip kube-proxy firewall-ips')).toContain(
      '192.168.1.201 . tcp . 80 : goto firewall-',
    );
    expect(await out(lab, `kubectl exec near -- ${CURL} 192.168.1.201`)).toBe('000');
    await runOn(lab, patch('{"loadBalancerSourceRanges":["10.244.0.0/16"]}'));
    expect(await out(lab, `kubectl exec near -- ${CURL} 192.168.1.201`)).toBe('200');
  });

  it('takes a Service’s chains and sets away with it', async () => {
    const lab = base.fork();
    await runOn(lab, `${patch('{"sessionAffinity":"ClientIP"}')}; kubectl delete svc web; sleep 3`);
    expect(await out(lab, 'nft list table ip kube-proxy')).not.toContain('default/web');
  });

  it('is named by the walk in words', async () => {
    const lab = base.fork();
    const recorder = createRecorder();
    lab.world.recorder = recorder;
    await runOn(lab, `curl -s -m 3 ${SERVICE}`);
    expect(explainWalks(recorder.walks(), 'en')).toContain('the cluster IP of Service default/web');
    const rules = recorder.walks().flatMap(({ steps }) => steps.filter((step) => step.type === 'rule'));
    expect(rules.filter(({ hook }) => hook === 'OUTPUT').map(({ table, rule }) => `${table}: ${rule}`)).toEqual(
      expect.arrayContaining([
        'ip kube-proxy: ip daddr . meta l4proto . th dport vmap @service-ips',
        expect.stringMatching(/^ip kube-proxy: numgen random mod 3 vmap /),
        expect.stringMatching(/^ip kube-proxy: meta l4proto tcp dnat to 10\.244\.1\.\d+:8080$/),
      ]),
    );
  });

  it('that has no endpoint to go to is the cause that the walk names', async () => {
    const lab = base.fork();
    await runOn(lab, 'kubectl scale deployment web --replicas=0; sleep 40');
    for (const from of ['kubectl exec far --', '']) {
      const recorder = createRecorder();
      lab.world.recorder = recorder;
      const { exitCode } = await runOn(lab, `${from} ${CURL} ${SERVICE}`);
      expect(exitCode).toBe(7);
      expect(failureOf(recorder.walks())?.cause?.code).toBe('no-endpoints');
      expect(explainWalks(recorder.walks(), 'en')).toContain('Service default/web has no endpoints');
    }
  });

  it('clears what the other mode left when it starts, and is cleared in turn', async () => {
    const lab = base.fork();
    const take = (from: string, to: string): string =>
      `kubectl -n kube-system get cm kube-proxy -o yaml | sed 's/mode: "*${from}"*/mode: "${to}"/' | kubectl apply -f - 2>/dev/null
      kubectl -n kube-system delete pod -l k8s-app=kube-proxy; sleep 10`;
    await runOn(lab, take('nftables', ''));
    expect(await out(lab, 'nft list tables')).not.toContain('kube-proxy');
    expect(await out(lab, 'iptables-save')).toContain('KUBE-SVC-');
    expect(await out(lab, `${CURL} ${SERVICE}`)).toBe('200');
    await runOn(lab, take('', 'nftables'));
    expect(await out(lab, 'iptables-save')).not.toMatch(/KUBE-S(?:VC|EP|ERVICES)/);
    expect(await out(lab, `${CURL} ${SERVICE}`)).toBe('200');
  });
});
