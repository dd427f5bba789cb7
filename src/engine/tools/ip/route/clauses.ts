import { choice, exact, prefix, value } from '../../grammar/declare';
import type { Clause, Parameter } from '../../grammar/types';
import { ADDRESS, DEVICE, HELP, METRIC, NUMBER, PREFIX, PROTOCOL, SCOPE, TABLE } from '../values';

const GATEWAY = value(
  'ADDRESS',
  'address',
  'the address of the next router; it must be on a network of this host',
  '다음 라우터의 주소. 이 호스트와 같은 네트워크에 있어야 함',
);
const TOS = value('TOS', 'text', 'a type-of-service byte', '서비스 종류(TOS) 값');
const TIME = value('TIME', 'text', 'a time like 100ms', '시간 (예: 100ms)');

/** The type of a route stands before its destination: `ip route add blackhole 10.0.0.0/8`. */
const ROUTE_TYPES: readonly Parameter[] = [
  exact('unicast', 'an ordinary route', '일반 경로', PREFIX),
  exact('local', 'the destination is this host', '목적지가 이 호스트 자신', PREFIX),
  exact('broadcast', 'the destination is a broadcast address', '목적지가 브로드캐스트 주소', PREFIX),
  exact('multicast', 'the destination is a multicast group', '목적지가 멀티캐스트 그룹', PREFIX),
  exact('throw', 'go on with the next table', '다음 테이블에서 계속 찾음', PREFIX),
  exact('unreachable', 'refuse with "No route to host"', '"No route to host"로 거부', PREFIX),
  exact('prohibit', 'refuse with "Permission denied"', '"Permission denied"로 거부', PREFIX),
  exact('blackhole', 'drop without a word', '말없이 버림', PREFIX),
  exact('nat', 'an obsolete type', '더 이상 쓰이지 않는 종류', PREFIX),
];

/** The words after `nexthop`. */
export const NEXTHOP_PARAMETERS: Clause = {
  parameters: [
    exact('via', 'the next router', '다음 라우터', GATEWAY),
    exact('dev', 'the device to send through', '내보낼 장치', DEVICE),
    exact('weight', 'its share of the traffic', '트래픽을 나누는 비율', NUMBER),
    exact('onlink', 'believe that the router is on the link', '라우터가 그 링크에 있다고 간주'),
    prefix('realms', 'a traffic class', '트래픽 클래스', NUMBER),
  ],
};

