import { choice } from '../grammar/declare';
import { flag, keyword, positional, valued } from '../grammar/declare-getopt';
import type { Clause, Declaration, Parameter, Positional, ValueChoice } from '../grammar/types';

const SET: Positional = positional('set', ['SETNAME', 'text'], 'The name of the set.', '집합의 이름입니다.');
const SOME_SET: Positional = { ...SET, optional: true };

const TYPES: readonly ValueChoice[] = [
  choice('hash:ip', 'Addresses.', '주소들입니다.'),
  choice('hash:net', 'Networks of any length.', '길이가 제각각인 네트워크들입니다.'),
  choice('hash:ip,port', 'Addresses with a protocol and port.', '프로토콜과 포트가 딸린 주소들입니다.'),
  choice('hash:net,port', 'Networks with a protocol and port.', '프로토콜과 포트가 딸린 네트워크들입니다.'),
  choice('hash:ip,port,ip', 'Address, port and another address.', '주소, 포트, 또 다른 주소입니다.'),
  choice('hash:ip,port,net', 'Address, port and a network.', '주소, 포트, 네트워크입니다.'),
  choice('hash:net,iface', 'Networks with a device.', '장치가 딸린 네트워크들입니다.'),
  choice('hash:mac', 'MAC addresses.', 'MAC 주소들입니다.'),
  choice('hash:ip,mark', 'Addresses with a mark.', '마크가 딸린 주소들입니다.'),
  choice('bitmap:ip', 'Addresses of one range.', '한 범위 안의 주소들입니다.'),
  choice('bitmap:ip,mac', 'Addresses of one range with MAC addresses.', '한 범위 안의 주소와 MAC 주소입니다.'),
  choice('bitmap:port', 'Ports of one range.', '한 범위 안의 포트들입니다.'),
  choice('list:set', 'Other sets.', '다른 집합들입니다.'),
];

const EXTENSIONS: readonly Parameter[] = [
  keyword('timeout', 'Seconds until an element is forgotten.', '원소를 잊을 때까지의 초입니다.', ['SECONDS', 'number']), // prettier-ignore
];

const CREATE: Clause = {
  positionals: [
    SET,
    {
      keyword: 'type',
      value: { name: 'TYPENAME', type: 'text', words: { en: 'What its elements are.', ko: '원소의 종류입니다.' }, choices: TYPES }, // prettier-ignore
    },
  ],
  parameters: [
    ...EXTENSIONS,
    keyword('family', 'inet (IPv4) or inet6.', 'inet(IPv4) 또는 inet6입니다.', ['FAMILY', 'text']),
    keyword('hashsize', 'How large the table is at first.', '처음 테이블의 크기입니다.', ['SIZE', 'number']),
    keyword('maxelem', 'How many elements there may be (65536).', '원소의 최대 개수입니다(65536).', [
      'COUNT',
      'number',
    ]),
    keyword('netmask', 'Keep only this many bits of an address.', '주소에서 이만큼의 비트만 남깁니다.', ['CIDR', 'number']), // prettier-ignore
    keyword('bitmask', 'Keep only these bits of an address.', '주소에서 이 비트만 남깁니다.', ['MASK', 'address']),
    keyword('markmask', 'Keep only these bits of a mark.', '마크에서 이 비트만 남깁니다.', ['MASK', 'number']),
    keyword('bucketsize', 'How many elements share a place of the table.', '테이블 한 자리를 나누는 원소의 수입니다.', ['COUNT', 'number']), // prettier-ignore
    keyword('initval', "The table's random start value.", '테이블의 무작위 시작값입니다.', ['NUMBER', 'number']),
    keyword('counters', 'Count packets and bytes of each element.', '원소마다 패킷과 바이트를 셉니다.'),
    keyword('comment', 'Elements may have a comment.', '원소에 설명을 붙일 수 있습니다.'),
    keyword('skbinfo', 'Elements may set marks and priorities.', '원소가 마크와 우선순위를 정할 수 있습니다.'),
    keyword('forceadd', 'A full set forgets an element for a new one.', '가득 찬 집합은 새 원소를 위해 하나를 잊습니다.'), // prettier-ignore
    keyword('range', 'The addresses or ports there may be.', '있을 수 있는 주소나 포트입니다.', ['FROM-TO', 'text']),
    keyword('from', 'The first of them.', '그 가운데 첫 번째입니다.', ['FROM', 'text']),
    keyword('to', 'The last of them.', '그 가운데 마지막입니다.', ['TO', 'text']),
    keyword('network', 'The network they are in.', '그것들이 속한 네트워크입니다.', ['NETWORK', 'prefix']),
    keyword('size', 'How many sets a list has room for.', '목록에 들어갈 집합의 수입니다.', ['SIZE', 'number']),
    keyword('-4', 'Short for family inet.', 'family inet의 준말입니다.'),
    keyword('-6', 'Short for family inet6.', 'family inet6의 준말입니다.'),
  ],
};

