import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, createRecorder, type Lab } from '../../../../../src/engine';
import { explainWalks, formatWalks } from '../../../../../src/engine/walk/explain';
import { settle } from '../../../../../src/engine/kernel/run';
import { installManifest } from '../../../../../src/engine/kubernetes/addons/install';
import { readObjects } from '../../../../../src/engine/kubernetes/api/store';
import type { Pod } from '../../../../../src/engine/kubernetes/objects/kinds';
import { reaches } from '../policy/probe';
import type { TestPod } from '../policy/semantics';
import type { PacketWalk } from '../../../../../src/engine/walk/step';
import { runOn } from '../../lab/lab-run';

/** Cilium as a learner installs it: by its CLI or by the address of its manifest, on a cluster without an add-on. */
let base: Lab;
let lab: Lab;

const RANGE = '--set ipam.operator.clusterPoolIPv4PodCIDRList';
const QUICK = 'https://raw.githubusercontent.com/cilium/cilium/v1.9/install/kubernetes/quick-install.yaml';

beforeAll(async () => {
  base = await createLab('kubeadm-no-cni');
  lab = await createLab('kubeadm-cilium');
  const place = (node: string): string => `--overrides='{"spec":{"nodeName":"${node}"}}'`;
  await runOn(lab, `kubectl run web --image=nginx --port=80 ${place('controlplane')}; kubectl expose pod web`);
  await runOn(lab, `kubectl run a --image=nicolaka/netshoot ${place('node01')} -- sleep 1d; kubectl run b --image=nicolaka/netshoot ${place('node01')} -- sleep 1d`); // prettier-ignore
  await runOn(lab, 'kubectl wait --for=condition=Ready pod/a pod/b pod/web --timeout=60s');
}, 60_000);

async function walkOn(on: Lab, command: string): Promise<readonly PacketWalk[]> {
  const fork = on.fork();
  const recorder = createRecorder();
  fork.world.recorder = recorder;
  await runOn(fork, command);
  return recorder.walks();
}

async function code(on: Lab, command: string): Promise<string> {
  return (await runOn(on, `kubectl exec ${command}`)).stdout;
}

const CURL = "curl -s -m 2 -o /dev/null -w '%{http_code}'";

function policy(spec: object, kind = 'CiliumNetworkPolicy'): string {
  const object = { apiVersion: 'cilium.io/v2', kind, metadata: { name: 'p' }, spec };
  return `kubectl apply -f - <<'E'\n${JSON.stringify(object)}\nE\nsleep 1`;
}

