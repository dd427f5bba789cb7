import type { ClusterChange } from '../../kernel/cluster-records';
import type { PodMemory } from '../../kernel/kubelet-records';
import type { World } from '../../kernel/world';
import { withFields } from '../../state/with-fields';
import { jsonEqual } from '../api/json-equal';
import { nowText, readIndexed } from '../api/store';
import { ControllerClient } from '../controllers/client';
import { enqueue, enqueueAfter } from '../controllers/queue';
import type { Component } from '../controllers/component';
import type { ConfigMap, Pod } from '../objects/kinds';
import { isTerminal } from '../objects/pod-state';
import { makeKubeletChains } from './kubelet-chains';
import { LEASE_EVERY_US, renewLease } from './lease';
import { forgetMemory, kubeletUid, memoryOf, newMemory, saveMemory } from './memory';
import { hostIp } from './host-ip';
import { reachesApiServer, tellUnreachable } from './kubelet-process';
import { isGivenUp, reportNode } from './node-status';
import { PodWorker } from './pod-worker';
import { followProcesses } from './processes';
import { ensureMirror, isManifestUid, isMirror, mirrorOf, readManifests } from './static-pods';
import { podStatus } from './status';
import { removeRemains, terminate } from './termination';
import { remountVolumes } from './volumes';

const KUBELET = 'kubelet';
/** A node that has nothing to tell tells so every five minutes (nodeStatusReportFrequency). */
const REPORT_EVERY_US = 300_000_000;
/** A changed ConfigMap or Secret is seen at the Pod's next regular look (syncFrequency). */
const RESYNC_US = 60_000_000;
/** A finished Pod's grace where nobody says another. */
const DEFAULT_GRACE = 30;

/**
 * All kubelets of a cluster as one component. Keys say which node they are for: `pod NODE UID NAMESPACE/NAME`, `volumes …` of the
 * same, `lease NODE`, `report NODE`,
 * `manifests NODE`.
 */
export const kubelet: Component = {
  name: KUBELET,
  process: 'kubelet',
  user: { username: 'system:node', groups: ['system:nodes', 'system:authenticated'] },
  watches: { pods: podKeys, configmaps: sourceKeys('configMap'), secrets: sourceKeys('secret') },
  reconcile(api, key) {
    const [kind = '', node = '', uid = '', name = ''] = key.split(' ');
    if (!kubeletRuns(api.world, node)) return;
    const own = new ControllerClient(api.world, KUBELET, userOf(node), KUBELET);
    switch (kind) {
      case 'pod':
        return syncPod(own, node, uid, name, key);
      case 'volumes':
        return syncVolumes(own, node, uid);
      case 'manifests':
        return syncManifests(own, node);
      case 'report':
        if (reachesApiServer(api.world, node)) reportNode(own, node);
        return api.enqueue(key, REPORT_EVERY_US, true);
      case 'lease':
        if (reachesApiServer(api.world, node)) {
          renewLease(own, node);
          // It looks every ten seconds whether the API shows its node as it is.
          if (isGivenUp(own, node)) reportNode(own, node);
        } else tellUnreachable(api.world, node);
        return api.enqueue(key, LEASE_EVERY_US, true);
    }
  },
};

function userOf(node: string): Component['user'] {
  return { username: `system:node:${node}`, groups: ['system:nodes', 'system:authenticated'] };
}

/** Whether the node's kubelet is a running service. */
function kubeletRuns(world: World, node: string): boolean {
  if (!world.nodes.has(node)) return false;
  const unit = world.systems.get(node)?.units.get('kubelet.service');
  return !unit || unit.active === 'active';
}

/** A kubelet begins to work: it looks at its manifests, its node and all its Pods. */
export function startKubelet(world: World, node: string): void {
  makeKubeletChains(world, node);
  for (const kind of ['manifests', 'report', 'lease']) enqueue(world, KUBELET, `${kind} ${node}`);
  lookAtPods(world, node);
}

function lookAtPods(world: World, node: string): void {
  for (const memory of world.cluster?.kubelet.values() ?? []) {
    if (memory.node === node) enqueue(world, KUBELET, podKey(memory));
  }
  // What was bound to the node meanwhile.
  for (const object of readIndexed(world, 'pods', 'node', node)) {
    const pod = object as unknown as Pod;
    const { namespace = '', name = '' } = pod.metadata;
    enqueue(world, KUBELET, podKey({ node, uid: kubeletUid(pod), namespace, name }));
  }
}

function podKey({ node, uid, namespace, name }: Pick<PodMemory, 'node' | 'uid' | 'namespace' | 'name'>): string {
  return `pod ${node} ${uid} ${namespace}/${name}`;
}

