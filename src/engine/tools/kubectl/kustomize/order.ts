import { compare, textAt } from '../json/types';
import type { Resource } from './build';

/** kustomize's legacy order: what others need comes first. */
const FIRST =
  'Namespace ResourceQuota StorageClass CustomResourceDefinition ServiceAccount PodSecurityPolicy Role ClusterRole RoleBinding ClusterRoleBinding ConfigMap Secret Endpoints Service LimitRange PriorityClass PersistentVolume PersistentVolumeClaim Deployment StatefulSet CronJob PodDisruptionBudget'.split(
    ' ',
  );
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

function rank(kind: string): number {
  const first = FIRST.indexOf(kind);
  if (first >= 0) return first - FIRST.length;
  return LAST.includes(kind) ? 1 + LAST.indexOf(kind) : 0;
}

export function inLegacyOrder(resources: readonly Resource[]): readonly Resource[] {
  const key = ({ object }: Resource): string =>
    `${object.apiVersion ?? ''} ${object.kind ?? ''} ${textAt(object, 'metadata', 'namespace')} ${textAt(object, 'metadata', 'name')}`;
  return [...resources].sort(
    (a, b) => rank(a.object.kind ?? '') - rank(b.object.kind ?? '') || compare(key(a), key(b)),
  );
}
