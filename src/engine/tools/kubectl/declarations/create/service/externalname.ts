import { command, flag } from '../../../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  DRY_RUN,
  FIELD_MANAGER,
  OUTPUT,
  SAVE_CONFIG,
  SHOW_MANAGED_FIELDS,
  TCP,
  TEMPLATE,
  VALIDATE,
} from '../../shared-flags';

/** `kubectl create service externalname`. */
export const CREATE_SERVICE_EXTERNALNAME = command({
  name: 'externalname',
  words: { en: 'Create an ExternalName service', ko: 'ExternalName 서비스를 만듭니다' },
  long: `Create an ExternalName service with the specified name.

 ExternalName service references to an external DNS address instead of only pods, which will allow application authors to reference services that exist off platform, on other clusters, or locally.`,
  examples: `# Create a new ExternalName service named my-ns
kubectl create service externalname my-ns --external-name bar.com`,
  usage:
    'kubectl create service externalname NAME --external-name external.name [--dry-run=server|client|none] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    flag('--external-name', 'string', '', 'External name of service', '서비스의 외부 이름', { required: true }),
    FIELD_MANAGER,
    OUTPUT,
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    TCP,
    TEMPLATE,
    VALIDATE,
  ],
});
