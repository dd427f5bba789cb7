import { command } from '../../args/declare';

/** `kubectl config current-context`. */
export const CONFIG_CURRENT_CONTEXT = command({
  name: 'current-context',
  words: { en: 'Display the current-context', ko: '현재 컨텍스트를 보여 줍니다' },
  long: 'Display the current-context.',
  examples: `# Display the current-context
kubectl config current-context`,
  usage: 'kubectl config current-context [flags] [options]',
  flags: [],
});
