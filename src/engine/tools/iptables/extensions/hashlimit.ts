import type { HashlimitPart, Match } from '../../../kernel/netfilter/model';
import { atoi } from '../../clib/numbers';
import { choice } from '../../grammar/declare';
import { bareOption, choiceOption, option, OptionChecks, type Extension, type Surroundings } from '../extension';
import { HASHLIMIT_HELP } from '../help-rare';
import { readInteger } from '../values';

type HashLimit = Extract<Match, { match: 'hashlimit' }>;

/** Microseconds of the units of a rate, as they are written and shown (XT_HASHLIMIT_SCALE_v2). */
const SECOND = 1_000_000;
const UNITS = [
  ['second', SECOND],
  ['minute', 60 * SECOND],
  ['hour', 3600 * SECOND],
  ['day', 86_400 * SECOND],
] as const;
const SHOWN = [
  ['day', 86_400 * SECOND],
  ['hour', 3600 * SECOND],
  ['min', 60 * SECOND],
  ['sec', SECOND],
] as const;
const BYTE_UNITS = [
  ['mb', 1024 * 1024],
  ['kb', 1024],
  ['b', 1],
] as const;
const UINT32_MAX = 0xffffffff;
const GC_INTERVAL_MS = 1000;
const PARTS: readonly HashlimitPart[] = ['srcip', 'srcport', 'dstip', 'dstport'];
const RATES = ['--hashlimit-upto', '--hashlimit-above'];
const MOST = 1_000_000;

