import { command, flag } from '../../args/declare';
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

/** `kubectl create poddisruptionbudget`. */
export const CREATE_PODDISRUPTIONBUDGET = command({
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  words: { en: 'Create a pod disruption budget with the specified name', ko: '파드 중단 예산을 만듭니다' },
  long: 'Create a pod disruption budget with the specified name, selector, and desired minimum available pods.',
  examples: `# Create a pod disruption budget named my-pdb that will select all pods with the app=rails label
# and require at least one of them being available at any point in time
kubectl create poddisruptionbudget my-pdb --selector=app=rails --min-available=1

# Create a pod disruption budget named my-pdb that will select all pods with the app=nginx label
# and require at least half of the pods selected to be available at any point in time
kubectl create pdb my-pdb --selector=app=nginx --min-available=50%`,
  usage:
    'kubectl create poddisruptionbudget NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    FIELD_MANAGER,
    flag(
      '--max-unavailable',
      'string',
      '',
      'The maximum number or percentage of unavailable pods this budget requires.',
      '없어도 되는 파드의 최대 수나 비율',
    ),
    flag(
      '--min-available',
      'string',
      '',
      'The minimum number or percentage of available pods this budget requires.',
      '있어야 하는 파드의 최소 수나 비율',
    ),
    OUTPUT,
    SAVE_CONFIG,
    flag(
      '--selector',
      'string',
      '',
      'A label selector to use for this budget. Only equality-based selector requirements are supported.',
      '레이블 셀렉터로 거름',
    ),
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    VALIDATE,
  ],
});
