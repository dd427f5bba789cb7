import { endpoint, formatIp } from '../../packet/ipv6-address';
import type { DropCause } from '../drop';
import type { Listener } from '../step';
import { serviceCause, serviceHint } from './ko-services';
import type { Failed } from './words';

/** 패킷이 왜 끝났는지, "…에서 끝났습니다:" 뒤에 이어지는 말입니다. */
export function cause({ cause: why, step }: Failed): string {
  switch (why?.code) {
    case undefined:
      return GENERIC[step.reason] ?? step.detail;
    case 'no-endpoints':
    case 'no-service-rules':
    case 'wrong-target-port':
    case 'virtual-address':
      return serviceCause(why);
    case 'no-route':
      return `${formatIp(why.destination)}(으)로 가는 경로가 없습니다`;
    case 'refusing-route':
      return {
        blackhole: `테이블 ${why.table}의 경로 "${why.route}"는 블랙홀이라 ${formatIp(why.destination)}(으)로 가는 패킷을 말없이 삼킵니다`,
        unreachable: `테이블 ${why.table}의 경로 "${why.route}"가 ${formatIp(why.destination)}에 닿을 수 없다고 합니다`,
        prohibit: `테이블 ${why.table}의 경로 "${why.route}"가 ${formatIp(why.destination)}을(를) 금지합니다`,
      }[why.kind];
    case 'refusing-rule':
      return `정책 규칙 "${why.rule}"이 ${formatIp(why.destination)}(으)로 가는 패킷을 거부합니다`;
    case 'not-forwarding':
      return `${formatIp(why.destination)}은(는) 이 호스트의 주소가 아니고 ${typeof why.destination === 'string' ? 'net.ipv6.conf.all.forwarding이' : 'ip_forward가'} 0입니다`;
    case 'ttl':
      return 'TTL이 다했습니다';
    case 'routing-loop':
      return `라우팅 고리 ${why.members.join(' → ')} → ${why.members[0] ?? ''}: 서로 ${formatIp(why.destination)}을(를) 다음으로 넘기다가 TTL이 다했습니다`;
    case 'frame-loop':
      return '브리지나 스위치가 고리를 이룹니다';
    case 'no-remote':
      return `VXLAN 장치가 ${why.mac}이(가) 어느 터널 끝에 있는지 모르고, 나머지를 보낼 곳도 없습니다`;
    case 'unknown-vni':
      return `여기에는 VNI ${why.vni}인 VXLAN 장치가 없습니다 (있는 것: ${why.known.join(', ')})`;
    case 'tunnel-loop':
      return `터널 반대쪽 끝으로 가는 길이 터널 자신으로 들어갑니다${why.podRange === undefined ? '' : `. Pod 범위 ${why.podRange}에 노드의 주소가 들어 있기 때문입니다`}`;
    case 'tunnel-source':
      return `터널의 local 주소 ${formatIp(why.source)}이(가) 이 호스트의 주소가 아닙니다`;
    case 'bridge-loop':
      return `브리지 고리: 프레임이 ${why.members.join(', ')} 사이를 끝없이 돕니다`;
    case 'no-inet6':
      return '그 장치는 IPv6가 꺼져 있습니다(disable_ipv6, 또는 1280보다 작은 MTU)';
    case 'not-member':
      return `이 호스트는 그룹 ${formatIp(why.group)}에 들어 있지 않습니다`;
    case 'beyond-link':
      return `출발지 ${formatIp(why.source)}은(는) 그 링크 밖에서는 뜻이 없습니다`;
    case 'loopback-on-wire':
      return '127.0.0.0/8의 주소는 호스트 안에서만 쓰며 선 위에 있을 수 없습니다';
    case 'own-source':
      return `출발지 ${formatIp(why.source)}이(가) 이 호스트의 주소입니다: 둘이 같은 주소를 씁니다`;
    case 'reverse-path':
      return `rp_filter(${why.keys.join(', ')})는 ${formatIp(why.source)}(으)로 돌아가는 길이 같은 장치로 나가기를 바라는데 그렇지 않습니다`;
    case 'no-neighbour':
      return `${step.device === undefined ? '' : `${step.device}에서 `}"${formatIp(why.address)} 누구?"라는 ${typeof why.address === 'string' ? '이웃 요청(NS)' : 'ARP 물음'}에 아무도 대답하지 않았습니다`;
    case 'arp-silent':
      return `"${formatIp(why.address)} 누구?"를 듣고도 대답하지 않았습니다, ${SILENT[why.why]}`;
    case 'wrong-mac':
      return `이웃 테이블${why.permanent ? '의 영구 항목' : ''}은 ${formatIp(why.address)}이(가) ${why.mac}에 있다고 하지만, 그 링크에서 이 MAC 주소의 프레임을 받는 이가 없습니다`;
    case 'wrong-receiver':
      return `${formatIp(why.address)}은(는) 이 호스트의 주소이기도 해서, 둘 중 엉뚱한 쪽이 대답을 받았습니다`;
    case 'untranslated':
      return `${why.asked}에 물었는데 대답은 ${why.came}에서 왔습니다: 목적지를 바꾼 호스트를 거치지 않고 돌아와서 아무도 되돌려 놓지 않았습니다`;
    case 'echo-ignored':
      return `${why.key} 때문에 커널이 대답하지 않습니다`;
    case 'device-down':
      return `장치 ${step.device ?? ''}이(가) 꺼져 있습니다`;
    case 'no-carrier':
      return `${step.device ?? ''}에 신호가 없습니다(no carrier): 케이블의 반대쪽 끝이 꺼져 있거나 꽂혀 있지 않습니다`;
    case 'bridge-port':
      return why.state === 'down'
        ? `브리지 ${why.bridge}이(가) 꺼져 있습니다`
        : `브리지 ${why.bridge}의 포트 ${step.device ?? ''}이(가) ${why.state} 상태입니다`;
    case 'too-big':
      return `${why.bytes}바이트는 MTU ${why.mtu}보다 크고 조각으로 나눌 수 없습니다`;
    case 'rule':
      return `${why.table} 테이블 ${why.chain} 체인의 규칙 ${why.number}이(가) ${why.target === 'DROP' ? '버립니다' : '거절합니다'}: ${why.rule}`;
    case 'network-policy':
      return deniedBy(why);
    case 'policy':
      return `${why.table} 테이블의 ${why.chain} 체인에 허용하는 규칙이 없고 체인의 정책이 DROP입니다`;
    case 'no-socket':
      return why.protocol === 'icmp'
        ? '그곳에 기다리는 프로그램이 없습니다'
        : `그곳의 ${why.protocol.toUpperCase()} 포트 ${why.port}에서 듣는 프로그램이 없습니다${nearby(why.listeners, why.port)}`;
    case 'other-host':
      return `프레임은 ${why.to}에게 가는 것이고 이 장치는 ${why.own}입니다`;
    case 'unknown-vlan':
      return `프레임에 VLAN ${why.vlan} 태그가 있는데 ${step.device ?? '장치'} 위에 그 VLAN의 장치가 없습니다`;
    case 'vlan-filtered':
      return why.vlan === 0
        ? `프레임에 VLAN 태그가 없고 브리지 ${why.bridge}의 포트 ${step.device ?? ''}에 PVID가 없습니다`
        : `브리지 ${why.bridge}의 포트 ${step.device ?? ''}이(가) VLAN ${why.vlan}에 속하지 않습니다`;
  }
}

