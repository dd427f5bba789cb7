import { netnsInode } from '../../kernel/netns-inode';
import type { ProcessRecord } from '../../kernel/process-records';
import type { World } from '../../kernel/world';
import { DEFAULT_RESIDENT_KB, DEFAULT_VIRTUAL_KB, TOTAL_KB } from './memory';
import { elapsed, longStart, processorTime, shortTime, startedAt, startTime } from './times';

/** A process as ps prints it, with what its place among the others says. */
export interface Row extends ProcessRecord {
  /** In front of the command, of `--forest` and `-H`. */
  readonly branch: string;
}

/** ps/output.c format_array: a column's heading, width, side, and text. */
export interface Column {
  readonly heading: string;
  readonly width: number;
  readonly right?: boolean;
  value(row: Row, world: World): string;
  /** Default: the text. */
  sort?(row: Row): number | string;
}

const USERS: ReadonlyMap<string, number> = new Map([['root', 0], ['messagebus', 100], ['nobody', 65_534]]); // prettier-ignore

export function uidOf({ user = 'root' }: ProcessRecord): number {
  return USERS.get(user) ?? 1000;
}

/** The number of a user that there is. */
export function userNumber(word: string): number | undefined {
  return USERS.get(word) ?? (/^\d+$/.test(word) ? Number(word) : undefined);
}

/** A user's name, cut as ps does when it is too long for its column (`message+`). */
function userText({ user = 'root' }: ProcessRecord, width = 8): string {
  return user.length > width ? `${user.slice(0, width - 1)}+` : user;
}

/** argv as /proc/PID/cmdline has it, or the name in brackets when there is none. */
export function commandLine({ argv, comm }: ProcessRecord): string {
  return argv.length > 0 ? argv.join(' ') : `[${comm}]`;
}

/** STAT: s for the leader of a session, + for the foreground of a terminal, l for threads. */
function statOf(row: ProcessRecord): string {
  const { state = 'S', pid, session, threads = 1, terminal } = row;
  const leader = (session ?? pid) === pid ? 's' : '';
  return `${state}${leader}${threads > 1 ? 'l' : ''}${terminal !== undefined && state === 'R' ? '+' : ''}`;
}

const residentOf = (row: Row): number => row.residentKb ?? DEFAULT_RESIDENT_KB;
const virtualOf = (row: Row): number => row.virtualKb ?? DEFAULT_VIRTUAL_KB;
const share = (row: Row, world: World): number =>
  (row.cpuUs ?? 0) / Math.max(1, world.nowUs - row.startedUs) > 1
    ? 0
    : (row.cpuUs ?? 0) / Math.max(1, world.nowUs - row.startedUs);
const number = (heading: string, width: number, value: (row: Row, world: World) => number): Column => ({
  heading,
  width,
  right: true,
  value: (row, world) => String(value(row, world)),
});
const text = (heading: string, width: number, value: (row: Row, world: World) => string): Column => ({
  heading,
  width,
  value,
});
const right = (heading: string, width: number, value: (row: Row, world: World) => string): Column => ({
  heading,
  width,
  right: true,
  value,
});

const PID: Column = { ...number('PID', 7, (row) => row.pid), sort: (row) => row.pid };
const PPID: Column = { ...number('PPID', 7, (row) => row.ppid), sort: (row) => row.ppid };
const UID: Column = number('UID', 5, uidOf);
const USER: Column = text('USER', 8, (row) => userText(row));
const RSS: Column = { ...number('RSS', 5, residentOf), sort: residentOf };
const VSZ: Column = { ...number('VSZ', 6, virtualOf), sort: virtualOf };
const TNAME: Column = text('TTY', 8, (row) => row.terminal ?? '?');
const ARGS: Column = text('COMMAND', 27, (row) => row.branch + commandLine(row));
const COMM: Column = text('COMMAND', 15, (row) => row.branch + row.comm);
const CPU: Column = {
  ...right('%CPU', 4, (row, world) => (share(row, world) * 100).toFixed(1)),
  sort: (row) => row.cpuUs ?? 0,
};
const MEM: Column = { ...right('%MEM', 4, (row) => ((residentOf(row) * 100) / TOTAL_KB).toFixed(1)), sort: residentOf };
const TIME: Column = right('TIME', 8, (row) => processorTime(row.cpuUs ?? 0));
const STIME: Column = right('STIME', 5, (row, world) => startTime(row.startedUs, world.nowUs));
const PGID: Column = number('PGID', 7, (row) => row.group ?? row.pid);
const SID: Column = number('SID', 7, (row) => row.session ?? row.pid);
const NICE: Column = right('NI', 3, (row) => (row.state === 'I' ? '-20' : '0'));
const STATE: Column = text('S', 1, (row) => row.state ?? 'S');
const WCHAN: Column = text('WCHAN', 6, (row) => (row.state === 'R' ? '-' : 'do_sel'));
const LWP: Column = number('LWP', 7, (row) => row.pid);
const NLWP: Column = number('NLWP', 4, (row) => row.threads ?? 1);

