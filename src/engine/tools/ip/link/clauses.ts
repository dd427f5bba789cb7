import { choice, exact, prefix, value } from '../../grammar/declare';
import type { Clause, Parameter, Value } from '../../grammar/types';
import { DEVICE, HELP, MAC, NETNS, NUMBER, ON_OFF } from '../values';
import { KNOWN_TYPES } from './types';

const NAME: Value = value(
  'NAME',
  'new-device',
  'a name for the device, at most 15 characters',
  '장치 이름 (최대 15자)',
);
const GROUP = value('GROUP', 'text', 'a device group, by number or `default`', '장치 그룹 (번호 또는 `default`)');

/** What `type` may be: those that can be made here, and those that only the real thing makes. */
const TYPE: Value = value('TYPE', 'choice', 'what kind of device', '장치의 종류', [
  choice(
    'veth',
    'a virtual cable: two devices, what enters one leaves the other',
    '가상 케이블: 장치 두 개가 한 쌍, 한쪽에 들어간 것이 다른 쪽으로 나옴',
  ),
  choice('bridge', 'a virtual switch', '가상 스위치'),
  choice('bridge_slave', 'settings of a device as port of a bridge', '브리지 포트로서의 설정'),
  ...[...KNOWN_TYPES].map((type) =>
    choice(type, `a ${type} device (not simulated yet)`, `${type} 장치 (아직 시뮬레이션되지 않음)`),
  ),
]);

/** Parameters of a link in the order iplink_parse compares them. */
const PARAMETERS: readonly Parameter[] = [
  exact('up', 'switch the device on', '장치를 켬'),
  exact('down', 'switch the device off', '장치를 끔'),
  exact('name', 'the name of the device', '장치의 이름', NAME),
  exact('index', 'the interface index it shall have', '인터페이스 번호를 지정', NUMBER),
  prefix('link', 'the device it is stacked on', '밑에 깔리는 장치', DEVICE),
  prefix('address', 'its MAC address', 'MAC 주소', MAC),
  { ...prefix('broadcast', 'its link-layer broadcast address', '링크 계층 브로드캐스트 주소', MAC), aliases: ['brd'] },
  {
    ...prefix('txqueuelen', 'the length of its transmit queue in packets', '송신 큐 길이 (패킷 수)', NUMBER),
    aliases: ['qlen', 'txqlen'],
  },
  exact('mtu', 'the largest packet it carries, in bytes', '한 번에 보낼 수 있는 최대 패킷 크기 (바이트)', NUMBER),
  exact('netns', 'move it into this network namespace', '이 네트워크 네임스페이스로 옮김', NETNS),
  exact('multicast', 'whether it carries multicast', '멀티캐스트 사용 여부', ON_OFF),
  exact('allmulticast', 'whether it receives all multicast', '모든 멀티캐스트 수신 여부', ON_OFF),
  exact('promisc', 'whether it receives frames for others too', '남에게 가는 프레임도 받을지 여부', ON_OFF),
  exact('trailers', 'an obsolete flag', '더 이상 쓰이지 않는 플래그', ON_OFF),
  exact('arp', 'whether it resolves addresses by ARP', 'ARP 사용 여부', ON_OFF),
  exact('carrier', 'whether it pretends to have a cable', '케이블이 연결된 것처럼 보일지 여부', ON_OFF),
  exact('vf', 'a virtual function of the card', '카드의 가상 기능(VF)', NUMBER),
  prefix('master', 'make it a port of this bridge', '이 브리지의 포트로 만듦', DEVICE),
  exact('vrf', 'put it into this VRF', '이 VRF에 넣음', DEVICE),
  prefix('nomaster', 'take it out of its bridge', '브리지에서 뺌'),
  prefix('dynamic', 'an obsolete flag', '더 이상 쓰이지 않는 플래그', ON_OFF),
];

