import type { CounterCondition, Match, SetChange, SetLookup, Target } from '../../../kernel/netfilter/model';
import { bareOption, option, type Extension, type Given, type Surroundings } from '../extension';
import { SET_MATCH_HELP, SET_TARGET_HELP } from '../help-sets';
import { readInteger } from '../values';

type SetMatch = Extract<Match, { match: 'set' }>;
type SetTarget = Extract<Target, { target: 'SET' }>;
type Lookup = { -readonly [Key in keyof SetLookup]: SetLookup[Key] };

const MOST_DIRECTIONS = 6;
/** IPSET_MAXNAMELEN without the end of the string. */
const LONGEST_NAME = 31;

/** `NAME src,dst`: the second word is the option's too (parse_dirs in extensions/libxt_set.h). */
function readSet(around: Surroundings, name: string, value: string): SetChange {
  const flags = around.nextOperand() ?? around.fail(`${name} requires two args.`);
  if (value.length > LONGEST_NAME) around.fail(`setname \`${value}' too long, max ${LONGEST_NAME} characters.`);
  const family = around.familyOfSet(value) ?? around.fail(`Set ${value} doesn't exist.\n`);
  if (family !== 'both' && family !== around.family) {
    const is = family === 'inet' ? 'IPv4' : 'IPv6';
    around.fail(`The protocol family of set ${value} is ${is}, which is not applicable.\n`);
  }
  const words = flags.split(',');
  if (words.length > MOST_DIRECTIONS) around.fail(`Can't be more src/dst options than ${MOST_DIRECTIONS}.`);
  const directions = words.map((word) =>
    word === 'src' || word === 'dst'
      ? word
      : around.fail("You must spefify (the comma separated list of) 'src' or 'dst'."),
  );
  return { set: value, directions };
}

/** `-m set` (extensions/libxt_set.c, revision 4). */
export const SET_MATCH: Extension<Match> = {
  name: 'set',
  help: SET_MATCH_HELP,
  options: [
    option('--match-set', 'NAME FLAGS', 'The set, and (next word) which ends of the packet to look for: src or dst for each part, with commas.', '집합과, 다음 단어로 패킷의 어느 쪽을 찾을지(부분마다 src나 dst, 쉼표로 구분)입니다.', { invertible: true }), // prettier-ignore
    option('--set', 'NAME FLAGS', 'Old name of --match-set.', '--match-set의 옛 이름입니다.', { invertible: true }),
    bareOption('--return-nomatch', 'Match the exceptions (nomatch) of a set of networks.', '네트워크 집합의 예외(nomatch)에 맞습니다.'), // prettier-ignore
    bareOption('--update-counters', 'With !: do not count in the set.', '!와 함께: 집합의 카운터를 올리지 않습니다.', { invertible: true }), // prettier-ignore
    bareOption('--update-subcounters', 'With !: do not count in members of a list.', '!와 함께: 목록 원소의 카운터를 올리지 않습니다.', { invertible: true }), // prettier-ignore
    option('--packets-eq', 'N', 'The element has counted this many packets.', '원소가 센 패킷이 이만큼입니다.', { invertible: true }), // prettier-ignore
    option('--packets-lt', 'N', 'The element has counted fewer packets.', '원소가 센 패킷이 이보다 적습니다.'),
    option('--packets-gt', 'N', 'The element has counted more packets.', '원소가 센 패킷이 이보다 많습니다.'),
    option('--bytes-eq', 'N', 'The element has counted this many bytes.', '원소가 센 바이트가 이만큼입니다.', { invertible: true }), // prettier-ignore
    option('--bytes-lt', 'N', 'The element has counted fewer bytes.', '원소가 센 바이트가 이보다 적습니다.'),
    option('--bytes-gt', 'N', 'The element has counted more bytes.', '원소가 센 바이트가 이보다 많습니다.'),
  ],
  load: (around) => {
    let lookup: Lookup | undefined;
    let inverted = false;
    const extra: Partial<Lookup> = {};
    return {
      take(given) {
        const { name, value } = given;
        if (name === '--match-set' || name === '--set') {
          if (name === '--set') around.warn('--set option deprecated, please use --match-set\n');
          if (lookup) around.fail('--match-set can be specified only once');
          lookup = readSet(around, '--match-set', value);
          inverted = given.inverted;
        } else takeExtra(around, extra, given);
      },
      finish() {
        if (!lookup) return around.fail("You must specify `--match-set' with proper arguments");
        return { match: 'set', lookup: { ...lookup, ...extra }, inverted };
      },
    };
  },
};

function takeExtra(around: Surroundings, extra: Partial<Lookup>, { name, value, inverted }: Given): void {
  switch (name) {
    case '--return-nomatch':
      if (extra.returnNomatch) around.fail('--return-nomatch flag is already specified\n');
      extra.returnNomatch = true;
      return;
    case '--update-counters':
      if (inverted) extra.keepCounters = true;
      return;
    case '--update-subcounters':
      if (inverted) extra.keepSubcounters = true;
      return;
    default: {
      const what = name.startsWith('--packets') ? 'packets' : 'bytes';
      if (extra[what]) around.fail(`only one of the --${what}-[eq|lt|gt] is allowed\n`);
      const compare = name.slice(-2) as 'eq' | 'lt' | 'gt';
      extra[what] = {
        compare: inverted ? 'ne' : compare,
        value: readInteger(around, 'set', name, value),
      };
    }
  }
}

