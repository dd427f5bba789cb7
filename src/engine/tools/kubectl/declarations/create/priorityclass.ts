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

/** `kubectl create priorityclass`. */
export const CREATE_PRIORITYCLASS = command({
  name: 'priorityclass',
  aliases: ['pc'],
  words: { en: 'Create a priority class with the specified name', ko: '프라이어리티 클래스를 만듭니다' },
  long: 'Create a priority class with the specified name, value, globalDefault and description.',
  examples: `# Create a priority class named high-priority
kubectl create priorityclass high-priority --value=1000 --description="high priority"

# Create a priority class named default-priority that is considered as the global default priority
kubectl create priorityclass default-priority --value=1000 --global-default=true --description="default priority"

# Create a priority class named high-priority that cannot preempt pods with lower priority
kubectl create priorityclass high-priority --value=1000 --description="high priority" --preemption-policy="Never"`,
  usage:
    'kubectl create priorityclass NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag(
      '--description',
      'string',
      '',
      'description is an arbitrary string that usually provides guidelines on when this priority class should be used.',
      '이 프라이어리티 클래스를 언제 쓰는지 설명',
    ),
    DRY_RUN,
    FIELD_MANAGER,
    flag(
      '--global-default',
      'bool',
      'false',
      'global-default specifies whether this PriorityClass should be considered as the default priority.',
      '이 프라이어리티 클래스를 기본값으로 삼음',
    ),
    OUTPUT,
    flag(
      '--preemption-policy',
      'string',
      'PreemptLowerPriority',
      'preemption-policy is the policy for preempting pods with lower priority.',
      '우선순위가 낮은 파드를 밀어내는 정책',
    ),
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    VALIDATE,
    flag('--value', 'int', '0', 'the value of this priority class.', '프라이어리티 클래스의 값'),
  ],
});
