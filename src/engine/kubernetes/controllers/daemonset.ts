import type { World } from '../../kernel/world';
import type { ClusterChange } from '../../kernel/cluster-records';
import { jsonEqual } from '../api/json-equal';
import { nowMs, readObjects } from '../api/store';
import { scaledValue } from '../objects/int-or-string';
import type { DaemonSet, Node, Pod, PodTemplate } from '../objects/kinds';
import { isAvailable, isDeleting, isReady, isTerminal } from '../objects/pod-state';
import { untolerated, type FrozenToleration } from '../objects/tolerations';
import { matchesNode } from '../scheduler/node-affinity';
import type { ControllerClient } from './client';
import { controllerUser, keyOf, ownKey, splitKey, type Component } from './component';
import { claimPods, podKeys } from './controlled-pods';
import { createPod, deletePod } from './pod-control';
import { currentRevision, HASH_LABEL, hashOf, removeOldRevisions } from './revisions';

/** Keeps one Pod on every node that a DaemonSet is for (pkg/controller/daemon). */
export const daemonSetController: Component = {
  name: 'daemonset-controller',
  process: 'kube-controller-manager',
  user: controllerUser('daemon-set-controller'),
  watches: { 'daemonsets.apps': ownKey, pods: podKeys('DaemonSet', 'daemonsets.apps'), nodes: nodeKeys },
  reconcile(api, key) {
    const set = api.get('daemonsets.apps', ...splitKey(key));
    const template = set?.spec?.template;
    if (!set || !template || isDeleting(set)) return;
    const revision = currentRevision(api, set, template, template.metadata?.labels ?? {});
    const hash = hashOf(revision);
    const byNode = new Map<string, Pod[]>();
    for (const pod of claimPods(api, set)) {
      const node = targetOf(pod);
      byNode.set(node, [...(byNode.get(node) ?? []), pod]);
    }
    const nodes = api.list('nodes');
    for (const node of nodes) manageNode(api, set, template, node, byNode.get(node.metadata.name ?? '') ?? [], hash);
    const names = new Set(nodes.map(({ metadata }) => metadata.name ?? ''));
    for (const [node, pods] of byNode) {
      if (names.has(node)) continue;
      for (const pod of pods) if (!isDeleting(pod)) deletePod(api, set, pod);
    }
    roll(api, set, nodes, hash);
    updateStatus(api, set, nodes, hash);
    const inUse = new Set([
      hash,
      ...[...byNode.values()].flat().map(({ metadata }) => metadata.labels?.[HASH_LABEL] ?? ''),
    ]);
    removeOldRevisions(api, set, inUse, set.spec?.revisionHistoryLimit ?? 10);
    if ((set.spec?.minReadySeconds ?? 0) > 0) api.enqueue(key, (set.spec?.minReadySeconds ?? 0) * 1_000_000, true);
  },
};

function nodeKeys({ type, object, previous }: ClusterChange, world: World): readonly string[] {
  const facts = ({ metadata, spec }: Node): unknown => [metadata.labels, spec?.taints, spec?.unschedulable];
  if (type === 'MODIFIED' && jsonEqual(facts(object as unknown as Node), facts(previous as unknown as Node))) return [];
  return readObjects(world, 'daemonsets.apps').map(({ metadata }) =>
    keyOf(metadata.namespace ?? '', metadata.name ?? ''),
  );
}

/** The node that a Pod runs on or is meant for. */
function targetOf({ spec }: Pod): string {
  if (spec?.nodeName) return spec.nodeName;
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  for (const { matchFields } of terms) {
    for (const { key, values } of matchFields ?? []) if (key === 'metadata.name') return values?.[0] ?? '';
  }
  return '';
}

/** AddOrUpdateDaemonPodTolerations. */
function tolerationsFor(template: PodTemplate): readonly FrozenToleration[] {
  const noExecute = ['not-ready', 'unreachable'];
  const noSchedule = ['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'];
  if (template.spec?.hostNetwork === true) noSchedule.push('network-unavailable');
  const make = (effect: string) => (name: string) => ({
    key: `node.kubernetes.io/${name}`,
    operator: 'Exists',
    effect,
  });
  return [
    ...(template.spec?.tolerations ?? []),
    ...noExecute.map(make('NoExecute')),
    ...noSchedule.map(make('NoSchedule')),
  ];
}

/** NodeShouldRunDaemonPod. */
function shouldRun(template: PodTemplate, node: Node): { readonly run: boolean; readonly stay: boolean } {
  const { spec } = template;
  if (spec?.nodeName && spec.nodeName !== node.metadata.name) return { run: false, stay: false };
  if (!matchesNode(spec, node)) return { run: false, stay: false };
  const tolerations = tolerationsFor(template);
  if (untolerated(node.spec?.taints, tolerations, ['NoSchedule', 'NoExecute'])) {
    return { run: false, stay: untolerated(node.spec?.taints, tolerations, ['NoExecute']) === undefined };
  }
  return { run: true, stay: true };
}