/** By the names that -o, --sort and the built-in formats use. */
export const COLUMNS: ReadonlyMap<string, Column> = new Map(
  Object.entries<Column>({
    pid: PID, tgid: { ...PID, heading: 'TGID' }, ppid: PPID, user: USER, uname: USER, euser: { ...USER, heading: 'EUSER' },
    ruser: { ...USER, heading: 'RUSER' }, uid: UID, euid: { ...UID, heading: 'EUID' }, ruid: { ...UID, heading: 'RUID' },
    uid_hack: { ...USER, heading: 'UID' }, group: text('GROUP', 8, (row) => userText(row)), egroup: text('EGROUP', 8, (row) => userText(row)),
    rgroup: text('RGROUP', 8, (row) => userText(row)), gid: number('GID', 5, uidOf), egid: number('EGID', 5, uidOf), rgid: number('RGID', 5, uidOf),
    comm: COMM, ucomm: COMM, ucmd: { ...COMM, heading: 'CMD' }, cmd: { ...ARGS, heading: 'CMD' }, args: ARGS, command: ARGS,
    tty: { ...TNAME, heading: 'TT' }, tt: { ...TNAME, heading: 'TT' }, tname: TNAME, stat: text('STAT', 4, statOf), s: STATE, state: STATE,
    '%cpu': CPU, pcpu: CPU, '%mem': MEM, pmem: MEM, vsz: VSZ, vsize: VSZ, rss: RSS, rssize: RSS, rsz: { ...RSS, heading: 'RSZ' },
    c: right('C', 2, (row, world) => String(Math.min(99, Math.floor(share(row, world) * 100)))),
    start: right('STARTED', 8, (row, world) => startedAt(row.startedUs, world.nowUs)), stime: STIME, start_time: { ...STIME, heading: 'START' },
    bsdstart: right('START', 6, (row, world) => startTime(row.startedUs, world.nowUs)), lstart: right('STARTED', 24, (row) => longStart(row.startedUs)),
    etime: right('ELAPSED', 11, (row, world) => elapsed(world.nowUs - row.startedUs)),
    etimes: number('ELAPSED', 7, (row, world) => Math.floor((world.nowUs - row.startedUs) / 1_000_000)),
    time: TIME, cputime: TIME, bsdtime: right('TIME', 6, (row) => shortTime(row.cpuUs ?? 0)), ni: NICE, nice: NICE,
    pri: number('PRI', 3, () => 19), opri: number('PRI', 3, () => 80), priority: number('PRI', 3, () => 20), psr: number('PSR', 3, () => 0),
    f: number('F', 1, () => 4), flag: number('F', 1, () => 4), flags: number('F', 1, () => 4), wchan: WCHAN, addr: text('ADDR', 4, () => '-'),
    addr_sz: text('ADDR SZ', 7, (row) => `-${String(Math.floor(virtualOf(row) / 4)).padStart(6)}`),
    sz: { ...number('SZ', 5, (row) => Math.floor(virtualOf(row) / 4)), sort: virtualOf }, pgid: PGID, pgrp: { ...PGID, heading: 'PGRP' }, sid: SID,
    sess: { ...SID, heading: 'SESS' }, session: { ...SID, heading: 'SESS' },
    tpgid: right('TPGID', 7, (row) => (row.terminal === undefined ? '-1' : String(row.group ?? row.pid))), lwp: LWP, tid: { ...LWP, heading: 'TID' },
    spid: { ...LWP, heading: 'SPID' }, nlwp: NLWP, thcount: { ...NLWP, heading: 'THCNT' }, cls: right('CLS', 3, () => 'TS'), class: right('CLS', 3, () => 'TS'),
    policy: right('POL', 3, () => 'TS'), rtprio: right('RTPRIO', 6, () => '-'), label: text('LABEL', 31, () => '-'),
    netns: right('NETNS', 10, (row, world) => String(netnsInode(world, row.netns))), cgroup: text('CGROUP', 27, () => '0::/'), fname: text('COMMAND', 8, (row) => row.comm.slice(0, 8)),
  }),
); // prettier-ignore

/** Rows under their headings; a heading line of nothing is left out (ps/output.c show_one_proc). */
export function table(columns: readonly Column[], rows: readonly Row[], world: World, headed = true): string {
  const lines = rows.map((row) => lineOf(columns, (column) => column.value(row, world)));
  const shown = headed && columns.some(({ heading }) => heading !== '');
  return [...(shown ? [lineOf(columns, ({ heading }) => heading)] : []), ...lines].map((line) => `${line}\n`).join('');
}

/** A text too long for its column pushes the next ones to the right, as far as their blanks do not make up for it. */
function lineOf(columns: readonly Column[], textOf: (column: Column) => string): string {
  let line = '';
  let end = 0;
  for (const [index, column] of columns.entries()) {
    const start = index === 0 ? 0 : end + 1;
    const cell = textOf(column);
    const last = index === columns.length - 1;
    end = start + column.width;
    const shown = !last && !column.right ? cut(cell, column) : cell;
    const at = column.right
      ? Math.max(line.length + (index === 0 ? 0 : 1), end - shown.length)
      : Math.max(start, line.length + (index === 0 ? 0 : 1));
    line = line.padEnd(at) + shown;
  }
  return line;
}

/** Only the last column may be longer than it is wide. */
function cut(cell: string, { width }: Column): string {
  return cell.length > width && width > 1 ? cell.slice(0, width) : cell;
}
