/** One sentence or two of a diagnostic; `{name}` stands for one of its facts. */
interface Sentence {
  readonly en: string;
  readonly ko: string;
}

function sentences<Key extends string>(table: Readonly<Record<Key, Sentence>>): Readonly<Record<Key, Sentence>> {
  return table;
}

/** What diagnostics with facts of their own say, by the key of the message. */
export const SENTENCES = sentences({
  'invalid-address.octet': {
    en: '"{text}" is not an IPv4 address: each of its four numbers must be 0 to 255.',
    ko: '"{text}"은(는) IPv4 주소가 아닙니다. 네 숫자는 각각 0에서 255 사이여야 합니다.',
  },
  'invalid-address.parts': {
    en: '"{text}" is not an IPv4 address: it needs four numbers with dots between them.',
    ko: '"{text}"은(는) IPv4 주소가 아닙니다. 점으로 나눈 숫자 네 개가 필요합니다.',
  },
  'invalid-address.characters': {
    en: '"{text}" is not an IPv4 address: only digits and dots may stand in it.',
    ko: '"{text}"은(는) IPv4 주소가 아닙니다. 숫자와 점만 쓸 수 있습니다.',
  },
  'invalid-prefix.length': {
    en: '"{text}" is not a network: the length after the slash must be 0 to 32.',
    ko: '"{text}"은(는) 네트워크가 아닙니다. 빗금 뒤의 길이는 0에서 32 사이여야 합니다.',
  },
  'invalid-prefix.address': {
    en: '"{text}" is not a network: the part before the slash is no IPv4 address.',
    ko: '"{text}"은(는) 네트워크가 아닙니다. 빗금 앞이 IPv4 주소가 아닙니다.',
  },
  'missing-prefix-length.address': {
    en: 'No prefix length: the kernel takes {text}/32, a network of one address, so there will be no connected route and neighbours stay unreachable. Did you mean {suggestion}?',
    ko: '프리픽스 길이가 없습니다. 커널은 주소가 하나뿐인 네트워크 {text}/32로 받아들이므로, 직접 연결된 경로가 생기지 않고 이웃에 닿지 못합니다. {suggestion}을(를) 쓰려던 것인가요?',
  },
  'missing-prefix-length.route': {
    en: 'No prefix length: this is a route to the one address {text}/32, not to a network. Did you mean {suggestion}?',
    ko: '프리픽스 길이가 없습니다. 네트워크가 아니라 주소 하나 {text}/32로 가는 경로가 됩니다. {suggestion}을(를) 쓰려던 것인가요?',
  },
  'misplaced-prefix-length': {
    en: '{text}: no prefix length may stand here, only the address {address}.',
    ko: '{text}: 여기에는 프리픽스 길이를 쓸 수 없고 주소 {address}만 쓸 수 있습니다.',
  },
  'pasted-prompt': {
    en: '"{text}" is a prompt that was copied along with the command; the shell would take it for a command.',
    ko: '"{text}"은(는) 명령과 함께 복사된 프롬프트입니다. 셸은 이것을 명령으로 받아들입니다.',
  },
  'route-host-bits': {
    en: '{text} has bits set after its prefix; the kernel refuses such a route ("Invalid prefix for given prefix length"). The network is {network}.',
    ko: '{text}에는 프리픽스 뒤의 비트가 켜져 있어 커널이 거절합니다("Invalid prefix for given prefix length"). 네트워크는 {network}입니다.',
  },
  'nexthop-not-on-link.no-link': {
    en: 'The next hop {gateway} is not on any link of {where}: no interface there is up with an address yet.',
    ko: '다음 홉 {gateway}은(는) {where}의 어느 링크에도 없습니다. 주소가 있고 켜진 인터페이스가 아직 없습니다.',
  },
  'nexthop-not-on-link.other-links': {
    en: 'The next hop {gateway} is not on any link of {where}, which is connected to {subnets} only. A next hop must be a neighbour.',
    ko: '다음 홉 {gateway}은(는) {where}의 어느 링크에도 없습니다. 연결된 네트워크는 {subnets}뿐입니다. 다음 홉은 이웃이어야 합니다.',
  },
  'no-route': {
    en: '{where} has no route to {destination}: the packet is never sent.',
    ko: '{where}에는 {destination}(으)로 가는 경로가 없어 패킷이 나가지 않습니다.',
  },
  'no-route.remedy': {
    en: '{where} has no route to {destination}: the packet is never sent. A route would do it: {remedy}',
    ko: '{where}에는 {destination}(으)로 가는 경로가 없어 패킷이 나가지 않습니다. 이 경로면 됩니다: {remedy}',
  },
  'unknown-word': {
    en: '"{text}" is not something {of} knows.',
    ko: '"{text}"은(는) {of}이(가) 모르는 말입니다.',
  },
  'unknown-word.nearest': {
    en: '"{text}" is not something {of} knows. Did you mean "{nearest}"?',
    ko: '"{text}"은(는) {of}이(가) 모르는 말입니다. "{nearest}"을(를) 쓰려던 것인가요?',
  },
  'placeholder-brackets': {
    en: '"{text}": square brackets mark a placeholder in notes and manuals; typed literally they become part of the word.',
    ko: '"{text}": 대괄호는 노트와 설명서에서 바꿔 넣을 자리를 뜻합니다. 그대로 치면 단어의 일부가 됩니다.',
  },
  'netns-exec-needed': {
    en: '`ip` has no object "{program}". To run {program} in a namespace: {command}',
    ko: '`ip`에는 "{program}"이라는 객체가 없습니다. 네임스페이스 안에서 {program}을(를) 실행하려면: {command}',
  },
});
