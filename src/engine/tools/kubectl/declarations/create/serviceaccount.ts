import { command } from '../../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  DRY_RUN,
  FIELD_MANAGER,
  OUTPUT,
  SAVE_CONFIG,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
  VALIDATE,
} from '../shared-flags';

/** `kubectl create serviceaccount`. */
export const CREATE_SERVICEACCOUNT = command({
  name: 'serviceaccount',
  aliases: ['sa'],
  words: { en: 'Create a service account with the specified name', ko: '서비스 어카운트를 만듭니다' },
  long: 'Create a service account with the specified name.',
  examples: `# Create a new service account named my-service-account
kubectl create serviceaccount my-service-account`,
  usage: 'kubectl create serviceaccount NAME [--dry-run=server|client|none] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    FIELD_MANAGER,
    OUTPUT,
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    VALIDATE,
  ],
});