const LATER_PARAMETERS: readonly Parameter[] = [
  prefix('alias', 'a description', '설명', value('TEXT', 'text', 'any text', '아무 텍스트')),
  exact('group', 'the device group', '장치 그룹', GROUP),
  exact('mode', 'the link mode', '링크 모드', value('MODE', 'text', 'default or dormant', 'default 또는 dormant')),
  exact('state', 'the operational state', '동작 상태', value('STATE', 'text', 'a state', '상태')),
  prefix('numtxqueues', 'how many transmit queues', '송신 큐 개수', NUMBER),
  prefix('numrxqueues', 'how many receive queues', '수신 큐 개수', NUMBER),
  prefix(
    'addrgenmode',
    'how its IPv6 link-local address is made',
    'IPv6 링크 로컬 주소를 만드는 방법',
    value('MODE', 'text', 'eui64, none, stable_secret or random', 'eui64, none, stable_secret, random 중 하나'),
  ),
  prefix('link-netns', 'the namespace its lower device is in', '하위 장치가 있는 네임스페이스', NETNS),
  prefix('link-netnsid', 'the same, by number', '위와 같으나 번호로 지정', NUMBER),
  exact('protodown', 'whether a protocol keeps it down', '프로토콜이 장치를 내려 둘지 여부', ON_OFF),
  exact('protodown_reason', 'why', '그 이유', NUMBER),
  exact('gso_max_size', 'the largest segmentation-offload packet', 'GSO 패킷의 최대 크기', NUMBER),
  exact('gso_max_segs', 'the most segments of such a packet', 'GSO 패킷의 최대 세그먼트 수', NUMBER),
  exact('gro_max_size', 'the largest receive-offload packet', 'GRO 패킷의 최대 크기', NUMBER),
  exact('parentdev', 'the parent device', '부모 장치', value('NAME', 'text', 'a parent device', '부모 장치 이름')),
  exact('dev', 'the device', '대상 장치', DEVICE),
];

/** Options after `type bridge`, in the order iplink_bridge.c compares them; most are numbers. */
export const BRIDGE_OPTIONS: Clause = {
  parameters: [
    prefix('forward_delay', 'how long STP listens and learns, in 1/100 s', 'STP가 듣고 배우는 시간 (1/100초)', NUMBER),
    prefix('hello_time', 'how often STP says hello, in 1/100 s', 'STP hello 간격 (1/100초)', NUMBER),
    prefix('max_age', 'how long STP believes what it heard, in 1/100 s', 'STP 정보의 유효 시간 (1/100초)', NUMBER),
    prefix(
      'ageing_time',
      'after how long without traffic a learned MAC is forgotten, in 1/100 s',
      '학습한 MAC을 잊기까지의 시간 (1/100초)',
      NUMBER,
    ),
    prefix(
      'stp_state',
      'whether the spanning tree protocol runs (0 or 1)',
      '스패닝 트리 프로토콜 사용 여부 (0 또는 1)',
      NUMBER,
    ),
    prefix('priority', 'the priority in the spanning tree', '스패닝 트리 우선순위', NUMBER),
    prefix('vlan_filtering', 'whether VLANs are kept apart (0 or 1)', 'VLAN을 구분할지 여부 (0 또는 1)', NUMBER),
    prefix(
      'vlan_protocol',
      'the VLAN tag: 802.1Q or 802.1ad',
      'VLAN 태그: 802.1Q 또는 802.1ad',
      value('PROTOCOL', 'text', '802.1Q or 802.1ad', '802.1Q 또는 802.1ad'),
    ),
    prefix('group_fwd_mask', 'which link-local groups are forwarded', '전달할 링크 로컬 그룹', NUMBER),
    prefix('group_address', 'the group address of STP', 'STP의 그룹 주소', MAC),
    prefix('fdb_flush', 'forget every learned MAC', '학습한 MAC을 모두 지움'),
    prefix('vlan_default_pvid', 'the VLAN of untagged frames', '태그 없는 프레임의 VLAN', NUMBER),
    prefix('vlan_stats_enabled', 'whether it counts per VLAN', 'VLAN별 통계 여부', NUMBER),
    prefix('vlan_stats_per_port', 'whether it counts per VLAN and port', '포트·VLAN별 통계 여부', NUMBER),
    prefix('mcast_router', 'where multicast routers are', '멀티캐스트 라우터 위치', NUMBER),
    prefix('mcast_snooping', 'whether it learns who wants which multicast', '멀티캐스트 스누핑 사용 여부', NUMBER),
    prefix('mcast_vlan_snooping', 'whether it learns that per VLAN', 'VLAN별 멀티캐스트 스누핑 여부', NUMBER),
    prefix('mcast_query_use_ifaddr', 'whether it asks with its own address', '질의에 자신의 주소를 쓸지 여부', NUMBER),
    prefix('mcast_querier', 'whether it asks who wants multicast', '멀티캐스트 질의 여부', NUMBER),
    prefix('mcast_hash_elasticity', 'no effect since Linux 4.20', '리눅스 4.20부터 효과 없음', NUMBER),
    prefix('mcast_hash_max', 'how many groups it remembers', '기억하는 그룹 수', NUMBER),
    prefix('mcast_last_member_count', 'how often it asks after a leave', '탈퇴 뒤 질의 횟수', NUMBER),
    prefix('mcast_startup_query_count', 'how often it asks at first', '처음 질의 횟수', NUMBER),
    prefix(
      'mcast_last_member_interval',
      'between questions after a leave, in 1/100 s',
      '탈퇴 뒤 질의 간격 (1/100초)',
      NUMBER,
    ),
    prefix('mcast_membership_interval', 'how long a member stays, in 1/100 s', '가입 유효 시간 (1/100초)', NUMBER),
    prefix(
      'mcast_querier_interval',
      'how long another querier counts, in 1/100 s',
      '다른 질의자의 유효 시간 (1/100초)',
      NUMBER,
    ),
    prefix('mcast_query_interval', 'between questions, in 1/100 s', '질의 간격 (1/100초)', NUMBER),
    prefix('mcast_query_response_interval', 'time to answer, in 1/100 s', '응답 시간 (1/100초)', NUMBER),
    prefix(
      'mcast_startup_query_interval',
      'between the first questions, in 1/100 s',
      '처음 질의 간격 (1/100초)',
      NUMBER,
    ),
    prefix('mcast_stats_enabled', 'whether it counts multicast', '멀티캐스트 통계 여부', NUMBER),
    prefix('mcast_igmp_version', 'the IGMP version, 2 or 3', 'IGMP 버전 (2 또는 3)', NUMBER),
    prefix('mcast_mld_version', 'the MLD version, 1 or 2', 'MLD 버전 (1 또는 2)', NUMBER),
    prefix(
      'nf_call_iptables',
      'whether bridged IPv4 passes iptables',
      '브리지된 IPv4가 iptables를 거칠지 여부',
      NUMBER,
    ),
    prefix(
      'nf_call_ip6tables',
      'whether bridged IPv6 passes ip6tables',
      '브리지된 IPv6가 ip6tables를 거칠지 여부',
      NUMBER,
    ),
    prefix(
      'nf_call_arptables',
      'whether bridged ARP passes arptables',
      '브리지된 ARP가 arptables를 거칠지 여부',
      NUMBER,
    ),
    prefix(
      'no_linklocal_learn',
      'whether link-local frames teach it MACs',
      '링크 로컬 프레임으로 학습하지 않을지 여부',
      NUMBER,
    ),
    prefix('help', 'print the options of a bridge', '브리지 옵션을 출력'),
  ],
};

