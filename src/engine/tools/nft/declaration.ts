import { flag, valued } from '../grammar/declare-getopt';
import type { Declaration, ValueChoice } from '../grammar/types';

function word(value: string, en: string, ko: string): ValueChoice {
  return { value, words: { en, ko } };
}

/** Words of the language that hover explains; names and values stand between them. */
const WORDS: readonly ValueChoice[] = [
  word('list', 'Show what there is.', '있는 것을 보여 줍니다.'),
  word('add', 'Add it; what is there already stays.', '더합니다. 이미 있으면 그대로 둡니다.'),
  word('create', 'Add it; an error when it exists.', '더합니다. 이미 있으면 오류입니다.'),
  word('insert', 'Put a rule at the beginning of the chain.', '규칙을 체인의 맨 앞에 넣습니다.'),
  word('replace', 'Replace the rule with this handle.', '이 핸들의 규칙을 바꿉니다.'),
  word('delete', 'Delete it.', '지웁니다.'),
  word('flush', 'Remove all rules or elements in it.', '안에 있는 모든 규칙이나 원소를 지웁니다.'),
  word('rename', 'Give a chain another name.', '체인의 이름을 바꿉니다.'),
  word('get', 'Look elements up in a set.', '집합에서 원소를 찾습니다.'),
  word('reset', 'Show counters and set them to zero.', '카운터를 보여 주고 0으로 만듭니다.'),
  word('describe', 'Explain an expression and its type.', '식과 그 타입을 설명합니다.'),
  word(
    'monitor',
    'Print changes as they happen (not simulated yet).',
    '변경을 계속 출력합니다(아직 시뮬레이션되지 않음).',
  ),
  word('ruleset', 'All tables.', '모든 테이블입니다.'),
  word('table', 'A table: chains, sets and maps of one family.', '테이블: 한 주소 체계의 체인, 집합, 맵입니다.'),
  word('tables', 'The names of all tables.', '모든 테이블의 이름입니다.'),
  word('chain', 'A chain of rules.', '규칙의 체인입니다.'),
  word('chains', 'All chains, without their rules.', '규칙을 뺀 모든 체인입니다.'),
  word('rule', 'A rule at the end of a chain.', '체인의 규칙입니다.'),
  word('set', 'A set of values; in a rule: change a field or a mark.', '값의 집합입니다. 규칙에서는 필드나 마크를 바꿉니다.'), // prettier-ignore
  word('sets', 'All sets.', '모든 집합입니다.'),
  word('map', 'A map from keys to values.', '키에서 값으로 가는 맵입니다.'),
  word('maps', 'All maps.', '모든 맵입니다.'),
  word('element', 'Elements of a set or a map.', '집합이나 맵의 원소입니다.'),
  word('counter', 'Counts packets and bytes.', '패킷과 바이트를 셉니다.'),
  word('ip', 'IPv4: a table for it, or a field of its header.', 'IPv4: 그 테이블이나 헤더의 필드입니다.'),
  word('ip6', 'IPv6: a table for it, or a field of its header.', 'IPv6: 그 테이블이나 헤더의 필드입니다.'),
  word('inet', 'A table for IPv4 and IPv6 together.', 'IPv4와 IPv6를 함께 다루는 테이블입니다.'),
  word('bridge', 'A table for bridged frames.', '브리지되는 프레임의 테이블입니다.'),
  word('type', 'The type of a base chain or of a field.', '기본 체인이나 필드의 타입입니다.'),
  word('hook', 'Where packets meet the chain: prerouting, input, forward, output, postrouting.', '패킷이 체인을 만나는 곳: prerouting, input, forward, output, postrouting.'), // prettier-ignore
  word('priority', 'Lower numbers come first: raw -300, mangle -150, dstnat -100, filter 0, srcnat 100.', '작은 수가 먼저입니다: raw -300, mangle -150, dstnat -100, filter 0, srcnat 100.'), // prettier-ignore
  word('policy', 'What happens at the end of a base chain.', '기본 체인의 끝에서 일어나는 일입니다.'),
  word('tcp', 'A field of the TCP header.', 'TCP 헤더의 필드입니다.'),
  word('udp', 'A field of the UDP header.', 'UDP 헤더의 필드입니다.'),
  word('icmp', 'A field of ICMP.', 'ICMP의 필드입니다.'),
  word('th', 'A port of whatever transport protocol it is.', '어떤 전송 프로토콜이든 그 포트입니다.'),
  word('saddr', 'The source address.', '출발지 주소입니다.'),
  word('daddr', 'The destination address.', '목적지 주소입니다.'),
  word('sport', 'The source port.', '출발지 포트입니다.'),
  word('dport', 'The destination port.', '목적지 포트입니다.'),
  word('meta', 'What the kernel knows about the packet: devices, mark, protocol.', '커널이 아는 패킷의 정보: 장치, 마크, 프로토콜.'), // prettier-ignore
  word('ct', 'The packet’s connection.', '패킷이 속한 연결입니다.'),
  word('fib', 'What the routing tables say about an address.', '라우팅 테이블이 주소에 대해 말하는 것입니다.'),
  word('iif', 'The device it came in on, by number.', '들어온 장치(번호)입니다.'),
  word('oif', 'The device it leaves by, by number.', '나가는 장치(번호)입니다.'),
  word('iifname', 'The name of the device it came in on.', '들어온 장치의 이름입니다.'),
  word('oifname', 'The name of the device it leaves by.', '나가는 장치의 이름입니다.'),
  word('accept', 'Let the packet go on.', '패킷을 통과시킵니다.'),
  word('drop', 'Throw the packet away.', '패킷을 버립니다.'),
  word('reject', 'Throw the packet away and tell the sender.', '패킷을 버리고 보낸 쪽에 알립니다.'),
  word('return', 'Go back to the chain that jumped here.', '여기로 온 체인으로 돌아갑니다.'),
  word('jump', 'Go through another chain and come back.', '다른 체인을 거쳐 돌아옵니다.'),
  word('goto', 'Go to another chain without coming back.', '돌아오지 않고 다른 체인으로 갑니다.'),
  word('vmap', 'A verdict by what a map has for the key.', '맵이 키에 대해 갖는 판정입니다.'),
  word('dnat', 'Send the connection to another destination.', '연결을 다른 목적지로 보냅니다.'),
  word('snat', 'Give the connection another source.', '연결의 출발지를 바꿉니다.'),
  word('masquerade', 'Give the connection the address of the device it leaves by.', '나가는 장치의 주소를 출발지로 씁니다.'), // prettier-ignore
  word('redirect', 'Send the connection to this host.', '연결을 이 호스트로 보냅니다.'),
  word('log', 'Write a line to the kernel log.', '커널 로그에 한 줄을 씁니다.'),
  word('limit', 'Only so many packets in a time.', '시간당 정해진 수의 패킷만 허용합니다.'),
  word('numgen', 'A number for the packet: random, or one after the other.', '패킷의 번호: 무작위 또는 차례대로.'), // prettier-ignore
  word('comment', 'A note.', '메모입니다.'),
];

