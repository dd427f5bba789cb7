import { command, flag } from '../../args/declare';

/** `kubectl plugin list`. */
export const PLUGIN_LIST = command({
  name: 'list',
  words: { en: "List all visible plugin executables on a user's PATH", ko: 'PATH에서 보이는 플러그인을 나열합니다' },
  long: `List all available plugin files on a user's PATH. To see plugins binary names without the full path use --name-only flag.

 Available plugin files are those that are: - executable - anywhere on the user's PATH - begin with "kubectl-"`,
  examples: `# List all available plugins
kubectl plugin list

# List only binary names of available plugins without paths
kubectl plugin list --name-only`,
  usage: 'kubectl plugin list [flags] [options]',
  flags: [
    flag(
      '--name-only',
      'bool',
      'false',
      'If true, display only the binary name of each plugin, rather than its full path',
      '플러그인의 이름만 보여 줌',
    ),
  ],
});
