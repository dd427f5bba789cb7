import type { LabObservation } from '../engine/lab/observe';
import type { TreeNode, TreeWords } from './namespaces-tree';

/** Zone → namespace → name → records with their time to live, as the cluster's DNS answers them. */
export function recordsTree({ cluster }: LabObservation, words: TreeWords): readonly TreeNode[] {
  if (!cluster) return [];
  if (cluster.zones.length === 0) {
    return [{ ...node('none', words.noDns, '', 'circle-slash'), state: 'bad' }];
  }
  return cluster.zones.map(({ zone, namespaces }) => ({
    ...node(zone, zone, '', 'globe', `${words.zone} ${zone}`),
    children: namespaces.map(({ name: namespace, names }) => ({
      ...node(
        `${zone}/${namespace}`,
        namespace,
        `${names.length}`,
        'symbol-namespace',
        `${words.kubernetesNamespace} ${namespace}`,
      ),
      children: names.map(({ name, records }) => ({
        ...node(`${zone}/${namespace}/${name}`, shortName(name, zone, namespace), '', 'symbol-field', name, name),
        children: records.map(
          ({ type, data, ttl }, index) =>
          node(`${zone}/${namespace}/${name}/${index}`, data, `${type} · TTL ${ttl}`, 'symbol-numeric', `${name} ${type} ${data}, TTL ${ttl}`, `${name}. ${ttl} IN ${type} ${data}`), // prettier-ignore
        ),
      })),
    })),
  }));
}

/** A name without what stands above it in the tree. */
function shortName(name: string, zone: string, namespace: string): string {
  const suffix = `.${namespace}.svc.${zone}`;
  return name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

function node(
  id: string,
  label: string,
  description: string,
  icon: string,
  spoken = label,
  tooltip = spoken,
): TreeNode {
  return { id, label, description, icon, state: 'neutral', tooltip, spoken, children: [] };
}