/** Options after `type bridge_slave`. */
export const BRIDGE_PORT_OPTIONS: Clause = {
  parameters: [
    prefix(
      'state',
      'the STP state by number: 0 disabled, 3 forwarding, 4 blocking',
      'STP 상태 번호: 0 disabled, 3 forwarding, 4 blocking',
      NUMBER,
    ),
    prefix('priority', 'the priority of the port', '포트 우선순위', NUMBER),
    prefix('cost', 'the path cost of the port', '포트 경로 비용', NUMBER),
    prefix('hairpin', 'whether frames may leave where they came in', '들어온 포트로 다시 내보낼지 여부', ON_OFF),
    prefix('guard', 'whether STP messages are refused here', 'STP 메시지를 거부할지 여부', ON_OFF),
    prefix('root_block', 'whether the port may lead to the root', '루트 포트가 되는 것을 막을지 여부', ON_OFF),
    prefix('fastleave', 'whether multicast stops at once', '멀티캐스트를 바로 끊을지 여부', ON_OFF),
    prefix('learning', 'whether MACs are learned here', 'MAC을 학습할지 여부', ON_OFF),
    prefix(
      'flood',
      'whether frames for unknown MACs go out here',
      '모르는 MAC으로 가는 프레임을 내보낼지 여부',
      ON_OFF,
    ),
    prefix('isolated', 'whether it talks to other isolated ports', '다른 격리 포트와 통신을 막을지 여부', ON_OFF),
  ],
};

/** The parameters of a veth's other end: a link's, without `type`. */
const PEER_PARAMETERS: Clause = {
  parameters: [
    ...PARAMETERS,
    prefix('type', 'must not be repeated here', '여기서 다시 쓸 수 없음', TYPE),
    ...LATER_PARAMETERS,
  ],
  positionals: [{ keyword: 'dev', value: NAME, optional: true }],
};

