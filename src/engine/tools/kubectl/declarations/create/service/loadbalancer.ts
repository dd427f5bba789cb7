import { command } from '../../../args/declare';
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

/** `kubectl create service loadbalancer`. */
export const CREATE_SERVICE_LOADBALANCER = command({
  name: 'loadbalancer',
  words: { en: 'Create a LoadBalancer service', ko: 'LoadBalancer 서비스를 만듭니다' },
  long: 'Create a LoadBalancer service with the specified name.',
  examples: `# Create a new LoadBalancer service named my-lbs
kubectl create service loadbalancer my-lbs --tcp=5678:8080`,
  usage: 'kubectl create service loadbalancer NAME [--tcp=port:targetPort] [--dry-run=server|client|none] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    FIELD_MANAGER,
    OUTPUT,
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    TCP,
    TEMPLATE,
    VALIDATE,
  ],
});
