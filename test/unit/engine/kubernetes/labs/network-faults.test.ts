import { describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { FAULT_NAMES } from '../../../../../src/engine/kubernetes/cluster/faults';
import { explainWalks } from '../../../../../src/engine/walk/explain';
import { createRecorder } from '../../../../../src/engine/walk/recorder';
import { runOn } from '../../lab/lab-run';

/** What a learner sees of a cluster whose network is broken from the start. */

async function broken(fault: string, network = 'flannel'): Promise<Lab> {
  return createLab({ kubernetes: { nodes: ['controlplane', 'node01'], network, faults: [fault] } });
}

const ON_NODE = `--overrides='{"spec":{"nodeName":"node01"}}'`;

/** What the walk says about the packets of a command. */
async function walkOf(lab: Lab, command: string, language: 'en' | 'ko' = 'en'): Promise<string> {
  const fork = lab.fork();
  const recorder = createRecorder();
  fork.world.recorder = recorder;
  await runOn(fork, command);
  return explainWalks(recorder.walks(), language);
}

describe('faults', () => {
  it('have names of their own', () => {
    expect(new Set(FAULT_NAMES).size).toBe(FAULT_NAMES.length);
  });

  it('cni-missing: Pods of a node wait, and the event names the plugin', async () => {
    const lab = await broken('cni-missing');
    await runOn(lab, `kubectl run web --image=nginx ${ON_NODE}; sleep 5`);
    expect((await runOn(lab, 'kubectl describe pod web')).stdout).toContain(
      'plugin type="flannel" failed (add): failed to find plugin "flannel" in path [/opt/cni/bin]',
    );
  });

  it('cni-wrong-cidr: flannel crashes and says why, Pods wait for it', async () => {
    const lab = await broken('cni-wrong-cidr');
    expect((await runOn(lab, 'kubectl logs -n kube-flannel ds/kube-flannel-ds')).stdout).toMatch(
      /Error registering network: failed to acquire lease: subnet "10\.5\.0\.0\/16" specified in the flannel net config doesn't contain "10\.244\.\d\.0\/24" PodCIDR of the "\w+" node\n$/,
    );
    expect((await runOn(lab, 'kubectl get events -n kube-system')).stdout).toContain(
      "failed to load flannel 'subnet.env' file: open /run/flannel/subnet.env: no such file or directory. Check the flannel pod log for this node.",
    );
  });

  it('wrong-mtu: small packets pass, large ones do not', async () => {
    const lab = await broken('wrong-mtu');
    await runOn(lab, `kubectl run n --image=nicolaka/netshoot ${ON_NODE} -- sleep 1d; kubectl wait --for=condition=Ready pod/n`); // prettier-ignore
    const ping = (size: number): string => `ping -c1 -W1 -s ${size} $(kubectl get pod n -o jsonpath={.status.podIP})`;
    expect((await runOn(lab, ping(500))).exitCode).toBe(0);
    expect((await runOn(lab, `${ping(1400)} -M do`)).exitCode).toBe(1);
  });

  it('default-deny-policy: the walk names the policy that drops, in both languages', async () => {
    const lab = await broken('default-deny-policy', 'calico');
    await runOn(lab, 'kubectl run web --image=nginx; kubectl run a --image=nicolaka/netshoot -- sleep 1d; kubectl wait --for=condition=Ready pod/web pod/a'); // prettier-ignore
    const ask = 'kubectl exec a -- curl -s -m 2 $(kubectl get pod web -o jsonpath={.status.podIP})';
    expect(await walkOf(lab, ask)).toContain(
      'NetworkPolicy default-deny-all in namespace default selects Pod a for egress, and nothing allows TCP port 80 to default/web',
    );
    expect(await walkOf(lab, ask, 'ko')).toContain(
      '네임스페이스 default의 NetworkPolicy default-deny-all이(가) Pod a의 egress에 적용되는데 default/web(으)로 가는 TCP 포트 80을(를) 허용하는 것이 없습니다',
    );
  });

  it('default-deny-policy with flannel: the packet passes, and the walk says that nobody keeps the policy', async () => {
    const lab = await broken('default-deny-policy');
    await runOn(lab, 'kubectl run web --image=nginx; kubectl run a --image=nicolaka/netshoot -- sleep 1d; kubectl wait --for=condition=Ready pod/web pod/a'); // prettier-ignore
    const ask = 'kubectl exec a -- curl -s -m 2 $(kubectl get pod web -o jsonpath={.status.podIP})';
    const said = await walkOf(lab, ask);
    expect(said).toContain('the answer came back');
    expect(said).toContain('nothing here enforces NetworkPolicy (flannel does not)');
  });
});
