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

/** `kubectl create namespace`. */
export const CREATE_NAMESPACE = command({
  name: 'namespace',
  aliases: ['ns'],
  words: { en: 'Create a namespace with the specified name', ko: '네임스페이스를 만듭니다' },
  long: 'Create a namespace with the specified name.',
  examples: `# Create a new namespace named my-namespace
kubectl create namespace my-namespace`,
  usage: 'kubectl create namespace NAME [--dry-run=server|client|none] [options]',
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
