import { command } from '../../args/declare';
import { CLUSTER_INFO_DUMP } from './dump';

/** `kubectl cluster-info`. */
export const CLUSTER_INFO = command({
  name: 'cluster-info',
  words: { en: 'Display cluster information', ko: '클러스터 정보를 보여 줍니다' },
  long: "Display addresses of the control plane and services with label kubernetes.io/cluster-service=true. To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.",
  examples: `# Print the address of the control plane and cluster services
kubectl cluster-info`,
  usage: 'kubectl cluster-info [flags] [options]',
  flags: [],
  commands: [CLUSTER_INFO_DUMP],
});
