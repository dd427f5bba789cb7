import { command } from '../args/declare';
import { DRY_RUN, SELECTOR } from './shared-flags';

/** `kubectl cordon`. */
export const CORDON = command({
  name: 'cordon',
  words: { en: 'Mark node as unschedulable', ko: '노드를 스케줄 불가로 표시합니다' },
  long: 'Mark node as unschedulable.',
  examples: `# Mark node "foo" as unschedulable
kubectl cordon foo`,
  usage: 'kubectl cordon NODE [options]',
  flags: [DRY_RUN, SELECTOR],
});
