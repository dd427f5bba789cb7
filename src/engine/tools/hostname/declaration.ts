import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration } from '../grammar/types';

export const HOSTNAME_OPTIONS: Declaration['options'] = [
  flag('-a --alias', 'Show the host’s alias names.', '호스트의 별칭을 보여 줍니다.'),
  flag('-A --all-fqdns', 'Show the names of all its addresses.', '모든 주소의 이름을 보여 줍니다.'),
  flag('-d --domain', 'Show the DNS domain.', 'DNS 도메인을 보여 줍니다.'),
  flag('-f --fqdn --long', 'Show the full name (FQDN).', '전체 이름(FQDN)을 보여 줍니다.'),
  flag('-b --boot', 'Set a default name if there is none.', '이름이 없으면 기본 이름을 설정합니다.'),
  valued('-F --file', 'FILE', 'path', 'Set the name from a file.', '파일에서 읽은 이름을 설정합니다.'),
  flag('-h --help', 'Show the usage.', '사용법을 보여 줍니다.'),
  flag('-?', 'Show the usage.', '사용법을 보여 줍니다.'),
  flag(
    '-i --ip-address',
    'Show the address the host’s name resolves to.',
    '호스트 이름이 가리키는 주소를 보여 줍니다.',
  ),
  flag('-I --all-ip-addresses', 'Show all addresses of the host.', '호스트의 모든 주소를 보여 줍니다.'),
  flag('-s --short', 'Show the name up to the first dot.', '첫 점 앞까지의 이름을 보여 줍니다.'),
  flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
  flag('-y --yp --nis', 'Show the NIS domain.', 'NIS 도메인을 보여 줍니다.'),
];

/** What the command line of hostname looks like, and of the programs that are hostname under another name. */
export function hostnameDeclaration(name: string, en: string, ko: string): Declaration {
  return {
    name,
    words: { en, ko },
    synopsis: `${name} [-f|-i|-I|-s|-d] [NAME]`,
    dialect: 'getopt',
    options: HOSTNAME_OPTIONS,
    body: {
      clause: {
        parameters: [],
        positionals: [
          positional('name', ['NAME', 'text'], 'The new host name.', '새 호스트 이름입니다.', { optional: true }),
        ],
      },
    },
  };
}
