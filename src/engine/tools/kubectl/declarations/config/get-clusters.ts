import { command } from '../../args/declare';

/** `kubectl config get-clusters`. */
export const CONFIG_GET_CLUSTERS = command({
  name: 'get-clusters',
  words: { en: 'Display clusters defined in the kubeconfig', ko: 'kubeconfig에 정의된 클러스터를 보여 줍니다' },
  long: 'Display clusters defined in the kubeconfig.',
  examples: `# List the clusters that kubectl knows about
kubectl config get-clusters`,
  usage: 'kubectl config get-clusters [flags] [options]',
  flags: [],
});
