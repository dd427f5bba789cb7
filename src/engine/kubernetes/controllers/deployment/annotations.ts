import type { Deployment, ReplicaSet } from '../../objects/kinds';

/** Annotations by which a Deployment and its ReplicaSets tell each other what they did (pkg/controller/deployment/util/deployment_util.go). */

export const REVISION = 'deployment.kubernetes.io/revision';
const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
const DESIRED = 'deployment.kubernetes.io/desired-replicas';
const MAX = 'deployment.kubernetes.io/max-replicas';

const NOT_COPIED: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED,
  MAX,
  'deprecated.deployment.rollback.to',
]);

type Annotations = Readonly<Record<string, string>>;

export function revisionOf({ metadata }: ReplicaSet): number {
  return Number(metadata.annotations?.[REVISION] ?? 0) || 0;
}

/** How many replicas the Deployment wanted when it scaled this set last. */
export function desiredReplicas({ metadata }: ReplicaSet): number | undefined {
  return numberIn(metadata.annotations, DESIRED);
}

export function maxReplicas({ metadata }: ReplicaSet): number | undefined {
  return numberIn(metadata.annotations, MAX);
}

function numberIn(annotations: Annotations | undefined, key: string): number | undefined {
  const text = annotations?.[key];
  return text === undefined || !/^-?\d+$/.test(text) ? undefined : Number(text);
}

/** The numbers of a scaling. */
export function withReplicas(annotations: Annotations | undefined, desired: number, max: number): Annotations {
  return { ...annotations, [DESIRED]: String(desired), [MAX]: String(max) };
}

/** What the newest set says of its Deployment: its annotations and revision (SetNewReplicaSetAnnotations). */
export function withDeployments(annotations: Annotations = {}, deployment: Deployment, revision: number): Annotations {
  const copied = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !NOT_COPIED.has(key));
  const next: Record<string, string> = { ...annotations, ...Object.fromEntries(copied) };
  const old = annotations[REVISION];
  if (old === undefined || Number(old) < revision) {
    next[REVISION] = String(revision);
    // A set that was used before remembers under which revisions.
    if (old !== undefined) {
      const history = annotations[REVISION_HISTORY];
      next[REVISION_HISTORY] = history ? `${history},${old}` : old;
    }
  }
  return next;
}
