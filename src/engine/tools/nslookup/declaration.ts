import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration } from '../grammar/types';

/** What nslookup's command line looks like. */
export const NSLOOKUP: Declaration = {
  name: 'nslookup',
  words: {
    en: 'Asks a DNS server for a name or an address. Ignores /etc/hosts.',
    ko: 'DNS 서버에 이름이나 주소를 물어봅니다. /etc/hosts는 무시합니다.',
  },
  synopsis: 'nslookup [-type=TYPE] NAME [SERVER]',
  dialect: 'getopt',
  options: [
    valued('-type -query -querytype -q -t -ty', 'TYPE', 'text', 'The type of records.', '레코드 종류입니다.'),
    valued('-class -cl', 'CLASS', 'text', 'The class: IN, CH.', '클래스: IN, CH.'),
    flag('-debug', 'Show the whole answer.', '응답 전체를 보여 줍니다.'),
    flag('-nodebug', 'Show only what was asked for.', '물어본 것만 보여 줍니다.'),
    flag('-d2', 'Debug.', '디버그합니다.'),
    valued('-domain', 'NAME', 'text', 'The only domain of the search list.', '검색 목록의 유일한 도메인입니다.'),
    flag('-search', 'Use the search list.', '검색 목록을 사용합니다.'),
    flag('-nosearch', 'Do not use the search list.', '검색 목록을 사용하지 않습니다.'),
    flag('-recurse', 'Ask for recursion.', '재귀를 요청합니다.'),
    flag('-norecurse', 'Do not ask for recursion.', '재귀를 요청하지 않습니다.'),
    flag('-vc', 'Use TCP.', 'TCP를 사용합니다.'),
    flag('-novc', 'Use UDP.', 'UDP를 사용합니다.'),
    flag('-fail', 'Ask the next server at SERVFAIL.', 'SERVFAIL이면 다음 서버에 묻습니다.'),
    flag('-nofail', 'Stop at SERVFAIL.', 'SERVFAIL이면 멈춥니다.'),
    flag('-all', 'Show the settings.', '설정을 보여 줍니다.'),
    valued('-port -po', 'PORT', 'number', 'The port to ask at.', '물어볼 포트입니다.'),
    valued('-timeout', 'SECONDS', 'number', 'Seconds to wait for an answer.', '응답을 기다리는 시간(초)입니다.'),
    valued('-retry', 'COUNT', 'number', 'Times to ask.', '묻는 횟수입니다.'),
    valued('-ndots', 'COUNT', 'number', 'Dots a name needs to be tried as it is first.', '이름을 그대로 먼저 시도하는 데 필요한 점의 수입니다.'), // prettier-ignore
    flag('-version', 'Show the version.', '버전을 보여 줍니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('name', ['NAME', 'host'], 'The name or address to look up.', '조회할 이름이나 주소입니다.', {
          optional: true,
        }),
        positional('server', ['SERVER', 'host'], 'The server to ask.', '물어볼 서버입니다.', { optional: true }),
      ],
    },
  },
};
