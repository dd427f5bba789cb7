import { parse } from 'yaml';
import type { World } from '../../kernel/world';
import { readObject } from '../api/store';
import { isReason, type ControllerClient } from '../controllers/client';
import type { Pod } from '../objects/kinds';
import { nodeFile, nodeFilesIn } from './node-files';
import { timeText } from './container-state';
import { defaultSpecOfPod } from '../api/kinds/pod-spec/defaults';

/** Pods that a kubelet runs because their manifest lies in a directory of its node (pkg/kubelet/config/file.go, pkg/kubelet/pod/mirror_client.go). */

export const MANIFESTS = '/etc/kubernetes/manifests';
const MIRROR = 'kubernetes.io/config.mirror';

/** The Pods of a node's manifests, as they are now. */
export function readManifests(world: World, node: string): readonly Pod[] {
  return nodeFilesIn(world, node, MANIFESTS)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => {
      const text = nodeFile(world, node, `${MANIFESTS}/${name}`) ?? '';
      const pod = staticPod(world, node, text);
      return pod ? [pod] : [];
    });
}

/** What a manifest says, and the hash that stands for it on a node. */
interface Manifest {
  readonly metadata: Pod['metadata'];
  readonly spec: NonNullable<Pod['spec']>;
  readonly hash: string;
}

/** Manifests read lately, by node and text: labs of one kind start with the same ones, and a kubelet reads all when one has changed. */
const READ = new Map<string, Manifest | undefined>();
const READ_LIMIT = 32;

function readManifest(node: string, text: string): Manifest | undefined {
  const id = `${node}\n${text}`;
  if (READ.has(id)) return READ.get(id);
  const { metadata, spec } = podOf(text) ?? {};
  const read = metadata && spec ? { metadata, spec: staticSpec(spec, node), hash: contentHash(id) } : undefined;
  if (READ.size >= READ_LIMIT) READ.clear();
  READ.set(id, read);
  return read;
}

function podOf(text: string): Partial<Pod> | undefined {
  let data: unknown;
  try {
    data = parse(text);
  } catch {
    return undefined;
  }
  if (typeof data !== 'object' || data === null) return undefined;
  const pod = data as Partial<Pod>;
  return pod.kind === 'Pod' && pod.metadata?.name && Array.isArray(pod.spec?.containers) ? pod : undefined;
}

function staticSpec(spec: NonNullable<Pod['spec']>, node: string): NonNullable<Pod['spec']> {
  return {
    ...(defaultSpecOfPod(spec) as NonNullable<Pod['spec']>),
    nodeName: node,
    tolerations: [...(spec.tolerations ?? []), { effect: 'NoExecute', operator: 'Exists' }],
  };
}

function staticPod(world: World, node: string, text: string): Pod | undefined {
  const manifest = readManifest(node, text);
  if (!manifest) return undefined;
  const { metadata, spec, hash } = manifest;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      name: `${metadata.name ?? ''}-${node}`,
      namespace: metadata.namespace ?? 'default',
      uid: hash,
      annotations: {
        ...metadata.annotations,
        'kubernetes.io/config.hash': hash,
        'kubernetes.io/config.seen': seen(world),
        'kubernetes.io/config.source': 'file',
      },
    },
    spec,
    status: { phase: 'Pending' },
  };
}

/** 2026-01-01T00:00:00.000000000Z */
function seen(world: World): string {
  const micro = String(Math.floor(world.nowUs) % 1_000_000).padStart(6, '0');
  return `${timeText(world.nowUs).slice(0, 19)}.${micro}000Z`;
}

/** 32 hexadecimal digits that stand for a manifest and node, where the kubelet has an MD5 sum. */
function contentHash(text: string): string {
  let hex = '';
  for (let seed = 0; seed < 4; seed++) {
    let hash = (0x811c9dc5 ^ Math.imul(seed + 1, 0x9e3779b1)) >>> 0;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
    hex += (hash ^ (hash >>> 15)).toString(16).replace('-', '').padStart(8, '0').slice(-8);
  }
  return hex;
}

/** Whether a kubelet knows a Pod by this uid because of a manifest: the API server's have dashes. */
export function isManifestUid(uid: string): boolean {
  return !uid.includes('-');
}

/** The Pod by which the API shows a static Pod. */
export function mirrorOf(world: World, pod: Pod): Pod | undefined {
  return readObject(world, 'pods', pod.metadata.namespace ?? '', pod.metadata.name ?? '');
}

export function isMirror({ metadata }: Pod): boolean {
  return metadata.annotations?.[MIRROR] !== undefined;
}

/** Sees to it that the API shows a static Pod; answers what it shows, or undefined while that cannot be. */
export function ensureMirror(api: ControllerClient, pod: Pod, node: string): Pod | undefined {
  const known = mirrorOf(api.world, pod);
  const hash = pod.metadata.uid ?? '';
  if (known) {
    const same = known.metadata.annotations?.[MIRROR] === hash;
    if (same && known.metadata.deletionTimestamp === undefined) return known;
    if (!isMirror(known)) return undefined;
    api.remove('pods', known, { gracePeriodSeconds: 0 });
  }
  const owner = api.get('nodes', '', node);
  if (!owner) return undefined;
  const { uid: _, ...metadata } = pod.metadata;
  try {
    return api.create('pods', metadata.namespace ?? '', {
      metadata: {
        ...metadata,
        annotations: { ...metadata.annotations, [MIRROR]: hash },
        ownerReferences: [
          { apiVersion: 'v1', kind: 'Node', name: node, uid: owner.metadata.uid ?? '', controller: true },
        ],
      },
      spec: pod.spec,
    });
  } catch (error) {
    // The Pod runs whether or not the API will show it.
    if (isReason(error, 'Forbidden') || isReason(error, 'Invalid') || isReason(error, 'NotFound')) return undefined;
    throw error;
  }
}