const ENTRY: Positional = positional('entry', ['ENTRY', 'text'], 'The element, its parts with commas: 10.0.0.1,tcp:80.', '원소이며, 부분은 쉼표로 나눕니다(10.0.0.1,tcp:80).'); // prettier-ignore

const PLACE: readonly Parameter[] = [
  keyword('before', 'Before this member of a list.', '목록의 이 원소 앞입니다.', ['SETNAME', 'text']),
  keyword('after', 'After this member of a list.', '목록의 이 원소 뒤입니다.', ['SETNAME', 'text']),
];
const NOMATCH: Parameter = keyword('nomatch', 'An exception: this network is not in the set.', '예외: 이 네트워크는 집합에 속하지 않습니다.'); // prettier-ignore

const ADD: Clause = {
  positionals: [SET, ENTRY],
  parameters: [
    ...EXTENSIONS,
    NOMATCH,
    keyword('wildcard', 'Devices whose names begin like this.', '이름이 이렇게 시작하는 장치들입니다.'),
    keyword('packets', 'Start its packet counter here.', '패킷 카운터를 이 값에서 시작합니다.', ['COUNT', 'number']),
    keyword('bytes', 'Start its byte counter here.', '바이트 카운터를 이 값에서 시작합니다.', ['COUNT', 'number']),
    keyword('comment', 'A note for people.', '사람을 위한 메모입니다.', ['TEXT', 'text']),
    keyword('skbmark', 'The mark it gives a packet.', '패킷에 붙일 마크입니다.', ['MARK[/MASK]', 'text']),
    keyword('skbprio', 'The priority it gives a packet.', '패킷에 줄 우선순위입니다.', ['MAJOR:MINOR', 'text']),
    keyword('skbqueue', 'The queue it gives a packet.', '패킷을 보낼 큐입니다.', ['QUEUE', 'number']),
    ...PLACE,
  ],
};

const ONE_SET: Clause = { positionals: [SOME_SET], parameters: [] };
const TWO_SETS: Clause = {
  positionals: [SET, positional('other', ['SETNAME', 'text'], 'The other name.', '다른 이름입니다.')],
  parameters: [],
};

