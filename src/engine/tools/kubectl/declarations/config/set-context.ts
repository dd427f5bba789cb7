import { command, flag } from '../../args/declare';

/** `kubectl config set-context`. */
export const CONFIG_SET_CONTEXT = command({
  name: 'set-context',
  words: { en: 'Set a context entry in kubeconfig', ko: 'kubeconfig의 컨텍스트 항목을 설정합니다' },
  long: `Set a context entry in kubeconfig.

 Specifying a name that already exists will merge new fields on top of existing values for those fields.`,
  examples: `# Set the user field on the gce context entry without touching other values
kubectl config set-context gce --user=cluster-admin`,
  usage:
    'kubectl config set-context [NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace] [options]',
  flags: [
    flag('--cluster', 'string', '', 'cluster for the context entry in kubeconfig', '사용할 kubeconfig 클러스터의 이름'),
    flag('--current', 'bool', 'false', 'Modify the current context', '현재 컨텍스트를 바꿈'),
    flag('-n --namespace', 'string', '', 'namespace for the context entry in kubeconfig', '대상 네임스페이스'),
    flag('--user', 'string', '', 'user for the context entry in kubeconfig', '사용자 이름'),
  ],
});
