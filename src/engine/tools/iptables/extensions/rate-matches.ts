import type { AddressType, Match } from '../../../kernel/netfilter/model';
import { choice } from '../../grammar/declare';
import type { Value } from '../../grammar/types';
import { atoi, strtod } from '../../clib/numbers';
import { OptionChecks, bareOption, choiceOption, option, type Extension, type Surroundings } from '../extension';
import { ADDRTYPE_HELP, LIMIT_HELP, STATISTIC_HELP } from '../help-matches';
import { readInteger } from '../values';

type AddrType = Extract<Match, { match: 'addrtype' }>;
type Statistic = Extract<Match, { match: 'statistic' }>;
type Limit = Extract<Match, { match: 'limit' }>;

const ADDRESS_TYPES: readonly AddressType[] = ['UNSPEC', 'UNICAST', 'LOCAL', 'BROADCAST', 'ANYCAST', 'MULTICAST', 'BLACKHOLE', 'UNREACHABLE', 'PROHIBIT', 'THROW', 'NAT', 'XRESOLVE']; // prettier-ignore
const TYPE_VALUE: Value = {
  name: 'TYPE[,TYPE…]',
  type: 'text',
  words: { en: 'Kinds of address, as the routing tables know them.', ko: '라우팅 테이블이 아는 주소 종류입니다.' },
  choices: [
    choice('LOCAL', "One of this host's own addresses.", '이 호스트 자신의 주소입니다.'),
    choice('UNICAST', 'An address of one host.', '한 호스트의 주소입니다.'),
    choice('BROADCAST', 'A broadcast address.', '브로드캐스트 주소입니다.'),
    choice('MULTICAST', 'A multicast group.', '멀티캐스트 그룹입니다.'),
  ],
};

/** `-m addrtype` (extensions/libxt_addrtype.c, revision 1). */
export const ADDRTYPE: Extension<Match> = {
  name: 'addrtype',
  help: ADDRTYPE_HELP,
  options: [
    choiceOption('--src-type', TYPE_VALUE, 'The kind of the source address.', '출발지 주소의 종류입니다.', { invertible: true }), // prettier-ignore
    choiceOption('--dst-type', TYPE_VALUE, 'The kind of the destination address.', '목적지 주소의 종류입니다.', { invertible: true }), // prettier-ignore
    bareOption('--limit-iface-in', 'Look only at the incoming device.', '들어온 장치만 봅니다.', { excludes: ['--limit-iface-out'] }), // prettier-ignore
    bareOption('--limit-iface-out', 'Look only at the outgoing device.', '나가는 장치만 봅니다.', { excludes: ['--limit-iface-in'] }), // prettier-ignore
  ],
  load: (around) => {
    const checks = new OptionChecks(ADDRTYPE, around);
    let match: AddrType = { match: 'addrtype' };
    return {
      take(given) {
        checks.note(given);
        const { name, value, inverted } = given;
        if (name === '--limit-iface-in') match = { ...match, limitIn: true };
        else if (name === '--limit-iface-out') match = { ...match, limitOut: true };
        else {
          const types = readTypes(around, value);
          match = { ...match, [name === '--src-type' ? 'source' : 'destination']: { types, inverted } };
        }
      },
      finish() {
        if (!checks.has('--src-type', '--dst-type')) {
          around.fail('addrtype: you must specify --src-type or --dst-type');
        }
        checks.finish();
        return match;
      },
    };
  },
};

function readTypes(around: Surroundings, text: string): readonly AddressType[] {
  const parts = text.split(',');
  const found = new Set<AddressType>();
  for (const [i, part] of parts.entries()) {
    const rest = parts.slice(i).join(',');
    const complaint = i < parts.length - 1 ? `addrtype: bad type \`${rest}'` : `addrtype: bad type "${rest}"`;
    const type = part === '' ? undefined : ADDRESS_TYPES.find((name) => name.startsWith(part.toUpperCase()));
    found.add(type ?? around.fail(complaint));
  }
  return ADDRESS_TYPES.filter((type) => found.has(type));
}

