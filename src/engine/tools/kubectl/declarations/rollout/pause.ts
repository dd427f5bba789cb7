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

/** `kubectl rollout pause`. */
export const ROLLOUT_PAUSE = command({
  name: 'pause',
  words: { en: 'Mark the provided resource as paused', ko: '리소스를 일시 정지로 표시합니다' },
  long: `Mark the provided resource as paused.

 Paused resources will not be reconciled by a controller. Use "kubectl rollout resume" to resume a paused resource. Currently only deployments support being paused.`,
  examples: `# Mark the nginx deployment as paused
# Any current state of the deployment will continue its function; new updates
# to the deployment will not have an effect as long as the deployment is paused
kubectl rollout pause deployment/nginx`,
  usage: 'kubectl rollout pause RESOURCE [options]',
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
