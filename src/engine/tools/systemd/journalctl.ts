import { LAB_EPOCH_MS } from '../../kernel/clock';
import { journalOf } from '../../kernel/systemd/journal';
import type { JournalEntry } from '../../kernel/systemd/records';
import { readKernelLog } from '../../kernel/kernel-log';
import { ExitError, exitStatus } from '../clib/exit';
import { flag, valued } from '../grammar/declare-getopt';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Declaration, Program } from '../grammar/types';
import type { Process } from '../tool';
import { unitName } from './manager';
import { journalLine } from './texts';

const JOURNALCTL: Declaration = {
  name: 'journalctl',
  words: { en: 'Shows the journal: what services and the kernel said.', ko: '저널을 보여 줍니다. 서비스와 커널이 남긴 기록입니다.' }, // prettier-ignore
  synopsis: 'journalctl [-u UNIT] [-xef] [-n N] [--since TIME]',
  dialect: 'getopt',
  options: [
    valued('-u --unit', 'UNIT', 'text', 'Of this unit only.', '이 유닛의 것만 보여 줍니다.'),
    valued('-t --identifier', 'NAME', 'text', 'Of this program only.', '이 프로그램의 것만 보여 줍니다.'),
    { names: ['-n', '--lines'], words: { en: 'The last lines only.', ko: '마지막 줄만 보여 줍니다.' }, value: { name: 'N', type: 'number', words: { en: 'How many: 10.', ko: '줄 수: 10.' } }, valueOptional: true }, // prettier-ignore
    flag('-x --catalog', 'With explanations.', '설명을 덧붙입니다.'),
    flag('-e --pager-end', 'From the end.', '끝부터 보여 줍니다.'),
    flag('-f --follow', 'And what comes.', '새로 오는 것도 보여 줍니다.'),
    flag('-r --reverse', 'The newest first.', '최신 것부터 보여 줍니다.'),
    flag('-k --dmesg', "The kernel's messages.", '커널의 메시지입니다.'),
    flag('--no-pager', 'Do not use a pager.', '페이저를 쓰지 않습니다.'),
    flag('-q --quiet', 'Print less.', '출력을 줄입니다.'),
    flag('-l --full', 'Whole lines.', '줄 전체를 보여 줍니다.'),
    flag('-a --all', 'Whole lines, all characters.', '모든 글자를 보여 줍니다.'),
    flag('--no-hostname', 'Leave out the host name.', '호스트 이름을 뺍니다.'),
    { names: ['-b', '--boot'], words: { en: 'Since the last boot.', ko: '마지막 부팅부터 보여 줍니다.' }, value: { name: 'ID', type: 'text', words: { en: 'Another boot.', ko: '다른 부팅입니다.' } }, valueOptional: true }, // prettier-ignore
    valued('-S --since', 'TIME', 'text', 'Not before: "10 min ago", "2026-01-01 00:00".', '이때부터: "10 min ago", "2026-01-01 00:00".'), // prettier-ignore
    valued('-U --until', 'TIME', 'text', 'Not after.', '이때까지입니다.'),
    valued('-p --priority', 'LEVEL', 'text', 'This important or more: err, warning.', '이만큼 중요하거나 더 중요한 것: err, warning.'), // prettier-ignore
    valued('-g --grep', 'PATTERN', 'text', 'Messages that match.', '일치하는 메시지입니다.'),
    valued('-o --output', 'FORMAT', 'text', 'How to print: short or cat.', '출력 형식: short, cat.'),
  ],
  body: { clause: { parameters: [], positionals: [] } },
};

const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'];

