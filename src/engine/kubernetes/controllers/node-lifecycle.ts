import type { ClusterChange } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { jsonEqual } from '../api/json-equal';
import { nowMs } from '../api/store';
import type { Node, Pod } from '../objects/kinds';
import { isDeleting, isTerminal } from '../objects/pod-state';
import { tolerates, type FrozenTaint } from '../objects/tolerations';
import type { ControllerClient } from './client';
import { controllerUser, keyOf, splitKey, type Component } from './component';

/** A node without a sign of life for so long is given up (--node-monitor-grace-period, 50 s since v1.32). */
const GRACE_MS = 50_000;
/** How often signs of life are looked for (--node-monitor-period). */
const PERIOD_US = 5_000_000;
const LEASES = 'kube-node-lease';

/** Watches over nodes: their conditions, and the taints that follow from them (pkg/controller/nodelifecycle). */
export const nodeLifecycleController: Component = {
  name: 'node-controller',
  process: 'kube-controller-manager',
  user: controllerUser('node-controller'),
  watches: {
    nodes: (change) => (heartbeatOnly(change) ? [] : [change.name]),
    'leases.coordination.k8s.io': ({ namespace, name, type }) =>
      namespace === LEASES && type === 'ADDED' ? [name] : [],
  },
  reconcile(api, key) {
    const found = api.get('nodes', '', key);
    if (!found) return;
    const node = judge(api, found);
    updateTaints(api, node);
  },
};

function heartbeatOnly({ object, previous, type }: ClusterChange): boolean {
  if (type !== 'MODIFIED') return false;
  const facts = ({ spec, status }: Node): unknown => [
    spec,
    status?.conditions?.map(({ type: t, status: s }) => [t, s]),
  ];
  return jsonEqual(facts(object as unknown as Node), facts(previous as unknown as Node));
}

/** Sets the conditions of a node that has been silent for too long. */
function judge(api: ControllerClient, node: Node): Node {
  const { name = '', creationTimestamp } = node.metadata;
  const lease = api.get('leases.coordination.k8s.io', LEASES, name);
  const lastMs = Date.parse(lease?.spec?.renewTime ?? creationTimestamp ?? '') || 0;
  const leftMs = lastMs + GRACE_MS - nowMs(api.world);
  if (leftMs > 0) {
    // It is looked at again when it could have been silent for too long, at the next of the regular moments.
    api.enqueue(name, Math.ceil((leftMs * 1000) / PERIOD_US) * PERIOD_US, true);
    return node;
  }
  const conditions = node.status?.conditions ?? [];
  const ready = conditions.find(({ type }) => type === 'Ready');
  api.enqueue(name, PERIOD_US * 2, true);
  if (ready?.status === 'Unknown') return node;
  const unknown = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map((type) => {
    const old = conditions.find((condition) => condition.type === type);
    return {
      type,
      status: 'Unknown',
      lastHeartbeatTime: old?.lastHeartbeatTime ?? creationTimestamp ?? api.now,
      lastTransitionTime: api.now,
      reason: old ? 'NodeStatusUnknown' : 'NodeStatusNeverUpdated',
      message: old ? 'Kubelet stopped posting node status.' : 'Kubelet never posted node status.',
    };
  });
  const updated = api.updateStatus('nodes', node, (old) => ({
    ...old,
    status: {
      ...old.status,
      conditions: [...conditions.filter(({ type }) => !unknown.some((each) => each.type === type)), ...unknown],
    },
  }));
  api.event(
    { ...node, metadata: { name, uid: node.metadata.uid ?? name } },
    {
      type: 'Normal',
      reason: 'NodeNotReady',
      message: `Node ${name} status is now: NodeNotReady`,
      from: 'node-controller',
    },
  );
  markPodsNotReady(api, name);
  return updated;
}

function markPodsNotReady(api: ControllerClient, node: string): void {
  for (const pod of api.podsOnNode(node)) {
    const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
    if (ready?.status !== 'True') continue;
    api.updateStatus('pods', pod, (old) => ({
      ...old,
      status: {
        ...old.status,
        conditions: (old.status?.conditions ?? []).map((condition) =>
          condition.type === 'Ready' ? { ...condition, status: 'False', lastTransitionTime: api.now } : condition,
        ),
      },
    }));
    api.event(pod, { type: 'Warning', reason: 'NodeNotReady', message: 'Node is not ready', from: 'node-controller' });
  }
}

const OWN_TAINTS: readonly (readonly [key: string, effect: string])[] = [
  ['node.kubernetes.io/not-ready', 'NoSchedule'],
  ['node.kubernetes.io/unreachable', 'NoSchedule'],
  ['node.kubernetes.io/memory-pressure', 'NoSchedule'],
  ['node.kubernetes.io/disk-pressure', 'NoSchedule'],
  ['node.kubernetes.io/pid-pressure', 'NoSchedule'],
  ['node.kubernetes.io/network-unavailable', 'NoSchedule'],
  ['node.kubernetes.io/unschedulable', 'NoSchedule'],
  ['node.kubernetes.io/not-ready', 'NoExecute'],
  ['node.kubernetes.io/unreachable', 'NoExecute'],
];

