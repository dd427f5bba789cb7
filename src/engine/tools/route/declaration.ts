import { flag, keyword, positional, valued } from '../grammar/declare-getopt';
import type { Clause, Declaration, OptionDeclaration } from '../grammar/types';

/** Address families that are long options too (net-tools lib/net-support.h AFTRANS_OPTS). */
const FAMILIES = ['ax25', 'ip', 'ipx', 'appletalk', 'netrom', 'inet', 'inet6', 'ddp', 'unix', 'tcpip'] as const;

const OPTIONS: readonly OptionDeclaration[] = [
  ...FAMILIES.map((name) => flag(`--${name}`, `Address family ${name}.`, `주소 체계 ${name}입니다.`)),
  flag(
    '-e --extend',
    'Show TCP columns; twice, all columns.',
    'TCP 열을 보여 줍니다. 두 번 쓰면 모든 열을 보여 줍니다.',
  ),
  flag('-v --verbose', 'Be verbose.', '자세히 출력합니다.'),
  flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
  flag('-n --numeric', 'Show addresses instead of names.', '이름 대신 주소를 보여 줍니다.'),
  flag('-N --symbolic', 'Accepted, but shows addresses as -n does.', '받아들이지만 -n처럼 주소를 보여 줍니다.'),
  valued('-A --protocol', 'FAMILY', 'text', 'Address family, inet by default.', '주소 체계이며 기본값은 inet입니다.'),
  flag(
    '-C --cache',
    'Show the routing cache, which Linux no longer has.',
    '리눅스에서 사라진 라우팅 캐시를 보여 줍니다.',
  ),
  flag('-F --fib', 'Show the forwarding table (default).', '포워딩 테이블을 보여 줍니다(기본값).'),
  flag('-h --help', 'Show the usage.', '사용법을 보여 줍니다.'),
  flag('-6', 'Address family inet6 (not simulated yet).', '주소 체계 inet6입니다(아직 시뮬레이션되지 않음).'),
  flag('-4', 'Address family inet.', '주소 체계 inet입니다.'),
  flag('-?', 'Show the usage.', '사용법을 보여 줍니다.'),
];

const ROUTE: Clause = {
  parameters: [
    keyword('-net', 'The target is a network.', '대상이 네트워크입니다.'),
    keyword('-host', 'The target is a single host.', '대상이 호스트 하나입니다.'),
    keyword('netmask', 'The network’s mask, such as 255.255.255.0.', '네트워크의 마스크(예: 255.255.255.0)입니다.', [
      'NETMASK',
      'netmask',
    ]),
    {
      ...keyword(
        'gw',
        'The next hop: a router this host can reach directly.',
        '다음 홉: 이 호스트가 직접 닿는 라우터입니다.',
        ['GATEWAY', 'host'],
      ),
      aliases: ['gateway'],
    },
    keyword(
      'metric',
      'Of two routes to the same network the lower metric wins.',
      '같은 네트워크로 가는 경로 중 메트릭이 낮은 것이 이깁니다.',
      ['METRIC', 'number'],
    ),
    {
      ...keyword('mss', 'Largest TCP segment for this route.', '이 경로의 가장 큰 TCP 세그먼트입니다.', [
        'BYTES',
        'number',
      ]),
      aliases: ['mtu'],
    },
    keyword('window', 'TCP window for this route.', '이 경로의 TCP 윈도입니다.', ['BYTES', 'number']),
    keyword('irtt', 'Initial TCP round-trip time.', 'TCP 왕복 시간의 초깃값입니다.', ['MILLISECONDS', 'number']),
    keyword('reject', 'Refuse packets to this target.', '이 대상으로 가는 패킷을 거부합니다.'),
    keyword('mod', 'Mark the route as modified (no effect).', '경로를 수정됨으로 표시합니다(효과 없음).'),
    keyword('dyn', 'Mark the route as dynamic (no effect).', '경로를 동적으로 표시합니다(효과 없음).'),
    keyword('reinstate', 'Mark the route as reinstated (no effect).', '경로를 복원됨으로 표시합니다(효과 없음).'),
    {
      ...keyword(
        'dev',
        'The device packets leave by; the word dev may be left out at the end.',
        '패킷이 나가는 장치이며, 맨 끝에서는 dev를 생략할 수 있습니다.',
        ['DEVICE', 'device'],
      ),
      aliases: ['device'],
    },
  ],
  positionals: [
    positional(
      'target',
      ['TARGET', 'prefix'],
      'Where the route leads: a network, a host, or default for everything else.',
      '경로가 향하는 곳: 네트워크, 호스트, 또는 나머지 전부를 뜻하는 default입니다.',
    ),
    positional('dev', ['DEVICE', 'device'], 'The device packets leave by.', '패킷이 나가는 장치입니다.', {
      optional: true,
    }),
  ],
};

/** What route's command line looks like. */
export const ROUTE_DECLARATION: Declaration = {
  name: 'route',
  words: {
    en: 'Shows or changes the routing table (net-tools).',
    ko: '라우팅 테이블을 보여 주거나 바꿉니다(net-tools).',
  },
  synopsis:
    'route [-n] [-e] | route add|del [-net|-host] TARGET [netmask NETMASK] [gw GATEWAY] [metric N] [[dev] DEVICE]',
  dialect: 'getopt',
  options: OPTIONS,
  body: {
    select: {
      role: 'verb',
      choices: [
        { name: 'add', words: { en: 'Adds a route.', ko: '경로를 추가합니다.' }, body: { clause: ROUTE } },
        {
          name: 'del',
          aliases: ['delete'],
          words: { en: 'Deletes a route.', ko: '경로를 삭제합니다.' },
          body: { clause: ROUTE },
        },
        {
          name: 'flush',
          words: { en: 'Not supported by route itself.', ko: 'route가 지원하지 않습니다.' },
          body: { clause: { parameters: [] } },
        },
      ],
      otherwise: { parameters: [] },
    },
  },
};
