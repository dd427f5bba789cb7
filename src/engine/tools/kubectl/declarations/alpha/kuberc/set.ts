import { command, flag } from '../../../args/declare';

/** `kubectl alpha kuberc set`. */
export const ALPHA_KUBERC_SET = command({
  name: 'set',
  words: { en: 'Set values in the kuberc configuration', ko: 'kuberc 구성의 값을 설정합니다' },
  long: `Set values in the kuberc configuration file.

 Use --section to specify whether to set defaults or aliases.

 For defaults: Sets default flag values for kubectl commands. The --command flag should specify only the command (e.g., "get", "create", "set env"), not resources.

 For aliases: Creates command aliases with optional default flag values and arguments. Use --prependarg and --appendarg to include resources or other arguments.`,
  examples: `# Set default output format for 'get' command
kubectl alpha kuberc set --section defaults --command get --option output=wide

# Set default output format for a subcommand
kubectl alpha kuberc set --section defaults --command "set env" --option output=yaml

# Create an alias 'getn' for 'get' command with prepended 'nodes' resource
kubectl alpha kuberc set --section aliases --name getn --command get --prependarg nodes --option output=wide

# Create an alias 'runx' for 'run' command with appended arguments
kubectl alpha kuberc set --section aliases --name runx --command run --option image=nginx --appendarg "--" --appendarg custom-arg1

# Overwrite an existing default
kubectl alpha kuberc set --section defaults --command get --option output=json --overwrite`,
  usage: 'kubectl alpha kuberc set --section (defaults|aliases) --command COMMAND [options]',
  flags: [
    flag(
      '--appendarg',
      'array',
      '[]',
      'Argument to append to the command (can be specified multiple times, for aliases only)',
      '명령 뒤에 붙일 인수(별칭 전용)',
    ),
    flag(
      '--command',
      'string',
      '',
      "Command to configure (e.g., 'get', 'create', 'set env')",
      '나머지 인수를 args가 아니라 command로 사용',
      { required: true },
    ),
    flag(
      '--kuberc',
      'string',
      '',
      'Path to the kuberc file to use for preferences. This can be disabled by exporting KUBECTL_KUBERC=false feature gate or turning off the feature KUBERC=off.',
      '사용할 kuberc 파일의 경로',
    ),
    flag('--name', 'string', '', 'Alias name (required for --section=aliases)', '새 오브젝트의 이름'),
    flag(
      '--option',
      'array',
      '[]',
      'Flag option in the form flag=value (can be specified multiple times)',
      'flag=value 형식의 옵션',
    ),
    flag('--overwrite', 'bool', 'false', 'Allow overwriting existing entries', '이미 있는 값을 덮어씀'),
    flag(
      '--prependarg',
      'array',
      '[]',
      'Argument to prepend to the command (can be specified multiple times, for aliases only)',
      '명령 앞에 붙일 인수(별칭 전용)',
    ),
    flag('--section', 'string', '', "Section to modify: 'defaults' or 'aliases'", '바꿀 구역: defaults 또는 aliases', {
      required: true,
    }),
  ],
});
