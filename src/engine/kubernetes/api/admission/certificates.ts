import { forbidden } from '../api-error';
import { subjectOfRequest } from '../certificates/signing-request';
import type { JsonObject, KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import { specOf, type AdmissionRequest } from './chain';

const CLIENT_SIGNER = 'kubernetes.io/kube-apiserver-client';

/**
 * A CertificateSigningRequest says who made it (pkg/registry/certificates/certificates/strategy.go), and may not make anybody a member of
 * system:masters (plugin/pkg/admission/certificates/subjectrestriction).
 */
export function certificates({ user }: Caller, request: AdmissionRequest): KubeObject {
  const { type, operation, object, validating, subresource } = request;
  if (type.plural !== 'certificatesigningrequests' || operation !== 'CREATE' || validating || subresource)
    return object;
  const spec = specOf(object);
  if (spec.signerName === CLIENT_SIGNER && typeof spec.request === 'string') {
    if (subjectOfRequest(spec.request)?.organizations.includes('system:masters')) {
      const cause = `use of ${CLIENT_SIGNER} signer with system:masters group is not allowed`;
      throw forbidden(type, object.metadata.name ?? '', cause);
    }
  }
  const { username, uid, groups, extra } = user;
  const requester: JsonObject = {
    username,
    ...(uid !== undefined && { uid }),
    groups,
    ...(extra && { extra }),
  };
  return { ...object, spec: { ...spec, ...requester } } as KubeObject;
}