/** What may follow `type veth`. */
export const VETH_PARAMETERS: Clause = {
  parameters: [{ ...exact('peer', 'the other end of the cable', '케이블의 반대쪽 끝'), group: PEER_PARAMETERS }],
};

const TYPE_PARAMETER: Parameter = {
  ...prefix('type', 'what kind of device', '장치의 종류', TYPE),
  groupOf: { veth: VETH_PARAMETERS, bridge: BRIDGE_OPTIONS, bridge_slave: BRIDGE_PORT_OPTIONS },
};

/** The words after `ip link set`. */
export const LINK_PARAMETERS: Clause = {
  parameters: [...PARAMETERS, TYPE_PARAMETER, ...LATER_PARAMETERS],
  positionals: [{ keyword: 'dev', value: DEVICE }],
};

/** The words after `ip link add`. */
export const NEW_LINK_PARAMETERS: Clause = {
  ...LINK_PARAMETERS,
  positionals: [{ keyword: 'dev', value: NAME, optional: true }],
};

/** The words after `ip link help`. */
export const LINK_HELP: Clause = { parameters: [], positionals: [{ keyword: 'type', value: TYPE, optional: true }] };

const ADDRESS_FLAG_WORDS: readonly Parameter[] = [
  exact('permanent', 'addresses without a lifetime', '수명이 없는 주소만'),
  exact('dynamic', 'addresses with a lifetime', '수명이 있는 주소만'),
  exact('secondary', 'secondary addresses', '보조 주소만'),
  exact('primary', 'primary addresses', '기본 주소만'),
  exact('temporary', 'temporary addresses (IPv6)', '임시 주소만 (IPv6)'),
  exact('tentative', 'addresses that are still being checked for duplicates (IPv6)', '중복 검사 중인 주소만 (IPv6)'),
  exact('-tentative', 'all others', '그 밖의 주소만'),
  exact('deprecated', 'addresses past their preferred lifetime', '선호 수명이 지난 주소만'),
  exact('-deprecated', 'all others', '그 밖의 주소만'),
  exact('dadfailed', 'addresses that proved to be duplicates (IPv6)', '중복으로 판명된 주소만 (IPv6)'),
  exact('-dadfailed', 'all others', '그 밖의 주소만'),
  exact('home', 'home addresses (IPv6)', '홈 주소만 (IPv6)'),
  exact('nodad', 'addresses that are not checked for duplicates (IPv6)', '중복 검사를 하지 않는 주소만 (IPv6)'),
  exact('optimistic', 'addresses used while being checked (IPv6)', '검사 중에도 사용하는 주소만 (IPv6)'),
  exact('mngtmpaddr', 'templates of temporary addresses (IPv6)', '임시 주소의 원본만 (IPv6)'),
  exact('noprefixroute', 'addresses that make no route', '경로를 만들지 않는 주소만'),
  exact('autojoin', 'multicast addresses joined automatically', '자동 가입하는 멀티캐스트 주소만'),
  exact('stable-privacy', 'addresses made by RFC 7217 (IPv6)', 'RFC 7217로 만든 주소만 (IPv6)'),
];

/** The selector of `ip link show` and `ip address show|flush`, in the order ipaddr_list_flush_or_save compares it. */
export const LINK_SELECTOR: Clause = {
  parameters: [
    exact(
      'to',
      'addresses inside this network',
      '이 네트워크에 속한 주소만',
      value('PREFIX', 'prefix', 'a network', '네트워크'),
    ),
    exact(
      'scope',
      'addresses of this scope',
      '이 범위의 주소만',
      value('SCOPE', 'text', 'host, link, global or all', 'host, link, global, all 중 하나'),
    ),
    exact('up', 'devices that are up', '켜진 장치만'),
    ...ADDRESS_FLAG_WORDS,
    exact(
      'label',
      'addresses with this label (`*` matches anything)',
      '이 라벨의 주소만 (`*` 사용 가능)',
      value('LABEL', 'text', 'a label', '라벨'),
    ),
    exact('group', 'devices of this group', '이 그룹의 장치만', GROUP),
    exact('master', 'ports of this bridge', '이 브리지의 포트만', DEVICE),
    exact('vrf', 'devices in this VRF', '이 VRF의 장치만', DEVICE),
    exact('nomaster', 'devices in no bridge', '브리지에 속하지 않은 장치만'),
    exact('type', 'devices of this type', '이 종류의 장치만', TYPE),
    exact('dev', 'one device', '장치 하나', DEVICE),
    HELP,
  ],
  positionals: [{ keyword: 'dev', value: DEVICE, optional: true }],
};
