import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** Network add-ons as a learner installs them by `kubectl apply -f URL` on a cluster that has none. */
let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm-no-cni');
});

const WEAVE = 'https://cloud.weave.works/k8s/net?k8s-version=$(kubectl version | base64 | tr -d "\\n")';
const CALICO = 'https://raw.githubusercontent.com/projectcalico/calico/v3.31.2/manifests';

/** A Pod on each node, and the answer of one to the other. */
async function across(lab: Lab): Promise<string> {
  await runOn(lab, 'kubectl run web --image=nginx');
  const overrides = `{"spec":{"nodeName":"controlplane"}}`;
  await runOn(lab, `kubectl run a --image=nicolaka/netshoot --overrides='${overrides}' -- sleep 1d`);
  await runOn(lab, 'kubectl wait --for=condition=Ready pod/a pod/web --timeout=60s');
  const { stdout } = await runOn(lab, "kubectl exec a -- curl -s -m 3 -o /dev/null -w '%{http_code}' $(kubectl get pod web -o jsonpath={.status.podIP})"); // prettier-ignore
  return stdout;
}

describe('a cluster without an add-on', () => {
  it('has the plugins of its packages and no configuration: its nodes are not ready', async () => {
    const { stdout } = await runOn(base.fork(), 'ls /etc/cni/net.d; ls /opt/cni/bin; kubectl get nodes --no-headers');
    expect(stdout).toMatch(/^bandwidth\nbridge\n/);
    expect(stdout).not.toContain('flannel');
    expect(stdout.match(/ NotReady /g)).toHaveLength(2);
  });
});

describe('flannel', () => {
  it('of a lab is taken away as it was installed, by its manifest', async () => {
    const lab = await createLab('kubeadm');
    const file = 'https://github.com/flannel-io/flannel/releases/latest/download/kube-flannel.yml';
    expect(await runOn(lab, `kubectl delete -f ${file}; kubectl get namespaces -o name | grep flannel`)).toEqual({
      stdout: `namespace "kube-flannel" deleted
clusterrole.rbac.authorization.k8s.io "flannel" deleted
clusterrolebinding.rbac.authorization.k8s.io "flannel" deleted
serviceaccount "flannel" deleted from kube-flannel namespace
configmap "kube-flannel-cfg" deleted from kube-flannel namespace
daemonset.apps "kube-flannel-ds" deleted from kube-flannel namespace
`,
      stderr: '',
      exitCode: 1,
    });
  });

  it('installs from its release, and carries packets between nodes', async () => {
    const lab = base.fork();
    await runOn(lab, 'kubectl apply -f https://github.com/flannel-io/flannel/releases/latest/download/kube-flannel.yml; sleep 30'); // prettier-ignore
    expect(await across(lab)).toBe('200');
    const { stdout } = await runOn(lab, 'cat /run/flannel/subnet.env; ls /opt/cni/bin | grep flannel; ip route');
    expect(stdout).toContain('FLANNEL_NETWORK=10.244.0.0/16\nFLANNEL_SUBNET=10.244.0.1/24\nFLANNEL_MTU=1450\nFLANNEL_IPMASQ=true\nflannel\n'); // prettier-ignore
    expect(stdout).toContain('10.244.1.0/24 via 10.244.1.0 dev flannel.1 onlink');
    const rules = await runOn(lab, 'iptables -t nat -S FLANNEL-POSTRTG');
    expect(rules.stdout).toContain('-A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully'); // prettier-ignore
  });

  it('routes straight to the nodes with the backend host-gw', async () => {
    const lab = base.fork();
    const manifest = 'curl -sL https://github.com/flannel-io/flannel/releases/latest/download/kube-flannel.yml';
    await runOn(lab, `${manifest} | sed 's/"Type": "vxlan"/"Type": "host-gw"/' | kubectl apply -f -; sleep 30`);
    expect((await runOn(lab, 'ip route; ip link show flannel.1')).stdout).toContain('10.244.1.0/24 via 192.168.1.11 dev eth0'); // prettier-ignore
    expect(await across(lab)).toBe('200');
  });
});

