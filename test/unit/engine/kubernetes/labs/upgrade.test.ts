import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** One cluster for all; each test works on a fork. */
let cluster: Lab;
beforeAll(async () => {
  cluster = await createLab('kubeadm');
});

const run = async (lab: Lab, script: string): Promise<string> => {
  const { stdout, stderr } = await runOn(lab, script);
  return stdout + stderr;
};

describe('the packages of a node', () => {
  it('can be held, and are changed only when that is wanted', async () => {
    const lab = cluster.fork();
    expect(await run(lab, 'apt-mark hold kubelet kubeadm; apt-mark hold kubelet; apt-mark showhold')).toBe('kubelet set on hold.\nkubeadm set on hold.\nkubelet was already set on hold.\nkubeadm\nkubelet\n'); // prettier-ignore
    expect(await run(lab, 'apt-get install -y kubelet=1.35.3-1.1')).toContain('E: Held packages were changed and -y was used without --allow-change-held-packages.\n'); // prettier-ignore
    expect(await run(lab, 'apt-get install -y kubelet=9')).toContain("E: Version '9' for 'kubelet' was not found\n");
    expect(await run(lab, 'apt-get install -y nosuch')).toContain('E: Unable to locate package nosuch\n');
    expect(await run(lab, 'kubelet --version; dpkg -l kubelet | tail -1')).toBe('Kubernetes v1.35.2\nhi  kubelet        1.35.2-1.1   amd64        Node agent for Kubernetes clusters\n'); // prettier-ignore
  });
});

describe('kubeadm upgrade', () => {
  it('plans, and wants a newer kubeadm first', async () => {
    const lab = cluster.fork();
    const plan = await run(lab, 'kubeadm upgrade plan');
    expect(plan).toContain('kube-apiserver            controlplane   v1.35.2   v1.35.3\n');
    expect(plan).toContain('Note: Before you can perform this upgrade, you have to update kubeadm to v1.35.3.\n');
    expect(await run(lab, 'kubeadm upgrade apply v1.35.3 -y')).toContain('- Specified version to upgrade to "v1.35.3" is higher than the kubeadm version "v1.35.2". Upgrade kubeadm first using the tool you used to install kubeadm\n'); // prettier-ignore
  });

  it('upgrades the control plane, then kubelets after their restart', async () => {
    const lab = cluster.fork();
    const applied = await run(lab, 'apt-get install -y kubeadm=1.35.3-1.1 > /dev/null; kubeadm upgrade apply v1.35.3 -y'); // prettier-ignore
    expect(applied).toContain('[upgrade] SUCCESS! A control plane node of your cluster was upgraded to "v1.35.3".\n');
    expect(await run(lab, 'kubectl version | tail -1; grep image: /etc/kubernetes/manifests/kube-scheduler.yaml')).toBe('Server Version: v1.35.3\n    image: registry.k8s.io/kube-scheduler:v1.35.3\n'); // prettier-ignore
    await run(lab, 'apt-get install -y kubelet=1.35.3-1.1; sleep 15');
    expect(await run(lab, 'kubectl get nodes')).toMatch(/controlplane .* v1\.35\.2\nnode01 .* v1\.35\.2\n/);
    await run(lab, 'systemctl daemon-reload; systemctl restart kubelet; sleep 15');
    expect(await run(lab, 'kubectl get nodes')).toMatch(/controlplane .* v1\.35\.3\nnode01 .* v1\.35\.2\n/);
    expect(await run(lab, "ssh node01 'kubeadm upgrade node'")).toContain('[upgrade/control-plane] Skipping phase. Not a control plane node.\n'); // prettier-ignore
  });
});