function manageNode(
  api: ControllerClient,
  set: DaemonSet,
  template: PodTemplate,
  node: Node,
  pods: readonly Pod[],
  hash: string,
): void {
  const { run, stay } = shouldRun(template, node);
  const alive = pods.filter((pod) => !isDeleting(pod));
  if (!stay) {
    for (const pod of alive) deletePod(api, set, pod);
    return;
  }
  const failed = alive.filter((pod) => pod.status?.phase === 'Failed');
  for (const pod of failed) {
    const { name = '', namespace = '' } = pod.metadata;
    api.event(set, {
      type: 'Warning',
      reason: 'FailedDaemonPod',
      message: `Found failed daemon pod ${namespace}/${name} on node ${node.metadata.name ?? ''}, will try to kill it`,
      from: api.component,
    });
    deletePod(api, set, pod);
  }
  const running = alive.filter((pod) => !isTerminal(pod));
  if (run && running.length === 0 && pods.length === failed.length) {
    createPod(api, set, podTemplateFor(template, node.metadata.name ?? '', hash));
  }
  for (const pod of [...running]
    .sort((a, b) => ((a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '') ? -1 : 1))
    .slice(1)) {
    if (!isSurge(set)) deletePod(api, set, pod);
  }
}

function isSurge(set: DaemonSet): boolean {
  const surge = set.spec?.updateStrategy?.rollingUpdate?.maxSurge;
  return surge !== undefined && surge !== 0 && surge !== '0' && surge !== '0%';
}

/** A Pod for one node: chosen by the scheduler, but only from that one. */
function podTemplateFor(template: PodTemplate, node: string, hash: string): PodTemplate {
  const { spec, metadata } = template;
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: [node] }];
  const affinity = spec?.affinity?.nodeAffinity;
  const terms = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return {
    metadata: { ...metadata, labels: { ...metadata?.labels, [HASH_LABEL]: hash, 'pod-template-generation': '1' } },
    spec: {
      ...spec,
      containers: spec?.containers ?? [],
      affinity: {
        ...spec?.affinity,
        nodeAffinity: {
          ...affinity,
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: terms.length > 0 ? terms.map((term) => ({ ...term, matchFields })) : [{ matchFields }],
          },
        },
      },
      tolerations: tolerationsFor(template),
    },
  };
}

/** One step of a rolling update: old Pods go as far as enough stay available. */
function roll(api: ControllerClient, set: DaemonSet, nodes: readonly Node[], hash: string): void {
  if (set.spec?.updateStrategy?.type === 'OnDelete') return;
  const template = set.spec?.template;
  if (!template) return;
  const wanted = nodes.filter((node) => shouldRun(template, node).run).length;
  const now = nowMs(api.world);
  const min = set.spec?.minReadySeconds ?? 0;
  const pods = claimPods(api, set).filter((pod) => !isTerminal(pod));
  const live = pods.filter((pod) => !isDeleting(pod));
  const old = live.filter(({ metadata }) => metadata.labels?.[HASH_LABEL] !== hash);
  if (old.length === 0) return;
  const allowed = Math.max(1, scaledValue(set.spec?.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1, wanted, true));
  const unavailable = wanted - live.filter((pod) => isAvailable(pod, min, now)).length;
  for (const pod of old.filter((each) => !isAvailable(each, min, now))) deletePod(api, set, pod);
  const candidates = old.filter((each) => isAvailable(each, min, now));
  for (const pod of candidates.slice(0, Math.max(0, allowed - unavailable))) deletePod(api, set, pod);
}

function updateStatus(api: ControllerClient, set: DaemonSet, nodes: readonly Node[], hash: string): void {
  const template = set.spec?.template;
  if (!template) return;
  const now = nowMs(api.world);
  const min = set.spec?.minReadySeconds ?? 0;
  const byNode = new Map<string, Pod[]>();
  for (const pod of claimPods(api, set)) {
    if (isDeleting(pod)) continue;
    const node = targetOf(pod);
    byNode.set(node, [...(byNode.get(node) ?? []), pod]);
  }
  let desired = 0;
  let scheduled = 0;
  let misscheduled = 0;
  let ready = 0;
  let available = 0;
  let updated = 0;
  for (const node of nodes) {
    const { run } = shouldRun(template, node);
    const [pod] = byNode.get(node.metadata.name ?? '') ?? [];
    if (!run) {
      if (pod) misscheduled++;
      continue;
    }
    desired++;
    if (!pod) continue;
    scheduled++;
    if (isReady(pod)) ready++;
    if (isAvailable(pod, min, now)) available++;
    if (pod.metadata.labels?.[HASH_LABEL] === hash) updated++;
  }
  const status: NonNullable<DaemonSet['status']> = {
    currentNumberScheduled: scheduled,
    desiredNumberScheduled: desired,
    numberMisscheduled: misscheduled,
    numberReady: ready,
    observedGeneration: set.metadata.generation ?? 0,
    ...(updated > 0 && { updatedNumberScheduled: updated }),
    ...(available > 0 && { numberAvailable: available }),
    ...(desired - available > 0 && { numberUnavailable: desired - available }),
  };
  if (!jsonEqual(status, set.status)) api.updateStatus('daemonsets.apps', set, (old) => ({ ...old, status }));
}
