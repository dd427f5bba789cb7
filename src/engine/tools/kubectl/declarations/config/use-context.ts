import { command } from '../../args/declare';

/** `kubectl config use-context`. */
export const CONFIG_USE_CONTEXT = command({
  name: 'use-context',
  aliases: ['use'],
  words: { en: 'Set the current-context in a kubeconfig file', ko: 'kubeconfig 파일의 현재 컨텍스트를 설정합니다' },
  long: 'Set the current-context in a kubeconfig file.',
  examples: `# Use the context for the minikube cluster
kubectl config use-context minikube`,
  usage: 'kubectl config use-context CONTEXT_NAME [options]',
  flags: [],
});