describe('a kubelet that cannot work', () => {
  it('says why in the journal, is started again every ten seconds, and its node is NotReady', async () => {
    const lab = cluster.fork();
    await run(lab, "ssh node01 'sed -i s/ca.crt/WRONG.crt/ /var/lib/kubelet/config.yaml; systemctl restart kubelet'; sleep 60"); // prettier-ignore
    const journal = await run(lab, "ssh node01 'journalctl -u kubelet'");
    expect(journal).toContain('"command failed" err="failed to construct kubelet dependencies: unable to load client CA file /etc/kubernetes/pki/WRONG.crt: open /etc/kubernetes/pki/WRONG.crt: no such file or directory"'); // prettier-ignore
    expect(journal).toContain('kubelet.service: Scheduled restart job, restart counter is at 5.');
    expect(await run(lab, 'kubectl get node node01 --no-headers')).toMatch(/^node01 +NotReady /);
    await run(lab, "ssh node01 'sed -i s/WRONG.crt/ca.crt/ /var/lib/kubelet/config.yaml'; sleep 30");
    expect(await run(lab, 'kubectl get node node01 --no-headers')).toMatch(/^node01 +Ready /);
  });

  it('hears of no new Pods when its kubeconfig names a port where no API server is', async () => {
    const lab = cluster.fork();
    await run(lab, "ssh node01 'sed -i s/6443/6553/ /etc/kubernetes/kubelet.conf; systemctl restart kubelet'");
    await run(lab, 'kubectl run lost --image=nginx; sleep 10');
    expect(await run(lab, 'kubectl get pod lost --no-headers')).toMatch(/^lost +0\/1 +Pending/);
    expect(await run(lab, "ssh node01 'journalctl -u kubelet -n 1'")).toContain('dial tcp 192.168.1.10:6553: connect: connection refused'); // prettier-ignore
    await run(
      lab,
      "ssh node01 'sed -i s/6553/6443/ /etc/kubernetes/kubelet.conf; systemctl restart kubelet'; sleep 20",
    );
    expect(await run(lab, 'kubectl get pod lost --no-headers')).toMatch(/^lost +1\/1 +Running/);
  });
});

describe('kubeadm init', () => {
  it('makes a new cluster after a reset, which other nodes join when they were reset as well', async () => {
    const lab = cluster.fork();
    await run(lab, 'kubeadm reset -f; rm -rf /etc/cni/net.d/*');
    const said = await run(lab, 'kubeadm init --pod-network-cidr=10.50.0.0/16 --service-cidr=10.100.0.0/16');
    expect(said).toContain('[certs] apiserver serving cert is signed for DNS names [controlplane kubernetes kubernetes.default kubernetes.default.svc kubernetes.default.svc.cluster.local] and IPs [10.100.0.1 192.168.1.10]\n'); // prettier-ignore
    expect(said).toMatch(/\nYour Kubernetes control-plane has initialized successfully!\n[^]*\nkubeadm join 192\.168\.1\.10:6443 --token [a-z0-9]{6}\.[a-z0-9]{16} \\\n\t--discovery-token-ca-cert-hash sha256:[0-9a-f]{64} \n$/); // prettier-ignore
    const admin = 'export KUBECONFIG=/etc/kubernetes/admin.conf';
    expect(await run(lab, `${admin}; sleep 10; kubectl get nodes --no-headers; kubectl get svc -A --no-headers`)).toMatch(/^controlplane +NotReady +control-plane [^\n]*\ndefault +kubernetes +ClusterIP +10\.100\.0\.1 [^\n]*\nkube-system +kube-dns +ClusterIP +10\.100\.0\.10 /); // prettier-ignore
    await run(lab, "ssh node01 'kubeadm reset -f; rm -rf /etc/cni/net.d/*'");
    expect(await run(lab, `${admin}; ssh node01 "$(kubeadm token create --print-join-command)"`)).toContain('This node has joined the cluster:\n'); // prettier-ignore
    expect(await run(lab, `${admin}; sleep 10; kubectl get nodes -o name`)).toBe('node/controlplane\nnode/node01\n');
  });

  it('refuses ranges that are none, and a host that is a control plane already', async () => {
    expect(await run(cluster.fork(), 'kubeadm init --service-cidr=10.96.0.0')).toContain('networking.serviceSubnet: Invalid value: "10.96.0.0": couldn\'t parse subnet'); // prettier-ignore
    expect(await run(cluster.fork(), 'kubeadm init')).toContain('[ERROR Port-6443]: Port 6443 is in use\n');
  });
});
