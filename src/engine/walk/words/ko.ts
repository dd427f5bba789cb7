import type { DropCause } from '../drop';
import { endpoint, formatIp, IPV6_ANY, type IpAddress } from '../../packet/ipv6-address';
import type { PacketHead, WalkStep } from '../step';
import { cause, deniedBy, hint } from './ko-causes';
import { dns, dnsTold } from './ko-dns';
import { proxied, proxy } from './ko-proxy';
import { service, through } from './ko-services';
import type { WalkWords } from './words';

export const korean: WalkWords = {
  step,
  packet,
  through,
  dnsTold,
  proxied,
  hint,
  headless,
  nothingSent: () => '보낸 패킷이 없습니다.',
  nameUnknown: ({ name, asked }, place) =>
    `${place}은(는) ${name}이라는 이름을 모릅니다(물어본 곳: ${asked.map((a) => SOURCE[a] ?? a).join(', ')}). 그래서 그 이름으로는 아무것도 보내지 않았습니다.`,
  nameNotAsked: (name) => `${name}이라는 이름을 조회하지 못했습니다.`,
  policyIgnored,
  answered: (target) => `패킷이 ${target}에 닿았고 대답이 돌아왔습니다.`,
  delivered: (target) => `패킷이 ${target}에 닿았습니다. 대답은 오지 않았고, 길에서 잃은 것도 없습니다.`,
  ended: (failed) => {
    const { which, place, target, step: drop } = failed;
    const start =
      which === 'request'
        ? `${target}(으)로 가던 패킷이 ${place}에서 끝났습니다`
        : `패킷은 ${target}에 닿았지만 대답이 ${place}에서 끝났습니다`;
    return `${start}: ${cause(failed)} (${drop.reason}).`;
  },
  remedies: (commands) =>
    `실습 환경의 사본에서 해 보니 ${commands.map((c) => `\`${c}\``).join(', ')} 다음에는 통과합니다.`,
  instead: (command) => `실습 환경의 사본에서 해 보니, 대신 \`${command}\`(이)라고 입력하면 성공합니다.`,
  times: (count) => `같은 것 ${count}개`,
  connection: (head, segments) => `TCP 연결 ${ends(head)}: 세그먼트 ${segments}개`,
};

const SOURCE: Readonly<Record<string, string>> = { files: '/etc/hosts', dns: 'DNS' };

function packet(head: PacketHead): string {
  switch (head.kind) {
    case 'arp':
      return head.op === 'request'
        ? `ARP 질문: ${formatIp(head.target)} 누구? ${formatIp(head.sender)}에게 알려 줘`
        : `ARP 대답: ${formatIp(head.sender)}은(는) ${head.mac}`;
    case 'nd':
      return head.op === 'solicitation'
        ? `NS: ${head.target} 누구?${head.sender === '::' ? ' (중복 검사)' : ` ${head.sender}에게 알려 줘`}`
        : `NA: ${head.target}은(는) ${head.mac ?? '?'}`;
    case 'echo':
      return `${icmp(head.source)} 에코 ${head.op === 'request' ? '요청' : '응답'} ${formatIp(head.source)} → ${formatIp(head.destination)}`;
    case 'icmp-error':
      return `${icmp(head.source)} ${icmpError(head.type, head.code, head.source)} ${formatIp(head.source)} → ${formatIp(head.destination)}, ${packet(head.about)}에 대해`;
    case 'stp':
      return head.type === 'config' ? 'STP 구성 알림' : 'STP 토폴로지 변경 알림';
    case 'tunnel': {
      const how = head.how === 'gre' ? 'GRE' : 'IP-in-IP';
      return `${how} ${formatIp(head.source)} → ${formatIp(head.destination)} [${packet(head.inner)}]`;
    }
    case 'udp':
      return `UDP ${ends(head)}`;
    case 'tcp': {
      const bytes = head.bytes === 0 ? '' : `, ${head.bytes}바이트`;
      return `TCP ${head.flags.join(', ')} ${ends(head)}${bytes}`;
    }
  }
}

/** `10.0.0.1:40000 → 10.0.0.2:80`. */
function ends(head: Extract<PacketHead, { kind: 'tcp' | 'udp' }>): string {
  return `${endpoint(head.source, head.sourcePort)} → ${endpoint(head.destination, head.destinationPort)}`;
}

const UNREACHABLE: ReadonlyMap<number, string> = new Map([
  [0, '네트워크에 닿을 수 없음'],
  [1, '호스트에 닿을 수 없음'],
  [2, '프로토콜에 닿을 수 없음'],
  [3, '포트에 닿을 수 없음'],
  [4, '조각으로 나눠야 함'],
  [9, '네트워크 금지됨'],
  [10, '호스트 금지됨'],
  [13, '관리자가 금지함'],
]);

/** RFC 4443 3.1. */
const UNREACHABLE6: readonly string[] = [
  '경로 없음',
  '관리자가 금지함',
  '출발지 주소의 범위를 벗어남',
  '주소에 닿을 수 없음',
  '포트에 닿을 수 없음',
];

type ErrorType = Extract<PacketHead, { kind: 'icmp-error' }>['type'];

