import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration } from '../grammar/types';

/** What host's command line looks like. */
export const HOST: Declaration = {
  name: 'host',
  words: {
    en: 'Asks a DNS server for the addresses of a name, or the name of an address.',
    ko: 'DNS 서버에 이름의 주소나 주소의 이름을 물어봅니다.',
  },
  synopsis: 'host [-t TYPE] [-v] NAME [SERVER]',
  dialect: 'getopt',
  options: [
    flag('-4', 'Ask over IPv4 only.', 'IPv4로만 묻습니다.'),
    flag('-6', 'Ask over IPv6 only.', 'IPv6로만 묻습니다.'),
    flag('-A', 'As -a, without DNSSEC records.', '-a와 같지만 DNSSEC 레코드는 뺍니다.'),
    flag('-a', 'Ask for everything and show the whole answer.', '모든 것을 묻고 응답 전체를 보여 줍니다.'),
    valued('-c', 'CLASS', 'text', 'The class: IN, CH.', '클래스: IN, CH.'),
    flag('-C', 'Compare the SOA records of all name servers.', '모든 네임 서버의 SOA 레코드를 비교합니다.'),
    flag('-d', 'Show the whole answer.', '응답 전체를 보여 줍니다.'),
    flag('-l', 'List a whole zone.', '영역 전체를 나열합니다.'),
    valued('-m', 'FLAG', 'text', 'Debug memory use.', '메모리 사용을 디버그합니다.'),
    valued('-N', 'DOTS', 'number', 'Dots a name needs to be tried as it is first.', '이름을 그대로 먼저 시도하는 데 필요한 점의 수.'), // prettier-ignore
    valued('-p', 'PORT', 'number', 'The port to ask at.', '물어볼 포트입니다.'),
    flag('-r', 'Do not ask for recursion.', '재귀를 요청하지 않습니다.'),
    valued('-R', 'COUNT', 'number', 'Times to ask.', '묻는 횟수입니다.'),
    flag('-s', 'Stop at SERVFAIL.', 'SERVFAIL이면 멈춥니다.'),
    flag('-T', 'Use TCP.', 'TCP를 사용합니다.'),
    valued('-t', 'TYPE', 'text', 'The type of records.', '레코드 종류입니다.'),
    flag('-U', 'Use UDP.', 'UDP를 사용합니다.'),
    flag('-v', 'Show the whole answer.', '응답 전체를 보여 줍니다.'),
    flag('-V', 'Show the version.', '버전을 보여 줍니다.'),
    flag('-w', 'Wait for an answer without end.', '응답을 끝없이 기다립니다.'),
    valued('-W', 'SECONDS', 'number', 'Seconds to wait for an answer.', '응답을 기다리는 시간(초)입니다.'),
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
