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

/** `kubectl rollout resume`. */
export const ROLLOUT_RESUME = command({
  name: 'resume',
  words: { en: 'Resume a paused resource', ko: '일시 정지한 리소스를 다시 진행합니다' },
  long: `Resume a paused resource.

 Paused resources will not be reconciled by a controller. By resuming a resource, we allow it to be reconciled again. Currently only deployments support being resumed.`,
  examples: `# Resume an already paused deployment
kubectl rollout resume deployment/nginx`,
  usage: 'kubectl rollout resume RESOURCE [options]',
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
