import { command, flag } from '../../../args/declare';
import { ALLOW_MISSING_TEMPLATE_KEYS, SHOW_MANAGED_FIELDS, TEMPLATE } from '../../shared-flags';

/** `kubectl alpha kuberc view`. */
export const ALPHA_KUBERC_VIEW = command({
  name: 'view',
  words: { en: 'Display the current kuberc configuration', ko: '현재 kuberc 구성을 보여 줍니다' },
  long: 'Display the contents of the kuberc file in the specified output format.',
  examples: `# View kuberc configuration in YAML format (default)
kubectl alpha kuberc view

# View kuberc configuration in JSON format
kubectl alpha kuberc view --output json

# View a specific kuberc file
kubectl alpha kuberc view --kuberc /path/to/kuberc`,
  usage: 'kubectl alpha kuberc view [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag(
      '--kuberc',
      'string',
      '',
      'Path to the kuberc file to use for preferences. This can be disabled by exporting KUBECTL_KUBERC=false feature gate or turning off the feature KUBERC=off.',
      '사용할 kuberc 파일의 경로',
    ),
    flag(
      '-o --output',
      'string',
      'yaml',
      'Output format. One of: (json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file).',
      '출력 형식',
    ),
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
