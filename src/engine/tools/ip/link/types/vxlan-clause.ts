import { choice, prefix, value } from '../../../grammar/declare';
import type { Clause, Parameter } from '../../../grammar/types';
import { ADDRESS, DEVICE, NUMBER } from '../../values';

/** A switch and its opposite, in the order that `iplink_vxlan.c` compares them. */
function onOff(name: string, en: string, ko: string, offFirst = true): readonly Parameter[] {
  const on = prefix(name, en, ko);
  const off = prefix(`no${name}`, `not ${name}: see there`, `${name} 끔`);
  return offFirst ? [off, on] : [on, off];
}

const VNI = value('VNI', 'number', 'the VXLAN network, 0 to 16777215', 'VXLAN 네트워크 번호 (0~16777215)');
const TTL = value('TTL', 'text', '1 to 255, `auto` or `inherit`', '1~255, `auto` 또는 `inherit`');
const TOS = value('TOS', 'text', 'a number or `inherit`', '숫자 또는 `inherit`');
const DF = value(
  'DF',
  'choice',
  'whether routers may not fragment the outer packet',
  '바깥 패킷의 단편화를 금지할지 여부',
  [
    choice('unset', 'they may', '단편화해도 됨'),
    choice('set', 'they may not', '단편화하면 안 됨'),
    choice('inherit', 'as the inner packet says', '안쪽 패킷이 정한 대로'),
  ],
);
const SECONDS = value('SECONDS', 'text', 'seconds, or `none`', '초 또는 `none`');
const AMOUNT = value('NUMBER', 'text', 'a number, or `unlimited`', '숫자 또는 `unlimited`');
const PORT = value('PORT', 'number', 'a UDP port; IANA gave VXLAN 4789', 'UDP 포트 (IANA가 정한 VXLAN 포트는 4789)');

/** Options after `type vxlan`, in the order iplink_vxlan.c compares them. */
export const VXLAN_OPTIONS: Clause = {
  parameters: [
    {
      ...prefix(
        'id',
        'the VXLAN network: only ends with the same one hear each other',
        'VXLAN 네트워크 번호: 같은 번호끼리만 통함',
        VNI,
      ),
      aliases: ['vni'],
    },
    prefix('group', 'the multicast group of all tunnel ends', '모든 터널 끝이 듣는 멀티캐스트 그룹', ADDRESS),
    prefix('remote', 'the other tunnel end, for MACs that are not known', '모르는 MAC을 보낼 반대쪽 터널 끝', ADDRESS),
    prefix('local', 'the address that its own packets come from', '바깥 패킷의 출발지 주소', ADDRESS),
    prefix('dev', 'the device that its own packets leave by', '바깥 패킷이 나가는 장치', DEVICE),
    { ...prefix('ttl', 'how many routers its own packets may pass', '바깥 패킷의 TTL', TTL), aliases: ['hoplimit'] },
    { ...prefix('tos', 'the type of service of its own packets', '바깥 패킷의 TOS', TOS), aliases: ['dsfield'] },
    prefix('df', 'whether its own packets may be fragmented', '바깥 패킷을 나눌 수 있는지', DF),
    { ...prefix('label', 'the IPv6 flow label', 'IPv6 플로 레이블', NUMBER), aliases: ['flowlabel'] },
    prefix('ageing', 'how long a learned MAC is kept', '학습한 MAC을 기억하는 시간', SECONDS),
    prefix('maxaddress', 'how many MACs it learns at most', '학습하는 MAC의 최대 개수', AMOUNT),
    {
      ...prefix('port', 'lowest and highest UDP source port', '출발지 UDP 포트의 범위', PORT, PORT),
      aliases: ['srcport'],
    },
    prefix('dstport', 'the UDP port of the other end', '반대쪽의 UDP 포트', PORT),
    ...onOff('learning', 'learn where MACs are from what comes in', '들어온 프레임으로 MAC의 위치를 학습'),
    ...onOff('proxy', 'answer ARP itself', 'ARP를 대신 응답'),
    ...onOff('rsc', 'short-circuit the way over a router', '라우터를 거치지 않고 바로 보냄'),
    ...onOff('l2miss', 'tell programs of unknown MACs', '모르는 MAC을 프로그램에 알림'),
    ...onOff('l3miss', 'tell programs of unknown addresses', '모르는 주소를 프로그램에 알림'),
    ...onOff('udpcsum', 'compute UDP checksums', 'UDP 체크섬 계산', false),
    ...onOff('udp6zerocsumtx', 'send without UDP checksum over IPv6', 'IPv6에서 UDP 체크섬 없이 보냄', false),
    ...onOff('udp6zerocsumrx', 'take in without UDP checksum over IPv6', 'IPv6에서 UDP 체크섬 없이 받음', false),
    ...onOff('remcsumtx', 'offload checksums to the other end', '체크섬을 반대쪽에 맡김', false),
    ...onOff('remcsumrx', 'accept such offloading', '맡긴 체크섬을 받아들임', false),
    ...onOff(
      'external',
      'controlled by routes and programs, without a VNI of its own',
      '자체 VNI 없이 외부에서 제어',
      false,
    ),
    prefix('gbp', 'group-based policy extension', '그룹 기반 정책 확장'),
    prefix('gpe', 'generic protocol extension', '일반 프로토콜 확장'),
    ...onOff('vnifilter', 'only the VNIs that were added', '추가한 VNI만 사용', false),
    prefix('help', 'print the options of a VXLAN', 'VXLAN 옵션을 출력'),
  ],
};
