import type { ClusterUser } from '../../../kernel/cluster-records';
import type { World } from '../../../kernel/world';
import { certificatesOf } from '../../../tools/x509/certificate';
import { valuesOf } from '../../../tools/x509/name';
import { verifyChain } from '../../../tools/x509/verify';
import { labNowMs } from '../certificates/lab-key';
import { base64Decode } from '../kinds/base64';

/** `-----BEGIN` in base64. */
const PEM = 'LS0tLS1CRUdJTi';

/**
 * Who shows a client certificate, in base64 of its PEM: the subject's CN with the groups of its O's, if the cluster's authority has signed it
 * (apiserver/pkg/authentication/request/x509: CommonNameUserConversion).
 */
export function userOfCertificate(world: World, shown: string): ClusterUser | undefined {
  if (!shown.startsWith(PEM)) return undefined;
  const chain = certificatesOf(base64Decode(shown) ?? '');
  const [certificate] = chain;
  if (!certificate || verifyChain(chain, certificatesOf(authority(world)), labNowMs(world))) return undefined;
  const [username = ''] = valuesOf(certificate.subject, 'CN');
  return { username, groups: [...valuesOf(certificate.subject, 'O'), 'system:authenticated'] };
}

/** --client-ca-file of the API server. */
function authority(world: World): string {
  for (const host of world.nodes.keys()) {
    const { files } = world.host(host);
    const file = files.has('/etc/kubernetes/manifests') ? files.get('/etc/kubernetes/pki/ca.crt') : undefined;
    if (file?.type === 'file' && typeof file.content === 'string') return file.content;
  }
  return '';
}
