import { choice, exact, prefix, value } from '../../grammar/declare';
import type { Clause } from '../../grammar/types';
import { ADDRESS, DEVICE, HELP, MAC, PROTOCOL } from '../values';

const NUD_STATE = value('STATE', 'choice', 'how sure the kernel is of the entry', '커널이 이 항목을 얼마나 믿는지', [
  choice('permanent', 'set by hand, never checked', '직접 설정, 확인하지 않음'),
  choice('reachable', 'confirmed a moment ago', '방금 확인됨'),
  choice('noarp', 'no ARP needed', 'ARP 불필요'),
  choice('none', 'no state', '상태 없음'),
  choice('stale', 'not confirmed for a while; checked when used', '확인된 지 오래됨. 쓰일 때 다시 확인'),
  choice('incomplete', 'asked for, no answer yet', '요청했으나 아직 응답 없음'),
  choice('delay', 'used, about to be checked', '사용됨, 곧 확인 예정'),
  choice('probe', 'being checked', '확인 중'),
  choice('failed', 'nobody answered', '응답한 곳이 없음'),
  choice('all', 'every state', '모든 상태'),
]);

/** The words after `ip neigh add`, in the order ipneigh_modify compares them. */
export const NEIGHBOUR_PARAMETERS: Clause = {
  parameters: [
    prefix('lladdr', 'the MAC address of the neighbour', '이웃의 MAC 주소', MAC),
    exact('nud', 'the state of the entry', '항목의 상태', NUD_STATE),
    prefix('proxy', 'answer ARP requests for this address', '이 주소에 대한 ARP 요청에 대신 응답', ADDRESS),
    exact('router', 'the neighbour is a router (IPv6)', '이웃이 라우터임 (IPv6)'),
    exact('use', 'make the kernel resolve it now', '커널이 지금 바로 확인하게 함'),
    exact('managed', 'make the kernel keep it resolved', '커널이 계속 유지하게 함'),
    prefix('extern_learn', 'learned by somebody else', '외부에서 학습한 항목'),
    exact('dev', 'the device the neighbour is reached by', '이웃으로 나가는 장치', DEVICE),
    prefix('protocol', 'who made the entry', '항목을 만든 주체', PROTOCOL),
    exact('to', 'the address of the neighbour', '이웃의 주소', ADDRESS),
  ],
  positionals: [{ keyword: 'to', value: ADDRESS }],
};

/** The selector of `ip neigh show|flush`. */
export const NEIGHBOUR_SELECTOR: Clause = {
  parameters: [
    exact('dev', 'neighbours on this device', '이 장치의 이웃만', DEVICE),
    exact('master', 'neighbours on the ports of this bridge', '이 브리지 포트의 이웃만', DEVICE),
    exact('vrf', 'neighbours in this VRF', '이 VRF의 이웃만', DEVICE),
    exact('nomaster', 'neighbours on devices in no bridge', '브리지에 속하지 않은 장치의 이웃만'),
    exact('unused', 'entries nobody uses', '쓰이지 않는 항목만'),
    { ...exact('nud', 'entries in this state', '이 상태의 항목만', NUD_STATE), repeats: true },
    exact('proxy', 'proxy entries', '프록시 항목만'),
    prefix('protocol', 'entries made by this', '이 주체가 만든 항목만', PROTOCOL),
    exact(
      'to',
      'neighbours in this network',
      '이 네트워크의 이웃만',
      value('PREFIX', 'prefix', 'a network', '네트워크'),
    ),
    HELP,
  ],
  positionals: [
    { keyword: 'to', value: value('PREFIX', 'prefix', 'a network or address', '네트워크 또는 주소'), optional: true },
  ],
};

/** The words after `ip neigh get`. */
export const NEIGHBOUR_QUERY: Clause = {
  parameters: [
    exact('dev', 'the device the neighbour is on', '이웃이 있는 장치', DEVICE),
    prefix('proxy', 'a proxy entry', '프록시 항목', ADDRESS),
    exact('to', 'the address of the neighbour', '이웃의 주소', ADDRESS),
    HELP,
  ],
  positionals: [{ keyword: 'to', value: ADDRESS }],
};
