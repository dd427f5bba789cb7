import { command, flag } from '../../args/declare';
import { ALL_2, KUSTOMIZE, RECURSIVE, SELECTOR } from '../shared-flags';

/** `kubectl apply view-last-applied`. */
export const APPLY_VIEW_LAST_APPLIED = command({
  name: 'view-last-applied',
  words: {
    en: 'View the latest last-applied-configuration annotations of a resource/object',
    ko: '마지막으로 적용한 구성을 봅니다',
  },
  long: `View the latest last-applied-configuration annotations by type/name or file.

 The default output will be printed to stdout in YAML format. You can use the -o option to change the output format.`,
  examples: `# View the last-applied-configuration annotations by type/name in YAML
kubectl apply view-last-applied deployment/nginx

# View the last-applied-configuration annotations by file in JSON
kubectl apply view-last-applied -f deploy.yaml -o json`,
  usage: 'kubectl apply view-last-applied (TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME) [options]',
  flags: [
    ALL_2,
    flag(
      '-f --filename',
      'list',
      '[]',
      'Filename, directory, or URL to files that contains the last-applied-configuration annotations',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    KUSTOMIZE,
    flag('-o --output', 'string', 'yaml', 'Output format. Must be one of (yaml, json)', '출력 형식'),
    RECURSIVE,
    SELECTOR,
  ],
});
