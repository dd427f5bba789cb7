import { wallClock } from './times';
import { exitStatus, ExitError } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { commandLine } from './columns';
import { TOP } from './declarations';
import { DEFAULT_RESIDENT_KB, DEFAULT_VIRTUAL_KB, TOTAL_KB } from './memory';

/** top(1) of procps 4.0.2, as far as a cell can show it: -b, once or a number of times. A lab's processes use no processor time. */
export const top: Program = {
  ...TOP,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

async function run(process: Process): Promise<number> {
  const { options, error } = parseOptions(TOP, process.argv.slice(1));
  if (error !== undefined) throw new ExitError(1, `top: ${error}\n`);
  const given = new Map(options.map(({ flag, value }) => [flag, value ?? ''] as const));
  if (!given.has('b')) throw new ExitError(1, 'cka-net: top without -b needs a terminal: try top -b -n1\n');
  const times = Number(given.get('n') ?? '1') || 1;
  for (let i = 0; i < times && !process.signal.aborted; i++) {
    if (i > 0) await process.wait(() => false, process.world.nowUs + (Number(given.get('d') ?? '3') || 3) * 1_000_000);
    process.out(`${i > 0 ? '\n' : ''}${screen(process, given)}`);
  }
  return 0;
}

function screen(process: Process, given: ReadonlyMap<string, string>): string {
  const { world } = process;
  const wanted = given.get('p')?.split(',').map(Number);
  const user = given.get('u');
  const rows = process
    .processes()
    .filter(
      ({ pid, user: owner = 'root' }) => (!wanted || wanted.includes(pid)) && (user === undefined || owner === user),
    );
  const running = rows.filter(({ state }) => state === 'R').length;
  const used = rows.reduce((sum, { residentKb = DEFAULT_RESIDENT_KB }) => sum + residentKb, 180_000);
  const mib = (kb: number): string => (kb / 1024).toFixed(1).padStart(8);
  const minutes = Math.floor(world.nowUs / 60_000_000);
  const up =
    minutes < 60
      ? `${minutes} min`
      : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`.padStart(5);
  const head = [
    `top - ${wallClock(world.nowUs).toISOString().slice(11, 19)} up ${up},  1 user,  load average: 0.00, 0.00, 0.00`,
    `Tasks: ${String(rows.length).padStart(3)} total, ${String(running).padStart(3)} running, ${String(rows.length - running).padStart(3)} sleeping,   0 stopped,   0 zombie`,
    '%Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st ',
    `MiB Mem :${mib(TOTAL_KB)} total,${mib(TOTAL_KB - used - 400_000)} free,${mib(used)} used,${mib(400_000)} buff/cache     `,
    `MiB Swap:${mib(0)} total,${mib(0)} free,${mib(0)} used.${mib(TOTAL_KB - used)} avail Mem `,
    '',
    '    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND',
  ];
  const lines = rows.map((row) => {
    const {
      pid,
      user: owner = 'root',
      virtualKb = DEFAULT_VIRTUAL_KB,
      residentKb = DEFAULT_RESIDENT_KB,
      state = 'S',
      cpuUs = 0,
    } = row;
    const seconds = cpuUs / 1_000_000;
    const time = `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(2).padStart(5, '0')}`;
    const share = ((residentKb * 100) / TOTAL_KB).toFixed(1);
    return [
      String(pid).padStart(7), (owner.length > 8 ? `${owner.slice(0, 7)}+` : owner).padEnd(8), ' 20', '  0', String(virtualKb).padStart(7), String(residentKb).padStart(6),
      String(Math.floor(residentKb * 0.8)).padStart(6), state, '  0.0', share.padStart(5), time.padStart(9), given.has('c') ? commandLine(row) : row.comm,
    ].join(' '); // prettier-ignore
  });
  return [...head, ...lines].map((line) => `${line}\n`).join('');
}
