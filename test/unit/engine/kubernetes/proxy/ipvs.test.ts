import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, createRecorder, type Lab } from '../../../../../src/engine';
import { explainWalks, failureOf } from '../../../../../src/engine/walk/explain';
import { runOn } from '../../lab/lab-run';

/** kube-proxy in ipvs mode: the same promises by virtual services. */
let base: Lab;

beforeAll(async () => {
  base = await createLab({ kubernetes: { nodes: ['controlplane', 'node01'], proxyMode: 'ipvs' } });
  const { exitCode } = await runOn(
    base,
    `kubectl create deployment web --image=nginx --replicas=2
    kubectl expose deployment web --port=80 --type=NodePort
    kubectl run far --image=nicolaka/netshoot --overrides='{"spec":{"nodeName":"controlplane"}}' -- sleep 36000
    kubectl run near --image=nicolaka/netshoot --overrides='{"spec":{"nodeName":"node01"}}' -- sleep 36000
    kubectl wait --for=condition=Ready pod --all --timeout=60s; sleep 2`,
  );
  expect(exitCode).toBe(0);
});

const out = async (lab: Lab, script: string): Promise<string> => (await runOn(lab, script)).stdout;
const SERVICE = '$(kubectl get svc web -o jsonpath={.spec.clusterIP})';
const CURL = `curl -sS -m 3 -o /dev/null -w '%{http_code}'`;

describe('kube-proxy in ipvs mode', () => {
  it('says so in its log', async () => {
    const lab = base.fork();
    expect(await out(lab, 'kubectl logs -n kube-system ds/kube-proxy 2>/dev/null')).toContain('"Using ipvs Proxier"');
    expect(await out(lab, 'curl -s localhost:10249/proxyMode')).toBe('ipvs');
  });

  it('has the addresses of Services on kube-ipvs0, and a virtual service for each port', async () => {
    const lab = base.fork();
    const address = await out(lab, `echo -n ${SERVICE}`);
    expect(await out(lab, 'ip -4 -o addr show kube-ipvs0')).toContain(`inet ${address}/32 scope global kube-ipvs0`);
    expect(await out(lab, 'ip link show kube-ipvs0')).toContain('<BROADCAST,NOARP> mtu 1500 qdisc noop state DOWN');
    const list = await out(lab, 'ipvsadm -Ln');
    expect(list).toMatch(/TCP {2}10\.96\.0\.1:443 rr\n {2}-> 192\.168\.1\.10:6443 {12}Masq {4}1 /);
    expect(list).toMatch(
      new RegExp(`TCP  ${address}:80 rr\\n  -> 10\\.244\\.1\\.\\d+:80 .*\\n  -> 10\\.244\\.1\\.\\d+:80 `),
    );
    expect(list).toMatch(/TCP {2}192\.168\.1\.10:3\d{4} rr\n/);
    expect(list).not.toContain('127.0.0.1');
    expect(await out(lab, 'ipset list KUBE-CLUSTER-IP')).toContain(`${address},tcp:80`);
    expect(await out(lab, 'ipset -n list')).toContain('KUBE-NODE-PORT-TCP\n');
  });

  it('carries connections from nodes and Pods, by ClusterIP and NodePort, and back to the Pod itself', async () => {
    const lab = base.fork();
    const port = await out(lab, 'kubectl get svc web -o jsonpath={.spec.ports[0].nodePort}');
    for (const script of [
      `${CURL} ${SERVICE}`,
      `kubectl exec far -- ${CURL} ${SERVICE}`,
      `kubectl exec near -- ${CURL} ${SERVICE}`,
      `${CURL} 192.168.1.11:${port}`,
      `${CURL} 192.168.1.10:${port}`,
    ]) {
      expect([script, await out(lab, script)]).toEqual([script, '200']);
    }
    const pod = `$(kubectl get pods -l app=web -o name | head -1)`;
    for (let i = 0; i < 2; i++) expect(await out(lab, `kubectl exec ${pod} -- ${CURL} ${SERVICE}`)).toBe('200');
  });

  it('keeps a client with its endpoint for sessionAffinity', async () => {
    const lab = base.fork();
    await runOn(lab, `kubectl patch svc web -p '{"spec":{"sessionAffinity":"ClientIP"}}'; sleep 2`);
    expect(await out(lab, 'ipvsadm -Ln')).toContain(':80 rr persistent 10800\n');
    await runOn(lab, `for i in 1 2 3 4; do ${CURL} ${SERVICE}; done`);
    const list = await out(lab, `ipvsadm -Ln | grep -A2 ${SERVICE}:80`);
    expect([...list.matchAll(/0 +(\d) +$/gm)].map(([, count]) => count).sort()).toEqual(['0', '4']);
  });

  it('rejects a ping to the ClusterIP, which the node has, in KUBE-IPVS-FILTER', async () => {
    const { stdout, exitCode } = await runOn(base.fork(), `kubectl exec near -- ping -c1 -W1 ${SERVICE}`);
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('Destination Port Unreachable')]);
  });

  it('refuses when there is no endpoint, and the walk names the Service', async () => {
    const lab = base.fork();
    await runOn(lab, 'kubectl scale deployment web --replicas=0; sleep 40');
    const recorder = createRecorder();
    lab.world.recorder = recorder;
    const { exitCode } = await runOn(lab, `kubectl exec far -- ${CURL} ${SERVICE}`);
    expect(exitCode).toBe(7);
    expect(failureOf(recorder.walks())?.cause?.code).toBe('no-endpoints');
    expect(explainWalks(recorder.walks(), 'en')).toContain('Service default/web has no endpoints');
  });
});
