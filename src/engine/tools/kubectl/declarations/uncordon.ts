import { command } from '../args/declare';
import { DRY_RUN, SELECTOR } from './shared-flags';

/** `kubectl uncordon`. */
export const UNCORDON = command({
  name: 'uncordon',
  words: { en: 'Mark node as schedulable', ko: '노드를 스케줄 가능으로 표시합니다' },
  long: 'Mark node as schedulable.',
  examples: `# Mark node "foo" as schedulable
kubectl uncordon foo`,
  usage: 'kubectl uncordon NODE [options]',
  flags: [DRY_RUN, SELECTOR],
});
