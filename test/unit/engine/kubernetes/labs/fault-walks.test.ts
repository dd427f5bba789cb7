import { describe, expect, it } from 'vitest';
import { createLab } from '../../../../../src/engine';
import { findRemedy } from '../../../../../src/engine/lab/remedy';
import { explainWalks } from '../../../../../src/engine/walk/explain';
import { createRecorder } from '../../../../../src/engine/walk/recorder';
import { runOn } from '../../lab/lab-run';

/** A fault that a lab starts with, what a learner does in it, and what the walk of the packets must say in both languages. */
interface FaultWalk {
  readonly fault: string;
  readonly setup?: string;
  readonly command: string;
  readonly says: readonly string[];
  readonly saysInKorean: string;
  /** What the smallest change has in it, tried on a fork; none where only another cluster would help. */
  readonly remedy?: string;
}

const WEB = `kubectl create deployment web --image=nginx --replicas=2
kubectl create service clusterip web --clusterip=10.96.0.100 --tcp=80; sleep 60`;
const ASK_WEB = 'curl -s -m 3 http://10.96.0.100';
const POD = 'kubectl run c --image=nicolaka/netshoot -- sleep 1d; kubectl wait --for=condition=Ready pod/c';

const FAULTS: readonly FaultWalk[] = [
  {
    fault: 'cni-missing',
    setup: WEB,
    command: ASK_WEB,
    says: ['does not start (FailedCreatePodSandBox)', 'failed to find plugin "flannel" in path [/opt/cni/bin]'],
    saysInKorean: '시작하지 못합니다(FailedCreatePodSandBox)',
    remedy: 'rollout restart daemonset kube-flannel-ds',
  },
  {
    fault: 'cni-wrong-cidr',
    setup: WEB,
    command: ASK_WEB,
    says: [`subnet "10.5.0.0/16" specified in the flannel net config doesn't contain "10.244.1.0/24" PodCIDR`],
    saysInKorean: '그 노드의 네트워크를 맡은 Pod kube-flannel/kube-flannel-ds-',
    remedy: "sed 's#10.5.0.0/16#10.244.0.0/16#'",
  },
  {
    fault: 'node-not-ready',
    setup: WEB,
    command: ASK_WEB,
    says: ['does not start (FailedScheduling)', 'node node01 is not ready: “Kubelet stopped posting node status.”'],
    saysInKorean: '노드 node01이(가) 준비되지 않았습니다',
    remedy: 'ssh node01 systemctl start kubelet',
  },
  {
    fault: 'ip-forward-off',
    command: 'ping -c1 -W1 10.244.1.2',
    says: ['ip_forward is 0'],
    saysInKorean: 'ip_forward',
    remedy: 'sysctl -w net.ipv4.ip_forward=1',
  },
  {
    fault: 'bad-resolv-conf',
    setup: POD,
    command: 'kubectl exec c -- curl -s -m 30 http://kubernetes.io',
    says: ['none of the servers that the Corefile forwards to answered (192.168.1.99)'],
    saysInKorean: '192.168.1.99',
    remedy: 'kubectl -n kube-system rollout restart deployment coredns',
  },
  {
    fault: 'bad-resolv-conf',
    command: 'ping -c1 -W1 kubernetes.io',
    says: ['192.168.1.99'],
    saysInKorean: '192.168.1.99',
    remedy: "sed -i 's/^nameserver 192.168.1.99$/nameserver 192.168.1.1/' /etc/resolv.conf",
  },
  {
    fault: 'service-range-exhausted',
    setup: POD,
    command: 'kubectl exec c -- curl -s -m 3 http://web',
    says: ['all addresses of the Services’ range 10.96.0.0/28 are given away'],
    saysInKorean: 'Service 범위 10.96.0.0/28의 주소가 모두 쓰여',
  },
  {
    fault: 'pod-range-overlaps-nodes',
    command: 'ping -c1 -W1 192.168.1.11',
    says: ['for the Pods’ range 192.168.0.0/16 holds the addresses of nodes', '--pod-network-cidr'],
    saysInKorean: 'Pod 범위 192.168.0.0/16에 노드의 주소가 들어 있기',
  },
];

describe('the walk of a packet that a fault of the lab stops', () => {
  it.each(FAULTS)(
    '$fault: $command names the cause and the smallest change',
    async ({ fault, setup, command, says, saysInKorean, remedy }) => {
      const lab = await createLab({ kubernetes: { nodes: ['controlplane', 'node01'], network: 'flannel', faults: [fault] } }); // prettier-ignore
      if (setup !== undefined) await runOn(lab, setup);
      const fork = lab.fork();
      const recorder = createRecorder();
      fork.world.recorder = recorder;
      expect((await runOn(fork, command)).exitCode).not.toBe(0);
      const told = explainWalks(recorder.walks(), 'en');
      for (const words of says) expect(told).toContain(words);
      expect(explainWalks(recorder.walks(), 'ko')).toContain(saysInKorean);
      const found = await findRemedy(lab, command, undefined, new AbortController().signal);
      expect(found?.map((each) => each.command).join('\n')).toEqual(
        remedy === undefined ? undefined : expect.stringContaining(remedy),
      );
    },
  );
});
