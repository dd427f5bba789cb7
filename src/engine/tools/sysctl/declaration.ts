import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration } from '../grammar/types';

/** What sysctl's command line looks like. */
export const SYSCTL: Declaration = {
  name: 'sysctl',
  words: { en: 'Reads and sets kernel parameters.', ko: '커널 매개변수를 읽고 설정합니다.' },
  synopsis: 'sysctl [-n] [-w] VARIABLE[=VALUE]… | sysctl -a [-r PATTERN] | sysctl -p [FILE]',
  dialect: 'getopt',
  options: [
    flag('-b --binary', 'Print the value without a new line.', '줄바꿈 없이 값을 출력합니다.'),
    flag('-n --values', 'Print only values.', '값만 출력합니다.'),
    flag('-e --ignore', 'Say nothing about unknown variables.', '모르는 변수를 무시합니다.'),
    flag('-N --names', 'Print only names.', '이름만 출력합니다.'),
    flag('-w --write', 'Every word sets a variable.', '모든 단어가 변수를 설정합니다.'),
    flag('-f', 'The same as -p.', '-p와 같습니다.'),
    {
      ...valued(
        '-p --load',
        'FILE',
        'path',
        'Set variables from a file (/etc/sysctl.conf).',
        '파일(/etc/sysctl.conf)에서 변수를 설정합니다.',
      ),
      valueOptional: true,
    },
    flag('-q --quiet', 'Do not print what was set.', '설정한 값을 출력하지 않습니다.'),
    flag('-o', 'No effect.', '효과가 없습니다.'),
    flag('-x', 'No effect.', '효과가 없습니다.'),
    flag('-a --all', 'Print all variables.', '모든 변수를 출력합니다.'),
    flag('-A', 'The same as -a.', '-a와 같습니다.'),
    flag('-X', 'The same as -a.', '-a와 같습니다.'),
    valued('-r --pattern', 'PATTERN', 'text', 'Only variables whose name matches.', '이름이 맞는 변수만 다룹니다.'),
    flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
    flag('-d', 'The same as -h.', '-h와 같습니다.'),
    flag('-h --help', 'Show the usage.', '사용법을 보여 줍니다.'),
    flag('--deprecated', 'Include deprecated variables.', '폐기 예정인 변수도 보여 줍니다.'),
    flag('--dry-run', 'Print but do not set.', '출력만 하고 설정하지 않습니다.'),
    flag(
      '--system',
      'Set variables from all system directories.',
      '모든 시스템 디렉터리의 파일에서 변수를 설정합니다.',
    ),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional(
          'variable',
          ['VARIABLE[=VALUE]', 'sysctl'],
          'A variable such as net.ipv4.ip_forward, to read it, or with =VALUE to set it.',
          'net.ipv4.ip_forward 같은 변수를 읽거나, =VALUE를 붙여 설정합니다.',
          { optional: true, repeats: true },
        ),
      ],
    },
  },
};
