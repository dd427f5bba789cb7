import { choice } from '../grammar/declare';
import { flag, valued } from '../grammar/declare-getopt';
import type { OptionDeclaration, ValueChoice } from '../grammar/types';

const optional = (declared: OptionDeclaration): OptionDeclaration => ({ ...declared, valueOptional: true });

/** Words for the chains that tables have by themselves. */
export const CHAIN_CHOICES: readonly ValueChoice[] = [
  choice('INPUT', 'Built-in chain: packets for this host.', '내장 체인: 이 호스트로 오는 패킷입니다.'),
  choice(
    'FORWARD',
    'Built-in chain: packets routed through this host.',
    '내장 체인: 이 호스트를 거쳐 라우팅되는 패킷입니다.',
  ),
  choice('OUTPUT', 'Built-in chain: packets this host sends.', '내장 체인: 이 호스트가 보내는 패킷입니다.'),
  choice(
    'PREROUTING',
    'Built-in chain: packets as they come in, before routing.',
    '내장 체인: 라우팅하기 전, 막 들어온 패킷입니다.',
  ),
  choice(
    'POSTROUTING',
    'Built-in chain: packets about to leave, after routing.',
    '내장 체인: 라우팅을 마치고 나가려는 패킷입니다.',
  ),
];

/** Words for targets that end in a verdict. */
export const TARGET_CHOICES: readonly ValueChoice[] = [
  choice('ACCEPT', 'Let the packet through.', '패킷을 통과시킵니다.'),
  choice('DROP', 'Throw the packet away without a word.', '패킷을 말없이 버립니다.'),
  choice('REJECT', 'Throw the packet away and tell the sender.', '패킷을 버리고 보낸 쪽에 알립니다.'),
  choice('RETURN', 'Back to the calling chain, or to the policy.', '부른 체인으로, 또는 정책으로 돌아갑니다.'),
  choice('LOG', 'Log the packet and go on with the next rule.', '패킷을 기록하고 다음 규칙으로 갑니다.'),
  choice('DNAT', 'Rewrite the destination (table nat).', '목적지를 바꿉니다(nat 테이블).'),
  choice('SNAT', 'Rewrite the source (table nat).', '출발지를 바꿉니다(nat 테이블).'),
  choice('MASQUERADE', "Rewrite the source to the outgoing device's address (table nat).", '출발지를 나가는 장치의 주소로 바꿉니다(nat 테이블).'), // prettier-ignore
  choice('REDIRECT', 'Rewrite the destination to this host (table nat).', '목적지를 이 호스트로 바꿉니다(nat 테이블).'),
  choice('MARK', "Set the packet's mark.", '패킷의 마크를 설정합니다.'),
  choice('CONNMARK', "Set the connection's mark, or copy it.", '연결의 마크를 설정하거나 복사합니다.'),
  choice('NOTRACK', 'Do not track the connection (table raw).', '연결을 추적하지 않습니다(raw 테이블).'),
  choice('NETMAP', 'Move an address to the same place of another network (table nat).', '주소를 다른 네트워크의 같은 자리로 옮깁니다(nat 테이블).'), // prettier-ignore
  choice('TTL', 'Change the time to live (table mangle).', 'TTL을 바꿉니다(mangle 테이블).'),
  choice('TOS', 'Change the type of service (table mangle).', 'TOS를 바꿉니다(mangle 테이블).'),
  choice('DSCP', 'Change the class of service (table mangle).', 'DSCP를 바꿉니다(mangle 테이블).'),
  choice('TCPMSS', 'Lower the segment size that TCP agrees on.', 'TCP가 합의하는 세그먼트 크기를 낮춥니다.'),
  choice('CLASSIFY', 'Choose the class of the queueing discipline.', '큐 규칙의 클래스를 고릅니다.'),
  choice('NFLOG', 'Hand the packet to logging programs.', '패킷을 로그 프로그램에 넘깁니다.'),
  choice('TRACE', 'Trace the packet through the rules.', '패킷이 지나는 규칙을 추적합니다.'),
  choice('AUDIT', 'Write an audit record.', '감사 기록을 남깁니다.'),
  choice('CHECKSUM', 'Compute the checksum now (table mangle).', '체크섬을 지금 계산합니다(mangle 테이블).'),
  choice('SET', 'Add to an IP set, or take out of it.', 'IP 집합에 넣거나 거기서 뺍니다.'),
  choice('CT', 'Decide how the connection is tracked (table raw).', '연결 추적 방법을 정합니다(raw 테이블).'),
];