/** How `-L` shows it. */
export function listSet(match: SetMatch): string {
  return showSet(match, '');
}

/** How `-S` and iptables-save write it. */
export function saveSet(match: SetMatch): string {
  return showSet(match, '--');
}

function showSet({ lookup, inverted }: SetMatch, dashes: '' | '--'): string {
  const condition = (name: string, asked: CounterCondition | undefined): string => {
    if (!asked) return '';
    const { compare, value } = asked;
    const not = compare === 'ne' ? ' !' : '';
    return `${not} ${dashes}${name}-${compare === 'ne' ? 'eq' : compare} ${value}`;
  };
  return (
    `${inverted ? ' !' : ''} ${dashes}match-set ${lookup.set} ${lookup.directions.join(',')}` +
    (lookup.returnNomatch ? ` ${dashes}return-nomatch` : '') +
    (lookup.keepCounters ? ` ! ${dashes}update-counters` : '') +
    (lookup.keepSubcounters ? ` ! ${dashes}update-subcounters` : '') +
    condition('packets', lookup.packets) +
    condition('bytes', lookup.bytes)
  );
}

type TargetDraft = { -readonly [Key in keyof SetTarget]: SetTarget[Key] };

/** `-j SET` (extensions/libxt_SET.c, revision 3). */
export const SET_TARGET: Extension<Target> = {
  name: 'SET',
  help: SET_TARGET_HELP,
  options: [
    option('--add-set', 'NAME FLAGS', 'Add ends of the packet (next word: src or dst, with commas) to a set.', '패킷의 한쪽(다음 단어: src나 dst, 쉼표로 구분)을 집합에 넣습니다.'), // prettier-ignore
    option('--del-set', 'NAME FLAGS', 'Take ends of the packet out of a set.', '패킷의 한쪽을 집합에서 뺍니다.'),
    option('--map-set', 'NAME FLAGS', 'Give the packet what the set says about its element.', '원소에 적힌 값을 패킷에 줍니다.'), // prettier-ignore
    bareOption('--exist', 'An element that is there already starts anew.', '이미 있는 원소는 시간이 다시 시작됩니다.'),
    option('--timeout', 'SECONDS', 'How long the new element lives.', '새 원소의 수명입니다.'),
    bareOption('--map-mark', 'Take the mark.', '마크를 가져옵니다.'),
    bareOption('--map-prio', 'Take the priority.', '우선순위를 가져옵니다.'),
    bareOption('--map-queue', 'Take the queue.', '큐를 가져옵니다.'),
  ],
  load: (around) => {
    const target: TargetDraft = { target: 'SET' };
    const extra = { exist: false, timeout: undefined as number | undefined, mark: false, prio: false, queue: false };
    return {
      take({ name, value }) {
        if (name === '--exist') extra.exist = true;
        else if (name === '--timeout') extra.timeout = readInteger(around, 'SET', name, value, 0, 0xfffffffe);
        else if (name.startsWith('--map-') && name !== '--map-set') {
          extra[name.slice('--map-'.length) as 'mark' | 'prio' | 'queue'] = true;
        } else {
          const key = name.slice(2, 5) as 'add' | 'del' | 'map';
          if (target[key]) around.fail(`${name} can be specified only once`);
          target[key] = readSet(around, name, value);
        }
      },
      finish() {
        if (!target.add && !target.del && !target.map) {
          around.fail("You must specify either `--add-set' or `--del-set' or `--map-set'");
        }
        const { exist, timeout, mark, prio, queue } = extra;
        const { add, map } = target;
        return {
          ...target,
          ...(add && { add: { ...add, ...(exist && { exist }), ...(timeout !== undefined && { timeout }) } }),
          ...(map && { map: { ...map, ...(mark && { mark }), ...(prio && { prio }), ...(queue && { queue }) } }),
        };
      },
    };
  },
};

/** How listings and, with `--` before each word, iptables-save show it. */
export function showSetTarget({ add, del, map }: SetTarget, dashes: '' | '--'): string {
  const change = (name: string, what: SetChange | undefined): string =>
    what ? ` ${dashes}${name}-set ${what.set} ${what.directions.join(',')}` : '';
  return (
    change('add', add) +
    (add?.exist ? ` ${dashes}exist` : '') +
    (add?.timeout === undefined ? '' : ` ${dashes}timeout ${add.timeout}`) +
    change('del', del) +
    change('map', map) +
    (map?.mark ? ` ${dashes}map-mark` : '') +
    (map?.prio ? ` ${dashes}map-prio` : '') +
    (map?.queue ? ` ${dashes}map-queue` : '')
  );
}