describe('an installation', () => {
  it('by the CLI makes the nodes ready, gives each a range of the pool, and leaves kube-proxy', async () => {
    const own = base.fork();
    const { stdout } = await runOn(own, 'cilium install --wait > /dev/null; sleep 20; cilium status | head -3; kubectl get ciliumnodes -o jsonpath={.items[*].spec.ipam.podCIDRs}; kubectl get nodes --no-headers'); // prettier-ignore
    expect(stdout).toContain(' /¯¯\\__/¯¯\\    Cilium:             OK\n');
    expect(stdout).toContain('["10.0.0.0/24"] ["10.0.1.0/24"]');
    expect(stdout.match(/ Ready /g)).toHaveLength(2);
    const files = await runOn(
      own,
      'ls /etc/cni/net.d; ls /opt/cni/bin | grep cilium; iptables -t nat -S CILIUM_POST_nat',
    );
    expect(files.stdout).toBe(`05-cilium.conflist
cilium-cni
-N CILIUM_POST_nat
-A CILIUM_POST_nat -s 10.0.0.0/24 ! -d 10.0.0.0/24 ! -o cilium_+ -m comment --comment "cilium masquerade non-cluster" -j MASQUERADE
-A CILIUM_POST_nat -m mark --mark 0xa00/0xe00 -m comment --comment "exclude proxy return traffic from masquerade" -j ACCEPT
`);
  });

  it('by the address of its manifest does the same, and says that nobody publishes it any more', async () => {
    const own = base.fork();
    const { stderr } = await runOn(own, `kubectl apply -f ${QUICK}; sleep 40`);
    expect(stderr).toContain('Cilium publishes no quick-install.yaml any more');
    const { stdout } = await runOn(own, 'kubectl get daemonset,deployment -n kube-system -o name; ip -br link');
    expect(stdout).toContain('daemonset.apps/cilium\ndaemonset.apps/cilium-envoy\ndaemonset.apps/kube-proxy\ndeployment.apps/cilium-operator\n'); // prettier-ignore
    expect(stdout).toMatch(/^cilium_net@cilium_host UP .*\ncilium_host@cilium_net UP .*\ncilium_vxlan +UNKNOWN /m);
  });

  it('refuses what is not built, by name', async () => {
    const { stderr } = await runOn(base.fork(), 'cilium install --set kubeProxyReplacement=true');
    expect(stderr).toBe('cka-net: --set kubeProxyReplacement=true is not simulated yet\n');
  });

  it('beside flannel cannot have the port of its tunnel, and puts its configuration aside when that is gone', async () => {
    const own = await createLab('kubeadm');
    const agents =
      'kubectl get pods -n kube-system -l k8s-app=cilium --no-headers; kubectl logs -n kube-system ds/cilium';
    const { stdout } = await runOn(own, `cilium install > /dev/null; sleep 30; ${agents}`);
    expect(stdout).toMatch(/ 0\/1 +(CrashLoopBackOff|Error) /);
    expect(stdout).toContain('setting up device cilium_vxlan: address already in use');
    const { stdout: files } = await runOn(own, 'kubectl delete namespace kube-flannel > /dev/null; for n in controlplane node01; do ssh $n ip link del flannel.1; done; sleep 60; ls /etc/cni/net.d'); // prettier-ignore
    expect(files).toBe('05-cilium.conflist\n10-flannel.conflist.cilium_bak\n');
  }, 60_000);

  it('with a range that the nodes are in cuts them off from each other', async () => {
    const own = base.fork();
    await runOn(own, `cilium install ${RANGE}=192.168.0.0/16 > /dev/null; sleep 40`);
    const { stdout } = await runOn(own, 'ip route; ping -c1 -W1 192.168.1.11 | tail -1');
    expect(stdout).toMatch(/^192\.168\.1\.0\/24 via 192\.168\.0\.\d+ dev cilium_host proto kernel src 192\.168\.0\.\d+ mtu 1450 $/m); // prettier-ignore
    expect(stdout).not.toContain('1 received');
  });

  it('without a running agent leaves new Pods in ContainerCreating', async () => {
    const own = lab.fork();
    await runOn(own, `kubectl -n kube-system patch daemonset cilium -p '{"spec":{"template":{"spec":{"nodeSelector":{"no":"where"}}}}}'; sleep 10; kubectl run late --image=nginx; sleep 5`); // prettier-ignore
    const { stdout } = await runOn(own, "kubectl get pod late --no-headers; kubectl get events --field-selector type=Warning,involvedObject.name=late -o jsonpath='{.items[0].message}'"); // prettier-ignore
    expect(stdout).toMatch(/^late +0\/1 +ContainerCreating /);
    expect(stdout).toContain('plugin type="cilium-cni" failed (add): unable to connect to Cilium agent');
    // What there is goes on: the maps are the kernel's.
    expect(await code(own, `a -- ${CURL} web`)).toBe('200');
  });
});

describe('packets', () => {
  it('have no way but the node, whose program answers for it', async () => {
    const { stdout } = await runOn(lab.fork(), 'kubectl exec a -- ip route; kubectl exec a -- ip -br addr show eth0');
    expect(stdout).toMatch(/^default via 10\.0\.1\.\d+ dev eth0 mtu 1450 \n10\.0\.1\.\d+ dev eth0 scope link \neth0@if\d+ +UP +10\.0\.1\.\d+\/32 /); // prettier-ignore
  });

  it('go from Pod to Pod, through Services, from nodes and to them, and out under the node’s address', async () => {
    const own = lab.fork();
    expect(await code(own, `a -- ${CURL} web`)).toBe('200');
    expect((await runOn(own, `${CURL} $(kubectl get svc web -o jsonpath={.spec.clusterIP})`)).stdout).toBe('200');
    expect((await runOn(own, `ssh node01 ${CURL} $(kubectl get pod web -o jsonpath={.status.podIP})`)).stdout).toBe('200'); // prettier-ignore
    expect((await runOn(own, 'kubectl exec a -- ping -c1 192.168.1.10 | grep -c "1 received"')).stdout).toBe('1\n');
    expect(await code(own, `a -- ${CURL} http://example.com`)).not.toBe('000');
    await runOn(
      own,
      `kubectl patch svc web -p '{"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30080}]}}'; sleep 1`,
    );
    expect((await runOn(own, `${CURL} 192.168.1.11:30080`)).stdout).toBe('200');
    expect(await code(own, `a -- ${CURL} 192.168.1.10:30080`)).toBe('200');
  });

  it('to a Service that nobody is behind are refused', async () => {
    const own = lab.fork();
    await runOn(own, 'kubectl label pod web run=other --overwrite; sleep 1');
    expect((await runOn(own, 'kubectl exec a -- curl -sS -m 2 web')).stderr).toContain('curl: (7) Failed to connect');
  });

  it('are told of in words, with the identities and Cilium’s own reason for a drop', async () => {
    const own = lab.fork();
    const passes = formatWalks(await walkOn(own, `kubectl exec a -- ${CURL} web`), 'en').flatMap(({ steps }) => steps);
    expect(passes.find((step) => step.includes('cil_from_container'))).toMatch(/eBPF cil_from_container: identity \d+ \(default\/a\) → \d+ \(.*\) may pass/); // prettier-ignore
    expect(passes.some((step) => /cil_from_overlay: identity \d+ .* to the Pod behind lxc/.test(step))).toBe(true);
    await runOn(own, policy({ podSelector: {}, policyTypes: ['Ingress'] }, 'NetworkPolicy').replace('cilium.io/v2', 'networking.k8s.io/v1')); // prettier-ignore
    const walks = await walkOn(own, `kubectl exec a -- ${CURL} web`);
    const dropped = formatWalks(walks, 'en').flatMap(({ steps }) => steps).find((step) => step.includes('dropped')); // prettier-ignore
    expect(dropped).toMatch(/dropped, TC_INGRESS \(Cilium, eBPF: Policy denied\): NetworkPolicy p in namespace default selects Pod web for ingress, and nothing allows TCP port 80 from default\/a/); // prettier-ignore
    expect(explainWalks(walks, 'ko')).toContain('NetworkPolicy p');
  });
});