const MATCH_CHOICES: readonly ValueChoice[] = [
  choice('tcp', 'TCP ports and flags.', 'TCP 포트와 플래그입니다.'),
  choice('udp', 'UDP ports.', 'UDP 포트입니다.'),
  choice('icmp', 'ICMP types.', 'ICMP 타입입니다.'),
  choice('multiport', 'Lists of ports.', '포트 목록입니다.'),
  choice('conntrack', 'The state of the connection.', '연결의 상태입니다.'),
  choice('state', 'The state of the connection (old name).', '연결의 상태입니다(옛 이름).'),
  choice('comment', 'A note for people.', '사람을 위한 메모입니다.'),
  choice('mark', "The packet's mark.", '패킷의 마크입니다.'),
  choice('connmark', "The connection's mark.", '연결의 마크입니다.'),
  choice('addrtype', 'Kinds of address.', '주소의 종류입니다.'),
  choice('statistic', 'Some packets, by chance or by counting.', '확률이나 개수로 고른 일부 패킷입니다.'),
  choice('mac', "The sender's MAC address.", '보낸 쪽의 MAC 주소입니다.'),
  choice('iprange', 'Ranges of addresses.', '주소 범위입니다.'),
  choice('limit', 'No more than so many packets a time.', '일정 시간에 정해진 수까지만 맞습니다.'),
  choice('length', 'The length of the packet.', '패킷의 길이입니다.'),
  choice('ttl', 'The time to live.', 'TTL 값입니다.'),
  choice('dscp', 'The class of service (DSCP).', '서비스 클래스(DSCP)입니다.'),
  choice('tos', 'The type of service.', '서비스 종류(TOS)입니다.'),
  choice('pkttype', 'Whom the frame was for.', '프레임이 누구에게 왔는지입니다.'),
  choice('owner', 'Which user of this host sends.', '이 호스트의 어떤 사용자가 보내는지입니다.'),
  choice('quota', 'Until so many bytes have passed.', '정해진 바이트가 지나갈 때까지입니다.'),
  choice('time', 'At certain times.', '정해진 시간에만 맞습니다.'),
  choice('connlimit', 'How many connections a host has.', '한 호스트가 가진 연결의 수입니다.'),
  choice('recent', 'Addresses seen lately.', '최근에 본 주소들입니다.'),
  choice('set', 'An address or port is in an IP set (ipset).', '주소나 포트가 IP 집합(ipset)에 있습니다.'),
  choice('physdev', 'Ports of a bridge.', '브리지의 포트입니다.'),
  choice('rpfilter', 'The way back to the sender.', '보낸 쪽으로 돌아가는 길입니다.'),
  choice('string', 'Text in the packet.', '패킷 안의 글자입니다.'),
];

const TABLE_CHOICES: readonly ValueChoice[] = [
  choice('filter', 'What may pass (default).', '무엇을 통과시킬지 정합니다(기본값).'),
  choice('nat', 'Rewriting addresses of new connections.', '새 연결의 주소를 바꿉니다.'),
  choice('mangle', 'Changing packets, such as marks.', '마크 등 패킷을 고칩니다.'),
  choice('raw', 'Before connection tracking.', '연결 추적보다 앞섭니다.'),
  choice('security', 'Labels of mandatory access control.', '강제 접근 제어의 레이블을 다룹니다.'),
];

function chosen(declared: OptionDeclaration, choices: readonly ValueChoice[]): OptionDeclaration {
  return declared.value ? { ...declared, value: { ...declared.value, choices } } : declared;
}

function onChain(names: string, en: string, ko: string): OptionDeclaration {
  return chosen(valued(names, 'CHAIN', 'text', en, ko), CHAIN_CHOICES);
}

export const TABLE_OPTION = chosen(
  valued('-t --table', 'TABLE', 'choice', 'The table to work on (filter).', '다룰 테이블이며 기본값은 filter입니다.'),
  TABLE_CHOICES,
);

