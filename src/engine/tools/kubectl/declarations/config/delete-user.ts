import { command } from '../../args/declare';

/** `kubectl config delete-user`. */
export const CONFIG_DELETE_USER = command({
  name: 'delete-user',
  words: { en: 'Delete the specified user from the kubeconfig', ko: 'kubeconfig에서 사용자를 지웁니다' },
  long: 'Delete the specified user from the kubeconfig.',
  examples: `# Delete the minikube user
kubectl config delete-user minikube`,
  usage: 'kubectl config delete-user NAME [options]',
  flags: [],
});
