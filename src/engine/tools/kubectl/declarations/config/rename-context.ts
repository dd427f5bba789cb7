import { command } from '../../args/declare';

/** `kubectl config rename-context`. */
export const CONFIG_RENAME_CONTEXT = command({
  name: 'rename-context',
  words: { en: 'Rename a context from the kubeconfig file', ko: 'kubeconfig 파일의 컨텍스트 이름을 바꿉니다' },
  long: `Renames a context from the kubeconfig file.

 CONTEXT_NAME is the context name that you want to change.

 NEW_NAME is the new name you want to set.

 Note: If the context being renamed is the 'current-context', this field will also be updated.`,
  examples: `# Rename the context 'old-name' to 'new-name' in your kubeconfig file
kubectl config rename-context old-name new-name`,
  usage: 'kubectl config rename-context CONTEXT_NAME NEW_NAME [options]',
  flags: [],
});