/** How listings and, with `save`, iptables-save show it. */
export function showAddrType({ source, destination, limitIn, limitOut }: AddrType, save: boolean): string {
  const side = (name: string, types: AddrType['source']): string => {
    if (!types) return '';
    const list = types.types.join(',');
    return save ? `${types.inverted ? ' !' : ''} --${name} ${list}` : ` ${name} ${types.inverted ? '!' : ''}${list}`;
  };
  return (
    (save ? '' : ' ADDRTYPE match') +
    side('src-type', source) +
    side('dst-type', destination) +
    (limitIn ? (save ? ' --limit-iface-in' : ' limit-in') : '') +
    (limitOut ? (save ? ' --limit-iface-out' : ' limit-out') : '')
  );
}

const HALF = 0x80000000;
const NTH = ['--every', '--packet'];

/** `-m statistic` (extensions/libxt_statistic.c). */
export const STATISTIC: Extension<Match> = {
  name: 'statistic',
  help: STATISTIC_HELP,
  options: [
    choiceOption(
      '--mode',
      {
        name: 'MODE',
        type: 'choice',
        words: { en: 'How packets are picked.', ko: '패킷을 고르는 방법입니다.' },
        choices: [
          choice('random', 'By chance (--probability).', '확률로 고릅니다(--probability).'),
          choice('nth', 'By counting (--every, --packet).', '세어서 고릅니다(--every, --packet).'),
        ],
      },
      'How packets are picked.',
      '패킷을 고르는 방법입니다.',
      { mandatory: true },
    ),
    option('--probability', 'P', 'Chance of a match, 0 to 1.', '맞을 확률이며 0에서 1까지입니다.', { invertible: true, excludes: NTH }), // prettier-ignore
    option('--every', 'N', 'One of every N packets matches.', 'N개마다 하나가 맞습니다.', { invertible: true, excludes: ['--probability'], also: ['--packet'] }), // prettier-ignore
    option('--packet', 'P', 'Which of the N packets, from 0.', 'N개 가운데 몇 번째인지, 0부터 셉니다.', { excludes: ['--probability'], also: ['--every'] }), // prettier-ignore
  ],
  load: (around) => {
    const checks = new OptionChecks(STATISTIC, around);
    let mode: 'random' | 'nth' = 'random';
    let [probability, every, packet, inverted] = [0, 1, 0, false];
    return {
      take(given) {
        checks.note(given);
        inverted ||= given.inverted;
        if (given.name === '--mode') {
          if (given.value !== 'random' && given.value !== 'nth') around.fail(`Bad mode "${given.value}"`);
          mode = given.value === 'nth' ? 'nth' : 'random';
        } else if (given.name === '--probability') {
          const { value, rest } = strtod(given.value);
          if (given.value === rest || rest !== '' || !(value >= 0 && value <= 1)) {
            around.fail('statistic: bad value for option "--probability", or out of range (0-1).\n');
          }
          probability = Math.round(HALF * value);
        } else if (given.name === '--every') {
          every = readInteger(around, 'statistic', given.name, given.value, 1);
        } else packet = readInteger(around, 'statistic', given.name, given.value);
      },
      finish() {
        if (mode === 'random' && !checks.has('--probability')) {
          around.fail('--probability must be specified when using random mode');
        }
        if (mode === 'nth' && !checks.has('--every', '--packet')) {
          around.fail('--every and --packet must be specified when using nth mode');
        }
        if (mode === 'nth' && packet > every - 1) around.fail('the --packet p must be 0 <= p <= n-1');
        checks.finish();
        return mode === 'random'
          ? { match: 'statistic', mode, probability, inverted }
          : { match: 'statistic', mode, every, packet, inverted };
      },
    };
  },
};

