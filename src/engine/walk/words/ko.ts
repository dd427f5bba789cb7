import { formatIpv4 } from '../../packet/address';
import type { DropReason, WalkStep } from '../step';
import type { WalkWords } from './words';

export const korean: WalkWords = {
  step,
  nothingSent: () => '보낸 패킷이 없습니다.',
  answered: (target) => `패킷이 ${target}에 닿았고 대답이 돌아왔습니다.`,
  remedies: (commands) =>
    `실습 환경의 사본에서 해 보니 ${commands.map((c) => `\`${c}\``).join(', ')} 다음에는 통과합니다.`,
  failure: (drop, place, which, target) =>
    `${
      which === 'request'
        ? `${target}(으)로 가던 패킷이 ${place}에서 끝났습니다`
        : `패킷은 ${target}에 닿았지만 대답이 ${place}에서 끝났습니다`
    }: ${cause(drop.reason)} (${drop.reason}). ${remedy(drop.reason, place, which)}`,
};

function step(s: WalkStep): string {
  switch (s.type) {
    case 'originate':
      return `${formatIpv4(s.destination)}(으)로 ${s.what}`;
    case 'route': {
      const rejected = s.rejected.length === 0 ? '' : `; ${s.rejected.map((r) => r.text).join(', ')} 아님`;
      return s.chosen
        ? `${formatIpv4(s.destination)} 경로: ${s.chosen.text} (테이블 ${s.chosen.table})${rejected}`
        : `${formatIpv4(s.destination)} 경로: 맞는 것이 없음`;
    }
    case 'neighbour':
      return {
        hit: `이웃 ${formatIpv4(s.address)}은(는) ${s.mac ?? '?'}`,
        resolved: `이웃 ${formatIpv4(s.address)}이(가) 대답함: ${s.mac ?? '?'}`,
        resolving: `이웃 ${formatIpv4(s.address)}을(를) 모름: ARP로 묻고 기다림`,
        failed: `이웃 ${formatIpv4(s.address)}이(가) 끝내 대답하지 않음`,
      }[s.result];
    case 'arp':
      return s.op === 'request'
        ? `ARP "${formatIpv4(s.target)} 누구? ${formatIpv4(s.sender)}에게 알려 줘": ${s.answered ? '나' : '내가 아님'}`
        : `${formatIpv4(s.sender)}의 ARP 대답`;
    case 'transmit':
      return `나감, ${s.to}에게`;
    case 'receive':
      return `들어옴, ${s.from}에게서`;
    case 'bridge':
      return `브리지 ${s.bridge}: ${ports(s.decision, s.ports)}`;
    case 'switch':
      return `스위치 ${s.name}: ${ports(s.decision, s.ports)}`;
    case 'forward':
      return `전달함, TTL은 이제 ${s.ttl}`;
    case 'fragment':
      return `MTU ${s.mtu}에 맞춰 조각 ${s.pieces}개로 나눔`;
    case 'reassemble':
      return `조각 ${s.pieces}개를 다시 합침`;
    case 'learn':
      return s.gateway === undefined
        ? `${formatIpv4(s.destination)}(으)로는 ${s.mtu ?? '?'}바이트까지 보낼 수 있음을 기억함`
        : `${formatIpv4(s.destination)}(으)로는 ${formatIpv4(s.gateway)}에게 보내야 함을 기억함`;
    case 'deliver':
      return `받음: ${s.what}`;
    case 'reply':
      return `${s.what}(으)로 대답함`;
    case 'conntrack':
      return s.state === 'INVALID'
        ? 'conntrack이 모르는 연결: INVALID'
        : `conntrack: ${s.state}${s.direction === 'reply' ? ', 응답' : ''}`;
    case 'rule':
      return `${s.hook}, ${s.table} 테이블, ${s.chain} 체인의 규칙 ${s.number}: ${s.rule}`;
    case 'policy':
      return `${s.table} 테이블: ${s.chain} 체인에서 정한 규칙이 없어 정책 ${s.verdict}을(를) 따름`;
    case 'nat':
      return `NAT가 ${s.end === 'source' ? '출발지' : '목적지'}를 ${s.before}에서 ${s.after}(으)로 바꿈`;
    case 'drop':
      return `버림, ${s.reason}: ${cause(s.reason)}`;
  }
}

function ports(decision: 'forward' | 'flood' | 'local', names: readonly string[]): string {
  if (decision === 'local') return '호스트 자신에게';
  const where = names.length === 0 ? '갈 곳 없음' : names.join(', ');
  return decision === 'forward' ? `${where}(으)로 보냄` : `${where}(으)로 모두 보냄`;
}

function cause(reason: DropReason): string {
  switch (reason) {
    case 'IP_OUTNOROUTES':
    case 'IP_INNOROUTES':
      return '목적지로 가는 경로가 없습니다';
    case 'IP_FORWARDING_DISABLED':
      return '이 호스트의 주소가 아니고 ip_forward가 0입니다';
    case 'NEIGH_FAILED':
    case 'NEIGH_QUEUEFULL':
      return 'ARP 물음에 아무도 대답하지 않았습니다';
    case 'DEV_READY':
      return '장치가 꺼져 있습니다';
    case 'NO_CARRIER':
      return '반대쪽 끝이 꺼져 있거나 케이블이 없습니다';
    case 'BRIDGE_INGRESS_STP_STATE':
      return '브리지나 그 포트가 켜져 있지 않습니다';
    case 'IP_RPFILTER':
      return '돌아가는 길이 이 장치로 나가지 않습니다(rp_filter)';
    case 'IP_INADDRERRORS':
      return '출발지 주소가 이 호스트의 주소이거나 루프백 주소입니다';
    case 'OTHERHOST':
      return '다른 MAC 주소로 가는 프레임입니다';
    case 'PKT_TOO_BIG':
      return 'MTU보다 크고 나눌 수 없는 패킷입니다';
    case 'TTL_EXPIRED':
      return 'TTL이 다했습니다';
    case 'NO_SOCKET':
      return '기다리는 프로그램이 없습니다';
    case 'NETFILTER_DROP':
      return '패킷 필터의 규칙이 버렸습니다';
    case 'UNICAST_IN_L2_MULTICAST':
    case 'NOT_SPECIFIED':
      return '브리지나 스위치가 고리를 이룹니다';
  }
}

function remedy(reason: DropReason, place: string, which: 'request' | 'answer'): string {
  switch (reason) {
    case 'IP_OUTNOROUTES':
    case 'IP_INNOROUTES':
      return which === 'answer'
        ? `${place}에 보낸 쪽으로 돌아가는 경로를 더하세요.`
        : `${place}에 목적지로 가는 경로(또는 기본 경로)를 더하세요.`;
    case 'IP_FORWARDING_DISABLED':
      return `${place}에서 전달을 켜세요: sysctl -w net.ipv4.ip_forward=1.`;
    case 'NEIGH_FAILED':
    case 'NEIGH_QUEUEFULL':
      return '그 링크에 그 주소를 가진 이가 없습니다. 주소와 프리픽스 길이, 반대쪽이 켜져 있는지 보세요.';
    case 'DEV_READY':
      return `${place}의 장치를 켜세요.`;
    case 'NO_CARRIER':
      return '케이블의 반대쪽 끝을 켜거나 꽂으세요.';
    case 'BRIDGE_INGRESS_STP_STATE':
      return `${place}에서 브리지와 포트를 켜세요.`;
    case 'IP_RPFILTER':
      return `이 장치로 돌아가는 경로를 더하거나 ${place}의 rp_filter를 낮추세요.`;
    case 'IP_INADDRERRORS':
      return '두 호스트가 같은 주소를 가질 수 없습니다.';
    case 'OTHERHOST':
      return '다른 호스트의 프레임이었습니다.';
    case 'PKT_TOO_BIG':
      return '더 작게 보내거나 길 위의 MTU를 키우세요.';
    case 'TTL_EXPIRED':
      return '라우팅 고리를 찾거나 더 큰 TTL로 보내세요.';
    case 'NO_SOCKET':
      return '그곳에서 듣고 있는 프로그램이 없습니다.';
    case 'NETFILTER_DROP':
      return `${place}에서 그 규칙을 지우거나 바꾸고, 아니면 그 앞에 패킷을 허용하는 규칙을 두세요.`;
    case 'UNICAST_IN_L2_MULTICAST':
    case 'NOT_SPECIFIED':
      return '브리지나 스위치의 고리를 찾으세요.';
  }
}