/** Something happened on a node that its kubelet wants to know. */
export function nodeChanged(
  world: World,
  node: string,
  what: 'manifests' | 'report' | { readonly sandbox: string },
): void {
  if (!world.cluster) return;
  if (typeof what === 'string') return enqueue(world, KUBELET, `${what} ${node}`);
  const sandbox = world.sandboxes.get(what.sandbox);
  const memory = sandbox && memoryOf(world, sandbox.config.uid);
  if (memory) enqueue(world, KUBELET, podKey(memory));
}

function podKeys({ object, previous, type }: ClusterChange, world: World): readonly string[] {
  const pod = object as unknown as Pod;
  const node = pod.spec?.nodeName;
  if (!node || !world.nodes.has(node)) return [];
  const { namespace = '', name = '' } = pod.metadata;
  // A static Pod is known by its manifest's hash and not by the uid of what the API shows.
  const uid = kubeletUid(pod);
  if (type === 'MODIFIED') {
    const before = previous as unknown as Pod;
    const told = before.spec === pod.spec && before.metadata.deletionTimestamp === pod.metadata.deletionTimestamp;
    // Its own status reports need no answer.
    if (told && before.metadata.deletionGracePeriodSeconds === pod.metadata.deletionGracePeriodSeconds) return [];
  }
  return [podKey({ node, uid, namespace, name })];
}

/** Pods whose volumes show a ConfigMap or Secret that has changed. */
function sourceKeys(kind: 'configMap' | 'secret') {
  return ({ object, namespace, name, type }: ClusterChange, world: World): readonly string[] => {
    if (type === 'DELETED') return [];
    const data = (object as unknown as ConfigMap).data;
    if (!data && kind === 'configMap') return [];
    for (const memory of world.cluster?.kubelet.values() ?? []) {
      if (memory.namespace !== namespace) continue;
      const pod = world.cluster?.objects.get('pods')?.get(namespace)?.get(memory.name) as unknown as Pod | undefined;
      const shown = pod?.spec?.volumes?.some(
        (volume) =>
          (kind === 'configMap' ? volume.configMap?.name : volume.secret?.secretName) === name ||
          volume.projected?.sources?.some((source) => source[kind]?.name === name),
      );
      if (!shown) continue;
      // At the Pod's next regular look; one that runs needs to look at nothing else.
      if (memory.networkReadyUs === undefined) enqueueAfter(world, KUBELET, podKey(memory), RESYNC_US, true);
      else enqueueAfter(world, KUBELET, podKey(memory).replace(/^pod/, 'volumes'), RESYNC_US, true);
    }
    return [];
  };
}

function syncPod(api: ControllerClient, node: string, uid: string, fullName: string, key: string): void {
  const { world } = api;
  const slash = fullName.indexOf('/');
  const [namespace, name] = [fullName.slice(0, slash), fullName.slice(slash + 1)];
  const manifest = world.cluster?.staticPods.get(`${node} ${uid}`) as unknown as Pod | undefined;
  const stored = api.get('pods', namespace, name);
  const pod = manifest ?? (stored?.metadata.uid === uid && !isMirror(stored) ? stored : undefined);
  const memory = memoryOf(world, uid);
  const reaches = reachesApiServer(world, node);
  // It does not hear of what the API has, and goes on with what it knows.
  if (!manifest && !reaches && !isManifestUid(uid)) {
    if (!memory || pod?.metadata.deletionTimestamp !== undefined || !pod) return;
  }
  if (!pod) {
    if (memory) end(api, undefined, memory, key);
    return;
  }
  if (!manifest && pod.metadata.deletionTimestamp !== undefined)
    return end(api, pod, memory ?? newMemory(node, pod), key);
  if (manifest && !memory && otherRuns(world, node, uid, namespace, name)) return;
  if (!memory && isTerminal(pod)) return;
  const address = hostIp(world, node);
  if (memory?.failed) return finishStatus(api, manifest, memory, { reaches, address });
  const facts = { node, hostIp: address };
  const worker = new PodWorker(api, pod, facts, memory ?? newMemory(node, pod));
  worker.sync();
  saveMemory(world, worker.memory);
  if (manifest) follow(world, worker.memory);
  // The API server itself may have come up by that.
  finishStatus(api, manifest, worker.memory, { reaches: manifest ? reachesApiServer(world, node) : reaches, address });
  for (const { afterUs, background } of worker.nextLooks) enqueueAfter(world, KUBELET, key, afterUs, background);
}

/** The API server answers again: every kubelet catches up with what it could not ask or tell meanwhile. */
function follow(world: World, memory: PodMemory): void {
  if (followProcesses(world, memory)) for (const node of world.nodes.keys()) lookAtPods(world, node);
}