/** journalctl(1) of systemd 252. */
export const journalctl: Program = {
  ...JOURNALCTL,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

async function run(process: Process): Promise<number> {
  // `-n20` and `-n 20` are the same, and `-n` alone is 10.
  const words = process.argv.slice(1).flatMap((word, index, all) => {
    const before = all[index - 1] ?? '';
    if (/^\d+$/.test(word) && /^-[a-z]*n$|^--lines$/.test(before)) return [];
    const next = all[index + 1] ?? '';
    if (/^-[a-z]*n$/.test(word) && /^\d+$/.test(next)) return [`${word}${next}`];
    return word === '--lines' && /^\d+$/.test(next) ? [`--lines=${next}`] : [word];
  });
  const { options, error } = parseOptions(JOURNALCTL, words);
  if (error !== undefined) throw new ExitError(1, `journalctl: ${error}\n`);
  const given = new Map(options.map(({ flag: name, value }) => [name, value]));
  const units = new Set(options.filter(({ flag: name }) => name === 'u').map(({ value = '' }) => unitName(value)));
  const { world, host } = process;
  const wanted = selection(process, given, units);
  let entries = entriesOf(process, given.has('k')).filter(wanted);
  if (given.has('n') || given.has('e') || given.has('f')) {
    const count = given.get('n') ?? (given.has('e') && !given.has('n') ? '1000' : '10');
    if (count !== 'all') entries = entries.slice(-Number(count) || entries.length);
  }
  const hostname = world.host(host).hostname;
  const print = (entry: JournalEntry): void => process.out(lineOf(entry, hostname, given));
  for (const entry of given.has('r') ? [...entries].reverse() : entries) print(entry);
  if (entries.length === 0 && !given.has('f') && !given.has('q')) process.out('-- No entries --\n');
  if (!given.has('f')) return 0;
  let seen = journalOf(world, host).length;
  while (!process.signal.aborted) {
    await process.pace(1_000_000);
    const all = journalOf(world, host);
    for (const entry of all.slice(seen)) if (wanted(entry)) print(entry);
    seen = all.length;
  }
  return 0;
}

function entriesOf({ world, host }: Process, kernelOnly: boolean): readonly JournalEntry[] {
  const kernel = readKernelLog(world, host).map(({ atUs, level, text }): JournalEntry => ({ atUs, identifier: 'kernel', pid: undefined, unit: undefined, priority: level, message: text })); // prettier-ignore
  if (kernelOnly) return kernel;
  return [...kernel, ...journalOf(world, host)].sort((a, b) => a.atUs - b.atUs);
}

type Given = ReadonlyMap<string, string | undefined>;

function selection({ world }: Process, given: Given, units: ReadonlySet<string>): (entry: JournalEntry) => boolean {
  const sinceUs = given.has('S') ? momentOf(given.get('S') ?? '', world.nowUs) : 0;
  const untilUs = given.has('U') ? momentOf(given.get('U') ?? '', world.nowUs) : Infinity;
  const level = given.get('p');
  const most = level === undefined ? 7 : /^\d$/.test(level) ? Number(level) : LEVELS.indexOf(level.replace(/^error$/, 'err').replace(/^warn$/, 'warning')); // prettier-ignore
  const pattern = given.get('g');
  const identifier = given.get('t');
  return (entry) =>
    (units.size === 0 || units.has(entry.unit ?? '') || units.has(entry.about ?? '')) &&
    (identifier === undefined || entry.identifier === identifier) &&
    entry.atUs >= sinceUs &&
    entry.atUs <= untilUs &&
    entry.priority <= most &&
    (pattern === undefined || entry.message.includes(pattern));
}

const UNITS: readonly (readonly [RegExp, number])[] = [[/^s/, 1], [/^m(in)?/, 60], [/^h/, 3600], [/^d/, 86_400], [/^w/, 604_800]]; // prettier-ignore

/** systemd.time(7): `10 min ago`, `-1h`, `today`, `2026-01-01 00:00:00`. Throws for what is no time. */
function momentOf(text: string, nowUs: number): number {
  const relative = /^-?\s*(\d+)\s*([a-z]+)(\s+ago)?$/.exec(text);
  if (relative) {
    const [, count = '0', word = 's'] = relative;
    const seconds = UNITS.find(([pattern]) => pattern.test(word))?.[1] ?? 1;
    return nowUs - Number(count) * seconds * 1e6;
  }
  const dayUs = 86_400e6;
  if (text === 'today') return Math.floor(nowUs / dayUs) * dayUs;
  if (text === 'yesterday') return (Math.floor(nowUs / dayUs) - 1) * dayUs;
  if (text === 'now') return nowUs;
  const date = Date.parse(`${text.replace(' ', 'T').replace(/ UTC$/, '')}${text.includes(':') ? '' : 'T00:00'}Z`);
  if (Number.isNaN(date)) throw new ExitError(1, `Failed to parse timestamp: ${text}\n`);
  return (date - LAB_EPOCH_MS) * 1000;
}

function lineOf(entry: JournalEntry, hostname: string, given: Given): string {
  const format = given.get('o');
  if (format === 'cat') return `${entry.message}\n`;
  const line = journalLine(hostname, entry);
  if (given.has('no-hostname')) return line.replace(` ${hostname} `, ' ');
  return line;
}