/** How listings and, with `--` before each word, iptables-save show it. */
export function showStatistic(match: Statistic, dashes: '' | '--'): string {
  const not = match.inverted ? ' !' : '';
  if (match.mode === 'random') {
    return ` ${dashes}mode random${not} ${dashes}probability ${(match.probability / HALF).toFixed(11)}`;
  }
  const packet = match.packet > 0 || dashes !== '' ? ` ${dashes}packet ${match.packet}` : '';
  return ` ${dashes}mode nth${not} ${dashes}every ${match.every}${packet}`;
}

/** Units of a rate, as they are written and in the kernel's 1/10000 s. */
const SCALE = 10_000;
const RATE_WORDS = [
  ['second', 1],
  ['minute', 60],
  ['hour', 3600],
  ['day', 86400],
] as const;
const RATES = [
  ['day', 86400 * SCALE],
  ['hour', 3600 * SCALE],
  ['min', 60 * SCALE],
  ['sec', SCALE],
] as const;
const US_PER_UNIT = 100;
const DEFAULT_BURST = 5;

/** `-m limit` (extensions/libxt_limit.c). */
export const LIMIT: Extension<Match> = {
  name: 'limit',
  help: LIMIT_HELP,
  options: [
    option('--limit', 'N[/second|minute|hour|day]', 'How many packets match on average (3/hour).', '평균 몇 개의 패킷이 맞는지입니다(3/hour).'), // prettier-ignore
    option('--limit-burst', 'N', 'How many may match at once before the limit holds (5).', '제한이 걸리기 전에 한꺼번에 맞을 수 있는 수입니다(5).'), // prettier-ignore
  ],
  load: (around) => {
    const checks = new OptionChecks(LIMIT, around);
    let [period, burst] = [(3600 * SCALE) / 3, DEFAULT_BURST];
    return {
      take(given) {
        checks.note(given);
        if (given.name === '--limit') period = readRate(around, given.value);
        else burst = readInteger(around, 'limit', given.name, given.value, 0, 10_000);
      },
      finish() {
        checks.finish();
        return { match: 'limit', averageUs: kernelPeriod(period) * US_PER_UNIT, burst };
      },
    };
  },
};

/** Units of 1/10000 s between packets. */
function readRate(around: Surroundings, text: string): number {
  const slash = text.indexOf('/');
  const unit = slash < 0 ? 'second' : text.slice(slash + 1).toLowerCase();
  const seconds = unit === '' ? undefined : RATE_WORDS.find(([word]) => word.startsWith(unit))?.[1];
  const count = atoi(text) >>> 0;
  if (seconds === undefined || count === 0) around.fail(`bad rate "${text}"'`);
  const period = Math.floor((SCALE * (seconds ?? 0)) / count);
  return period > 0 ? period : around.fail(`Rate too fast "${text}"`);
}

/** nf_tables keeps a whole number of packets per unit: what a period becomes by that (add_nft_limit in iptables/nft.c). */
function kernelPeriod(period: number): number {
  const [, size] = rateOf(period);
  return Math.floor(size / Math.floor(size / period));
}

function rateOf(period: number): (typeof RATES)[number] {
  let chosen: (typeof RATES)[number] = RATES[0];
  for (const rate of RATES.slice(1)) {
    if (period > rate[1] || Math.floor(rate[1] / period) < rate[1] % period) break;
    chosen = rate;
  }
  return chosen;
}

function showRate(averageUs: number): string {
  const period = Math.max(1, Math.round(averageUs / US_PER_UNIT));
  const [name, size] = rateOf(period);
  return `${Math.floor(size / period)}/${name}`;
}

/** How `-L` shows it. */
export function listLimit({ averageUs, burst }: Limit): string {
  return ` limit: avg ${showRate(averageUs)} burst ${burst}`;
}

/** How `-S` and iptables-save write it. */
export function saveLimit({ averageUs, burst }: Limit): string {
  return ` --limit ${showRate(averageUs)}${burst === DEFAULT_BURST ? '' : ` --limit-burst ${burst}`}`;
}