describe('Weave Net', () => {
  it('takes the range from the address of its manifest, and shows it in log and bridge', async () => {
    const lab = base.fork();
    const { stderr } = await runOn(lab, `kubectl apply -f "${WEAVE}&env.IPALLOC_RANGE=10.50.0.0/16"; sleep 30`);
    expect(stderr).toContain('was shut down in 2024');
    const { stdout } = await runOn(lab, 'kubectl logs -n kube-system $(kubectl get pods -n kube-system -l name=weave-net -o name | head -1) weave'); // prettier-ignore
    expect(stdout).toContain(' ipalloc-range:10.50.0.0/16 ');
    expect((await runOn(lab, 'ip addr show weave')).stdout).toContain('inet 10.50.0.1/16 brd 10.50.255.255 scope global weave'); // prettier-ignore
    expect(await across(lab)).toBe('200');
    expect((await runOn(lab, 'kubectl get pod a -o jsonpath={.status.podIP}')).stdout).toMatch(/^10\.50\.0\./);
  });

  it('does not start with a range that the nodes are in', async () => {
    const lab = base.fork();
    await runOn(lab, `kubectl apply -f "${WEAVE}&env.IPALLOC_RANGE=192.168.0.0/16"; sleep 30`);
    const pod = '$(kubectl get pods -n kube-system -l name=weave-net -o name | head -1)';
    expect((await runOn(lab, `kubectl logs -n kube-system ${pod} weave`)).stdout).toBe(
      'Network 192.168.0.0/16 overlaps with existing route 192.168.1.0/24 on host\n',
    );
    expect((await runOn(lab, `kubectl get -n kube-system ${pod} --no-headers`)).stdout).toMatch(/ 1\/2 +(CrashLoopBackOff|Error) /); // prettier-ignore
  });

  it('can be taken away, and Calico put in its place', async () => {
    const lab = base.fork();
    await runOn(lab, `kubectl apply -f "${WEAVE}"; sleep 20; kubectl delete -f "${WEAVE}"`);
    for (const node of ['controlplane', 'node01']) {
      await runOn(lab, `ssh ${node} 'rm /etc/cni/net.d/10-weave.conflist; ip link del weave; iptables -F FORWARD; iptables -F INPUT'`); // prettier-ignore
    }
    expect((await runOn(lab, 'sleep 2; kubectl get nodes --no-headers')).stdout.match(/ NotReady /g)).toHaveLength(2);
    await runOn(lab, `kubectl apply -f ${CALICO}/calico.yaml; sleep 30`);
    expect(await across(lab)).toBe('200');
  });
});

describe('Calico', () => {
  it('tunnels in IP, with a device and a route for each Pod and a blackhole for the block', async () => {
    const lab = base.fork();
    await runOn(lab, `kubectl apply -f ${CALICO}/calico.yaml; sleep 30`);
    expect(await across(lab)).toBe('200');
    const { stdout } = await runOn(lab, 'ip route');
    expect(stdout).toMatch(/^blackhole 10\.244\.\d+\.\d+\/26 proto bird $/m);
    expect(stdout).toMatch(/^10\.244\.\d+\.\d+\/26 via 192\.168\.1\.11 dev tunl0 proto bird onlink $/m);
    expect(stdout).toMatch(/^10\.244\.\d+\.\d+ dev cali[0-9a-f]{11} scope link $/m);
    const inside = await runOn(lab, 'kubectl exec a -- ip route; kubectl exec a -- ip -br addr show eth0');
    expect(inside.stdout).toMatch(/^default via 169\.254\.1\.1 dev eth0 \n169\.254\.1\.1 dev eth0 scope link \neth0@if\d+ +UP +10\.244\.\d+\.\d+\/32 /); // prettier-ignore
    expect((await runOn(lab, 'kubectl get ippools -o jsonpath={.items[0].spec.cidr},{.items[0].spec.ipipMode}')).stdout).toBe('10.244.0.0/16,Always'); // prettier-ignore
  });

  it('tunnels in VXLAN with its other manifest, and leaves the tunnel when the pool says so', async () => {
    const lab = base.fork();
    await runOn(lab, `kubectl apply -f ${CALICO}/calico-vxlan.yaml; sleep 30`);
    expect(await across(lab)).toBe('200');
    expect((await runOn(lab, 'ip route')).stdout).toMatch(
      / via 10\.244\.\d+\.\d+ dev vxlan\.calico proto 80 onlink $/m,
    );
    await runOn(
      lab,
      `kubectl patch ippool default-ipv4-ippool --type merge -p '{"spec":{"vxlanMode":"Never"}}'; sleep 5`,
    );
    expect((await runOn(lab, 'ip route')).stdout).toMatch(/^10\.244\.\d+\.\d+\/26 via 192\.168\.1\.11 dev eth0 proto bird $/m); // prettier-ignore
    expect((await runOn(lab, 'kubectl exec a -- curl -s -m 3 $(kubectl get pod web -o jsonpath={.status.podIP})')).stdout).toContain('Welcome to nginx!'); // prettier-ignore
  });
});