function icmpError(type: ErrorType, code: number, source: IpAddress): string {
  if (type === 'packet-too-big') return '패킷이 너무 큼';
  if (type === 'parameter-problem') return '헤더 문제';
  if (typeof source === 'string' && type === 'destination-unreachable') {
    return UNREACHABLE6[code] ?? `닿을 수 없음 (코드 ${code})`;
  }
  if (type === 'destination-unreachable') return UNREACHABLE.get(code) ?? `닿을 수 없음(코드 ${code})`;
  if (type === 'redirect') return '더 나은 길 안내(redirect)';
  return code === 0 ? '시간 초과' : '조각 모으기 시간 초과';
}

/** 주소 체계의 메시지 프로토콜. */
function icmp(address: IpAddress): string {
  return typeof address === 'string' ? 'ICMPv6' : 'ICMP';
}

const ORIGINATED: ReadonlyMap<string, string> = new Map([
  ['a socket is connected', '소켓 연결'],
  ['UDP datagram', 'UDP 데이터그램'],
  ['TCP segment', 'TCP 세그먼트'],
]);

/** 패킷이 되지 못한 것의 제목. */
function headless(summary: string): string {
  const [, connected] = /^connect to (.+)$/.exec(summary) ?? [];
  if (connected !== undefined) return `${connected}에 연결`;
  const [, name] = /^look up (.+)$/.exec(summary) ?? [];
  return name === undefined ? summary : `${name} 이름 찾기`;
}

function step(s: WalkStep): string {
  switch (s.type) {
    case 'originate':
      return `${formatIp(s.destination)}(으)로 ${ORIGINATED.get(s.what) ?? s.what}`;
    case 'resolve':
      return s.address === undefined ? `${s.name}이라는 이름을 아무도 모름` : `${s.name}은(는) ${formatIp(s.address)}`;
    case 'route': {
      const rejected = s.rejected.map((r) => `${r.text} 아님(${REJECTED[r.rejected ?? 'less-specific']})`);
      const rule = s.rule === undefined ? '' : `, 정책 규칙 "${s.rule}"`;
      const chosen = s.chosen ? `${s.chosen.text} (테이블 ${s.chosen.table}${rule})` : `맞는 것이 없음${rule}`;
      return [`${formatIp(s.destination)} 경로: ${chosen}`, ...rejected].join('; ');
    }
    case 'neighbour':
      return {
        hit: `이웃 ${formatIp(s.address)}은(는) ${s.mac ?? '?'}${s.state === undefined ? '' : ` (${s.state})`}`,
        resolved: `이웃 ${formatIp(s.address)}이(가) 대답함: ${s.mac ?? '?'}`,
        resolving: `이웃 ${formatIp(s.address)}을(를) 모름: ${typeof s.address === 'string' ? '이웃 요청(NS)으로' : 'ARP로'} 묻고 기다림`,
        failed: `이웃 ${formatIp(s.address)}이(가) 끝내 대답하지 않음`,
      }[s.result];
    case 'arp':
      if (s.op === 'reply') {
        const ignored = s.answered ? '' : ', 무시함: 이 장치는 ARP가 꺼져 있음';
        return `${formatIp(s.sender)}의 ARP 대답${ignored}`;
      }
      return `ARP "${formatIp(s.target)} 누구? ${formatIp(s.sender)}에게 알려 줘": ${
        s.answered ? '나' : SILENCE[s.why ?? 'not-ours']
      }`;
    case 'nd':
      if (s.op === 'advertisement') return `NA: ${s.target}의 대답`;
      return `NS "${s.target} 누구?" (${s.sender === '::' ? '중복 검사' : s.sender}): ${s.answered ? '나' : '내가 아님'}`;
    case 'duplicate':
      return `${s.address}을(를) 다른 호스트도 가졌음: 쓰지 않음`;
    case 'service':
      return service(s.facts);
    case 'proxy':
      return proxy(s.facts);
    case 'dns':
      return dns(s.facts);
    case 'transmit':
      return `나감, ${s.to}에게`;
    case 'receive':
      return `들어옴, ${s.from}에게서`;
    case 'bridge': {
      const moved = s.learned?.before === undefined ? '' : `(전에는 ${s.learned.before} 뒤)`;
      return [
        ...(s.learned ? [`${s.learned.mac}은(는) ${s.from ?? '?'} 뒤에 있음${moved}`] : []),
        ports(s.decision, s.ports),
        ...(s.filtered ?? []).map(({ port, why }) => `${port}(으)로는 아님: ${FILTERED[why]}`),
      ].reduce((text, part, i) => (i === 0 ? `브리지 ${s.bridge}: ${part}` : `${text}; ${part}`), '');
    }
    case 'switch':
      return `스위치 ${s.name}: ${ports(s.decision, s.ports)}`;
    case 'encapsulate':
      return `${encapsulated(s)}, ${s.bytes}바이트`;
    case 'decapsulate':
      return `${formatIp(s.source)}에서 온 ${tunnel(s)}에서 꺼냄`;
    case 'forward':
      return `전달함, TTL은 이제 ${s.ttl}`;
    case 'fragment':
      return `MTU ${s.mtu}에 맞춰 조각 ${s.pieces}개로 나눔`;
    case 'reassemble':
      return `조각 ${s.pieces}개를 다시 합침`;
    case 'learn':
      return s.gateway === undefined
        ? `${formatIp(s.destination)}(으)로는 ${s.mtu ?? '?'}바이트까지 보낼 수 있음을 기억함`
        : `${formatIp(s.destination)}(으)로는 ${formatIp(s.gateway)}에게 보내야 함을 기억함`;
    case 'deliver':
      return `받음: ${s.what}`;
    case 'reply':
      return `대답함: ${s.what}`;
    case 'report':
      return `보낸 쪽에 ICMP로 알림: ${icmpError(s.error, s.code, s.inet6 ? IPV6_ANY : (0 as IpAddress))}`;
    case 'conntrack': {
      const tuples = s.original === undefined ? '' : `, 연결 ${s.original}, 그 대답은 ${s.reply ?? '?'}`;
      return s.state === 'INVALID'
        ? 'conntrack이 모르는 연결: INVALID'
        : `conntrack: ${s.state}${s.direction === 'reply' ? ', 응답' : ''}${tuples}`;
    }
    case 'rule':
      return `${s.hook}, ${s.table} 테이블, ${s.chain} 체인의 규칙 ${s.number}: ${s.rule}`;
    case 'policy':
      return `${s.table} 테이블: ${s.chain} 체인에서 정한 규칙이 없어 정책 ${s.verdict}을(를) 따름`;
    case 'nat':
      return `NAT가 ${s.end === 'source' ? '출발지' : '목적지'}를 ${s.before}에서 ${s.after}(으)로 바꿈`;
    case 'program': {
      const out = s.out === undefined ? '' : `(${s.out})`;
      const where = { endpoint: `Pod${out}(으)로 바로`, tunnel: `터널${out}로`, stack: '네트워크 스택으로' }[
        s.decision
      ];
      return `eBPF ${s.program}: identity ${s.from} → ${s.to} 통과, ${where}`;
    }
    case 'policy-ignored':
      return `참고: ${policyIgnored(s.cause)}`;
    case 'drop':
      return `버림, ${s.reason}${s.verdict === undefined ? '' : ` (Cilium, eBPF: ${s.verdict})`}: ${cause({ step: s, cause: s.cause, place: s.host, which: 'request', target: '' })}`;
  }
}

