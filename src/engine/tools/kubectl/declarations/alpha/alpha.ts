import { command } from '../../args/declare';
import { ALPHA_KUBERC } from './kuberc/kuberc';

/** `kubectl alpha`. */
export const ALPHA = command({
  name: 'alpha',
  words: { en: 'Commands for features in alpha', ko: '알파 기능 명령입니다' },
  long: 'These commands correspond to alpha features that are not enabled in Kubernetes clusters by default.',
  flags: [],
  commands: [ALPHA_KUBERC],
  notRunnable: true,
});
