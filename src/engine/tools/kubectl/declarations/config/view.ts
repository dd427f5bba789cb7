import { command, flag } from '../../args/declare';
import { ALLOW_MISSING_TEMPLATE_KEYS, SHOW_MANAGED_FIELDS, TEMPLATE } from '../shared-flags';

/** `kubectl config view`. */
export const CONFIG_VIEW = command({
  name: 'view',
  words: {
    en: 'Display merged kubeconfig settings or a specified kubeconfig file',
    ko: '합쳐진 kubeconfig나 지정한 kubeconfig 파일을 보여 줍니다',
  },
  long: `Display merged kubeconfig settings or a specified kubeconfig file.

 You can use --output jsonpath={...} to extract specific values using a jsonpath expression.`,
  examples: `# Show merged kubeconfig settings
kubectl config view

# Show merged kubeconfig settings, raw certificate data, and exposed secrets
kubectl config view --raw

# Get the password for the e2e user
kubectl config view -o jsonpath='{.users[?(@.name == "e2e")].user.password}'`,
  usage: 'kubectl config view [flags] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag(
      '--flatten',
      'bool',
      'false',
      'Flatten the resulting kubeconfig file into self-contained output (useful for creating portable kubeconfig files)',
      '인증서까지 담아 하나의 파일로 펼침',
    ),
    flag('--merge', 'bool', 'true', 'Merge the full hierarchy of kubeconfig files', '여러 kubeconfig 파일을 합침'),
    flag(
      '--minify',
      'bool',
      'false',
      'Remove all information not used by current-context from the output',
      '현재 컨텍스트가 쓰지 않는 정보를 뺌',
    ),
    flag(
      '-o --output',
      'string',
      'yaml',
      'Output format. One of: (json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file).',
      '출력 형식',
    ),
    flag('--raw', 'bool', 'false', 'Display raw byte data and sensitive data', '서버에 직접 요청할 URI 또는 원본 출력'),
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