/** What ipset's command line looks like. */
export const IPSET: Declaration = {
  name: 'ipset',
  words: {
    en: 'Makes and fills sets of addresses and ports that rules of iptables look up at once.',
    ko: 'iptables 규칙이 한 번에 찾아보는 주소와 포트의 집합을 만들고 채웁니다.',
  },
  synopsis:
    'ipset [OPTIONS] create SETNAME TYPENAME … | add|del|test SETNAME ENTRY | list|save|flush|destroy [SETNAME]',
  dialect: 'iproute2',
  options: [
    valued('-o -output', 'MODE', 'text', 'How to print: plain, save or xml.', '출력 형식(plain, save, xml)입니다.'),
    flag('-s -sorted', 'Print elements in order.', '원소를 순서대로 출력합니다.'),
    flag('-q -quiet', 'Say nothing about what went wrong.', '문제를 말하지 않습니다.'),
    flag('-r -resolve', 'Print names (not simulated yet).', '이름으로 출력합니다(아직 시뮬레이션되지 않음).'),
    flag('-! -exist', 'What is there already, or gone already, is no error.', '이미 있거나 이미 없어도 오류로 치지 않습니다.'), // prettier-ignore
    flag('-n -name', 'Print only names.', '이름만 출력합니다.'),
    flag('-t -terse', 'Leave the elements out.', '원소는 빼고 출력합니다.'),
    valued('-f -file', 'FILE', 'path', 'Read from or write to this file.', '이 파일에서 읽거나 이 파일에 씁니다.'),
  ].map((option) => ({ ...option, match: 'exact' as const })),
  body: {
    select: {
      role: 'verb',
      choices: [
        { name: 'create', aliases: ['new', '-N'], words: { en: 'Make a set.', ko: '집합을 만듭니다.' }, body: { clause: CREATE } }, // prettier-ignore
        { name: 'add', aliases: ['-A'], words: { en: 'Put an element in.', ko: '원소를 넣습니다.' }, body: { clause: ADD } }, // prettier-ignore
        { name: 'del', aliases: ['-D'], words: { en: 'Take an element out.', ko: '원소를 뺍니다.' }, body: { clause: { positionals: [SET, ENTRY], parameters: PLACE } } }, // prettier-ignore
        { name: 'test', aliases: ['-T'], words: { en: 'Is an element in it? (exit status)', ko: '원소가 들어 있는지 종료 코드로 알려 줍니다.' }, body: { clause: { positionals: [SET, ENTRY], parameters: [NOMATCH, ...PLACE] } } }, // prettier-ignore
        { name: 'destroy', aliases: ['x', '-X'], words: { en: 'Remove a set, or all.', ko: '집합 하나 또는 전부를 없앱니다.' }, body: { clause: ONE_SET } }, // prettier-ignore
        { name: 'list', aliases: ['-L'], words: { en: 'Show a set, or all.', ko: '집합 하나 또는 전부를 보여 줍니다.' }, body: { clause: ONE_SET } }, // prettier-ignore
        { name: 'save', aliases: ['-S'], words: { en: 'Print sets as commands for restore.', ko: '집합을 restore용 명령으로 출력합니다.' }, body: { clause: ONE_SET } }, // prettier-ignore
        { name: 'restore', aliases: ['-R'], words: { en: 'Run what save printed.', ko: 'save가 출력한 것을 실행합니다.' }, body: { clause: { parameters: [] } } }, // prettier-ignore
        { name: 'flush', aliases: ['-F'], words: { en: 'Empty a set, or all.', ko: '집합 하나 또는 전부를 비웁니다.' }, body: { clause: ONE_SET } }, // prettier-ignore
        { name: 'rename', aliases: ['e', '-E'], words: { en: 'Give a set another name.', ko: '집합의 이름을 바꿉니다.' }, body: { clause: TWO_SETS } }, // prettier-ignore
        { name: 'swap', aliases: ['w', '-W'], words: { en: 'Exchange what two sets hold.', ko: '두 집합의 내용을 맞바꿉니다.' }, body: { clause: TWO_SETS } }, // prettier-ignore
        { name: 'help', aliases: ['-h', '-H'], words: { en: 'Show the usage, also of a type.', ko: '사용법을 보여 주며, 종류별 사용법도 보여 줍니다.' }, body: { clause: { positionals: [{ ...positional('type', ['TYPENAME', 'text'], 'A type of set.', '집합의 종류입니다.'), optional: true }], parameters: [] } } }, // prettier-ignore
        { name: 'version', aliases: ['-v', '-V'], words: { en: 'Show the version.', ko: '버전을 보여 줍니다.' }, body: { clause: { parameters: [] } } }, // prettier-ignore
        { name: 'quit', words: { en: 'End an interactive session.', ko: '대화형 실행을 끝냅니다.' }, body: { clause: { parameters: [] } } }, // prettier-ignore
      ],
    },
  },
};
