import { command } from '../../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  FIELD_MANAGER_3,
  FILENAME,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SELECTOR,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from '../shared-flags';

/** `kubectl rollout restart`. */
export const ROLLOUT_RESTART = command({
  name: 'restart',
  words: { en: 'Restart a resource', ko: '리소스를 다시 시작합니다' },
  long: `Restart a resource.

        Resource rollout will be restarted.`,
  examples: `# Restart all deployments in the test-namespace namespace
kubectl rollout restart deployment -n test-namespace

# Restart a deployment
kubectl rollout restart deployment/nginx

# Restart a daemon set
kubectl rollout restart daemonset/abc

# Restart deployments with the app=nginx label
kubectl rollout restart deployment --selector=app=nginx`,
  usage: 'kubectl rollout restart RESOURCE [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    FIELD_MANAGER_3,
    FILENAME,
    KUSTOMIZE,
    OUTPUT,
    RECURSIVE,
    SELECTOR,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