/** 사실이 더 없는 드롭. */
const GENERIC: Readonly<Record<string, string>> = {
  NETFILTER_DROP: '패킷 필터가 버렸습니다',
  NO_SOCKET: '기다리는 프로그램이 없습니다',
  PKT_TOO_BIG: 'MTU보다 크고 나눌 수 없는 패킷입니다',
  FRAG_REASM_TIMEOUT: '조각이 제때 다 오지 않았습니다',
  NEIGH_FAILED: 'ARP 물음에 아무도 대답하지 않았습니다',
};

const SILENT = {
  'sender-is-ours': '묻는 쪽이 이 호스트의 주소를 쓰기 때문입니다: 둘이 같은 주소를 씁니다',
  'reverse-path': 'rp_filter가 묻는 쪽이 거기 있다고 믿지 않기 때문입니다',
  arp_ignore: 'arp_ignore 때문입니다',
  arp_filter: 'arp_filter 때문입니다',
  noarp: '장치의 ARP가 꺼져 있기 때문입니다',
} as const;

function nearby(listeners: readonly Listener[], port: number): string {
  const [first] = listeners;
  if (!first) return '';
  const who = first.program ? `${first.program.name}(pid ${first.program.pid})` : '어떤 프로그램';
  const where =
    first.address === 0 || first.address === '::' ? `포트 ${first.port}` : endpoint(first.address, first.port);
  return first.port === port ? `; ${who}은(는) ${where}에서만 듣습니다` : `; ${who}은(는) ${where}에서 듣습니다`;
}