const REJECTED = {
  'less-specific': '프리픽스가 더 짧음',
  'higher-metric': '메트릭이 더 큼',
  'link-down': '링크가 꺼져 있음',
  dead: '장치가 꺼져 있음',
} as const;

const SILENCE = {
  'not-ours': '내가 아님',
  'sender-is-ours': '대답 안 함, 묻는 쪽이 내 주소를 씀',
  'reverse-path': '대답 안 함, 묻는 쪽으로 돌아가는 길이 다른 곳에 있음(rp_filter)',
  arp_ignore: '대답 안 함, arp_ignore 때문',
  arp_filter: '대답 안 함, arp_filter 때문',
  noarp: '대답 안 함, 이 장치는 ARP가 꺼져 있음',
} as const;

const FILTERED = {
  'same-port': '그곳에서 왔음',
  isolated: '두 포트 모두 isolated',
  state: '포트가 전달 상태가 아님',
  'flood-off': '그 포트는 flood가 꺼져 있음',
  mtu: '포트의 MTU보다 큼',
} as const;

function ports(decision: 'forward' | 'flood' | 'local', names: readonly string[]): string {
  if (decision === 'local') return '호스트 자신에게';
  const where = names.length === 0 ? '갈 곳 없음' : names.join(', ');
  return decision === 'forward' ? `${where}(으)로 보냄` : `${where}(으)로 모두 보냄`;
}

type Encapsulation = Extract<WalkStep, { type: 'encapsulate' }>;

function encapsulated(s: Encapsulation): string {
  const to = formatIp(s.destination);
  if (s.how !== 'vxlan') return `${to}(으)로 가는 ${tunnel(s)}에 담음`;
  const why = s.known ? '이 MAC이 있는 곳' : '모르는 것을 받는 곳 가운데 하나';
  return `${to}(으)로 가는 ${tunnel(s)}에 담음, UDP 포트 ${s.sourcePort ?? '?'} → ${s.port ?? '?'} (${why})`;
}

function tunnel({ how, vni, key }: Pick<Encapsulation, 'how' | 'vni' | 'key'>): string {
  if (how === 'vxlan') return `VXLAN 패킷(VNI ${vni ?? '?'})`;
  return how === 'gre' ? `GRE 패킷${key === undefined ? '' : `(key ${key})`}` : 'IP-in-IP 패킷';
}

function policyIgnored(cause: Extract<DropCause, { readonly code: 'network-policy' }>): string {
  return `${deniedBy(cause)}. 그러나 이곳에는 NetworkPolicy를 적용하는 것이 없어(flannel은 적용하지 않음) 패킷이 지나갑니다. Calico, Cilium, kindnet, Weave Net이라면 버립니다.`;
}
