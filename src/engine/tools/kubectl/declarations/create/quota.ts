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

/** `kubectl create quota`. */
export const CREATE_QUOTA = command({
  name: 'quota',
  aliases: ['resourcequota'],
  words: { en: 'Create a quota with the specified name', ko: '리소스 쿼터를 만듭니다' },
  long: 'Create a resource quota with the specified name, hard limits, and optional scopes.',
  examples: `# Create a new resource quota named my-quota
kubectl create quota my-quota --hard=cpu=1,memory=1G,pods=2,services=3,replicationcontrollers=2,resourcequotas=1,secrets=5,persistentvolumeclaims=10

# Create a new resource quota named best-effort
kubectl create quota best-effort --hard=pods=100 --scopes=BestEffort`,
  usage:
    'kubectl create quota NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    FIELD_MANAGER,
    flag(
      '--hard',
      'string',
      '',
      'A comma-delimited set of resource=quantity pairs that define a hard limit.',
      '자원=수량 목록으로 된 상한',
    ),
    OUTPUT,
    SAVE_CONFIG,
    flag(
      '--scopes',
      'string',
      '',
      'A comma-delimited set of quota scopes that must all match each object tracked by the quota.',
      '쿼터가 적용될 범위 목록',
    ),
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    VALIDATE,
  ],
});
