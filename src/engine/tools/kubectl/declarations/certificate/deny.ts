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

/** `kubectl certificate deny`. */
export const CERTIFICATE_DENY = command({
  name: 'deny',
  words: { en: 'Deny a certificate signing request', ko: '인증서 서명 요청을 거부합니다' },
  long: `Deny a certificate signing request.

 kubectl certificate deny allows a cluster admin to deny a certificate signing request (CSR). This action tells a certificate signing controller to not to issue a certificate to the requester.`,
  examples: `# Deny CSR 'csr-sqgzp'
kubectl certificate deny csr-sqgzp`,
  usage: 'kubectl certificate deny (-f FILENAME | NAME) [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    FILENAME_2,
    flag(
      '--force',
      'bool',
      'false',
      'Update the CSR even if it is already denied.',
      '우아한 종료를 건너뛰고 강제로 진행',
    ),
    KUSTOMIZE,
    OUTPUT,
    RECURSIVE,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
