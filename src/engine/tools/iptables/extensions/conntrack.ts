import type { ConntrackState, ConntrackStatus, Inverted, Masked, Match, PortRange, Prefix6 } from '../../../kernel/netfilter/model'; // prettier-ignore
import { IPV6_ANY } from '../../../packet/ipv6-address';
import { choice } from '../../grammar/declare';
import type { Value } from '../../grammar/types';
import type { HostFiles } from '../../tool';
import { OptionChecks, choiceOption, option, type Extension, type Given, type Surroundings } from '../extension';
import { CONNTRACK_HELP, STATE_HELP } from '../help-matches';
import { parseProtocol, showAddress, showAddress6, showMask } from '../names';
import { readHostMask, readPortRange, readSeconds } from '../values';

type Conntrack = Extract<Match, { match: 'conntrack' }>;
type State = Extract<Match, { match: 'state' }>;

/** In the order they are printed. */
const STATES: readonly ConntrackState[] = ['INVALID', 'NEW', 'RELATED', 'ESTABLISHED', 'UNTRACKED', 'SNAT', 'DNAT'];
/** In the order they are compared, which decides what an abbreviation means. */
const STATE_WORDS: readonly ConntrackState[] = ['INVALID', 'NEW', 'ESTABLISHED', 'RELATED', 'UNTRACKED', 'SNAT', 'DNAT']; // prettier-ignore
const STATUSES: readonly ConntrackStatus[] = ['EXPECTED', 'SEEN_REPLY', 'ASSURED', 'CONFIRMED'];

const STATE_VALUE: Value = {
  name: 'STATE[,STATE…]',
  type: 'text',
  words: { en: 'States, with commas and no blanks.', ko: '공백 없이 쉼표로 나열한 상태입니다.' },
  choices: [
    choice('NEW', 'The first packet of a connection.', '연결의 첫 패킷입니다.'),
    choice('ESTABLISHED', 'Packets have been seen both ways.', '양방향 패킷이 모두 있었습니다.'),
    choice(
      'RELATED',
      'New, but belongs to a known connection (an ICMP error).',
      '새롭지만 아는 연결에 속합니다(ICMP 오류 등).',
    ),
    choice('RELATED,ESTABLISHED', 'Answers, and what belongs to them.', '응답과 그에 딸린 것입니다.'),
    choice('ESTABLISHED,RELATED', 'Answers, and what belongs to them.', '응답과 그에 딸린 것입니다.'),
    choice('INVALID', 'Belongs to no known connection.', '아는 어떤 연결에도 속하지 않습니다.'),
    choice('UNTRACKED', 'Exempted from tracking in table raw.', 'raw 테이블에서 추적이 면제되었습니다.'),
    choice('SNAT', 'The source address was rewritten.', '출발지 주소가 바뀌었습니다.'),
    choice('DNAT', 'The destination address was rewritten.', '목적지 주소가 바뀌었습니다.'),
  ],
};

const inv = { invertible: true };

