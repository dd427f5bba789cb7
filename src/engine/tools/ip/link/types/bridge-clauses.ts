import { prefix, value } from '../../../grammar/declare';
import type { Clause } from '../../../grammar/types';
import { MAC, NUMBER, ON_OFF } from '../../values';

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