describe('a CiliumNetworkPolicy', () => {
  const WEB = { endpointSelector: { matchLabels: { run: 'web' } } };
  const cases: readonly (readonly [what: string, spec: object, a: string, b: string])[] = [
    ['with an empty rule closes', { ...WEB, ingress: [{}] }, '000', '000'],
    ['opens for endpoints', { ...WEB, ingress: [{ fromEndpoints: [{ matchLabels: { run: 'a' } }] }] }, '200', '000'],
    ['opens for all of its namespace', { ...WEB, ingress: [{ fromEndpoints: [{}] }] }, '200', '200'],
    ['of another namespace opens for nobody here', { ...WEB, ingress: [{ fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system' } }] }] }, '000', '000'], // prettier-ignore
    ['opens a port for everybody', { ...WEB, ingress: [{ toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }] }] }] }, '200', '200'], // prettier-ignore
    ['keeps to the port', { ...WEB, ingress: [{ fromEndpoints: [{}], toPorts: [{ ports: [{ port: '81', protocol: 'TCP' }] }] }] }, '000', '000'], // prettier-ignore
    ['opens for an entity', { ...WEB, ingress: [{ fromEntities: ['cluster'] }] }, '200', '200'],
    ['does not take Pods for the world', { ...WEB, ingress: [{ fromEntities: ['world'] }] }, '000', '000'],
    ['does not take Pods for their addresses', { ...WEB, ingress: [{ fromCIDR: ['10.0.0.0/8'] }] }, '000', '000'],
    ['denies what another rule allows', { ...WEB, ingress: [{ fromEndpoints: [{}] }], ingressDeny: [{ fromEndpoints: [{ matchLabels: { run: 'b' } }] }] }, '200', '000'], // prettier-ignore
    ['only denies without default deny', { ...WEB, enableDefaultDeny: { ingress: false }, ingressDeny: [{ fromEndpoints: [{ matchLabels: { run: 'b' } }] }] }, '200', '000'], // prettier-ignore
    ['holds back what leaves', { endpointSelector: { matchLabels: { run: 'b' } }, egress: [{ toEntities: ['world'] }] }, '200', '000'], // prettier-ignore
  ];
  it.each(cases)('%s', (_, spec, a, b) => {
    const { world } = lab.fork();
    installManifest(world, JSON.stringify({ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'p', namespace: 'default' }, spec })); // prettier-ignore
    settle(world);
    const pods = readObjects(world, 'pods', 'default') as readonly Pod[];
    const pod = (name: string): TestPod => {
      const found = pods.find(({ metadata }) => metadata.name === name);
      return { namespace: 'default', name, labels: {}, namespaceLabels: {}, ports: {}, ip: found?.status?.podIP ?? '' };
    };
    const answers = ['a', 'b'].map((from) => reaches(world, pod(from), pod('web'), { protocol: 'TCP', port: 80 }));
    expect(answers).toEqual([a === '200', b === '200']);
  });

  it('is shown as valid, and what it does by cilium-dbg', async () => {
    const own = lab.fork();
    await runOn(own, policy({ ...WEB, ingress: [{}] }));
    const { stdout } = await runOn(own, 'kubectl get cnp --no-headers; kubectl -n kube-system exec $(kubectl get pod -n kube-system -l k8s-app=cilium --field-selector spec.nodeName=controlplane -o name) -- cilium-dbg endpoint list'); // prettier-ignore
    expect(stdout).toMatch(/^p +\d+s +True\n/);
    expect(stdout).toMatch(/^\d+ +Enabled +Disabled +\d+ +k8s:io\.cilium/m);
  });
});