/** The words after `ip route add`, in the order iproute_modify compares them. */
export const ROUTE_PARAMETERS: Clause = {
  parameters: [
    exact('src', 'the source address to prefer', '우선 사용할 출발지 주소', ADDRESS),
    exact('as', 'the address to put in its place', '바꿔 넣을 주소', ADDRESS),
    exact('via', 'the next router', '다음 라우터', GATEWAY),
    exact('from', 'packets from this network only', '이 네트워크에서 온 패킷만', PREFIX),
    { ...exact('tos', 'packets with this type of service only', '이 TOS 값의 패킷만', TOS) },
    prefix('dsfield', 'the same as tos', 'tos와 같음', TOS),
    exact('expires', 'how long the route stays (IPv6)', '경로의 수명 (IPv6)', NUMBER),
    { ...prefix('metric', 'the preference of the route', '경로의 우선순위', METRIC), aliases: ['priority'] },
    exact('preference', 'the same as metric', 'metric과 같음', METRIC),
    exact('scope', 'how far the destination is', '목적지까지의 거리 범위', SCOPE),
    exact('mtu', 'the largest packet on the path', '경로의 최대 패킷 크기', NUMBER),
    exact('hoplimit', 'the TTL to use', '사용할 TTL', NUMBER),
    exact('advmss', 'the segment size to advertise to TCP peers', 'TCP 상대에게 알릴 세그먼트 크기', NUMBER),
    prefix('reordering', 'how much reordering TCP expects', 'TCP가 예상하는 순서 뒤바뀜', NUMBER),
    exact('rtt', 'the round-trip time to start from', '초기 왕복 시간', TIME),
    exact('rto_min', 'the shortest retransmission timeout', '최소 재전송 시간', TIME),
    prefix('window', 'the largest TCP window', '최대 TCP 윈도', NUMBER),
    prefix('cwnd', 'the largest congestion window', '최대 혼잡 윈도', NUMBER),
    prefix('initcwnd', 'the congestion window to start with', '초기 혼잡 윈도', NUMBER),
    prefix('initrwnd', 'the receive window to start with', '초기 수신 윈도', NUMBER),
    prefix('features', 'TCP features', 'TCP 기능', value('FEATURE', 'text', 'ecn', 'ecn')),
    prefix('quickack', 'whether TCP acknowledges at once', 'TCP가 즉시 확인 응답할지 여부', NUMBER),
    prefix(
      'congctl',
      'the congestion control to use',
      '사용할 혼잡 제어',
      value('NAME', 'text', 'an algorithm', '알고리즘 이름'),
    ),
    prefix('rttvar', 'the variance of the round-trip time', '왕복 시간의 편차', TIME),
    prefix('ssthresh', 'the slow-start threshold', '슬로 스타트 임계값', NUMBER),
    prefix('realms', 'a traffic class', '트래픽 클래스', NUMBER),
    exact('onlink', 'believe that the router is on the link', '라우터가 그 링크에 있다고 간주'),
    {
      ...exact('nexthop', 'one of several next routers', '여러 다음 라우터 가운데 하나'),
      group: NEXTHOP_PARAMETERS,
      repeats: true,
    },
    exact('nhid', 'a next-hop object', '넥스트홉 객체', NUMBER),
    prefix('protocol', 'who made the route', '경로를 만든 주체', PROTOCOL),
    prefix('table', 'the routing table', '라우팅 테이블', TABLE),
    prefix('vrf', 'the table of this VRF', '이 VRF의 테이블', DEVICE),
    { ...exact('dev', 'the device to send through', '내보낼 장치', DEVICE), aliases: ['oif'] },
    prefix(
      'pref',
      'the preference of a router (IPv6)',
      '라우터의 우선순위 (IPv6)',
      value('PREF', 'text', 'low, medium or high', 'low, medium, high 중 하나'),
    ),
    exact('encap', 'encapsulate packets', '패킷을 캡슐화', value('TYPE', 'text', 'an encapsulation', '캡슐화 종류')),
    exact(
      'ttl-propagate',
      'whether MPLS copies the TTL',
      'MPLS가 TTL을 복사할지 여부',
      value('enabled|disabled', 'text', 'enabled or disabled', 'enabled 또는 disabled'),
    ),
    prefix('fastopen_no_cookie', 'TCP fast open without a cookie', '쿠키 없는 TCP fast open', NUMBER),
    exact('to', 'the destination', '목적지', PREFIX),
    ...ROUTE_TYPES,
    HELP,
  ],
  positionals: [{ keyword: 'to', value: PREFIX }],
};