/** `-m hashlimit` (extensions/libxt_hashlimit.c, revision 3). */
export const HASHLIMIT: Extension<Match> = {
  name: 'hashlimit',
  help: HASHLIMIT_HELP,
  options: [
    option('--hashlimit-upto --hashlimit', 'N[/second|minute|hour|day]', 'Packets of one group match up to this rate (also as 512kb/s).', '한 묶음의 패킷이 이 속도까지 맞습니다(512kb/s처럼도 씁니다).', { invertible: true, excludes: ['--hashlimit-above'] }), // prettier-ignore
    option('--hashlimit-above', 'N[/second|minute|hour|day]', 'Packets of one group match above this rate.', '한 묶음의 패킷이 이 속도를 넘으면 맞습니다.', { invertible: true, excludes: ['--hashlimit-upto'] }), // prettier-ignore
    option('--hashlimit-name', 'NAME', 'The name of the table under /proc/net/ipt_hashlimit.', '/proc/net/ipt_hashlimit 아래의 표 이름입니다.', { mandatory: true }), // prettier-ignore
    choiceOption(
      '--hashlimit-mode',
      {
        name: 'srcip,srcport,dstip,dstport',
        type: 'text',
        words: { en: 'What packets of one group share.', ko: '한 묶음의 패킷이 공유하는 것입니다.' },
        choices: [
          choice('srcip', 'The source address.', '출발지 주소입니다.'),
          choice('dstip', 'The destination address.', '목적지 주소입니다.'),
          choice('srcport', 'The source port.', '출발지 포트입니다.'),
          choice('dstport', 'The destination port.', '목적지 포트입니다.'),
        ],
      },
      'What packets of one group share; without it all are one group.',
      '한 묶음의 패킷이 공유하는 것이며, 없으면 모두 한 묶음입니다.',
    ),
    option('--hashlimit-srcmask', 'LENGTH', 'Sources in the same network are one.', '같은 네트워크의 출발지를 하나로 봅니다.'), // prettier-ignore
    option('--hashlimit-dstmask', 'LENGTH', 'Destinations in the same network are one.', '같은 네트워크의 목적지를 하나로 봅니다.'), // prettier-ignore
    option('--hashlimit-burst', 'N', 'How many may match at once before the limit holds (5).', '제한이 걸리기 전에 한꺼번에 맞을 수 있는 수입니다(5).'), // prettier-ignore
    option('--hashlimit-htable-size', 'N', 'Buckets of the table.', '표의 버킷 수입니다.'),
    option('--hashlimit-htable-max', 'N', 'Most groups in the table.', '표에 담을 묶음의 상한입니다.'),
    option('--hashlimit-htable-gcinterval', 'MSEC', 'How often unused groups are dropped.', '쓰지 않는 묶음을 버리는 주기입니다.'), // prettier-ignore
    option('--hashlimit-htable-expire', 'MSEC', 'How long an unused group stays.', '쓰지 않는 묶음이 남는 시간입니다.'),
    bareOption('--hashlimit-rate-match', 'Compare the rate only (not simulated yet).', '속도만 비교합니다(아직 시뮬레이션되지 않음).'), // prettier-ignore
    option('--hashlimit-rate-interval', 'SEC', 'Over how long the rate is taken (not simulated yet).', '속도를 재는 시간입니다(아직 시뮬레이션되지 않음).'), // prettier-ignore
  ],
  load: (around) => {
    const checks = new OptionChecks(HASHLIMIT, around);
    let match: HashLimit = { match: 'hashlimit', above: false, bytes: false, average: 0, burst: 5, mode: [], name: '', expireMs: 0 }; // prettier-ignore
    let burst: string | undefined;
    let expireMs: number | undefined;
    return {
      take(given) {
        checks.note(given);
        const { name, value, inverted } = given;
        const number = (): number => readInteger(around, 'hashlimit', name, value);
        switch (name) {
          case '--hashlimit-upto':
          case '--hashlimit-above':
            match = { ...match, ...readRate(around, name, value), above: (name === '--hashlimit-above') !== inverted };
            return;
          case '--hashlimit-name':
            match = { ...match, name: value };
            return;
          case '--hashlimit-mode':
            match = { ...match, mode: readMode(around, value) };
            return;
          case '--hashlimit-srcmask':
            match = { ...match, ...(!isWhole(around, number()) && { sourceMask: number() }) };
            return;
          case '--hashlimit-dstmask':
            match = { ...match, ...(!isWhole(around, number()) && { destinationMask: number() }) };
            return;
          case '--hashlimit-burst':
            burst = value;
            return;
          case '--hashlimit-htable-size':
            match = { ...match, size: number() };
            return;
          case '--hashlimit-htable-max':
            match = { ...match, max: number() };
            return;
          case '--hashlimit-htable-gcinterval':
            match = { ...match, gcIntervalMs: number() };
            return;
          case '--hashlimit-htable-expire':
            expireMs = number();
            return;
          default:
            around.fail(`cka-net: ${name} is not simulated yet`);
        }
      },
      finish() {
        if (!checks.has(...RATES)) around.fail('You have to specify --hashlimit');
        checks.finish();
        const whole = { ...match, burst: readBurst(around, match, burst) };
        return { ...whole, expireMs: expireMs ?? unitMs(whole) };
      },
    };
  },
};

/** parse_rate, and bytes_to_cost for rates of bytes, which are rounded to what the kernel keeps. */
function readRate(around: Surroundings, name: string, text: string): Pick<HashLimit, 'bytes' | 'average'> {
  const bad = (): never => around.fail(`hashlimit: Bad value for "${name}" option: "${text}"`);
  const [, amount = '', unit = ''] = /^(\d+)(mb|kb|b)\/s$/i.exec(text) ?? [];
  if (amount !== '') {
    const bytes = Number(amount) * (BYTE_UNITS.find(([known]) => known === unit.toLowerCase())?.[1] ?? 1);
    if (bytes === 0 || bytes > UINT32_MAX) bad();
    const cost = Math.floor(UINT32_MAX / (Math.floor(bytes / 16) + 1));
    return { bytes: true, average: (Math.floor(UINT32_MAX / cost) - 1) * 16 };
  }
  const slash = text.indexOf('/');
  const word = slash < 0 ? 'second' : text.slice(slash + 1).toLowerCase();
  const size = word === '' ? undefined : UNITS.find(([known]) => known.startsWith(word))?.[1];
  const count = atoi(text) >>> 0;
  if (size === undefined || count === 0) return bad();
  const average = Math.floor(size / count);
  if (average === 0) around.fail(`Rate too fast "${text}"`);
  return { bytes: false, average };
}

