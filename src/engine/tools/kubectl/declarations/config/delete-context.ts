import { command } from '../../args/declare';

/** `kubectl config delete-context`. */
export const CONFIG_DELETE_CONTEXT = command({
  name: 'delete-context',
  words: { en: 'Delete the specified context from the kubeconfig', ko: 'kubeconfig에서 컨텍스트를 지웁니다' },
  long: 'Delete the specified context from the kubeconfig.',
  examples: `# Delete the context for the minikube cluster
kubectl config delete-context minikube`,
  usage: 'kubectl config delete-context NAME [options]',
  flags: [],
});
