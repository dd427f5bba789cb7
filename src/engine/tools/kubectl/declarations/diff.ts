import { command, flag } from '../args/declare';
import { FIELD_MANAGER_4, KUSTOMIZE, RECURSIVE, SELECTOR } from './shared-flags';

/** `kubectl diff`. */
export const DIFF = command({
  name: 'diff',
  words: {
    en: 'Diff the live version against a would-be applied version',
    ko: '적용할 내용과 현재 상태의 차이를 보여 줍니다',
  },
  long: `Diff configurations specified by file name or stdin between the current online configuration, and the configuration as it would be if applied.

 The output is always YAML.

 KUBECTL_EXTERNAL_DIFF environment variable can be used to select your own diff command. Users can use external commands with params too, example: KUBECTL_EXTERNAL_DIFF="colordiff -N -u"

 By default, the "diff" command available in your path will be run with the "-u" (unified diff) and "-N" (treat absent files as empty) options.

 Exit status: 0 No differences were found. 1 Differences were found. >1 Kubectl or diff failed with an error.

 Note: KUBECTL_EXTERNAL_DIFF, if used, is expected to follow that convention.`,
  examples: `# Diff resources included in pod.json
kubectl diff -f pod.json

# Diff file read from stdin
cat service.yaml | kubectl diff -f -`,
  usage: 'kubectl diff -f FILENAME [options]',
  flags: [
    flag(
      '--concurrency',
      'int',
      '1',
      'Number of objects to process in parallel when diffing against the live version. Larger number = faster, but more memory, I/O and CPU over that shorter period of time.',
      '동시에 비교할 오브젝트 수',
    ),
    FIELD_MANAGER_4,
    flag(
      '-f --filename',
      'list',
      '[]',
      'Filename, directory, or URL to files contains the configuration to diff',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    flag(
      '--force-conflicts',
      'bool',
      'false',
      'If true, server-side apply will force the changes against conflicts.',
      '서버 측 적용의 충돌을 무시하고 덮어씀',
    ),
    KUSTOMIZE,
    flag(
      '--prune',
      'bool',
      'false',
      'Include resources that would be deleted by pruning. Can be used with -l and default shows all resources would be pruned',
      '구성에 없는 오브젝트를 지움',
    ),
    flag(
      '--prune-allowlist',
      'array',
      '[]',
      'Overwrite the default allowlist with <group/version/kind> for --prune',
      '--prune의 대상 목록을 바꿈',
    ),
    RECURSIVE,
    SELECTOR,
    flag('--server-side', 'bool', 'false', 'If true, apply runs in the server instead of the client.', '서버에서 적용'),
    flag(
      '--show-managed-fields',
      'bool',
      'false',
      'If true, include managed fields in the diff.',
      'managedFields를 숨기지 않음',
    ),
  ],
});