/** A mask that leaves every address by itself is none. */
function isWhole({ family }: Surroundings, length: number): boolean {
  return length === (family === 'inet6' ? 128 : 32);
}

function readMode(around: Surroundings, text: string): readonly HashlimitPart[] {
  const words = text.split(',').filter((word) => word !== '');
  if (words.some((word) => !PARTS.some((part) => part === word))) {
    around.fail(`hashlimit: Bad value for "--hashlimit-mode" option: "${text}"`);
  }
  return PARTS.filter((part) => words.includes(part));
}

/** parse_burst: a number of packets, or bytes that are no less than a second's. */
function readBurst(around: Surroundings, { bytes, average }: HashLimit, text: string | undefined): number {
  const bad = (): never => around.fail(`bad value for option "--hashlimit-burst", or out of range (1-${MOST}).`);
  if (!bytes) {
    if (text === undefined) return 5;
    const number = /^\d+$/.test(text) ? Number(text) : 0;
    return number >= 1 && number <= MOST ? number : bad();
  }
  if (text === undefined) return 0;
  const [, amount = '', unit = 'b'] = /^(\d+)(mb|kb|b)?$/i.exec(text) ?? [];
  if (amount === '') bad();
  const size = Number(amount) * (BYTE_UNITS.find(([known]) => known === unit.toLowerCase())?.[1] ?? 1);
  if (size < average) around.fail(`burst cannot be smaller than ${average}b`);
  return Math.ceil(size / average);
}

/** After which time an unused group is dropped, when nobody says: the unit of the rate (print_rate). */
function unitMs({ bytes, average }: HashLimit): number {
  return bytes ? 1000 : rateOf(average)[1] / 1000;
}

function rateOf(period: number): (typeof SHOWN)[number] {
  let chosen: (typeof SHOWN)[number] = SHOWN[0];
  for (const rate of SHOWN.slice(1)) {
    if (period > rate[1] || Math.floor(rate[1] / period) < rate[1] % period) break;
    chosen = rate;
  }
  return chosen;
}

function bytesText(bytes: number): string {
  const [name, size] = BYTE_UNITS.find(([, each]) => bytes >= each && bytes % each === 0) ?? ['b', 1];
  return `${bytes / size}${name}`;
}

/** How listings and, with `--hashlimit-` before each word, iptables-save show it. */
export function showHashlimit(match: HashLimit, save: boolean): string {
  const { above, bytes, average, burst, mode, name, size, max, gcIntervalMs, expireMs, sourceMask, destinationMask } =
    match;
  const word = save ? ' --hashlimit-' : ' ';
  const [unit, each] = rateOf(average);
  const rate = bytes ? `${bytesText(average)}/s` : `${Math.floor(each / average)}/${unit}`;
  const most = bytes ? (burst === 0 ? '' : bytesText(burst * average)) : String(burst);
  const words: string[] = [
    save ? `${word}${above ? 'above' : 'upto'} ${rate}` : ` limit: ${above ? 'above' : 'up to'} ${rate}`,
  ];
  const add = (key: string, value: string | number | undefined): void => {
    if (value !== undefined && value !== '') words.push(`${word}${key} ${value}`);
  };
  add('burst', most);
  add('mode', mode.join(save ? ',' : '-'));
  if (save) add('name', name);
  add('htable-size', size);
  add('htable-max', max);
  if (gcIntervalMs !== GC_INTERVAL_MS) add('htable-gcinterval', gcIntervalMs);
  if (expireMs !== unitMs(match)) add('htable-expire', expireMs);
  add('srcmask', sourceMask);
  add('dstmask', destinationMask);
  return words.join('');
}
