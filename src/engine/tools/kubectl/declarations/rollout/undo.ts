import { command, flag } from '../../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  DRY_RUN,
  FILENAME,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SELECTOR,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from '../shared-flags';

/** `kubectl rollout undo`. */
export const ROLLOUT_UNDO = command({
  name: 'undo',
  words: { en: 'Undo a previous rollout', ko: '이전 롤아웃으로 되돌립니다' },
  long: 'Roll back to a previous rollout.',
  examples: `# Roll back to the previous deployment
kubectl rollout undo deployment/abc

# Roll back to daemonset revision 3
kubectl rollout undo daemonset/abc --to-revision=3

# Roll back to the previous deployment with dry-run
kubectl rollout undo --dry-run=server deployment/abc`,
  usage: 'kubectl rollout undo (TYPE NAME | TYPE/NAME) [flags] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    FILENAME,
    KUSTOMIZE,
    OUTPUT,
    RECURSIVE,
    SELECTOR,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    flag(
      '--to-revision',
      'int',
      '0',
      'The revision to rollback to. Default to 0 (last revision).',
      '되돌아갈 리비전, 0이면 바로 이전',
    ),
  ],
});