/** A running Pod's volumes show what their sources have become. */
function syncVolumes(api: ControllerClient, node: string, uid: string): void {
  const { world } = api;
  const memory = memoryOf(world, uid);
  const pod = memory && api.get('pods', memory.namespace, memory.name);
  if (!pod || !reachesApiServer(world, node)) return;
  remountVolumes(api, { pod, node, hostIp: hostIp(world, node), podIp: memory.ip ?? '' });
}

/** A manifest has changed: the Pod of the old one must end before that of the new one starts. */
function otherRuns(world: World, node: string, uid: string, namespace: string, name: string): boolean {
  for (const other of world.cluster?.kubelet.values() ?? []) {
    if (other.node === node && other.uid !== uid && other.namespace === namespace && other.name === name) return true;
  }
  return false;
}

/** Tells the API how the Pod is, if that has changed. */
function finishStatus(
  api: ControllerClient,
  manifest: Pod | undefined,
  memory: PodMemory,
  { reaches, address }: { readonly reaches: boolean; readonly address: string },
): void {
  const { world } = api;
  if (!reaches) return;
  const shown = manifest ? ensureMirror(api, manifest, memory.node) : api.get('pods', memory.namespace, memory.name);
  if (!shown) return;
  const facts = { node: memory.node, hostIp: address, now: nowText(world) };
  const status = podStatus(world, shown, memory, facts);
  const merged = withFields(shown.status ?? {}, status);
  if (jsonEqual(merged, shown.status)) return;
  api.updateStatus('pods', shown, (old) => ({ ...old, status: merged }));
}

function end(api: ControllerClient, pod: Pod | undefined, memory: PodMemory, key: string): void {
  const { world } = api;
  const manifest = pod === undefined;
  const grace = pod?.metadata.deletionGracePeriodSeconds ?? (manifest ? DEFAULT_GRACE : 0);
  const step = terminate(api, pod, memory, grace);
  saveMemory(world, step.memory);
  const address = hostIp(world, memory.node);
  if (!step.done) {
    if (step.againUs !== undefined) enqueueAfter(world, KUBELET, key, step.againUs);
    if (pod) finishStatus(api, undefined, step.memory, { reaches: reachesApiServer(world, memory.node), address });
    return;
  }
  follow(world, step.memory);
  const hostNetwork = step.memory.ip !== undefined && step.memory.ip === address;
  const reaches = reachesApiServer(world, memory.node);
  if (pod && reaches) {
    finishStatus(api, undefined, step.memory, { reaches, address });
    removeRemains(api, step.memory, hostNetwork);
    api.remove('pods', pod, { gracePeriodSeconds: 0 });
  } else {
    removeRemains(api, step.memory, hostNetwork);
  }
  forgetMemory(world, memory.uid);
  // The Pod of a changed manifest may start now.
  for (const [id, other] of world.cluster?.staticPods ?? []) {
    const next = other as unknown as Pod;
    if (id.startsWith(`${memory.node} `) && next.metadata.name === memory.name) {
      enqueue(
        world,
        KUBELET,
        podKey({ node: memory.node, uid: next.metadata.uid ?? '', namespace: memory.namespace, name: memory.name }),
      );
    }
  }
}

/** Brings the static Pods in line with the manifests. */
function syncManifests(api: ControllerClient, node: string): void {
  const { world } = api;
  const wanted = new Map(readManifests(world, node).map((pod) => [`${node} ${pod.metadata.uid ?? ''}`, pod]));
  const cluster = world.writeCluster();
  cluster.staticPods = world.writable(cluster.staticPods);
  const changed: Pod[] = [];
  for (const [id, object] of [...cluster.staticPods]) {
    if (!id.startsWith(`${node} `) || wanted.has(id)) continue;
    cluster.staticPods.delete(id);
    changed.push(object as unknown as Pod);
  }
  for (const [id, pod] of wanted) {
    if (cluster.staticPods.has(id)) continue;
    cluster.staticPods.set(id, pod as unknown as Readonly<Record<string, unknown>>);
    changed.push(pod);
  }
  for (const pod of changed) {
    const { uid = '', namespace = '', name = '' } = pod.metadata;
    enqueue(world, KUBELET, podKey({ node, uid, namespace, name }));
    const gone = !wanted.has(`${node} ${uid}`);
    const mirror = gone && reachesApiServer(world, node) ? mirrorOf(world, pod) : undefined;
    if (mirror && isMirror(mirror)) api.remove('pods', mirror, { gracePeriodSeconds: 0 });
  }
}
