import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** The connections that a cluster's programs hold open, as the tools of a node show them. */
let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm');
});

const out = async (lab: Lab, script: string): Promise<string> => (await runOn(lab, script)).stdout;

describe('the control plane’s own connections', () => {
  it('are sockets of both ends', async () => {
    const lab = base.fork();
    const here = await out(lab, 'netstat -natp');
    expect(here).toMatch(/127\.0\.0\.1:2379 +127\.0\.0\.1:\d+ +ESTABLISHED \d+\/etcd/);
    expect(here).toMatch(/127\.0\.0\.1:\d+ +127\.0\.0\.1:2379 +ESTABLISHED \d+\/kube-apiserver/);
    for (const name of ['kubelet', 'kube-proxy', 'kube-scheduler', 'kube-con']) {
      expect(here).toMatch(new RegExp(`192\\.168\\.1\\.10:\\d+ +192\\.168\\.1\\.10:6443 +ESTABLISHED \\d+/${name}`));
    }
    const there = await out(lab, 'ssh node01 ss -tnp');
    expect(there).toMatch(/192\.168\.1\.11:\d+ +192\.168\.1\.10:6443 +users:\(\("kubelet",/);
  });

  it('have left their traces in the kernel: neighbours and followed connections', async () => {
    const lab = base.fork();
    expect(await out(lab, 'arp node01')).toMatch(/^node01 +ether +\S+ +C +eth0$/m);
    expect(await out(lab, 'ssh node01 ip neigh show 192.168.1.10')).toContain('lladdr');
    expect(await out(lab, 'ssh node01 conntrack -L 2>/dev/null')).toMatch(/ESTABLISHED src=192\.168\.1\.11 dst=192\.168\.1\.10 sport=\d+ dport=6443/); // prettier-ignore
    expect(await out(lab, 'conntrack -L 2>/dev/null')).toMatch(/ESTABLISHED src=10\.244\.0\.2 dst=10\.96\.0\.1 sport=\d+ dport=443 src=192\.168\.1\.10/); // prettier-ignore
  });

  it('go with the API server and come again with it', async () => {
    const lab = base.fork();
    const count = async (): Promise<number> => Number(await out(lab, 'ss -tnH state established | grep -c :6443'));
    const before = await count();
    await runOn(lab, 'mv /etc/kubernetes/manifests/kube-apiserver.yaml /root/; sleep 40');
    expect(await count()).toBe(0);
    expect(await out(lab, 'ssh node01 ss -tnH')).not.toContain('6443');
    await runOn(lab, 'mv /root/kube-apiserver.yaml /etc/kubernetes/manifests/; sleep 60');
    expect(await count()).toBe(before);
  });

  it('of a kubelet end when it is stopped', async () => {
    const lab = base.fork();
    await runOn(lab, 'ssh node01 systemctl stop kubelet; sleep 2');
    expect(await out(lab, 'ssh node01 ss -tnpH')).not.toContain('kubelet');
    await runOn(lab, 'ssh node01 systemctl start kubelet; sleep 5');
    expect(await out(lab, 'ssh node01 ss -tnpH')).toContain('kubelet');
  });
});
