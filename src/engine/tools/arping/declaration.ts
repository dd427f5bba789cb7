import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration } from '../grammar/types';

/** arping(8) of iputils 20221126: getopt's "h?bfDUAqc:w:i:s:I:V". */
export const ARPING: Declaration = {
  name: 'arping',
  words: {
    en: 'Asks on a link by ARP who has an IPv4 address, and shows who answers.',
    ko: '링크에서 어떤 IPv4 주소를 누가 가졌는지 ARP로 묻고 대답을 보여 줍니다.',
  },
  synopsis: 'arping [-c COUNT] [-w SECONDS] [-I DEVICE] [-s SOURCE] [-D | -U | -A] [OPTION…] DESTINATION',
  dialect: 'getopt',
  options: [
    flag('-b', 'Keep on broadcasting, also after an answer.', '대답을 받은 뒤에도 계속 브로드캐스트합니다.'),
    flag('-f', 'Stop at the first answer.', '첫 대답에서 끝냅니다.'),
    flag(
      '-D',
      'Duplicate address detection: status 0 when nobody has the address.',
      '중복 주소 탐지: 아무도 그 주소를 갖지 않았으면 상태 0으로 끝납니다.',
    ),
    flag(
      '-U',
      'Unsolicited: tell the neighbours by requests that this host has the address.',
      '자발적 ARP: 이 호스트가 그 주소를 가졌음을 요청으로 이웃에게 알립니다.',
    ),
    flag('-A', 'As -U, but by replies.', '-U와 같지만 응답으로 알립니다.'),
    flag('-q', 'Print nothing.', '아무것도 출력하지 않습니다.'),
    valued('-c', 'COUNT', 'number', 'Send this many packets.', '이 개수만큼 보냅니다.'),
    valued('-w', 'SECONDS', 'number', 'Stop after this many seconds.', '이 시간(초) 뒤에 끝냅니다.'),
    valued('-i', 'SECONDS', 'number', 'Seconds between packets (default 1).', '패킷 사이의 간격(초, 기본값 1)입니다.'),
    valued('-s', 'SOURCE', 'address', 'The address to ask from.', '묻는 쪽의 출발지 주소입니다.'),
    valued('-I', 'DEVICE', 'device', 'The device to ask on.', '이 장치의 링크에 묻습니다.'),
    flag('-V', 'Show the version.', '버전을 보여 줍니다.'),
    flag('-h', 'Show the usage.', '사용법을 보여 줍니다.'),
    flag('-?', 'Show the usage.', '사용법을 보여 줍니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional(
          'destination',
          ['DESTINATION', 'host'],
          'The address to ask for, or a name for it.',
          '누가 가졌는지 물을 주소나 이름입니다.',
        ),
      ],
    },
  },
};