/** 시험해 본 변경이 도움이 되지 않았을 때 볼 곳. */
export function hint({ cause: why, place, which }: Failed): string {
  switch (why?.code) {
    case 'no-endpoints':
    case 'no-service-rules':
    case 'wrong-target-port':
    case 'virtual-address':
      return serviceHint(why);
    case 'no-route':
      return which === 'answer'
        ? `${place}에 보낸 쪽으로 돌아가는 경로를 더하세요.`
        : `${place}에 목적지로 가는 경로(또는 기본 경로)를 더하세요.`;
    case 'refusing-route':
      return `${place}에서 그 경로를 지우거나 더 긴 프리픽스를 더하세요.`;
    case 'refusing-rule':
      return `${place}에서 그 규칙을 지우거나 그 앞에 다른 규칙을 두세요.`;
    case 'not-forwarding':
      return `${place}에서 전달을 켜세요: sysctl -w ${typeof why.destination === 'string' ? 'net.ipv6.conf.all.forwarding' : 'net.ipv4.ip_forward'}=1.`;
    case 'no-neighbour':
      return '그 링크에 그 주소를 가진 이가 없습니다. 주소와 프리픽스 길이, 반대쪽이 켜져 있는지 보세요.';
    case 'arp-silent':
      return `${place}이(가) 대답하게 하세요.`;
    case 'wrong-mac':
      return 'ip neigh del로 그 항목을 지우세요.';
    case 'untranslated':
      return '대답이 같은 길로 돌아오도록 출발지도 바꾸세요(MASQUERADE).';
    case 'echo-ignored':
      return `${place}에서 ${why.key}을(를) 0으로 하세요.`;
    case 'device-down':
      return `${place}의 장치를 켜세요.`;
    case 'no-carrier':
      return '케이블의 반대쪽 끝을 켜거나 꽂으세요.';
    case 'bridge-port':
      return `${place}에서 브리지와 포트를 켜세요.`;
    case 'reverse-path':
      return `이 장치로 돌아가는 경로를 더하거나 ${place}의 rp_filter를 낮추세요.`;
    case 'own-source':
    case 'wrong-receiver':
      return '둘 중 하나에 다른 주소를 주세요.';
    case 'too-big':
      return '더 작게 보내거나 길 위의 MTU를 키우세요.';
    case 'ttl':
      return '더 큰 TTL로 보내세요.';
    case 'routing-loop':
      return '그중 하나에 고리를 벗어나는 경로가 필요합니다.';
    case 'no-remote':
      return '항목을 더하세요: bridge fdb append 00:00:00:00:00:00 dev DEV dst ADDRESS.';
    case 'unknown-vni':
      return 'VXLAN의 두 끝은 같은 id를 써야 합니다.';
    case 'tunnel-loop':
      return why.podRange === undefined
        ? '반대쪽 끝으로 가는 경로가 밑의 장치로 나가야 합니다.'
        : 'kubeadm init --pod-network-cidr와 네트워크 애드온에 노드의 네트워크 밖에 있는 다른 Pod 범위를 쓰세요.';
    case 'tunnel-source':
      return '호스트에 그 주소를 주거나 터널의 local 주소를 바꾸세요.';
    case 'frame-loop':
    case 'bridge-loop':
      return '고리의 링크 하나를 빼거나 STP를 켜세요.';
    case 'no-socket':
      return '그곳에서 듣는 프로그램을 켜거나, 듣고 있는 포트로 물어보세요.';
    case 'network-policy':
      return 'NetworkPolicy에서 허용하세요: 받는 쪽은 ingress, 보내는 쪽은 egress입니다.';
    case 'rule':
    case 'policy':
      return `${place}에서 그 앞에 패킷을 허용하는 규칙을 두거나 규칙을 빼세요.`;
    case 'no-inet6':
      return '그곳에서 IPv6를 켜세요: sysctl -w net.ipv6.conf.all.disable_ipv6=0.';
    case 'not-member':
      return '그곳에서 그 그룹을 듣는 이가 없습니다.';
    case 'beyond-link':
      return '보내는 쪽에 링크 밖에서도 유효한 주소를 주세요.';
    case 'loopback-on-wire':
      return '네트워크 장치의 주소를 쓰세요.';
    case 'other-host':
      return '다른 MAC 주소로 가는 프레임이었습니다.';
    case 'unknown-vlan':
      return `${place}에 그 번호의 vlan 장치를 만들거나 태그 없이 보내세요.`;
    case 'vlan-filtered':
      return `${place}에서 bridge vlan add로 포트를 그 VLAN에 넣으세요.`;
    case undefined:
      return `${place}을(를) 살펴보세요.`;
  }
}

/** Pod를 고르는 정책과, 그 가운데 어느 것도 허용하지 않는 것. */
export function deniedBy({
  direction,
  namespace,
  pod,
  policies,
  peer,
  protocol,
  port,
}: Extract<DropCause, { code: 'network-policy' }>): string {
  const what = `${protocol.toUpperCase()}${port === undefined ? '' : ` 포트 ${port}`}`;
  const way = direction === 'ingress' ? `${peer}에서 오는` : `${peer}(으)로 가는`;
  return `네임스페이스 ${namespace}의 NetworkPolicy ${policies.join(', ')}이(가) Pod ${pod}의 ${direction}에 적용되는데 ${way} ${what}을(를) 허용하는 것이 없습니다`;
}
