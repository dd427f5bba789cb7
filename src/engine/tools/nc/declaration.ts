import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration } from '../grammar/types';

/** What netcat's command line looks like. */
export const NC: Declaration = {
  name: 'nc',
  words: {
    en: 'Connects to a TCP or UDP port, or listens on one, and passes on what is read and what arrives.',
    ko: 'TCP나 UDP 포트에 연결하거나 포트에서 기다리면서 입력과 수신한 데이터를 전달합니다.',
  },
  synopsis: 'nc [-nuvz] [-w SECONDS] HOST PORT | nc -l [-k] [-p] PORT',
  dialect: 'getopt',
  options: [
    flag('-4', 'IPv4 only.', 'IPv4만 사용합니다.'),
    flag('-6', 'IPv6 only.', 'IPv6만 사용합니다.'),
    flag('-d', 'Do not read standard input.', '표준 입력을 읽지 않습니다.'),
    flag('-h', 'Show the options.', '옵션을 보여 줍니다.'),
    flag('-k', 'Listen again after a connection has ended.', '연결이 끝나면 다시 기다립니다.'),
    flag('-l', 'Listen instead of connecting.', '연결하지 않고 기다립니다.'),
    flag('-N', 'Finish the connection at the end of standard input.', '표준 입력이 끝나면 연결을 마칩니다.'),
    flag('-n', 'Take addresses and ports as numbers only.', '주소와 포트를 숫자로만 받습니다.'),
    valued('-p', 'PORT', 'number', 'The local port.', '로컬 포트입니다.'),
    valued(
      '-q',
      'SECONDS',
      'number',
      'Quit this long after the end of standard input.',
      '표준 입력이 끝나고 이만큼 지나면 종료합니다.',
    ),
    valued('-s', 'ADDRESS', 'address', 'The local address.', '로컬 주소입니다.'),
    flag('-t', 'Answer telnet negotiation.', 'telnet 협상에 응답합니다.'),
    flag('-u', 'UDP instead of TCP.', 'TCP 대신 UDP를 사용합니다.'),
    flag('-v', 'Say what happens.', '진행 상황을 알려 줍니다.'),
    valued(
      '-w',
      'SECONDS',
      'number',
      'Give up after this long without a connection or traffic.',
      '연결이나 통신이 없이 이만큼 지나면 포기합니다.',
    ),
    flag('-z', 'Only see whether the port is open.', '포트가 열려 있는지만 확인합니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('host', ['HOST', 'host'], 'The host to connect to.', '연결할 호스트입니다.', { optional: true }),
        positional('port', ['PORT', 'text'], 'The port, or a range: 80, 20-25.', '포트 또는 범위: 80, 20-25.', {
          optional: true,
        }),
      ],
    },
  },
};
