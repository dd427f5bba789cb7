import { LAB_EPOCH_MS } from '../../kernel/clock';
import type { World } from '../../kernel/world';
import type { Tool } from '../../shell/process';
import { becomeService, servicePid } from '../services/start';
import { parseDuration } from './duration';

/** sleep(1) on the virtual clock: costs no real time. */
export const sleep: Tool = {
  name: 'sleep',
  async run(process) {
    const words = process.argv.slice(1);
    if (words.length === 0) {
      process.err("sleep: missing operand\nTry 'sleep --help' for more information.\n");
      return 1;
    }
    let seconds = 0;
    let bad = false;
    for (const word of words) {
      const value = parseDuration(word);
      if (value === undefined) {
        process.err(`sleep: invalid time interval ‘${word}’\n`);
        bad = true;
      } else seconds += value;
    }
    if (bad) {
      process.err("Try 'sleep --help' for more information.\n");
      return 1;
    }
    const until = process.world.nowUs + seconds * 1_000_000;
    if (process.background) {
      return becomeService(process, servicePid(process), { kind: 'sleep', untilUs: until });
    }
    if (seconds === Infinity) while (!process.signal.aborted) await process.pace(1_000_000);
    await process.wait(() => false, until);
    return process.signal.aborted ? 143 : 0;
  },
};

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']; // prettier-ignore

/** date(1), showing only: the lab's clock in UTC, with the conversions of strftime(3) that people use. */
export const date: Tool = {
  name: 'date',
  run(process) {
    const words = process.argv.slice(1).filter((word) => word !== '-u' && word !== '--utc');
    const [format, ...rest] = words;
    if (rest.length > 0) {
      process.err(`date: extra operand ‘${rest[0] ?? ''}’\nTry 'date --help' for more information.\n`);
      return Promise.resolve(1);
    }
    if (format !== undefined && !/^(\+|-R$|-I(seconds)?$)/.test(format)) {
      process.err(`date: invalid date ‘${format}’\n`);
      return Promise.resolve(1);
    }
    process.out(`${dateText(wallClock(process.world), format)}\n`);
    return Promise.resolve(0);
  },
};

/** What date(1) prints for a `+FORMAT`, `-R`, `-I` or nothing. */
export function dateText(at: Date, format: string | undefined): string {
  if (format === undefined) return strftime('%a %b %e %H:%M:%S UTC %Y', at);
  if (format === '-R') return strftime('%a, %d %b %Y %H:%M:%S +0000', at);
  if (format.startsWith('-I')) return strftime(format === '-I' ? '%F' : '%FT%T+00:00', at);
  return strftime(format.slice(1), at);
}

export function wallClock({ nowUs }: Pick<World, 'nowUs'>): Date {
  return new Date(LAB_EPOCH_MS + Math.floor(nowUs / 1000));
}

/** ctime(3) of the lab's clock: `Thu Jan  1 00:00:00 2026` and a new line. */
export function ctime(world: Pick<World, 'nowUs'>): string {
  return `${strftime('%a %b %e %T %Y', wallClock(world))}\n`;
}

function strftime(format: string, at: Date): string {
  const two = (n: number, pad = '0'): string => String(n).padStart(2, pad);
  const values: Readonly<Record<string, () => string>> = {
    a: () => (DAYS[at.getUTCDay()] ?? '').slice(0, 3),
    A: () => DAYS[at.getUTCDay()] ?? '',
    b: () => (MONTHS[at.getUTCMonth()] ?? '').slice(0, 3),
    B: () => MONTHS[at.getUTCMonth()] ?? '',
    d: () => two(at.getUTCDate()),
    e: () => two(at.getUTCDate(), ' '),
    F: () => at.toISOString().slice(0, 10),
    H: () => two(at.getUTCHours()),
    I: () => two(at.getUTCHours() % 12 || 12),
    j: () => String(Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 0)) / 86_400_000)).padStart(3, '0'),
    m: () => two(at.getUTCMonth() + 1),
    M: () => two(at.getUTCMinutes()),
    n: () => '\n',
    N: () => `${String(at.getUTCMilliseconds()).padStart(3, '0')}000000`,
    p: () => (at.getUTCHours() < 12 ? 'AM' : 'PM'),
    s: () => String(Math.floor(at.getTime() / 1000)),
    S: () => two(at.getUTCSeconds()),
    T: () => at.toISOString().slice(11, 19),
    u: () => String(at.getUTCDay() || 7),
    y: () => two(at.getUTCFullYear() % 100),
    Y: () => String(at.getUTCFullYear()),
    z: () => '+0000',
    Z: () => 'UTC',
    '%': () => '%',
  };
  return format.replace(/%([a-zA-Z%])/g, (whole, letter: string) => values[letter]?.() ?? whole);
}
