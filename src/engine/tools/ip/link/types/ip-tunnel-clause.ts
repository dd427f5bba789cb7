import { choice, exact, prefix, value } from '../../../grammar/declare';
import type { Clause, Parameter, Value } from '../../../grammar/types';
import { ADDRESS, DEVICE, NUMBER } from '../../values';

type Declare = (keyword: string, en: string, ko: string, ...values: readonly Value[]) => Parameter;

const TUNNEL_TTL = value(
  'TTL',
  'text',
  '1 to 255, or `inherit` from the inner packet',
  '1~255, 또는 안쪽 패킷을 따르는 `inherit`',
);
const TUNNEL_TOS = value(
  'TOS',
  'text',
  'a number, or `inherit` from the inner packet',
  '숫자, 또는 안쪽 패킷을 따르는 `inherit`',
);
const TUNNEL_KEY = value(
  'KEY',
  'text',
  'a number or four octets with dots, the same at both ends',
  '숫자나 점으로 나눈 네 옥텟 (양쪽 끝이 같아야 함)',
);
const PORT = value('PORT', 'text', 'a UDP port', 'UDP 포트');
const ENCAP = value('ENCAP', 'choice', 'a UDP packet around it', '바깥을 감싸는 UDP 패킷의 종류', [
  choice('fou', 'foo over UDP', 'FOU'),
  choice('gue', 'generic UDP encapsulation', 'GUE'),
  choice('none', 'none', '없음'),
]);
const MODE = value('MODE', 'choice', 'what is inside', '안에 담기는 것', [
  choice('ipip', 'IPv4', 'IPv4'),
  choice('mplsip', 'MPLS', 'MPLS'),
  choice('any', 'either', '무엇이든'),
]);

/** What GRE has one and both directions of. */
function greSwitches(declare: Declare, negated: boolean): readonly Parameter[] {
  const no = (keyword: string, parameter: Parameter): readonly Parameter[] =>
    negated ? [parameter, declare(`no${keyword}`, `not ${keyword}: see there`, `${keyword} 끔`)] : [parameter];
  return [
    ...no(
      'key',
      declare('key', 'tells tunnels between the same ends apart', '같은 두 끝 사이의 터널을 구별하는 번호', TUNNEL_KEY),
    ),
    ...no('ikey', declare('ikey', 'the key of what comes in', '들어오는 패킷의 키', TUNNEL_KEY)),
    ...no('okey', declare('okey', 'the key of what goes out', '나가는 패킷의 키', TUNNEL_KEY)),
    ...no('seq', declare('seq', 'number the packets', '패킷에 순번을 매김')),
    ...no('iseq', declare('iseq', 'want numbers in order', '들어오는 순번을 확인')),
    ...no('oseq', declare('oseq', 'number what goes out', '나가는 패킷에 순번을 매김')),
    ...no('csum', declare('csum', 'checksums both ways', '양방향 체크섬')),
    ...no('icsum', declare('icsum', 'want checksums', '들어오는 체크섬을 요구')),
    ...no('ocsum', declare('ocsum', 'send checksums', '체크섬을 넣어 보냄')),
  ];
}

function common(declare: Declare): readonly Parameter[] {
  return [
    declare('nopmtudisc', 'routers may fragment the outer packet', '바깥 패킷의 단편화를 허용'),
    declare('pmtudisc', 'routers may not fragment the outer packet', '바깥 패킷의 단편화를 금지'),
    declare('remote', 'the other end of the tunnel', '터널의 반대쪽 끝', ADDRESS),
    declare('local', 'the address that its own packets come from', '바깥 패킷의 출발지 주소', ADDRESS),
    prefix('dev', 'the device that its own packets leave by', '바깥 패킷이 나가는 장치', DEVICE),
    {
      ...declare('ttl', 'how many routers its own packets may pass', '바깥 패킷의 TTL', TUNNEL_TTL),
      aliases: ['hoplimit', 'hlim'],
    },
    {
      ...declare('tos', 'the type of service of its own packets', '바깥 패킷의 TOS', TUNNEL_TOS),
      aliases: ['tclass', 'dsfield'],
    },
  ];
}

const ENCAPSULATION: readonly Parameter[] = [
  exact('noencap', 'no UDP packet around it', 'UDP로 감싸지 않음'),
  exact('encap', 'put a UDP packet around it', 'UDP 패킷으로 감쌈', ENCAP),
  exact('encap-sport', 'the UDP source port', 'UDP 출발지 포트', PORT),
  exact('encap-dport', 'the UDP destination port', 'UDP 목적지 포트', PORT),
  exact('encap-csum', 'UDP checksums', 'UDP 체크섬'),
  exact('noencap-csum', 'no UDP checksums', 'UDP 체크섬 끔'),
  exact('encap-udp6-csum', 'UDP checksums over IPv6', 'IPv6에서 UDP 체크섬'),
  exact('noencap-udp6-csum', 'no UDP checksums over IPv6', 'IPv6에서 UDP 체크섬 끔'),
  exact('encap-remcsum', 'offload checksums to the other end', '체크섬을 반대쪽에 맡김'),
  exact('noencap-remcsum', 'do not offload checksums', '체크섬을 맡기지 않음'),
  exact('external', 'controlled by routes and programs', '경로와 프로그램이 제어'),
];

const MARK = exact('fwmark', 'the mark of its own packets', '바깥 패킷의 마크', NUMBER);

/** Options after `type gre` and `type gretap`, in the order link_gre.c compares them. */
export const GRE_OPTIONS: Clause = {
  parameters: [
    ...greSwitches(prefix, true),
    ...common(prefix),
    ...ENCAPSULATION,
    exact('ignore-df', 'ignore "don’t fragment" of the inner packet', '안쪽 패킷의 DF 비트를 무시'),
    exact('noignore-df', 'heed "don’t fragment" of the inner packet', '안쪽 패킷의 DF 비트를 따름'),
    MARK,
  ],
};

/** Options after `type ipip`, in the order link_iptnl.c compares them. */
export const IPIP_OPTIONS: Clause = {
  parameters: [
    exact('mode', 'what may be inside', '안에 담을 수 있는 것', MODE),
    ...common(exact),
    ...ENCAPSULATION,
    exact('6rd-prefix', 'only of sit tunnels', 'sit 터널 전용', ADDRESS),
    exact('6rd-relay_prefix', 'only of sit tunnels', 'sit 터널 전용', ADDRESS),
    exact('6rd-reset', 'only of sit tunnels', 'sit 터널 전용'),
    MARK,
  ],
};
