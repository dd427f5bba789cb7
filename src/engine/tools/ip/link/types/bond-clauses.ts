import { exact, prefix, value } from '../../../grammar/declare';
import type { Clause } from '../../../grammar/types';
import { DEVICE, NUMBER } from '../../values';

const TEXT = value('VALUE', 'text', 'a word or its number', '단어 또는 그 번호');

/** Options after `type bond`, in the order iplink_bond.c compares them. */
export const BOND_OPTIONS: Clause = {
  parameters: [
    prefix('mode', 'how the slaves share the work', '슬레이브들이 일을 나누는 방법', TEXT),
    prefix('active_slave', 'the slave that is used now', '지금 쓰는 슬레이브', DEVICE),
    prefix('clear_active_slave', 'let it choose the active slave anew', '활성 슬레이브를 다시 고름'),
    prefix(
      'miimon',
      'how often it looks at carriers, in ms; 0: never',
      '캐리어를 확인하는 간격 (ms, 0은 확인 안 함)',
      NUMBER,
    ),
    prefix(
      'updelay',
      'how long a link must be back before it counts, in ms',
      '링크가 돌아온 뒤 인정하기까지 시간 (ms)',
      NUMBER,
    ),
    prefix(
      'downdelay',
      'how long a link must be gone before it counts, in ms',
      '링크가 끊긴 뒤 인정하기까지 시간 (ms)',
      NUMBER,
    ),
    prefix('peer_notify_delay', 'between announcements, in ms', '알림 사이 간격 (ms)', NUMBER),
    prefix('use_carrier', 'whether the carrier tells the link', '캐리어로 링크를 판단할지 여부', NUMBER),
    prefix('arp_interval', 'how often it asks by ARP, in ms', 'ARP로 확인하는 간격 (ms)', NUMBER),
    prefix('arp_ip_target', 'whom it asks by ARP', 'ARP로 물어볼 주소', TEXT),
    exact('ns_ip6_target', 'whom it asks by neighbour discovery', '이웃 탐색으로 물어볼 주소', TEXT),
    prefix('arp_validate', 'which answers count', '어떤 응답을 인정할지', TEXT),
    prefix('arp_all_targets', 'whether all must answer', '모두 응답해야 하는지', TEXT),
    exact('arp_missed_max', 'how many answers may be missing', '빠져도 되는 응답 수', NUMBER),
    prefix('primary', 'the slave that is preferred', '우선하는 슬레이브', DEVICE),
    prefix('primary_reselect', 'when the primary is chosen again', '우선 슬레이브를 다시 고르는 때', TEXT),
    prefix('fail_over_mac', 'whose MAC the bond has', '본드의 MAC을 누구 것으로 할지', TEXT),
    prefix('xmit_hash_policy', 'what decides the slave of a frame', '프레임의 슬레이브를 정하는 기준', TEXT),
    prefix('resend_igmp', 'how often group reports are repeated after failover', '전환 뒤 그룹 보고 반복 횟수', NUMBER),
    {
      ...prefix('num_grat_arp', 'how often addresses are announced after failover', '전환 뒤 주소 알림 횟수', NUMBER),
      aliases: ['num_unsol_na'],
    },
    prefix('all_slaves_active', 'whether backup slaves receive', '백업 슬레이브도 받을지 여부', NUMBER),
    prefix('min_links', 'how many slaves must have link', '링크가 있어야 하는 슬레이브 수', NUMBER),
    prefix('lp_interval', 'between learning packets, in s', '학습 패킷 간격 (초)', NUMBER),
    prefix(
      'packets_per_slave',
      'how many packets before the next slave',
      '다음 슬레이브로 넘어가기 전 패킷 수',
      NUMBER,
    ),
    prefix('lacp_rate', 'how often LACP speaks', 'LACP 메시지 간격', TEXT),
    exact('lacp_active', 'whether LACP speaks first', 'LACP를 먼저 보낼지 여부', TEXT),
    prefix('ad_select', 'how the aggregator is chosen', '애그리게이터를 고르는 방법', TEXT),
    prefix('ad_user_port_key', 'the user part of the port key', '포트 키의 사용자 부분', NUMBER),
    prefix('ad_actor_sys_prio', 'the system priority of LACP', 'LACP 시스템 우선순위', NUMBER),
    prefix('ad_actor_system', 'the system address of LACP', 'LACP 시스템 주소', TEXT),
    prefix('tlb_dynamic_lb', 'whether flows move to idle slaves', '흐름을 한가한 슬레이브로 옮길지 여부', NUMBER),
    prefix('help', 'print the options of a bond', '본드 옵션을 출력'),
  ],
};

/** Options after `type bond_slave`. */
export const BOND_SLAVE_OPTIONS: Clause = {
  parameters: [
    prefix('queue_id', 'the transmit queue of the slave', '슬레이브의 송신 큐', NUMBER),
    exact('prio', 'which slave is preferred', '우선하는 슬레이브', NUMBER),
    prefix('help', 'print the options of a slave', '슬레이브 옵션을 출력'),
  ],
};

/** `ip link help bond`. */
export const BOND_USAGE = `Usage: ... bond [ mode BONDMODE ] [ active_slave SLAVE_DEV ]
                [ clear_active_slave ] [ miimon MIIMON ]
                [ updelay UPDELAY ] [ downdelay DOWNDELAY ]
                [ peer_notify_delay DELAY ]
                [ use_carrier USE_CARRIER ]
                [ arp_interval ARP_INTERVAL ]
                [ arp_validate ARP_VALIDATE ]
                [ arp_all_targets ARP_ALL_TARGETS ]
                [ arp_ip_target [ ARP_IP_TARGET, ... ] ]
                [ ns_ip6_target [ NS_IP6_TARGET, ... ] ]
                [ primary SLAVE_DEV ]
                [ primary_reselect PRIMARY_RESELECT ]
                [ fail_over_mac FAIL_OVER_MAC ]
                [ xmit_hash_policy XMIT_HASH_POLICY ]
                [ resend_igmp RESEND_IGMP ]
                [ num_grat_arp|num_unsol_na NUM_GRAT_ARP|NUM_UNSOL_NA ]
                [ all_slaves_active ALL_SLAVES_ACTIVE ]
                [ min_links MIN_LINKS ]
                [ lp_interval LP_INTERVAL ]
                [ packets_per_slave PACKETS_PER_SLAVE ]
                [ tlb_dynamic_lb TLB_DYNAMIC_LB ]
                [ lacp_rate LACP_RATE ]
                [ lacp_active LACP_ACTIVE]
                [ ad_select AD_SELECT ]
                [ ad_user_port_key PORTKEY ]
                [ ad_actor_sys_prio SYSPRIO ]
                [ ad_actor_system LLADDR ]
                [ arp_missed_max MISSED_MAX ]

BONDMODE := balance-rr|active-backup|balance-xor|broadcast|802.3ad|balance-tlb|balance-alb
ARP_VALIDATE := none|active|backup|all|filter|filter_active|filter_backup
ARP_ALL_TARGETS := any|all
PRIMARY_RESELECT := always|better|failure
FAIL_OVER_MAC := none|active|follow
XMIT_HASH_POLICY := layer2|layer2+3|layer3+4|encap2+3|encap3+4|vlan+srcmac
LACP_ACTIVE := off|on
LACP_RATE := slow|fast
AD_SELECT := stable|bandwidth|count
`;

/** `ip link help bond_slave`. */
export const BOND_SLAVE_USAGE = `Usage: ... bond_slave [ queue_id ID ] [ prio PRIORITY ]
`;