/** The selector of `ip route show|flush`, in the order iproute_list_flush_or_save compares it. */
export const ROUTE_SELECTOR: Clause = {
  parameters: [
    prefix('table', 'routes of this table', '이 테이블의 경로만', TABLE),
    prefix('vrf', 'routes of this VRF', '이 VRF의 경로만', DEVICE),
    prefix('cached', 'cached routes', '캐시된 경로만'),
    prefix('cloned', 'cached routes', '캐시된 경로만'),
    exact('tos', 'routes for this type of service', '이 TOS 값의 경로만', TOS),
    prefix('dsfield', 'the same as tos', 'tos와 같음', TOS),
    prefix('protocol', 'routes made by this', '이 주체가 만든 경로만', PROTOCOL),
    prefix('scope', 'routes of this scope', '이 범위의 경로만', SCOPE),
    prefix(
      'type',
      'routes of this type',
      '이 종류의 경로만',
      value('TYPE', 'choice', 'a route type', '경로 종류', [
        choice('unicast', 'ordinary routes', '일반 경로'),
        choice('local', 'to this host', '이 호스트로 가는 경로'),
        choice('broadcast', 'to broadcast addresses', '브로드캐스트 주소로 가는 경로'),
        choice('blackhole', 'that drop', '버리는 경로'),
        choice('unreachable', 'that refuse', '거부하는 경로'),
        choice('prohibit', 'that forbid', '금지하는 경로'),
        choice('throw', 'that go on in the next table', '다음 테이블로 넘기는 경로'),
      ]),
    ),
    { ...exact('dev', 'routes through this device', '이 장치로 나가는 경로만', DEVICE), aliases: ['oif'] },
    exact('iif', 'routes for packets from this device', '이 장치로 들어온 패킷의 경로만', DEVICE),
    exact('mark', 'routes for packets with this mark', '이 마크가 붙은 패킷의 경로만', NUMBER),
    { ...prefix('metric', 'routes with this metric', '이 메트릭의 경로만', METRIC), aliases: ['priority'] },
    exact('preference', 'the same as metric', 'metric과 같음', METRIC),
    exact('via', 'routes over this router', '이 라우터를 거치는 경로만', GATEWAY),
    exact('src', 'routes with this source address', '이 출발지 주소의 경로만', PREFIX),
    prefix('realms', 'routes of this traffic class', '이 트래픽 클래스의 경로만', NUMBER),
    prefix('from', 'routes for packets from this network', '이 네트워크에서 온 패킷의 경로만', PREFIX),
    prefix('to', 'routes to this destination', '이 목적지로 가는 경로만'),
    prefix('root', 'routes to networks inside this one', '이 네트워크에 포함된 목적지의 경로만', PREFIX),
    prefix('match', 'routes that would match this destination', '이 목적지에 들어맞는 경로만', PREFIX),
    prefix('exact', 'routes to exactly this destination', '정확히 이 목적지의 경로만', PREFIX),
  ],
  positionals: [{ keyword: 'exact', value: PREFIX, optional: true }],
};

/** The words after `ip route get`. */
export const ROUTE_QUERY: Clause = {
  parameters: [
    exact('tos', 'with this type of service', '이 TOS 값으로', TOS),
    prefix('dsfield', 'the same as tos', 'tos와 같음', TOS),
    prefix('from', 'as if sent from this address', '이 주소에서 보낸 것으로 보고', ADDRESS),
    prefix('iif', 'as if received on this device', '이 장치로 들어온 것으로 보고', DEVICE),
    prefix('mark', 'with this mark', '이 마크를 붙여', NUMBER),
    { ...prefix('oif', 'sent through this device', '이 장치로 보낼 때', DEVICE) },
    exact('dev', 'sent through this device', '이 장치로 보낼 때', DEVICE),
    prefix('notify', 'tell when the answer changes', '답이 바뀌면 알림'),
    prefix('connected', 'as a connected socket would', '연결된 소켓처럼'),
    prefix('vrf', 'in this VRF', '이 VRF 안에서', DEVICE),
    prefix('uid', 'for this user', '이 사용자로', NUMBER),
    prefix('fibmatch', 'the route of the table that matches', '들어맞는 테이블 항목을 보여 줌'),
    prefix('sport', 'from this port', '이 출발지 포트로', NUMBER),
    prefix('dport', 'to this port', '이 목적지 포트로', NUMBER),
    prefix(
      'ipproto',
      'of this protocol',
      '이 프로토콜로',
      value('PROTOCOL', 'text', 'tcp, udp or icmp', 'tcp, udp, icmp 중 하나'),
    ),
    exact('to', 'the destination', '목적지', ADDRESS),
    HELP,
  ],
  positionals: [{ keyword: 'to', value: ADDRESS, repeats: true }],
};
