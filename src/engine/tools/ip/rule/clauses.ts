import { choice, exact, prefix, value } from '../../grammar/declare';
import type { Clause, Parameter } from '../../grammar/types';
import { ADDRESS, DEVICE, HELP, NUMBER, PREFIX, PROTOCOL, TABLE } from '../values';

const TOS = value('TOS', 'text', 'a type-of-service byte', '서비스 종류(TOS) 값');
const MARK = value('FWMARK[/MASK]', 'text', 'a mark, and which of its bits count', '마크와, 비교할 비트의 마스크');
const PORTS = value('PORT[-PORT]', 'text', 'a port or a range of ports', '포트 또는 포트 범위');
const UIDS = value('NUMBER-NUMBER', 'text', 'a range of user ids', '사용자 번호 범위');
const IPPROTO = value('PROTOCOL', 'text', 'tcp, udp, icmp or a number', 'tcp, udp, icmp 또는 번호');
const REALMS = value('[REALM/]REALM', 'text', 'traffic classes', '트래픽 클래스');
const TYPE = value('TYPE', 'choice', 'what happens to the packet', '패킷을 어떻게 할지', [
  choice('unicast', 'look in the table', '테이블을 찾음'),
  choice('blackhole', 'drop without a word', '말없이 버림'),
  choice('unreachable', 'refuse with "Network is unreachable"', '"Network is unreachable"로 거부'),
  choice('prohibit', 'refuse with "Permission denied"', '"Permission denied"로 거부'),
]);

const SELECTORS = {
  from: exact('from', 'packets from this network', '이 네트워크에서 온 패킷', PREFIX),
  to: exact('to', 'packets to this network', '이 네트워크로 가는 패킷', PREFIX),
  preference: {
    ...prefix(
      'preference',
      'the place of the rule: lower numbers are asked first',
      '규칙의 순서. 작은 번호부터 적용',
      NUMBER,
    ),
    aliases: ['order', 'priority'],
  },
  fwmark: exact('fwmark', 'packets with this mark of the packet filter', '패킷 필터가 붙인 이 마크의 패킷', MARK),
  iif: {
    ...exact(
      'iif',
      'packets that came in on this device (lo: made here)',
      '이 장치로 들어온 패킷 (lo: 여기서 만든 것)',
      DEVICE,
    ),
    aliases: ['dev'],
  },
  oif: exact('oif', 'packets of programs bound to this device', '이 장치에 묶인 프로그램의 패킷', DEVICE),
  l3mdev: exact('l3mdev', "the table of the packet's VRF", '패킷이 속한 VRF의 테이블'),
  uidrange: exact('uidrange', 'packets of these users', '이 사용자들의 패킷', UIDS),
  ipproto: exact('ipproto', 'packets of this protocol', '이 프로토콜의 패킷', IPPROTO),
  sport: exact('sport', 'packets from these ports', '이 출발지 포트의 패킷', PORTS),
  dport: exact('dport', 'packets to these ports', '이 목적지 포트의 패킷', PORTS),
  not: exact('not', 'packets that do not fit', '조건에 맞지 않는 패킷'),
  protocol: prefix('protocol', 'who made the rule', '규칙을 만든 주체', PROTOCOL),
  tunnel: prefix('tun_id', 'packets of this tunnel', '이 터널의 패킷', NUMBER),
  tos: exact('tos', 'packets with this type of service', '이 TOS 값의 패킷', TOS),
  dsfield: prefix('dsfield', 'the same as tos', 'tos와 같음', TOS),
} as const satisfies Record<string, Parameter>;

const ACTIONS: readonly Parameter[] = [
  prefix('goto', 'go on with the rule of this number', '이 번호의 규칙으로 건너뜀', NUMBER),
  prefix('nop', 'do nothing', '아무것도 하지 않음'),
  exact('type', 'what happens to the packet', '패킷을 어떻게 할지', TYPE),
  exact('blackhole', 'drop without a word', '말없이 버림'),
  exact('unreachable', 'refuse with "Network is unreachable"', '"Network is unreachable"로 거부'),
  exact('prohibit', 'refuse with "Permission denied"', '"Permission denied"로 거부'),
  exact('unicast', 'look in the table', '테이블을 찾음'),
];

/** The words after `ip rule add|delete`, in the order iprule_modify compares them. */
export const RULE: Clause = {
  parameters: [
    SELECTORS.not,
    SELECTORS.from,
    SELECTORS.to,
    SELECTORS.preference,
    SELECTORS.tos,
    SELECTORS.dsfield,
    SELECTORS.fwmark,
    prefix('realms', 'traffic classes to count the packets in', '패킷을 셀 트래픽 클래스', REALMS),
    SELECTORS.protocol,
    SELECTORS.tunnel,
    prefix('table', 'the routing table to look in', '찾을 라우팅 테이블', TABLE),
    exact('lookup', 'the same as table', 'table과 같음', TABLE),
    prefix(
      'suppress_prefixlength',
      'take no route with a prefix as short',
      '프리픽스가 이만큼 짧은 경로는 쓰지 않음',
      NUMBER,
    ),
    exact('sup_pl', 'the same as suppress_prefixlength', 'suppress_prefixlength와 같음', NUMBER),
    prefix(
      'suppress_ifgroup',
      'take no route out of this group of devices',
      '이 장치 그룹으로 나가는 경로는 쓰지 않음',
      NUMBER,
    ),
    exact('sup_group', 'the same as suppress_ifgroup', 'suppress_ifgroup과 같음', NUMBER),
    SELECTORS.iif,
    SELECTORS.oif,
    SELECTORS.l3mdev,
    SELECTORS.uidrange,
    exact('nat', 'an obsolete way of translating addresses', '더 이상 쓰이지 않는 주소 변환', ADDRESS),
    prefix('map-to', 'the same as nat', 'nat와 같음', ADDRESS),
    SELECTORS.ipproto,
    SELECTORS.sport,
    SELECTORS.dport,
    HELP,
    ...ACTIONS,
  ],
};

/** The selector of `ip rule list|flush`, in the order iprule_list_flush_or_save compares it. */
export const RULE_SELECTOR: Clause = {
  parameters: [
    SELECTORS.preference,
    SELECTORS.not,
    SELECTORS.tos,
    exact('dsfield', 'the same as tos', 'tos와 같음', TOS),
    SELECTORS.fwmark,
    SELECTORS.iif,
    SELECTORS.oif,
    SELECTORS.l3mdev,
    SELECTORS.uidrange,
    SELECTORS.tunnel,
    { ...prefix('lookup', 'rules that look in this table', '이 테이블을 찾는 규칙만', TABLE), aliases: ['table'] },
    { ...prefix('from', 'packets from this network', '이 네트워크에서 온 패킷', PREFIX), aliases: ['src'] },
    SELECTORS.protocol,
    SELECTORS.ipproto,
    SELECTORS.sport,
    SELECTORS.dport,
    { ...prefix('dst', 'packets to this network', '이 네트워크로 가는 패킷', PREFIX), aliases: ['to'] },
  ],
  positionals: [{ keyword: 'dst', value: PREFIX, optional: true }],
};
