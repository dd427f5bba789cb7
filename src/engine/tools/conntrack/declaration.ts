import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration, OptionDeclaration } from '../grammar/types';

/** Real options that the simulator refuses are declared too, so that a reader can look them up. */
const OPTIONS: readonly OptionDeclaration[] = [
  flag('-L --dump', 'List the connections.', '연결 목록을 보여 줍니다.'),
  flag('-G --get', 'Show one connection.', '연결 하나를 보여 줍니다.'),
  flag('-D --delete', 'Delete the connections that fit.', '조건에 맞는 연결을 지웁니다.'),
  flag('-F --flush', 'Empty the table.', '테이블을 비웁니다.'),
  flag('-C --counter', 'Count the connections.', '연결의 수를 보여 줍니다.'),
  flag('-S --stats', 'Show statistics per CPU.', 'CPU별 통계를 보여 줍니다.'),
  flag('-I --create', 'Create a connection.', '연결을 만듭니다.'),
  flag('-U --update', 'Change the connections that fit.', '조건에 맞는 연결을 바꿉니다.'),
  flag(
    '-E --event',
    'Show what happens to connections until stopped.',
    '멈출 때까지 연결에 일어나는 일을 보여 줍니다.',
  ),
  valued('-e --event-mask', 'EVENTS', 'text', 'With -E: ALL, NEW, UPDATES, DESTROY.', '-E와 함께: ALL, NEW, UPDATES, DESTROY.'), // prettier-ignore
  flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
  flag('-h --help', 'Show the usage.', '사용법을 보여 줍니다.'),
  valued('-s --src --orig-src', 'IP', 'address', 'Source of the first packet.', '첫 패킷의 출발지 주소입니다.'),
  valued('-d --dst --orig-dst', 'IP', 'address', 'Destination of the first packet.', '첫 패킷의 목적지 주소입니다.'),
  valued('-r --reply-src', 'IP', 'address', 'Source of the answers.', '응답의 출발지 주소입니다.'),
  valued('-q --reply-dst', 'IP', 'address', 'Destination of the answers.', '응답의 목적지 주소입니다.'),
  valued('-p --protonum', 'PROTO', 'text', 'Protocol: tcp, udp, icmp.', '프로토콜(tcp, udp, icmp)입니다.'),
  valued('-f --family', 'FAMILY', 'text', 'ipv4 or ipv6.', 'ipv4 또는 ipv6입니다.'),
  valued(
    '-u --status',
    'STATUS',
    'text',
    'Only with this status: ASSURED, SEEN_REPLY …',
    '이 상태(ASSURED, SEEN_REPLY …)만 고릅니다.',
  ),
  valued('-m --mark', 'MARK', 'number', 'Only with this mark.', '이 마크가 붙은 것만 고릅니다.'),
  valued(
    '-o --output',
    'TYPE',
    'text',
    'Format: extended, id, xml, save, timestamp.',
    '출력 형식(extended, id, xml, save, timestamp)입니다.',
  ),
  flag('-n --src-nat', 'Only with a changed source (SNAT).', '출발지가 바뀐(SNAT) 것만 고릅니다.'),
  flag('-g --dst-nat', 'Only with a changed destination (DNAT).', '목적지가 바뀐(DNAT) 것만 고릅니다.'),
  flag('-j --any-nat', 'Only with NAT of either kind.', 'NAT가 적용된 것만 고릅니다.'),
  valued('-i --id', 'ID', 'number', 'The number of a connection.', '연결의 번호입니다.'),
  flag('-z --zero', 'Reset the counters while listing.', '보여 주면서 카운터를 초기화합니다.'),
  valued('-t --timeout', 'SECONDS', 'number', 'Timeout to set.', '설정할 타임아웃입니다.'),
  valued('-w --zone', 'ZONE', 'number', 'Zone.', '존(zone)입니다.'),
  valued('-b --buffer-size', 'BYTES', 'number', 'Size of the netlink buffer.', 'netlink 버퍼의 크기입니다.'),
  valued(
    '--sport --orig-port-src',
    'PORT',
    'number',
    'Source port of the first packet.',
    '첫 패킷의 출발지 포트입니다.',
  ),
  valued(
    '--dport --orig-port-dst',
    'PORT',
    'number',
    'Destination port of the first packet.',
    '첫 패킷의 목적지 포트입니다.',
  ),
  valued('--reply-port-src', 'PORT', 'number', 'Source port of the answers.', '응답의 출발지 포트입니다.'),
  valued('--reply-port-dst', 'PORT', 'number', 'Destination port of the answers.', '응답의 목적지 포트입니다.'),
  valued('--state', 'STATE', 'text', 'Only in this TCP state.', '이 TCP 상태만 고릅니다.'),
  valued('--icmp-type', 'TYPE', 'number', 'ICMP type.', 'ICMP 타입입니다.'),
  valued('--icmp-code', 'CODE', 'number', 'ICMP code.', 'ICMP 코드입니다.'),
  valued('--icmp-id', 'ID', 'number', 'ICMP identifier.', 'ICMP 식별자입니다.'),
  valued('--icmpv6-type', 'TYPE', 'number', 'ICMPv6 type.', 'ICMPv6 타입입니다.'),
  valued('--icmpv6-code', 'CODE', 'number', 'ICMPv6 code.', 'ICMPv6 코드입니다.'),
  valued('--icmpv6-id', 'ID', 'number', 'ICMPv6 identifier.', 'ICMPv6 식별자입니다.'),
];

/** What conntrack's command line looks like. */
export const CONNTRACK: Declaration = {
  name: 'conntrack',
  words: {
    en: 'Shows and deletes the connections that the packet filter follows.',
    ko: '패킷 필터가 추적하는 연결을 보여 주고 지웁니다.',
  },
  synopsis: 'conntrack -L|-G|-D|-E|-F|-C|-S [TABLE] [-p PROTO] [-s IP] [-d IP] [OPTION…]',
  dialect: 'getopt',
  options: OPTIONS,
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional(
          'table',
          ['TABLE', 'text'],
          'conntrack (default), expect.',
          'conntrack(기본값) 또는 expect 테이블입니다.',
          {
            optional: true,
          },
        ),
      ],
    },
  },
};
