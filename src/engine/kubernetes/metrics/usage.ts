import type { World } from '../../kernel/world';
import { kubeletUid } from '../node/memory';
import type { Pod } from '../objects/kinds';

/** What containers use, as cAdvisor would measure it. Nothing here computes: a container at rest uses what its program does in real life. */

interface Usage {
  readonly name: string;
  /** Thousandths of a core. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

const MEBI = 1024 * 1024;

/** Thousandths of a core and mebibytes, by a word of the image's name. */
const AT_REST: readonly (readonly [string, number, number])[] = [
  ['kube-apiserver', 46, 238],
  ['kube-controller-manager', 17, 53],
  ['kube-scheduler', 7, 22],
  ['etcd', 22, 44],
  ['kube-proxy', 1, 18],
  ['coredns', 3, 14],
  ['metrics-server', 4, 19],
  ['flannel', 7, 27],
  ['calico/node', 21, 118],
  ['calico', 4, 24],
  ['ingress-nginx', 3, 86],
  ['metallb', 4, 28],
  ['mysql', 6, 412],
  ['mariadb', 2, 96],
  ['postgres', 2, 38],
  ['mongo', 9, 172],
  ['redis', 3, 4],
  ['rabbitmq', 14, 124],
  ['stress', 500, 110],
  ['httpd', 1, 7],
  ['hpa-example', 1, 12],
  ['nginx', 0, 3],
  ['busybox', 0, 0],
  ['alpine', 0, 0],
];
const OTHERS = [1, 6] as const;

/** metrics-server has numbers after two looks, fifteen seconds apart (--metric-resolution). */
const KNOWN_AFTER_US = 30_000_000;

/** What each running container of a Pod uses; undefined when that is not known yet. */
export function containerUsage(world: World, pod: Pod): readonly Usage[] | undefined {
  const memory = world.cluster?.kubelet.get(kubeletUid(pod));
  if (!memory || pod.status?.phase !== 'Running') return undefined;
  const usages = (pod.spec?.containers ?? []).map(({ name, image = '' }): Usage | undefined => {
    const record = world.containers.get(memory.containers[name]?.id ?? '');
    if (record?.state !== 'running' || world.nowUs - (record.startedUs ?? Infinity) < KNOWN_AFTER_US) return undefined;
    const [, cpu, mebibytes] = AT_REST.find(([word]) => image.includes(word)) ?? ['', ...OTHERS];
    return { name, cpu, memory: mebibytes * MEBI };
  });
  const known = usages.filter((usage) => usage !== undefined);
  return known.length > 0 ? known : undefined;
}

/** What the node's own programs use: kubelet, container runtime, system. */
const SYSTEM = { cpu: 58, memory: 420 * MEBI };

export function nodeUsage(world: World, pods: readonly Pod[]): { readonly cpu: number; readonly memory: number } {
  let { cpu, memory } = SYSTEM;
  for (const pod of pods) {
    for (const usage of containerUsage(world, pod) ?? []) {
      cpu += usage.cpu;
      memory += usage.memory;
    }
  }
  return { cpu, memory };
}