/** nft(8) 1.0.6. */
export const NFT: Declaration = {
  name: 'nft',
  words: {
    en: 'Shows and changes the rules of nftables, the kernel’s packet filter beside and below iptables.',
    ko: 'nftables의 규칙을 보여 주고 바꿉니다. iptables 옆이자 그 아래에 있는 커널의 패킷 필터입니다.',
  },
  synopsis: 'nft [-a] [-n] [-s] [-j] [-c] [-e] list ruleset | COMMAND | -f FILE',
  dialect: 'getopt',
  options: [
    flag('-h --help', 'Show the usage.', '사용법을 보여 줍니다.'),
    flag('-v --version', 'Show the version.', '버전을 보여 줍니다.'),
    flag('-V', 'Show the version and what it was built with.', '버전과 빌드 정보를 보여 줍니다.'),
    flag('-a --handle', 'Show the handles of objects, which delete needs.', '지울 때 필요한 핸들을 보여 줍니다.'),
    flag('-s --stateless', 'Leave counters out.', '카운터를 뺍니다.'),
    flag('-t --terse', 'Leave the elements of sets out.', '집합의 원소를 뺍니다.'),
    flag('-n --numeric', 'Numbers instead of names.', '이름 대신 숫자로 보여 줍니다.'),
    flag('-p --numeric-protocol', 'Numbers of protocols.', '프로토콜을 숫자로 보여 줍니다.'),
    flag('-y --numeric-priority', 'Numbers of priorities.', '우선순위를 숫자로 보여 줍니다.'),
    flag('-T --numeric-time', 'Times as numbers.', '시간을 숫자로 보여 줍니다.'),
    flag('-u --guid', 'Names of users and groups.', '사용자와 그룹의 이름을 보여 줍니다.'),
    flag('-S --service', 'Names of services.', '서비스의 이름을 보여 줍니다.'),
    flag('-N --reversedns', 'Names of addresses.', '주소의 이름을 보여 줍니다.'),
    flag('-j --json', 'Print JSON.', 'JSON으로 출력합니다.'),
    flag('-c --check', 'Only check, change nothing.', '검사만 하고 바꾸지 않습니다.'),
    flag('-e --echo', 'Print what was added.', '더한 것을 출력합니다.'),
    flag('-o --optimize', 'Merge rules (not simulated yet).', '규칙을 합칩니다(아직 시뮬레이션되지 않음).'),
    flag('-i --interactive', 'Read commands from a prompt (not simulated yet).', '프롬프트에서 명령을 읽습니다(아직 시뮬레이션되지 않음).'), // prettier-ignore
    valued('-f --file', 'FILE', 'path', 'Read commands from a file, all or nothing; `-` is standard input.', '파일에서 명령을 읽습니다. 전부 되거나 전부 안 됩니다. `-`는 표준 입력입니다.'), // prettier-ignore
    valued('-D --define', 'NAME=VALUE', 'text', 'A variable for the file.', '파일에서 쓸 변수입니다.'),
    valued(
      '-I --includepath',
      'DIRECTORY',
      'path',
      'Where included files are looked for.',
      '포함할 파일을 찾는 곳입니다.',
    ),
    valued('-d --debug', 'LEVEL', 'text', 'Debugging (not simulated yet).', '디버깅(아직 시뮬레이션되지 않음).'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        {
          keyword: 'word',
          optional: true,
          repeats: true,
          value: {
            name: 'COMMAND',
            type: 'text',
            words: { en: 'A word of nft’s language: a command, a name or a value.', ko: 'nft 언어의 단어: 명령, 이름 또는 값입니다.' }, // prettier-ignore
            choices: WORDS,
          },
        },
      ],
    },
  },
};
