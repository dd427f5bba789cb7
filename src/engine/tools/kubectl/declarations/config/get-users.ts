import { command } from '../../args/declare';

/** `kubectl config get-users`. */
export const CONFIG_GET_USERS = command({
  name: 'get-users',
  words: { en: 'Display users defined in the kubeconfig', ko: 'kubeconfig에 정의된 사용자를 보여 줍니다' },
  long: 'Display users defined in the kubeconfig.',
  examples: `# List the users that kubectl knows about
kubectl config get-users`,
  usage: 'kubectl config get-users [flags] [options]',
  flags: [],
});