/** Conditions become taints. */
function updateTaints(api: ControllerClient, node: Node): void {
  const is = (type: string): string | undefined => node.status?.conditions?.find((each) => each.type === type)?.status;
  const wanted = new Set<string>();
  const ready = is('Ready');
  if (ready === 'False' || ready === undefined) wanted.add('not-ready NoSchedule').add('not-ready NoExecute');
  if (ready === 'Unknown') wanted.add('unreachable NoSchedule').add('unreachable NoExecute');
  if (is('MemoryPressure') === 'True') wanted.add('memory-pressure NoSchedule');
  if (is('DiskPressure') === 'True') wanted.add('disk-pressure NoSchedule');
  if (is('PIDPressure') === 'True') wanted.add('pid-pressure NoSchedule');
  if (is('NetworkUnavailable') === 'True') wanted.add('network-unavailable NoSchedule');
  if (node.spec?.unschedulable === true) wanted.add('unschedulable NoSchedule');
  const old = node.spec?.taints ?? [];
  const kept = old.filter(({ key, effect }) => {
    if (!OWN_TAINTS.some(([ownKey_, ownEffect]) => ownKey_ === key && ownEffect === effect)) return true;
    return wanted.has(`${key.slice('node.kubernetes.io/'.length)} ${effect}`);
  });
  const added = OWN_TAINTS.filter(
    ([key, effect]) =>
      wanted.has(`${key.slice('node.kubernetes.io/'.length)} ${effect}`) &&
      !kept.some((taint) => taint.key === key && taint.effect === effect),
  ).map(([key, effect]): FrozenTaint => ({ key, effect, timeAdded: api.now }));
  if (added.length === 0 && kept.length === old.length) return;
  const taints = [...kept, ...added];
  api.update('nodes', node, ({ spec, ...rest }) => {
    const { taints: _, ...others } = spec ?? {};
    return { ...rest, spec: { ...others, ...(taints.length > 0 && { taints }) } };
  });
}

/** Deletes Pods that do not tolerate a node's NoExecute taints, or not for so long (pkg/controller/tainteviction). */
export const taintEvictionController: Component = {
  name: 'taint-eviction-controller',
  process: 'kube-controller-manager',
  user: controllerUser('node-controller'),
  watches: {
    pods: (change) => {
      const { spec } = change.object as unknown as Pod;
      const assigned = spec?.nodeName !== (change.previous as unknown as Pod | undefined)?.spec?.nodeName;
      return change.type !== 'DELETED' && spec?.nodeName && assigned ? [keyOf(change.namespace, change.name)] : [];
    },
    nodes: podsOfNode,
  },
  reconcile(api, key) {
    const pod = api.get('pods', ...splitKey(key));
    if (!pod?.spec?.nodeName || isDeleting(pod) || isTerminal(pod)) return;
    const taints = (api.get('nodes', '', pod.spec.nodeName)?.spec?.taints ?? []).filter(
      ({ effect }) => effect === 'NoExecute',
    );
    if (taints.length === 0) return;
    const dueMs = evictionTime(pod, taints, nowMs(api.world));
    if (dueMs === Infinity) return;
    const waitMs = dueMs - nowMs(api.world);
    if (waitMs > 0) return api.enqueue(key, waitMs * 1000, true);
    evict(api, pod, key);
  },
};

function podsOfNode({ object, previous, name }: ClusterChange, world: World): readonly string[] {
  const taints = (node: Node | undefined): unknown =>
    node?.spec?.taints?.filter(({ effect }) => effect === 'NoExecute') ?? [];
  if (jsonEqual(taints(object as unknown as Node), taints(previous as unknown as Node | undefined))) return [];
  return [...(world.cluster?.indexes.get(`pods node ${name}`)?.keys() ?? [])];
}

/** When the first taint is not tolerated any more, in milliseconds; Infinity: never. */
function evictionTime(pod: Pod, taints: readonly FrozenTaint[], now: number): number {
  let due = Infinity;
  for (const taint of taints) {
    const tolerations = (pod.spec?.tolerations ?? []).filter((toleration) => tolerates(toleration, taint));
    if (tolerations.length === 0) return now;
    const seconds = tolerations.map(({ tolerationSeconds }) => tolerationSeconds ?? Infinity);
    const since = taint.timeAdded ? Date.parse(taint.timeAdded) : now;
    due = Math.min(due, since + Math.min(...seconds) * 1000);
  }
  return due;
}

function evict(api: ControllerClient, pod: Pod, key: string): void {
  api.event(pod, {
    type: 'Normal',
    reason: 'TaintManagerEviction',
    message: `Marking for deletion Pod ${key}`,
    from: 'taint-eviction-controller',
  });
  api.updateStatus('pods', pod, (old) => ({
    ...old,
    status: {
      ...old.status,
      conditions: [
        ...(old.status?.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget'),
        {
          type: 'DisruptionTarget',
          status: 'True',
          lastTransitionTime: api.now,
          reason: 'DeletionByTaintManager',
          message: 'Taint manager: deleting due to NoExecute taint',
        },
      ],
    },
  }));
  api.remove('pods', pod);
}
