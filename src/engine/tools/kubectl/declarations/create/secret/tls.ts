import { command, flag } from '../../../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  APPEND_HASH,
  DRY_RUN,
  FIELD_MANAGER,
  OUTPUT,
  SAVE_CONFIG,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
  VALIDATE,
} from '../../shared-flags';

/** `kubectl create secret tls`. */
export const CREATE_SECRET_TLS = command({
  name: 'tls',
  words: { en: 'Create a TLS secret', ko: 'TLS 시크릿을 만듭니다' },
  long: `Create a TLS secret from the given public/private key pair.

 The public/private key pair must exist beforehand. The public key certificate must be .PEM encoded and match the given private key.`,
  examples: `# Create a new TLS secret named tls-secret with the given key pair
kubectl create secret tls tls-secret --cert=path/to/tls.crt --key=path/to/tls.key`,
  usage:
    'kubectl create secret tls NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    APPEND_HASH,
    flag('--cert', 'string', '', 'Path to PEM encoded public key certificate.', 'PEM으로 된 공개 키 인증서의 경로'),
    DRY_RUN,
    FIELD_MANAGER,
    flag('--key', 'string', '', 'Path to private key associated with given certificate.', '인증서의 개인 키 경로'),
    OUTPUT,
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    VALIDATE,
  ],
});
