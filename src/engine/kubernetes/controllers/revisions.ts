import type { KubeObject } from '../api/object';
import { jsonEqual } from '../api/json-equal';
import type { ControllerRevision, PodTemplate } from '../objects/kinds';
import { podTemplateHash } from '../objects/pod-template-hash';
import { isReason, type ControllerClient } from './client';
import { controllerOf } from './component';
import { controllerReference } from './controlled-pods';

/** The templates that a DaemonSet or StatefulSet has had, as ControllerRevisions (pkg/controller/history). */
export const HASH_LABEL = 'controller-revision-hash';

function revisionsOf(api: ControllerClient, owner: KubeObject): readonly ControllerRevision[] {
  const { uid = '' } = owner.metadata;
  const owned = api.ownedBy('controllerrevisions.apps', uid).filter((each) => controllerOf(each)?.uid === uid);
  return [...owned].sort((a, b) => a.revision - b.revision);
}

/** The revision of a template; makes it, or raises one that was used before to be the newest. */
export function currentRevision(
  api: ControllerClient,
  owner: KubeObject,
  template: PodTemplate,
  labels: Readonly<Record<string, string>>,
): ControllerRevision {
  const { namespace = '', name = '' } = owner.metadata;
  const all = revisionsOf(api, owner);
  const next = (all.at(-1)?.revision ?? 0) + 1;
  const data = { spec: { template: { ...template, $patch: 'replace' } } };
  const same = all.find((each) => jsonEqual(each.data, data));
  if (same) {
    if (same.revision === next - 1) return same;
    return api.update('controllerrevisions.apps', same, (old) => ({ ...old, revision: next }));
  }
  const hash = podTemplateHash(template);
  const revisionName = `${name}-${hash}`;
  try {
    return api.create('controllerrevisions.apps', namespace, {
      metadata: {
        name: revisionName,
        namespace,
        labels: { ...labels, [HASH_LABEL]: hash },
        ownerReferences: [controllerReference(owner)],
      },
      data,
      revision: next,
    });
  } catch (error) {
    const known = api.get('controllerrevisions.apps', namespace, revisionName);
    if (!isReason(error, 'AlreadyExists') || !known) throw error;
    return known;
  }
}

export function hashOf({ metadata }: ControllerRevision): string {
  return metadata.labels?.[HASH_LABEL] ?? '';
}

/** Forgets templates that nothing uses any more, beyond the limit. */
export function removeOldRevisions(
  api: ControllerClient,
  owner: KubeObject,
  inUse: ReadonlySet<string>,
  limit: number,
): void {
  const unused = revisionsOf(api, owner).filter((revision) => !inUse.has(hashOf(revision)));
  for (const revision of unused.slice(0, Math.max(0, unused.length - limit))) {
    api.remove('controllerrevisions.apps', revision);
  }
}
