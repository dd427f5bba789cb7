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

/** `kubectl create service clusterip`. */
export const CREATE_SERVICE_CLUSTERIP = command({
  name: 'clusterip',
  words: { en: 'Create a ClusterIP service', ko: 'ClusterIP 서비스를 만듭니다' },
  long: 'Create a ClusterIP service with the specified name.',
  examples: `# Create a new ClusterIP service named my-cs
kubectl create service clusterip my-cs --tcp=5678:8080

# Create a new ClusterIP service named my-cs (in headless mode)
kubectl create service clusterip my-cs --clusterip="None"`,
  usage: 'kubectl create service clusterip NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag(
      '--clusterip',
      'string',
      '',
      "Assign your own ClusterIP or set to 'None' for a 'headless' service (no loadbalancing).",
      '지정할 ClusterIP, None이면 헤드리스',
    ),
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
