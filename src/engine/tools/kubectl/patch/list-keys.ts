/** The key by which strategic merge tells the entries of a list apart (patchMergeKey of k8s.io/api's types). */
export interface ListRule {
  /** Undefined: entries are plain values, and lists are united. */
  readonly key?: string;
  /** Keys that alternate: Service ports are told apart by `port` alone. */
  readonly strategy: 'merge';
}

const BY_NAME = { key: 'name', strategy: 'merge' } as const;
const UNITED = { strategy: 'merge' } as const;

/** Lists that are merged, by the last field of their path; everything else is replaced whole. */
const RULES: ReadonlyMap<string, ListRule> = new Map<string, ListRule>([
  ['containers', BY_NAME],
  ['initContainers', BY_NAME],
  ['ephemeralContainers', BY_NAME],
  ['env', BY_NAME],
  ['volumes', BY_NAME],
  ['imagePullSecrets', BY_NAME],
  ['schedulingGates', BY_NAME],
  ['resourceClaims', BY_NAME],
  ['secrets', BY_NAME],
  ['volumeMounts', { key: 'mountPath', strategy: 'merge' }],
  ['volumeDevices', { key: 'devicePath', strategy: 'merge' }],
  ['hostAliases', { key: 'ip', strategy: 'merge' }],
  ['topologySpreadConstraints', { key: 'topologyKey', strategy: 'merge' }],
  ['conditions', { key: 'type', strategy: 'merge' }],
  ['addresses', { key: 'type', strategy: 'merge' }],
  ['ownerReferences', { key: 'uid', strategy: 'merge' }],
  ['taints', { key: 'key', strategy: 'merge' }],
  ['finalizers', UNITED],
]);

/** How the list at a field is merged; `parent` tells a Service's ports from a container's. Undefined: it is replaced. */
export function listRule(field: string, parent: string, kind: string): ListRule | undefined {
  if (field === 'ports') {
    if (kind === 'Service' && parent === 'spec') return { key: 'port', strategy: 'merge' };
    return parent === 'containers' || parent === 'initContainers'
      ? { key: 'containerPort', strategy: 'merge' }
      : undefined;
  }
  if (field === 'taints' && kind !== 'Node') return undefined;
  if (field === 'addresses' && kind !== 'Node') return undefined;
  if (field === 'secrets' && kind !== 'ServiceAccount') return undefined;
  return RULES.get(field);
}
