import { describe, expect, it } from 'vitest';
import type { Lab } from '../../../../../src/engine';
import { makeNode } from '../../../../../src/engine/tools/node-files/lay';
import { KUBEADM_DEFAULTS } from '../../../../../src/engine/tools/node-files/values';
import { nodeLab, sh } from '../containers/node-lab';

async function kubeadmNode(): Promise<Lab> {
  const lab = await nodeLab();
  makeNode(lab.world, 'A', { ...KUBEADM_DEFAULTS, endpoint: '192.168.1.10:6443', node: 'A', address: '192.168.1.10', controlPlane: true }); // prettier-ignore
  return lab;
}

describe('systemd on a node', () => {
  it('shows the kubelet with its file, drop-in, process and last lines', async () => {
    const lab = await kubeadmNode();
    const { out, exitCode } = await sh(lab, 'systemctl status kubelet');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^● kubelet\.service - kubelet: The Kubernetes Node Agent\n {5}Loaded: loaded \(\/lib\/systemd\/system\/kubelet\.service; enabled; preset: enabled\)\n/); // prettier-ignore
    expect(out).toContain('    Drop-In: /usr/lib/systemd/system/kubelet.service.d\n             └─10-kubeadm.conf\n     Active: active (running) since Thu 2026-01-01 00:00:0'); // prettier-ignore
    expect(out).toContain('/usr/bin/kubelet --bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf --config=/var/lib/kubelet/config.yaml --node-ip=192.168.1.10\n'); // prettier-ignore
    expect(out).toMatch(/A systemd\[1\]: Started kubelet\.service - kubelet: The Kubernetes Node Agent\.\n/);
    expect(out).toMatch(/A kubelet\[\d+\]: I0101 .*"Kubelet version" kubeletVersion="v1\.35\.0"\n/);
    expect((await sh(lab, 'ss -tlnp | grep -c kubelet')).out).toBe('2\n');
  });

  it('stops and starts it, tells its status, and the journal remembers', async () => {
    const lab = await kubeadmNode();
    expect(await sh(lab, 'systemctl stop kubelet; systemctl is-active kubelet')).toEqual({ out: 'inactive\n', err: '', exitCode: 3 }); // prettier-ignore
    expect((await sh(lab, 'systemctl status kubelet')).out).toMatch(/^○ kubelet\.service[^]*Active: inactive \(dead\) since [^]*code=exited, status=0\/SUCCESS/); // prettier-ignore
    expect((await sh(lab, 'ss -tlnp | grep -c kubelet')).out).toBe('0\n');
    expect(await sh(lab, 'systemctl start kubelet; systemctl is-active kubelet')).toEqual({ out: 'active\n', err: '', exitCode: 0 }); // prettier-ignore
    expect((await sh(lab, 'journalctl -u kubelet --no-pager -n 8')).out).toMatch(/Stopped kubelet\.service.*\n.*Started kubelet\.service/); // prettier-ignore
  });

  it('fails when the unit names a program that is not there, until it is put right and reloaded', async () => {
    const lab = await kubeadmNode();
    await sh(lab, 'sed -i s#/usr/bin/kubelet#/usr/local/bin/kubelet# /usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf'); // prettier-ignore
    expect((await sh(lab, 'systemctl restart kubelet')).err).toMatch(/^Warning: The unit file, source configuration file or drop-ins of kubelet\.service changed on disk/); // prettier-ignore
    await sh(lab, 'systemctl daemon-reload; systemctl restart kubelet');
    expect((await sh(lab, 'systemctl status kubelet')).out).toContain(
      'Active: activating (auto-restart) (Result: exit-code)',
    );
    expect((await sh(lab, 'journalctl -xeu kubelet')).out).toContain('Failed to locate executable /usr/local/bin/kubelet: No such file or directory'); // prettier-ignore
  });

  it('enables and disables by links, and words what does not exist as systemd does', async () => {
    const lab = await kubeadmNode();
    expect((await sh(lab, 'systemctl disable kubelet')).err).toBe('Removed "/etc/systemd/system/multi-user.target.wants/kubelet.service".\n'); // prettier-ignore
    expect(await sh(lab, 'systemctl is-enabled kubelet')).toEqual({ out: 'disabled\n', err: '', exitCode: 1 });
    expect((await sh(lab, 'systemctl enable --now kubelet')).err).toBe('Created symlink /etc/systemd/system/multi-user.target.wants/kubelet.service → /lib/systemd/system/kubelet.service.\n'); // prettier-ignore
    expect(await sh(lab, 'systemctl start nope')).toEqual({ out: '', err: 'Failed to start nope.service: Unit nope.service not found.\n', exitCode: 5 }); // prettier-ignore
    expect(await sh(lab, 'systemctl status nope')).toEqual({ out: '', err: 'Unit nope.service could not be found.\n', exitCode: 4 }); // prettier-ignore
    expect((await sh(lab, 'service kubelet status')).out).toContain('Active: active (running)');
  });

  it('has the files that kubeadm writes', async () => {
    const lab = await kubeadmNode();
    expect((await sh(lab, 'ls /etc/kubernetes/manifests')).out).toBe('etcd.yaml\nkube-apiserver.yaml\nkube-controller-manager.yaml\nkube-scheduler.yaml\n'); // prettier-ignore
    expect((await sh(lab, 'grep service-cluster-ip-range /etc/kubernetes/manifests/kube-apiserver.yaml')).out).toBe('    - --service-cluster-ip-range=10.96.0.0/12\n'); // prettier-ignore
    expect((await sh(lab, 'ls /opt/cni/bin | head -3; grep staticPodPath /var/lib/kubelet/config.yaml')).out).toBe('bandwidth\nbridge\ndhcp\nstaticPodPath: /etc/kubernetes/manifests\n'); // prettier-ignore
  });
});