/** The options iptables has without any extension, in the order of its table: an abbreviation must fit only one. */
export const BASE_OPTIONS: readonly OptionDeclaration[] = [
  onChain('-A --append', 'Append a rule to a chain.', '체인 끝에 규칙을 덧붙입니다.'),
  onChain('-D --delete', 'Delete the rule with this number, or the first one like this.', '이 번호의 규칙, 또는 똑같은 첫 규칙을 지웁니다.'), // prettier-ignore
  onChain('-C --check', 'Is there such a rule? (exit status)', '이런 규칙이 있는지 종료 코드로 알려 줍니다.'),
  onChain('-I --insert', 'Insert a rule at a number (1: at the top).', '이 번호 자리에 규칙을 넣습니다(1은 맨 위).'),
  onChain('-R --replace', 'Replace the rule with this number.', '이 번호의 규칙을 바꿉니다.'),
  optional(
    onChain('-L --list', 'List the rules of a chain, or of all.', '한 체인 또는 모든 체인의 규칙을 보여 줍니다.'),
  ),
  optional(onChain('-S --list-rules', 'Print rules as commands.', '규칙을 명령 형태로 출력합니다.')),
  optional(
    onChain('-F --flush', 'Delete all rules of a chain, or of all.', '한 체인 또는 모든 체인의 규칙을 모두 지웁니다.'),
  ),
  optional(onChain('-Z --zero', 'Set counters to zero.', '카운터를 0으로 만듭니다.')),
  valued('-N --new-chain', 'CHAIN', 'text', 'Make a chain of this name.', '이 이름의 체인을 만듭니다.'),
  optional(
    onChain('-X --delete-chain', 'Delete an empty chain, or all of them.', '빈 체인 하나 또는 전부를 지웁니다.'),
  ),
  valued('-E --rename-chain', 'OLD NEW', 'text', 'Give a chain another name.', '체인의 이름을 바꿉니다.'),
  onChain('-P --policy', 'What becomes of packets at the end of a built-in chain.', '내장 체인의 끝에 다다른 패킷을 어떻게 할지 정합니다.'), // prettier-ignore
  valued('-s --source --src', 'ADDRESS[/MASK][,…]', 'prefix', 'The source address or network.', '출발지 주소나 네트워크입니다.'), // prettier-ignore
  valued('-d --destination --dst', 'ADDRESS[/MASK][,…]', 'prefix', 'The destination address or network.', '목적지 주소나 네트워크입니다.'), // prettier-ignore
  chosen(
    valued('-p --protocol', 'PROTOCOL', 'text', 'The protocol, by name or number.', '프로토콜의 이름이나 번호입니다.'),
    [
      choice('tcp', 'TCP (number 6).', 'TCP(6번)입니다.'),
      choice('udp', 'UDP (number 17).', 'UDP(17번)입니다.'),
      choice('icmp', 'ICMP (number 1): ping and errors.', 'ICMP(1번)이며 ping과 오류입니다.'),
      choice('all', 'Every protocol (default).', '모든 프로토콜입니다(기본값).'),
    ],
  ),
  valued('-i --in-interface', 'DEVICE[+]', 'device', 'Came in through this device; + matches any ending.', '이 장치로 들어왔습니다. +는 어떤 끝이든 맞습니다.'), // prettier-ignore
  chosen(valued('-j --jump', 'TARGET', 'text', 'What to do with a packet that matches: a target or a chain.', '맞은 패킷을 어떻게 할지: 타깃이나 체인입니다.'), TARGET_CHOICES), // prettier-ignore
  TABLE_OPTION,
  chosen(valued('-m --match', 'MATCH', 'text', 'Use an extended match.', '확장 매치를 씁니다.'), MATCH_CHOICES),
  flag('-n --numeric', 'Show addresses and ports as numbers.', '주소와 포트를 숫자로 보여 줍니다.'),
  valued('-o --out-interface', 'DEVICE[+]', 'device', 'Will leave through this device; + matches any ending.', '이 장치로 나갑니다. +는 어떤 끝이든 맞습니다.'), // prettier-ignore
  flag('-v --verbose', 'Show counters and devices too.', '카운터와 장치도 보여 줍니다.'),
  optional(valued('-w --wait', 'SECONDS', 'number', 'Wait for the lock; no effect here.', '잠금을 기다립니다. 여기서는 효과가 없습니다.')), // prettier-ignore
  optional(valued('-W --wait-interval', 'MICROSECONDS', 'number', 'Obsolete; no effect.', '더는 쓰지 않으며 효과가 없습니다.')), // prettier-ignore
  flag('-x --exact', 'Show counters in full.', '카운터를 줄이지 않고 보여 줍니다.'),
  flag('-f --fragments', 'Second and later fragments.', '두 번째 이후의 조각입니다.'),
  flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
  optional(valued('-h --help', 'WHAT', 'text', 'Show the usage, also of matches and targets named before.', '앞에서 부른 매치와 타깃을 포함해 사용법을 보여 줍니다.')), // prettier-ignore
  flag('--line-numbers', 'Number the rules.', '규칙에 번호를 붙입니다.'),
  valued(
    '-M --modprobe',
    'COMMAND',
    'text',
    'How to load modules; no effect here.',
    '모듈을 읽는 명령이며 여기서는 효과가 없습니다.',
  ),
  valued('-c --set-counters', 'PACKETS BYTES', 'text', 'Start the counters of the rule there.', '규칙의 카운터를 이 값에서 시작합니다.'), // prettier-ignore
  onChain(
    '-g --goto',
    'Go on in another chain, without coming back here.',
    '다른 체인으로 가고 여기로 돌아오지 않습니다.',
  ),
  flag('-4 --ipv4', 'No effect.', '효과가 없습니다.'),
  flag('-6 --ipv6', 'An error in iptables.', 'iptables에서는 오류입니다.'),
];
