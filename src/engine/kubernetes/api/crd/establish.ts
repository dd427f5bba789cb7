import type { JsonObject, KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import { nowText } from '../store';
import type { AdmissionRequest } from '../admission/chain';

/**
 * A definition is accepted and served at once: what the naming and establishing controllers inside kube-apiserver do
 * (apiextensions-apiserver's pkg/controller/status and pkg/controller/establish).
 */
export function establishDefinition({ world }: Caller, request: AdmissionRequest): KubeObject {
  const { type, object, operation, validating } = request;
  if (type.plural !== 'customresourcedefinitions' || !validating || operation === 'DELETE') return object;
  const { spec = {}, status } = object as KubeObject & { readonly spec?: JsonObject; readonly status?: JsonObject };
  const versions = Array.isArray(spec.versions) ? (spec.versions as readonly JsonObject[]) : [];
  const stored = versions.filter(({ storage }) => storage === true).map(({ name }) => name ?? '');
  const known = Array.isArray(status?.conditions) && status.conditions.length > 0 ? status.conditions : undefined;
  const now = nowText(world);
  const condition = (name: string, reason: string, message: string): JsonObject => ({
    type: name,
    status: 'True',
    lastTransitionTime: now,
    reason,
    message,
  });
  return {
    ...object,
    status: {
      conditions: known ?? [
        condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
        condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
      ],
      acceptedNames: spec.names ?? {},
      storedVersions: stored,
    },
  } as KubeObject;
}
