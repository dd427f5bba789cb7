import { command, flag } from '../../args/declare';
import { NO_HEADERS } from '../shared-flags';

/** `kubectl config get-contexts`. */
export const CONFIG_GET_CONTEXTS = command({
  name: 'get-contexts',
  words: { en: 'Describe one or many contexts', ko: '컨텍스트를 보여 줍니다' },
  long: 'Display one or many contexts from the kubeconfig file.',
  examples: `# List all the contexts in your kubeconfig file
kubectl config get-contexts

# Describe one context in your kubeconfig file
kubectl config get-contexts my-context`,
  usage: 'kubectl config get-contexts [(-o|--output=)name)] [options]',
  flags: [NO_HEADERS, flag('-o --output', 'string', '', 'Output format. One of: (name).', '출력 형식')],
});
