import { choice, exact, prefix, value } from '../grammar/declare';
import type { Clause } from '../grammar/types';
import { ADDRESS, DEVICE, HELP, MAC, NUMBER, ON_OFF } from '../ip/values';

const PORT_STATE = value(
  'STATE',
  'text',
  'a state of the spanning tree, by name or number',
  '스패닝 트리 상태 (이름 또는 번호)',
  [
    choice('disabled', 'no frames pass', '프레임이 지나가지 않음'),
    choice('listening', 'waiting', '대기 중'),
    choice('learning', 'learning MACs, not forwarding yet', 'MAC을 학습하지만 아직 전달하지 않음'),
    choice('forwarding', 'frames pass', '프레임이 지나감'),
    choice('blocking', 'blocked to break a loop', '루프를 끊기 위해 막힘'),
  ],
);
const BRIDGE = value('BRDEV', 'device', 'a bridge', '브리지');
const VLAN = value('VID', 'number', 'a VLAN id, 1 to 4094', 'VLAN 번호 (1~4094)');

/** The words after `bridge link set`. */
export const PORT_PARAMETERS: Clause = {
  parameters: [
    exact('dev', 'the port', '대상 포트', DEVICE),
    exact('guard', 'whether STP messages are refused here', 'STP 메시지를 거부할지 여부', ON_OFF),
    exact('hairpin', 'whether frames may leave where they came in', '들어온 포트로 다시 내보낼지 여부', ON_OFF),
    exact('fastleave', 'whether multicast stops at once', '멀티캐스트를 바로 끊을지 여부', ON_OFF),
    exact('root_block', 'whether the port may lead to the root', '루트 포트가 되는 것을 막을지 여부', ON_OFF),
    exact('learning', 'whether MACs are learned here', 'MAC을 학습할지 여부', ON_OFF),
    exact('learning_sync', 'whether the card shares what it learned', '카드가 학습 내용을 공유할지 여부', ON_OFF),
    exact('flood', 'whether frames for unknown MACs go out here', '모르는 MAC으로 가는 프레임을 내보낼지 여부', ON_OFF),
    exact('mcast_router', 'whether a multicast router is here', '멀티캐스트 라우터가 있는지', NUMBER),
    exact('mcast_flood', 'whether unknown multicast goes out here', '모르는 멀티캐스트를 내보낼지 여부', ON_OFF),
    exact('bcast_flood', 'whether broadcast goes out here', '브로드캐스트를 내보낼지 여부', ON_OFF),
    exact('mcast_to_unicast', 'whether multicast is sent as unicast', '멀티캐스트를 유니캐스트로 보낼지 여부', ON_OFF),
    exact('cost', 'the path cost of the port', '포트 경로 비용', NUMBER),
    exact('priority', 'the priority of the port', '포트 우선순위', NUMBER),
    exact('state', 'the state of the port', '포트 상태', PORT_STATE),
    exact(
      'hwmode',
      'how the card switches',
      '카드의 스위칭 방식',
      value('MODE', 'text', 'vepa or veb', 'vepa 또는 veb'),
    ),
    exact('self', 'on the device itself', '장치 자체에'),
    exact('master', 'on its bridge', '소속 브리지에'),
    exact('neigh_suppress', 'whether ARP is answered here', 'ARP를 대신 응답할지 여부', ON_OFF),
    exact('vlan_tunnel', 'whether VLANs are mapped to tunnels', 'VLAN을 터널에 대응시킬지 여부', ON_OFF),
    exact('isolated', 'whether it is kept from other isolated ports', '다른 격리 포트와 분리할지 여부', ON_OFF),
    exact('locked', 'whether unknown senders are refused', '모르는 송신자를 거부할지 여부', ON_OFF),
    exact('backup_port', 'the port to use when this one fails', '이 포트가 끊기면 쓸 포트', DEVICE),
    exact('nobackup_port', 'no such port', '예비 포트 없음'),
  ],
};

/** The words after `bridge link show`. */
export const PORT_SELECTOR: Clause = { parameters: [exact('dev', 'one port', '포트 하나', DEVICE)] };

/** The selector of `bridge fdb show`. */
export const FDB_SELECTOR: Clause = {
  parameters: [
    { ...exact('dev', 'entries of one port', '한 포트의 항목만', DEVICE), aliases: ['brport'] },
    exact('br', 'entries of one bridge', '한 브리지의 항목만', BRIDGE),
    exact('vlan', 'entries of one VLAN', '한 VLAN의 항목만', VLAN),
    exact(
      'state',
      'entries in this state',
      '이 상태의 항목만',
      value(
        'STATE',
        'text',
        'permanent, static, stale, reachable or all',
        'permanent, static, stale, reachable, all 중 하나',
      ),
    ),
    exact('dynamic', 'entries that were learned', '학습된 항목만'),
    HELP,
  ],
};