/** `-m conntrack` (extensions/libxt_conntrack.c, revision 3). */
export const CONNTRACK: Extension<Match> = {
  name: 'conntrack',
  help: CONNTRACK_HELP,
  options: [
    choiceOption('--ctstate', STATE_VALUE, 'The connection is in one of these states.', '연결이 이 상태 가운데 하나입니다.', inv), // prettier-ignore
    option('--ctproto', 'PROTOCOL', 'The protocol of the connection.', '연결의 프로토콜입니다.', inv),
    option('--ctorigsrc', 'ADDRESS[/MASK]', 'Source before NAT, of the first packet.', 'NAT 전, 첫 패킷의 출발지입니다.', inv, 'prefix'), // prettier-ignore
    option('--ctorigdst', 'ADDRESS[/MASK]', 'Destination before NAT, of the first packet.', 'NAT 전, 첫 패킷의 목적지입니다.', inv, 'prefix'), // prettier-ignore
    option('--ctreplsrc', 'ADDRESS[/MASK]', 'Source of the answers.', '응답의 출발지입니다.', inv, 'prefix'),
    option('--ctrepldst', 'ADDRESS[/MASK]', 'Destination of the answers.', '응답의 목적지입니다.', inv, 'prefix'),
    option('--ctorigsrcport', 'PORT[:PORT]', 'Source port before NAT.', 'NAT 전의 출발지 포트입니다.', inv),
    option('--ctorigdstport', 'PORT[:PORT]', 'Destination port before NAT.', 'NAT 전의 목적지 포트입니다.', inv),
    option('--ctreplsrcport', 'PORT[:PORT]', 'Source port of the answers.', '응답의 출발지 포트입니다.', inv),
    option('--ctrepldstport', 'PORT[:PORT]', 'Destination port of the answers.', '응답의 목적지 포트입니다.', inv),
    option('--ctstatus', 'STATUS[,STATUS…]', 'NONE, EXPECTED, SEEN_REPLY, ASSURED or CONFIRMED.', 'NONE, EXPECTED, SEEN_REPLY, ASSURED 또는 CONFIRMED입니다.', inv), // prettier-ignore
    option('--ctexpire', 'SECONDS[:SECONDS]', 'How long the entry has left to live.', '항목에 남은 수명입니다.', inv),
    option('--ctdir', 'ORIGINAL|REPLY', 'The direction of the packet in the connection.', '연결 안에서 패킷의 방향입니다.'), // prettier-ignore
  ],
  load: (around) => {
    const checks = new OptionChecks(CONNTRACK, around);
    let match: Conntrack = { match: 'conntrack' };
    return {
      take(given) {
        checks.note(given);
        match = { ...match, ...read(around, given) };
      },
      finish() {
        if (checks.none) around.fail('conntrack: At least one option is required');
        checks.finish();
        return match;
      },
    };
  },
};

/** `-m state`: the old name of `-m conntrack --ctstate`, kept in listings. */
export const STATE: Extension<Match> = {
  name: 'state',
  help: STATE_HELP,
  options: [
    choiceOption('--state', STATE_VALUE, 'The connection is in one of these states.', '연결이 이 상태 가운데 하나입니다.', { invertible: true, mandatory: true }), // prettier-ignore
  ],
  load: (around) => {
    const checks = new OptionChecks(STATE, around);
    let match: State = { match: 'state', any: [], inverted: false };
    return {
      take(given) {
        checks.note(given);
        const any = readWords(around, given.value, STATE_WORDS.slice(0, 5), 'state', '--state');
        match = { match: 'state', any, inverted: given.inverted };
      },
      finish() {
        checks.finish();
        return match;
      },
    };
  },
};

function read(around: Surroundings, { name, value, inverted }: Given): Partial<Conntrack> {
  const masked = (): Inverted & (Masked | Prefix6) => ({ ...readHostMask(around, 'conntrack', name, value), inverted });
  const ports = (): Inverted & PortRange => ({ ...readPortRange(around, 'conntrack', name, value), inverted });
  switch (name) {
    case '--ctstate':
      return { states: { any: readWords(around, value, STATE_WORDS, 'ctstate'), inverted } };
    case '--ctproto': {
      const number = parseProtocol(around.files, value);
      return { protocol: { number: number ?? around.fail(`unknown protocol "${value}" specified`), inverted } };
    }
    case '--ctorigsrc':
      return { originalSource: masked() };
    case '--ctorigdst':
      return { originalDestination: masked() };
    case '--ctreplsrc':
      return { replySource: masked() };
    case '--ctrepldst':
      return { replyDestination: masked() };
    case '--ctorigsrcport':
      return { originalSourcePorts: ports() };
    case '--ctorigdstport':
      return { originalDestinationPorts: ports() };
    case '--ctreplsrcport':
      return { replySourcePorts: ports() };
    case '--ctrepldstport':
      return { replyDestinationPorts: ports() };
    case '--ctstatus': {
      const any = readWords(around, value, ['NONE', ...STATUSES] as const, 'ctstatus');
      return { statuses: { any: STATUSES.filter((status) => any.includes(status)), inverted } };
    }
    case '--ctexpire':
      return { expires: { ...readSeconds(around, 'conntrack', name, value), inverted } };
    default: {
      const direction = value.toUpperCase();
      if (direction === 'ORIGINAL' || direction === 'REPLY') return { direction };
      return around.fail(`conntrack: Bad value for "--ctdir" option: "${value}"`);
    }
  }
}

