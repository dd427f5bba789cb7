import { command } from '../../args/declare';

/** `kubectl config delete-cluster`. */
export const CONFIG_DELETE_CLUSTER = command({
  name: 'delete-cluster',
  words: { en: 'Delete the specified cluster from the kubeconfig', ko: 'kubeconfig에서 클러스터를 지웁니다' },
  long: 'Delete the specified cluster from the kubeconfig.',
  examples: `# Delete the minikube cluster
kubectl config delete-cluster minikube`,
  usage: 'kubectl config delete-cluster NAME [options]',
  flags: [],
});
