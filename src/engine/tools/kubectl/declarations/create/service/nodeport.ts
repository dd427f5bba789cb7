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

/** `kubectl create service nodeport`. */
export const CREATE_SERVICE_NODEPORT = command({
  name: 'nodeport',
  words: { en: 'Create a NodePort service', ko: 'NodePort 서비스를 만듭니다' },
  long: 'Create a NodePort service with the specified name.',
  examples: `# Create a new NodePort service named my-ns
kubectl create service nodeport my-ns --tcp=5678:8080`,
  usage: 'kubectl create service nodeport NAME [--tcp=port:targetPort] [--dry-run=server|client|none] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    FIELD_MANAGER,
    flag(
      '--node-port',
      'int',
      '0',
      'Port used to expose the service on each node in a cluster.',
      '각 노드에서 서비스를 노출할 포트',
    ),
    OUTPUT,
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    TCP,
    TEMPLATE,
    VALIDATE,
  ],
});
