import { command, flag } from '../args/declare';

/** `kubectl version`. */
export const VERSION = command({
  name: 'version',
  words: { en: 'Print the client and server version information', ko: '클라이언트와 서버의 버전을 출력합니다' },
  long: 'Print the client and server version information for the current context.',
  examples: `# Print the client and server versions for the current context
kubectl version`,
  usage: 'kubectl version [flags] [options]',
  flags: [
    flag(
      '--client',
      'bool',
      'false',
      'If true, shows client version only (no server required).',
      '클라이언트 버전만 보여 줌',
    ),
    flag('-o --output', 'string', '', "One of 'yaml' or 'json'.", '출력 형식'),
  ],
});
