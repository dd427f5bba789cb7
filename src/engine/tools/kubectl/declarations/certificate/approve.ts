import { command, flag } from '../../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  FILENAME_2,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from '../shared-flags';

/** `kubectl certificate approve`. */
export const CERTIFICATE_APPROVE = command({
  name: 'approve',
  words: { en: 'Approve a certificate signing request', ko: '인증서 서명 요청을 승인합니다' },
  long: `Approve a certificate signing request.

 kubectl certificate approve allows a cluster admin to approve a certificate signing request (CSR). This action tells a certificate signing controller to issue a certificate to the requester with the attributes requested in the CSR.

 SECURITY NOTICE: Depending on the requested attributes, the issued certificate can potentially grant a requester access to cluster resources or to authenticate as a requested identity. Before approving a CSR, ensure you understand what the signed certificate can do.`,
  examples: `# Approve CSR 'csr-sqgzp'
kubectl certificate approve csr-sqgzp`,
  usage: 'kubectl certificate approve (-f FILENAME | NAME) [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    FILENAME_2,
    flag(
      '--force',
      'bool',
      'false',
      'Update the CSR even if it is already approved.',
      '우아한 종료를 건너뛰고 강제로 진행',
    ),
    KUSTOMIZE,
    OUTPUT,
    RECURSIVE,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
