import { command, flag } from '../../args/declare';
import { ALLOW_MISSING_TEMPLATE_KEYS, DRY_RUN, OUTPUT, SHOW_MANAGED_FIELDS, TEMPLATE } from '../shared-flags';

/** `kubectl apply set-last-applied`. */
export const APPLY_SET_LAST_APPLIED = command({
  name: 'set-last-applied',
  words: {
    en: 'Set the last-applied-configuration annotation on a live object to match the contents of a file',
    ko: '마지막으로 적용한 구성 애노테이션을 파일 내용으로 설정합니다',
  },
  long: "Set the latest last-applied-configuration annotations by setting it to match the contents of a file. This results in the last-applied-configuration being updated as though 'kubectl apply -f<file> ' was run, without updating any other parts of the object.",
  examples: `# Set the last-applied-configuration of a resource to match the contents of a file
kubectl apply set-last-applied -f deploy.yaml

# Execute set-last-applied against each configuration file in a directory
kubectl apply set-last-applied -f path/

# Set the last-applied-configuration of a resource to match the contents of a file; will create the annotation if it does not already exist
kubectl apply set-last-applied -f deploy.yaml --create-annotation=true`,
  usage: 'kubectl apply set-last-applied -f FILENAME [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag(
      '--create-annotation',
      'bool',
      'false',
      "Will create 'last-applied-configuration' annotations if current objects doesn't have one",
      '마지막 적용 애노테이션이 없으면 만듦',
    ),
    DRY_RUN,
    flag(
      '-f --filename',
      'list',
      '[]',
      'Filename, directory, or URL to files that contains the last-applied-configuration annotations',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    OUTPUT,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