/** The words after `bridge fdb add`, in the order fdb_modify compares them. */
export const FDB_PARAMETERS: Clause = {
  parameters: [
    exact('dev', 'the port behind which the MAC is', 'MAC이 있는 쪽의 포트', DEVICE),
    exact('dst', 'the VXLAN tunnel endpoint', 'VXLAN 터널 끝점', ADDRESS),
    exact('nhid', 'a next-hop object', '넥스트홉 객체', NUMBER),
    exact('port', 'the UDP port of the endpoint', '끝점의 UDP 포트', NUMBER),
    exact('vni', 'the VXLAN network', 'VXLAN 네트워크 번호', NUMBER),
    exact('src_vni', 'the VXLAN network of the sender', '송신 측 VXLAN 네트워크 번호', NUMBER),
    exact('via', 'the device to the endpoint', '끝점으로 나가는 장치', DEVICE),
    exact('self', 'in the device itself', '장치 자체에'),
    prefix('master', 'in its bridge', '소속 브리지에'),
    prefix('router', 'the neighbour is a router', '이웃이 라우터임'),
    prefix('local', "the MAC is this host's own", '이 호스트 자신의 MAC'),
    prefix('permanent', "the MAC is this host's own", '이 호스트 자신의 MAC'),
    prefix('temp', 'does not age', '시간이 지나도 지워지지 않음'),
    prefix('static', 'does not age', '시간이 지나도 지워지지 않음'),
    prefix('dynamic', 'ages as if learned', '학습된 것처럼 시간이 지나면 지워짐'),
    prefix('vlan', 'on this VLAN only', '이 VLAN에서만', VLAN),
    prefix('use', 'as if just used', '방금 쓰인 것처럼'),
    prefix('extern_learn', 'learned by somebody else', '외부에서 학습한 항목'),
    prefix('sticky', 'never moves to another port', '다른 포트로 옮겨 가지 않음'),
    exact('to', 'the MAC address', 'MAC 주소', MAC),
    HELP,
  ],
  positionals: [{ keyword: 'to', value: MAC }],
};

/** The words after `bridge fdb get`. */
export const FDB_QUERY: Clause = {
  parameters: [
    { ...exact('dev', 'the port', '포트', DEVICE), aliases: ['brport'] },
    exact('br', 'the bridge', '브리지', BRIDGE),
    exact('vlan', 'the VLAN', 'VLAN', VLAN),
    exact('self', 'in the device itself', '장치 자체에서'),
    prefix('master', 'in its bridge', '소속 브리지에서'),
    exact('dynamic', 'learned entries', '학습된 항목'),
    exact('to', 'the MAC address', 'MAC 주소', MAC),
    HELP,
  ],
  positionals: [{ keyword: 'to', value: MAC }],
};

/** The words after `bridge fdb flush`. */
export const FDB_FLUSH: Clause = {
  parameters: [
    exact('dev', 'the bridge, or a port with `master`', '브리지, 또는 master를 함께 쓰면 포트', DEVICE),
    exact('brport', 'entries of this port only', '이 포트의 항목만', DEVICE),
    exact('vlan', 'entries of this VLAN only', '이 VLAN의 항목만', VLAN),
    exact('self', 'in the device itself', '장치 자체에서'),
    exact('master', 'in its bridge', '소속 브리지에서'),
    exact('permanent', "the host's own MACs only", '호스트 자신의 MAC만'),
    exact('nopermanent', "all but the host's own MACs", '호스트 자신의 MAC을 뺀 나머지'),
    exact('static', 'entries that do not age only', '낡지 않는 항목만'),
    exact('nostatic', 'all but entries that do not age', '낡지 않는 항목을 뺀 나머지'),
    exact('dynamic', 'learned entries only', '학습한 항목만'),
    exact('nodynamic', 'all but learned entries', '학습한 항목을 뺀 나머지'),
    HELP,
  ],
};

/** The words after `bridge vlan add` and `delete`; words it does not know it passes over. */
export const VLAN_PARAMETERS: Clause = {
  parameters: [
    exact('dev', 'the port, or with `self` the bridge', '포트, 또는 self를 함께 쓰면 브리지', DEVICE),
    exact('vid', 'the VLAN, or a range such as 10-20', 'VLAN 번호 또는 10-20 같은 범위', VLAN),
    exact('self', 'of the bridge device itself', '브리지 장치 자체에'),
    exact('master', 'of a port', '포트에'),
    exact('pvid', 'frames without a tag belong to this VLAN', '태그 없는 프레임이 이 VLAN에 속함'),
    exact('untagged', 'frames of this VLAN leave without a tag', '이 VLAN의 프레임은 태그 없이 나감'),
    exact(
      'tunnel_info',
      'the tunnel of this VLAN',
      '이 VLAN의 터널',
      value('id', 'text', 'id and its number', 'id와 번호'),
    ),
    HELP,
  ],
};

/** The selector of `bridge vlan show`. */
export const VLAN_SELECTOR: Clause = {
  parameters: [exact('dev', 'one port', '포트 하나', DEVICE), exact('vid', 'one VLAN', 'VLAN 하나', VLAN)],
};
