import type { World } from '../../../kernel/world';
import { jsonEqual } from '../../api/json-equal';
import type { PolicyView } from '../policy/view';
import { listCilium, putCilium } from './resources';

/** Security identities: all Pods with the same labels have the same number, wherever they run (pkg/identity). */

export type Labels = Readonly<Record<string, string>>;

/** Labels that change with every Pod tell nothing about who it is (pkg/labelsfilter defaultLabelPrefixCfg). */
const LEFT_OUT = /^(io\.kubernetes|kubernetes\.io|[^/]*beta\.kubernetes\.io|k8s\.io|pod-template-generation|pod-template-hash|controller-revision-hash|annotation|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|batch\.kubernetes\.io\/|etcd_node)/; // prettier-ignore
const CLUSTER = 'kubernetes';

/** Everything that policies may select a Pod by. */
export function securityLabels(
  { namespaceLabels }: Pick<PolicyView, 'namespaceLabels'>,
  { namespace, labels, serviceAccount }: { readonly namespace: string; readonly labels: Labels; readonly serviceAccount: string }, // prettier-ignore
): Labels {
  const own = Object.entries(labels).filter(([key]) => !LEFT_OUT.test(key));
  const spaces = Object.entries(namespaceLabels.get(namespace) ?? {}).map(([key, value]) => [`io.cilium.k8s.namespace.labels.${key}`, value] as const); // prettier-ignore
  const all: readonly (readonly [string, string])[] = [
    ...own,
    ...spaces,
    ['io.cilium.k8s.policy.cluster', CLUSTER],
    ['io.cilium.k8s.policy.serviceaccount', serviceAccount],
    ['io.kubernetes.pod.namespace', namespace],
  ];
  return Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const FIRST = 256;
const LAST = 65_535;

/** The number of these labels; the first who asks gets a new one. */
export function identityOf(world: World, labels: Labels): number {
  const wanted = withSource(labels);
  const all = listCilium(world, 'ciliumidentities');
  const known = all.find((each) => jsonEqual((each as unknown as Stored)['security-labels'] ?? {}, wanted));
  if (known) return Number(known.metadata.name);
  const taken = new Set(all.map(({ metadata }) => metadata.name));
  let number = FIRST + (world.random() % (LAST - FIRST + 1));
  while (taken.has(String(number))) number = number === LAST ? FIRST : number + 1;
  const shown = Object.entries(labels).filter(([key]) => !key.startsWith('io.cilium.k8s.namespace.labels.'));
  putCilium(world, 'ciliumidentities', 'CiliumIdentity', {
    metadata: { name: String(number), labels: Object.fromEntries(shown) },
    'security-labels': wanted,
  });
  return number;
}

interface Stored {
  readonly 'security-labels'?: Labels;
}

function withSource(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [`k8s:${key}`, value]));
}
