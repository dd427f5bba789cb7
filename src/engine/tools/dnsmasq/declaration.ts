import { flag, valued } from '../grammar/declare-getopt';
import type { Declaration } from '../grammar/types';

/** What dnsmasq's command line looks like: its DNS half. */
export const DNSMASQ: Declaration = {
  name: 'dnsmasq',
  words: {
    en: 'A small DNS server: answers from /etc/hosts and its options, and passes other questions on.',
    ko: '작은 DNS 서버: /etc/hosts와 옵션에 따라 답하고, 다른 질의는 전달합니다.',
  },
  synopsis: 'dnsmasq [--no-daemon] [--host-record=NAME,ADDRESS] [--address=/DOMAIN/ADDRESS] [--server=ADDRESS]',
  dialect: 'getopt',
  options: [
    valued('-a --listen-address', 'ADDRESS', 'address', 'Listen on this address only.', '이 주소에서만 기다립니다.'),
    valued('-A --address', '/DOMAIN/ADDRESS', 'text', 'The address of a domain and of all below it.', '도메인과 그 하위 모두의 주소입니다.'), // prettier-ignore
    flag('-d --no-daemon', 'Stay in the foreground and log to standard error.', '포그라운드에서 실행하고 표준 오류에 기록합니다.'), // prettier-ignore
    flag('-h --no-hosts', 'Do not read /etc/hosts.', '/etc/hosts를 읽지 않습니다.'),
    valued(
      '-H --addn-hosts',
      'FILE',
      'path',
      'Read this file as /etc/hosts too.',
      '이 파일도 /etc/hosts처럼 읽습니다.',
    ),
    flag('-k --keep-in-foreground', 'Stay in the foreground.', '포그라운드에서 실행합니다.'),
    valued('-m --mx-host', 'NAME,HOST,PREFERENCE', 'text', 'An MX record.', 'MX 레코드입니다.'),
    valued('-p --port', 'PORT', 'number', 'The port to listen on.', '기다릴 포트입니다.'),
    flag('-q --log-queries', 'Log the questions.', '질의를 기록합니다.'),
    valued('-r --resolv-file', 'FILE', 'path', 'Read upstream servers from this file.', '상위 서버를 이 파일에서 읽습니다.'), // prettier-ignore
    flag('-R --no-resolv', 'Do not read upstream servers from a file.', '상위 서버를 파일에서 읽지 않습니다.'),
    valued('-S --server --local', '[/DOMAIN/]ADDRESS', 'text', 'Pass questions (about a domain) on to this server; without an address they are answered here alone.', '(도메인에 대한) 질의를 이 서버로 전달합니다. 주소가 없으면 여기서만 답합니다.'), // prettier-ignore
    flag('-v --version', 'Show the version.', '버전을 보여 줍니다.'),
    valued('-W --srv-host', 'SERVICE,HOST,PORT,PRIORITY,WEIGHT', 'text', 'An SRV record.', 'SRV 레코드입니다.'),
    valued('-Y --txt-record', 'NAME,TEXT', 'text', 'A TXT record.', 'TXT 레코드입니다.'),
    flag('-z --bind-interfaces', 'Bind to the addresses in use only.', '사용하는 주소에만 바인드합니다.'),
    valued('--cname', 'ALIAS,NAME', 'text', 'A CNAME record.', 'CNAME 레코드입니다.'),
    valued(
      '--host-record',
      'NAME,ADDRESS',
      'text',
      'A name with its addresses, and back.',
      '이름과 그 주소, 그리고 역방향.',
    ),
    valued('--ptr-record', 'NAME,TARGET', 'text', 'A PTR record.', 'PTR 레코드입니다.'),
  ],
  body: { clause: { parameters: [] } },
};
