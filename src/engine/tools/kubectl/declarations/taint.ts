import { command, flag } from '../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  DRY_RUN,
  OUTPUT,
  SELECTOR,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
  VALIDATE,
} from './shared-flags';

/** `kubectl taint`. */
export const TAINT = command({
  name: 'taint',
  words: { en: 'Update the taints on one or more nodes', ko: '노드의 테인트를 바꿉니다' },
  long: `Update the taints on one or more nodes.

  *  A taint consists of a key, value, and effect. As an argument here, it is expressed as key=value:effect.
  *  The key must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 253 characters.
  *  Optionally, the key can begin with a DNS subdomain prefix and a single '/', like example.com/my-app.
  *  The value is optional. If given, it must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 63 characters.
  *  The effect must be NoSchedule, PreferNoSchedule or NoExecute.
  *  Currently taint can only apply to node.`,
  examples: `# Update node 'foo' with a taint with key 'dedicated' and value 'special-user' and effect 'NoSchedule'
# If a taint with that key and effect already exists, its value is replaced as specified
kubectl taint nodes foo dedicated=special-user:NoSchedule

# Remove from node 'foo' the taint with key 'dedicated' and effect 'NoSchedule' if one exists
kubectl taint nodes foo dedicated:NoSchedule-

# Remove from node 'foo' all the taints with key 'dedicated'
kubectl taint nodes foo dedicated-

# Add a taint with key 'dedicated' on nodes having label myLabel=X
kubectl taint node -l myLabel=X  dedicated=foo:PreferNoSchedule

# Add to node 'foo' a taint with key 'bar' and no value
kubectl taint nodes foo bar:NoSchedule`,
  usage: 'kubectl taint NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N [options]',
  flags: [
    flag('--all', 'bool', 'false', 'Select all nodes in the cluster', '네임스페이스에서 그 종류의 리소스를 모두 고름'),
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    flag(
      '--field-manager',
      'string',
      'kubectl-taint',
      'Name of the manager used to track field ownership.',
      '필드 소유를 기록할 관리자 이름',
    ),
    OUTPUT,
    flag(
      '--overwrite',
      'bool',
      'false',
      'If true, allow taints to be overwritten, otherwise reject taint updates that overwrite existing taints.',
      '이미 있는 값을 덮어씀',
    ),
    SELECTOR,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    VALIDATE,
  ],
});
