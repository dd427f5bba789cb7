import { command } from '../../args/declare';

/** `kubectl config unset`. */
export const CONFIG_UNSET = command({
  name: 'unset',
  words: { en: 'Unset an individual value in a kubeconfig file', ko: 'kubeconfig 파일의 값 하나를 지웁니다' },
  long: `Unset an individual value in a kubeconfig file.

 PROPERTY_NAME is a dot delimited name where each token represents either an attribute name or a map key.  Map keys may not contain dots.`,
  examples: `# Unset the current-context
kubectl config unset current-context

# Unset namespace in foo context
kubectl config unset contexts.foo.namespace`,
  usage: 'kubectl config unset PROPERTY_NAME [options]',
  flags: [],
});