/** Words with commas, each of which may be shortened; in the order of `STATES`. */
function readWords<Word extends string>(
  around: Surroundings,
  text: string,
  known: readonly Word[],
  what: string,
  option?: string,
): readonly Word[] {
  const found = new Set<Word>();
  let rest = text;
  for (;;) {
    const comma = rest.indexOf(',');
    const part = comma < 0 ? rest : rest.slice(0, comma);
    if (comma < 0 && part === '' && option !== undefined) {
      around.fail(`"${option}" requires a list of states with no spaces, e.g. ESTABLISHED,RELATED`);
    }
    const word = part === '' ? undefined : known.find((candidate) => candidate.startsWith(part.toUpperCase()));
    found.add(word ?? around.fail(`Bad ${what} "${rest}"`));
    if (comma < 0) break;
    rest = rest.slice(comma + 1);
  }
  const order: readonly string[] = STATES;
  return [...found].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** How `-L` shows a state. */
export function listState({ any, inverted }: State): string {
  return `${inverted ? ' !' : ''} state ${any.join(',')}`;
}

/** How `-S` and iptables-save write a state. */
export function saveState({ any, inverted }: State): string {
  return `${inverted ? ' !' : ''} --state ${any.join(',')}`;
}

/** How listings (`numeric` as asked) and, with `--` before each word, iptables-save write it. */
export function showConntrack(match: Conntrack, files: HostFiles, numeric: boolean, dashes: '' | '--'): string {
  const part = (name: string, entry: Inverted | undefined, text: () => string): string =>
    entry ? `${entry.inverted ? ' !' : ''} ${dashes}${name} ${text()}` : '';
  const address = (name: string, entry?: Inverted & (Masked | Prefix6)): string =>
    part(name, entry, () => {
      if (!entry) return '';
      if (!numeric && (entry.address === 0 || entry.address === IPV6_ANY)) return 'anywhere';
      const plain = numeric || dashes !== '';
      if ('mask' in entry) return showAddress(files, entry.address, plain) + showMask(entry.mask);
      const { address: at, prefixLength } = entry;
      return showAddress6(files, at, plain) + (prefixLength === 128 ? '' : `/${prefixLength}`);
    });
  const range = (name: string, entry?: Inverted & PortRange): string =>
    part(name, entry, () => (entry ? `${entry.from}${entry.from === entry.to ? '' : `:${entry.to}`}` : ''));
  return (
    part('ctstate', match.states, () => match.states?.any.join(',') ?? '') +
    part('ctproto', match.protocol, () => String(match.protocol?.number)) +
    address('ctorigsrc', match.originalSource) +
    address('ctorigdst', match.originalDestination) +
    address('ctreplsrc', match.replySource) +
    address('ctrepldst', match.replyDestination) +
    range('ctorigsrcport', match.originalSourcePorts) +
    range('ctorigdstport', match.originalDestinationPorts) +
    range('ctreplsrcport', match.replySourcePorts) +
    range('ctrepldstport', match.replyDestinationPorts) +
    part('ctstatus', match.statuses, () => match.statuses?.any.join(',') || 'NONE') +
    range('ctexpire', match.expires) +
    (match.direction ? ` ${dashes}ctdir ${match.direction}` : '')
  );
}
