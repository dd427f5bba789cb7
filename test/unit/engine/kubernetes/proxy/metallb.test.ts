import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** Services of type LoadBalancer with MetalLB, asked for by a host that is no node. */
let base: Lab;

const host = (name: string, last: number): object => ({
  name,
  forwarding: true,
  routes: ['default via 192.168.1.1 dev eth0'],
  interfaces: [{ name: 'eth0', switch: 'lan1', addresses: [`192.168.1.${last}/24`] }],
});

const POOL = (addresses: string): string =>
  `echo '{"apiVersion":"metallb.io/v1beta1","kind":"IPAddressPool","metadata":{"name":"pool","namespace":"metallb-system"},"spec":{"addresses":["${addresses}"]}}' | kubectl apply -f -`;
const ADVERTISEMENT = `echo '{"apiVersion":"metallb.io/v1beta1","kind":"L2Advertisement","metadata":{"name":"all","namespace":"metallb-system"}}' | kubectl apply -f -`;

beforeAll(async () => {
  base = await createLab({
    hosts: [host('controlplane', 10), host('node01', 11), host('client', 100)],
    kubernetes: { nodes: ['controlplane', 'node01'] },
  });
  const { exitCode, stderr } = await runOn(
    base,
    `kubectl apply -f https://raw.githubusercontent.com/metallb/metallb/v0.15.2/config/manifests/metallb-native.yaml
    kubectl -n metallb-system wait --for=condition=Ready pod --all --timeout=120s
    kubectl create deployment web --image=nginx --replicas=2
    kubectl expose deployment web --port=80 --type=LoadBalancer
    kubectl wait --for=condition=Ready pod --all --timeout=60s`,
  );
  expect([exitCode, stderr]).toEqual([0, '']);
});

const out = async (lab: Lab, script: string, on = 'controlplane'): Promise<string> =>
  (await runOn(lab, script, { host: on })).stdout;
const CURL = "curl -s -m 3 -o /dev/null -w '%{http_code}' 192.168.1.240";

describe('MetalLB', () => {
  it('leaves a Service pending until there is a pool', async () => {
    expect(await out(base.fork(), 'kubectl get svc web --no-headers')).toContain('<pending>');
  });

  it('gives it an address that a node answers for, so that hosts outside reach it', async () => {
    const lab = base.fork();
    await runOn(lab, `${POOL('192.168.1.240-192.168.1.250')}; ${ADVERTISEMENT}; sleep 3`);
    expect(await out(lab, 'kubectl get svc web --no-headers')).toContain(' 192.168.1.240 ');
    expect(await out(lab, 'kubectl get ipaddresspools -n metallb-system --no-headers')).toMatch(/^pool +true +false +/);
    expect(await out(lab, CURL)).toBe('200');
    expect(await out(lab, CURL, 'client')).toBe('200');
    const [mac] = /(?:[\da-f]{2}:){5}[\da-f]{2}/.exec(await out(lab, 'ip neigh show 192.168.1.240', 'client')) ?? [];
    expect(await out(lab, 'ip link show eth0', 'node01')).toContain(mac);
    expect(await out(lab, 'ip addr', 'node01')).not.toContain('192.168.1.240');
    expect(await out(lab, 'kubectl describe svc web')).toContain(
      'announcing from node "node01" with protocol "layer2"',
    );
    expect(await out(lab, 'iptables-save')).toContain('default/web loadbalancer IP');
  });

  it('does not answer for it without an L2Advertisement', async () => {
    const lab = base.fork();
    await runOn(lab, `${POOL('192.168.1.240/32')}; sleep 3`);
    expect(await out(lab, 'kubectl get svc web --no-headers')).toContain(' 192.168.1.240 ');
    expect(await out(lab, CURL, 'client')).toBe('000');
  });

  it('says when a pool has no address left', async () => {
    const lab = base.fork();
    await runOn(
      lab,
      `${POOL('192.168.1.240/32')}; kubectl expose deployment web --name=two --port=80 --type=LoadBalancer; sleep 3`,
    );
    expect(await out(lab, 'kubectl get svc two --no-headers')).toContain('<pending>');
    expect(await out(lab, 'kubectl describe svc two')).toContain(
      'Failed to allocate IP for "default/two": no available IPs',
    );
  });
});
