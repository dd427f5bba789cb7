import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration, OptionDeclaration } from '../grammar/types';

/** Address families that are long options too (net-tools lib/net-support.h AFTRANS_OPTS). */
const FAMILIES = ['ax25', 'ip', 'ipx', 'appletalk', 'netrom', 'inet', 'inet6', 'ddp', 'unix', 'tcpip'] as const;

/** Options in the order of getopt's tables, which decide what an abbreviation may mean. */
const OPTIONS: readonly OptionDeclaration[] = [
  ...FAMILIES.map((name) => flag(`--${name}`, `Address family ${name}.`, `주소 체계 ${name}입니다.`)),
  flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
  flag('-i --interfaces', 'Show the interfaces and their counters.', '인터페이스와 카운터를 보여 줍니다.'),
  flag('-h --help', 'Show the usage.', '사용법을 보여 줍니다.'),
  flag('-r --route', 'Show the routing table, as route(8) does.', 'route(8)처럼 라우팅 테이블을 보여 줍니다.'),
  flag(
    '-M --masquerade',
    'Show masqueraded connections, which Linux no longer tells this way: use conntrack -L.',
    '마스커레이드된 연결입니다. 리눅스가 더는 이렇게 알려 주지 않으니 conntrack -L을 쓰십시오.',
  ),
  valued('-A --protocol', 'FAMILY', 'text', 'Only this address family.', '이 주소 체계만 보여 줍니다.'),
  flag('-t --tcp', 'TCP sockets.', 'TCP 소켓입니다.'),
  flag('-S --sctp', 'SCTP sockets.', 'SCTP 소켓입니다.'),
  flag('-u --udp', 'UDP sockets.', 'UDP 소켓입니다.'),
  flag('-U --udplite', 'UDP-Lite sockets.', 'UDP-Lite 소켓입니다.'),
  flag('-w --raw', 'Raw sockets.', 'raw 소켓입니다.'),
  flag('-x --unix', 'Unix domain sockets.', '유닉스 도메인 소켓입니다.'),
  flag('-2 --l2cap', 'Bluetooth L2CAP sockets.', '블루투스 L2CAP 소켓입니다.'),
  flag('-f --rfcomm', 'Bluetooth RFCOMM sockets.', '블루투스 RFCOMM 소켓입니다.'),
  flag('-l --listening', 'Only listening sockets.', '대기 중인(listening) 소켓만 보여 줍니다.'),
  flag('-a --all', 'Listening and connected sockets.', '대기 중인 소켓과 연결된 소켓을 모두 보여 줍니다.'),
  flag('-o --timers', 'Show timers.', '타이머를 보여 줍니다.'),
  flag('-c --continuous', 'Print again every second.', '매초 다시 출력합니다.'),
  flag('-e --extend', 'Show user and inode too.', '사용자와 아이노드도 보여 줍니다.'),
  flag('-p --programs', 'Show the program that owns each socket.', '소켓을 가진 프로그램을 보여 줍니다.'),
  flag('-v --verbose', 'Be verbose.', '자세히 출력합니다.'),
  flag('-s --statistics', 'Show statistics of each protocol.', '프로토콜별 통계를 보여 줍니다.'),
  flag('-W --wide', 'Do not cut long addresses.', '긴 주소를 자르지 않습니다.'),
  flag('-n --numeric', 'Show addresses and ports as numbers.', '주소와 포트를 숫자로 보여 줍니다.'),
  flag('--numeric-hosts', 'Show addresses as numbers.', '주소를 숫자로 보여 줍니다.'),
  flag('--numeric-ports', 'Show ports as numbers.', '포트를 숫자로 보여 줍니다.'),
  flag('--numeric-users', 'Show users as numbers.', '사용자를 숫자로 보여 줍니다.'),
  flag('-N --symbolic', 'Names of hardware where there are some.', '하드웨어 이름이 있으면 보여 줍니다.'),
  flag('-C --cache', 'The routing cache, which Linux no longer has.', '리눅스에서 사라진 라우팅 캐시입니다.'),
  flag('-F --fib', 'The forwarding table (default).', '포워딩 테이블입니다(기본값).'),
  flag('-g --groups', 'Show multicast groups.', '멀티캐스트 그룹을 보여 줍니다.'),
  flag('-Z --context', 'Show SELinux contexts.', 'SELinux 컨텍스트를 보여 줍니다.'),
  flag('-d', 'For debugging: no effect.', '디버깅용이며 효과가 없습니다.'),
  flag('-6', 'Only IPv6.', 'IPv6만 보여 줍니다.'),
  flag('-4', 'Only IPv4.', 'IPv4만 보여 줍니다.'),
  flag('-?', 'Show the usage.', '사용법을 보여 줍니다.'),
];

/** What netstat's command line looks like. */
export const NETSTAT: Declaration = {
  name: 'netstat',
  words: {
    en: 'Shows sockets, routes and interfaces (net-tools; today: ss, ip route, ip -s link).',
    ko: '소켓, 경로, 인터페이스를 보여 줍니다(net-tools. 지금은 ss, ip route, ip -s link).',
  },
  synopsis: 'netstat [-t] [-u] [-l] [-a] [-n] [-p] [-e] [-o] | netstat -r | netstat -i | netstat -g',
  dialect: 'getopt',
  options: OPTIONS,
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('word', ['WORD', 'text'], 'Ignored by netstat.', 'netstat이 무시합니다.', {
          optional: true,
          repeats: true,
        }),
      ],
    },
  },
};
