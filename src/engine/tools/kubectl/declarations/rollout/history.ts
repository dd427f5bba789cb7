import { command, flag } from '../../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  FILENAME,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SELECTOR,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from '../shared-flags';

/** `kubectl rollout history`. */
export const ROLLOUT_HISTORY = command({
  name: 'history',
  words: { en: 'View rollout history', ko: '롤아웃 이력을 봅니다' },
  long: 'View previous rollout revisions and configurations.',
  examples: `# View the rollout history of a deployment
kubectl rollout history deployment/abc

# View the details of daemonset revision 3
kubectl rollout history daemonset/abc --revision=3`,
  usage: 'kubectl rollout history (TYPE NAME | TYPE/NAME) [flags] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    FILENAME,
    KUSTOMIZE,
    OUTPUT,
    RECURSIVE,
    flag('--revision', 'int', '0', 'See the details, including podTemplate of the revision specified', '리비전 번호'),
    SELECTOR,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
