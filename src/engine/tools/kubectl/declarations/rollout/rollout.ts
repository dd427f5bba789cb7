import { command } from '../../args/declare';
import { ROLLOUT_HISTORY } from './history';
import { ROLLOUT_PAUSE } from './pause';
import { ROLLOUT_RESTART } from './restart';
import { ROLLOUT_RESUME } from './resume';
import { ROLLOUT_STATUS } from './status';
import { ROLLOUT_UNDO } from './undo';

/** `kubectl rollout`. */
export const ROLLOUT = command({
  name: 'rollout',
  words: { en: 'Manage the rollout of a resource', ko: '리소스의 롤아웃을 관리합니다' },
  long: `Manage the rollout of one or many resources.
        
 Valid resource types include:

  *  deployments
  *  daemonsets
  *  statefulsets`,
  examples: `# Rollback to the previous deployment
kubectl rollout undo deployment/abc

# Check the rollout status of a daemonset
kubectl rollout status daemonset/foo

# Restart a deployment
kubectl rollout restart deployment/abc

# Restart deployments with the 'app=nginx' label
kubectl rollout restart deployment --selector=app=nginx`,
  usage: 'kubectl rollout SUBCOMMAND [options]',
  flags: [],
  commands: [ROLLOUT_HISTORY, ROLLOUT_PAUSE, ROLLOUT_RESTART, ROLLOUT_RESUME, ROLLOUT_STATUS, ROLLOUT_UNDO],
});
