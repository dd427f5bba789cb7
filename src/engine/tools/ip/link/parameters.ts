import { exact, prefix, value } from '../../grammar/declare';
import type { Clause, Parameter, Value } from '../../grammar/types';
import { DEVICE, MAC, NETNS, NUMBER, ON_OFF } from '../values';

/** The words of `ip link add|set` that every type of device takes. */

export const NEW_NAME: Value = value(
  'NAME',
  'new-device',
  'a name for the device, at most 15 characters',
  '장치 이름 (최대 15자)',
);
export const GROUP = value(
  'GROUP',
  'text',
  'a device group, by number or `default`',
  '장치 그룹 (번호 또는 `default`)',
);

const PROGRAM = value('PROGRAM', 'text', 'off, or where the program is', 'off 또는 프로그램의 위치');

/** Parameters of a link in the order iplink_parse compares them. */
export const PARAMETERS: readonly Parameter[] = [
  exact('up', 'switch the device on', '장치를 켬'),
  exact('down', 'switch the device off', '장치를 끔'),
  exact('name', 'the name of the device', '장치의 이름', NEW_NAME),
  exact('index', 'the interface index it shall have', '인터페이스 번호를 지정', NUMBER),
  prefix('link', 'the device it is stacked on', '밑에 깔리는 장치', DEVICE),
  prefix('address', 'its MAC address', 'MAC 주소', MAC),
  { ...prefix('broadcast', 'its link-layer broadcast address', '링크 계층 브로드캐스트 주소', MAC), aliases: ['brd'] },
  {
    ...prefix('txqueuelen', 'the length of its transmit queue in packets', '송신 큐 길이 (패킷 수)', NUMBER),
    aliases: ['qlen', 'txqlen'],
  },
  exact('mtu', 'the largest packet it carries, in bytes', '한 번에 보낼 수 있는 최대 패킷 크기 (바이트)', NUMBER),
  ...['xdp', 'xdpgeneric', 'xdpdrv', 'xdpoffload'].map((name) =>
    exact(name, 'a program that sees packets first', '패킷을 먼저 보는 프로그램', PROGRAM),
  ),
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

export const LATER_PARAMETERS: readonly Parameter[] = [
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

/** The parameters of a veth's other end: a link's, without `type`. */
export const PEER_PARAMETERS: Clause = {
  parameters: [
    ...PARAMETERS,
    prefix('type', 'must not be repeated here', '여기서 다시 쓸 수 없음', value('TYPE', 'text', 'a type', '종류')),
    ...LATER_PARAMETERS,
  ],
  positionals: [{ keyword: 'dev', value: NEW_NAME, optional: true }],
};
