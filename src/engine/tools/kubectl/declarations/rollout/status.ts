import { command, flag } from '../../args/declare';
import { FILENAME, KUSTOMIZE, RECURSIVE, SELECTOR } from '../shared-flags';

/** `kubectl rollout status`. */
export const ROLLOUT_STATUS = command({
  name: 'status',
  words: { en: 'Show the status of the rollout', ko: '롤아웃 상태를 보여 줍니다' },
  long: `Show the status of the rollout.

 By default 'rollout status' will watch the status of the latest rollout until it's done. If you don't want to wait for the rollout to finish then you can use --watch=false. Note that if a new rollout starts in-between, then 'rollout status' will continue watching the latest revision. If you want to pin to a specific revision and abort if it is rolled over by another revision, use --revision=N where N is the revision you need to watch for.`,
  examples: `# Watch the rollout status of a deployment
kubectl rollout status deployment/nginx`,
  usage: 'kubectl rollout status (TYPE NAME | TYPE/NAME) [flags] [options]',
  flags: [
    FILENAME,
    KUSTOMIZE,
    RECURSIVE,
    flag(
      '--revision',
      'int',
      '0',
      'Pin to a specific revision for showing its status. Defaults to 0 (last revision).',
      '리비전 번호',
    ),
    SELECTOR,
    flag(
      '--timeout',
      'duration',
      '0s',
      'The length of time to wait before ending watch, zero means never. Any other values should contain a corresponding time unit (e.g. 1s, 2m, 3h).',
      '포기하기 전까지 기다릴 시간',
    ),
    flag('-w --watch', 'bool', 'true', "Watch the status of the rollout until it's done.", '변화를 계속 지켜봄'),
  ],
});
