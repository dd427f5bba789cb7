import { forbidden, notFound } from '../api-error';
import type { JsonObject, KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import { readObject } from '../store';
import type { AdmissionRequest } from './chain';

const NAMESPACES = { group: '', plural: 'namespaces' };
const IMMORTAL: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);

/**
 * Nothing is made in a namespace that does not exist or is being deleted, and some namespaces live for ever (apiserver's
 * pkg/admission/plugin/namespace/lifecycle).
 */
export function namespaceLifecycle({ world }: Caller, request: AdmissionRequest): KubeObject {
  const { type, operation, object } = request;
  if (request.validating) return object;
  const ofNamespace = type.group === '' && type.plural === 'namespaces';
  if (ofNamespace) {
    const { name = '' } = object.metadata;
    if (operation === 'DELETE' && IMMORTAL.has(name)) {
      throw forbidden(NAMESPACES, name, 'this namespace may not be deleted');
    }
    return object;
  }
  if (!type.namespaced || operation === 'DELETE') return object;
  const namespace = readObject(world, 'namespaces', '', request.namespace);
  if (!namespace) throw notFound(NAMESPACES, request.namespace);
  if (operation !== 'CREATE') return object;
  const { status } = namespace as KubeObject & { readonly status?: JsonObject };
  if (status?.phase !== 'Terminating') return object;
  throw forbidden(
    type,
    object.metadata.name ?? '',
    `unable to create new content in namespace ${request.namespace} because it is being terminated`,
    [
      {
        reason: 'NamespaceTerminating',
        message: `namespace ${request.namespace} is being terminated`,
        field: 'metadata.namespace',
      },
    ],
  );
}
