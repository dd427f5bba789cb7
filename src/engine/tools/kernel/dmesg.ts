import { clearKernelLog, readKernelLog, type KernelMessage } from '../../kernel/kernel-log';
import { ExitError, exitStatus } from '../clib/exit';
import { flag, valued } from '../grammar/declare-getopt';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import { ctime } from '../system/clock';
import type { Process } from '../tool';

const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];

/** Real options that are refused. */
const NOT_YET: ReadonlySet<string> = new Set('w W H e d D E n J F f p S s r'.split(' '));

const OPTIONS = [
  flag('-T --ctime', 'Show the time of day.', '날짜와 시각으로 보여 줍니다.'),
  flag('-t --notime', 'Show no time.', '시각을 보여 주지 않습니다.'),
  flag('-c --read-clear', 'Show the messages and clear them.', '메시지를 보여 주고 지웁니다.'),
  flag('-C --clear', 'Clear the messages.', '메시지를 지웁니다.'),
  flag('-k --kernel', "Show the kernel's messages.", '커널의 메시지를 보여 줍니다.'),
  flag('-u --userspace', "Show programs' messages.", '프로그램의 메시지를 보여 줍니다.'),
  flag('-x --decode', 'Show facility and level.', '분류와 중요도를 보여 줍니다.'),
  valued('-l --level', 'LEVEL', 'text', 'Only these levels: err,warn …', '이 중요도(err,warn …)만 고릅니다.'),
  flag('-P --nopager', 'Use no pager.', '페이저를 쓰지 않습니다.'),
  flag('-V --version', 'Print the version.', '버전을 출력합니다.'),
  flag('-w --follow', 'Wait for more (not simulated yet).', '새 메시지를 기다립니다(아직 시뮬레이션되지 않음).'),
  flag(
    '-W --follow-new',
    'Wait for new ones only (not simulated yet).',
    '새 메시지만 기다립니다(아직 시뮬레이션되지 않음).',
  ),
  flag(
    '-H --human',
    'For people, with a pager (not simulated yet).',
    '읽기 좋게 보여 줍니다(아직 시뮬레이션되지 않음).',
  ),
  flag('-e --reltime', 'Relative times (not simulated yet).', '상대 시각을 보여 줍니다(아직 시뮬레이션되지 않음).'),
  flag(
    '-d --show-delta',
    'Time between messages (not simulated yet).',
    '메시지 사이의 시간을 보여 줍니다(아직 시뮬레이션되지 않음).',
  ),
  flag('-r --raw', 'Raw messages (not simulated yet).', '가공하지 않은 메시지입니다(아직 시뮬레이션되지 않음).'),
  flag('-J --json', 'As JSON (not simulated yet).', 'JSON으로 보여 줍니다(아직 시뮬레이션되지 않음).'),
  valued('-n --console-level', 'LEVEL', 'text', 'Console level (not simulated yet).', '콘솔 중요도입니다(아직 시뮬레이션되지 않음).'), // prettier-ignore
  flag('-D --console-off', 'No messages on the console (not simulated yet).', '콘솔 출력을 끕니다(아직 시뮬레이션되지 않음).'), // prettier-ignore
  flag('-E --console-on', 'Messages on the console (not simulated yet).', '콘솔 출력을 켭니다(아직 시뮬레이션되지 않음).'), // prettier-ignore
];

/** dmesg(1) of util-linux 2.38: the kernel log of the host, which every namespace sees. */
export const dmesg: Program = {
  name: 'dmesg',
  words: { en: "Shows the kernel's messages.", ko: '커널의 메시지를 보여 줍니다.' },
  synopsis: 'dmesg [-T] [-c|-C] [-l LEVEL] [-x]',
  dialect: 'getopt',
  options: OPTIONS,
  body: { clause: { parameters: [], positionals: [] } },
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

function run(process: Process): number {
  const { options, operands, error } = parseOptions({ options: OPTIONS }, process.argv.slice(1));
  const hint = "Try 'dmesg --help' for more information.\n";
  if (error !== undefined) throw new ExitError(1, `dmesg: ${error}\n${hint}`);
  const flags = new Set(options.map((given) => given.flag));
  const refused = options.find((given) => NOT_YET.has(given.flag));
  if (refused) throw new ExitError(1, `cka-net: dmesg -${refused.flag} is not simulated yet\n`);
  if (flags.has('V')) {
    process.out('dmesg from util-linux 2.38.1\n');
    return 0;
  }
  if (operands.length > 0) throw new ExitError(1, `dmesg: bad usage\n${hint}`);
  const levels = levelsOf(options.findLast((given) => given.flag === 'l')?.value);
  if (!flags.has('C')) {
    for (const message of readKernelLog(process.world, process.host)) {
      const shown = !levels || levels.has(message.level);
      if (shown && (flags.has('k') || !flags.has('u'))) process.out(line(message, flags));
    }
  }
  if (flags.has('c') || flags.has('C')) clearKernelLog(process.world, process.host);
  return 0;
}

function levelsOf(list: string | undefined): ReadonlySet<number> | undefined {
  if (list === undefined) return undefined;
  return new Set(
    list.split(',').map((name) => {
      const level = LEVELS.indexOf(name);
      if (level < 0) throw new ExitError(1, `dmesg: unknown level '${name}'\n`);
      return level;
    }),
  );
}

function line({ atUs, level, text }: KernelMessage, flags: ReadonlySet<string>): string {
  const decoded = flags.has('x') ? `kern  :${(LEVELS[level] ?? '').padEnd(6)}: ` : '';
  return `${decoded}${timeOf(atUs, flags)}${text}\n`;
}

function timeOf(atUs: number, flags: ReadonlySet<string>): string {
  if (flags.has('t')) return '';
  if (flags.has('T')) return `[${ctime({ nowUs: atUs }).trimEnd()}] `;
  const seconds = String(Math.floor(atUs / 1_000_000)).padStart(5);
  return `[${seconds}.${String(Math.floor(atUs % 1_000_000)).padStart(6, '0')}] `;
}
