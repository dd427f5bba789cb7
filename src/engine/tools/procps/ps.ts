import type { ProcessRecord } from '../../kernel/process-records';
import type { World } from '../../kernel/world';
import { exitStatus } from '../clib/exit';
import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { COLUMNS, table, uidOf, type Column, type Row } from './columns';
import { PS } from './declarations';
import { readPsOptions, type PsOptions } from './ps-options';

/** ps(1) of procps 4.0.2. What it prints is not cut to the width of a terminal, as when it is piped. */
export const ps: Program = {
  ...PS,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => Promise.resolve(run(process)),
    ),
};

function run(process: Process): number {
  const options = readPsOptions(process.argv.slice(1));
  if (options.version) {
    process.out('ps from procps-ng 4.0.2\n');
    return 0;
  }
  if (options.help) {
    process.err('cka-net: ps --help is not simulated yet\n');
    return 1;
  }
  const every = process.processes();
  const self = every.find(({ pid }) => pid === process.pid);
  const chosen = every.filter((candidate) => isChosen(candidate, options, self) !== options.negated);
  const rows = arranged(chosen, options, process.world);
  process.out(table(columnsOf(options), rows, process.world, options.headed));
  return rows.length > 0 ? 0 : 1;
}

/** ps/select.c: lists select what is in one of them; without a list, what belongs to the same user and terminal. */
function isChosen(process: ProcessRecord, options: PsOptions, self: ProcessRecord | undefined): boolean {
  const { pid, ppid, terminal, session, comm, state } = process;
  const leader = (session ?? pid) === pid;
  if (options.running && state !== 'R') return false;
  const simple = options.all || options.withTerminal || options.notLeaders || options.bsdAll || options.bsdNoTerminal;
  if (!simple && !options.listed) return terminal === self?.terminal && uidOf(process) === 0;
  if (options.all) return true;
  if (
    options.pids.has(pid) ||
    options.ppids.has(ppid) ||
    options.uids.has(uidOf(process)) ||
    options.commands.has(comm)
  )
    return true;
  if (options.terminals.has(terminal ?? '?') || options.sessions.has(session ?? pid)) return true;
  if (options.bsdAll && options.bsdNoTerminal) return true;
  if (options.bsdAll) return terminal !== undefined;
  if (options.bsdNoTerminal) return uidOf(process) === 0;
  if (options.notLeaders) return !leader && (!options.withTerminal || terminal !== undefined);
  return false;
}

/** The built-in forms (ps/sortformat.c, defines of DEF…). */
function columnsOf({ columns, forms, bsd }: PsOptions): readonly Column[] {
  if (columns) return columns;
  const named = (list: string): Column[] => list.split(',').flatMap((name) => COLUMNS.get(name) ?? []);
  const security = forms.has('Z') ? named('label') : [];
  const threads = forms.has('L');
  if (forms.has('bsd-u'))
    return [...security, ...named('user,pid,%cpu,%mem,vsz,rss,tname,stat,start_time,bsdtime,args')];
  if (forms.has('bsd-l')) return named('f,uid,pid,ppid,pri,ni,vsz,rss,wchan,stat,tname,bsdtime,args');
  if (forms.has('bsd-j')) return named('ppid,pid,pgid,sid,tname,tpgid,stat,uid,bsdtime,args');
  if (forms.has('F'))
    return named(
      `uid_hack,pid,ppid,${threads ? 'lwp,' : ''}c,${threads ? 'nlwp,' : ''}sz,rss,psr,stime,tname,time,cmd`,
    );
  if (forms.has('f')) {
    const ids = forms.has('j') ? ',pgid,sid' : '';
    return [
      ...security,
      ...named(`uid_hack,pid,ppid${ids},${threads ? 'lwp,' : ''}c,${threads ? 'nlwp,' : ''}stime,tname,time,cmd`),
    ];
  }
  if (forms.has('l')) return named('f,s,uid,pid,ppid,c,opri,ni,addr_sz,wchan,tname,time,ucmd');
  if (forms.has('j')) return named('pid,pgid,sid,tname,time,ucmd');
  if (bsd) return [...security, ...named('pid,tname,stat,bsdtime,args')];
  return [...security, ...named(threads ? 'pid,lwp,tname,time,ucmd' : 'pid,tname,time,ucmd')];
}

function arranged(chosen: readonly ProcessRecord[], options: PsOptions, world: World): readonly Row[] {
  const rows = chosen.map((process): Row => ({ ...process, branch: '' }));
  for (const { key, down } of [...options.sort].reverse()) {
    const column = COLUMNS.get(key);
    const valueOf = (row: Row): number | string => column?.sort?.(row) ?? column?.value(row, world) ?? '';
    const compare = (a: Row, b: Row): number => (valueOf(a) < valueOf(b) ? -1 : valueOf(a) > valueOf(b) ? 1 : 0);
    rows.sort((a, b) => (down ? compare(b, a) : compare(a, b)));
  }
  return options.forest || options.hierarchy ? asTree(rows, options.hierarchy) : rows;
}

/** ps/display.c show_tree: children under their parents, with lines (`--forest`) or blanks (`-H`). */
function asTree(rows: readonly Row[], plain: boolean): readonly Row[] {
  const shown = new Set(rows.map(({ pid }) => pid));
  const ordered: Row[] = [];
  const add = (row: Row, branch: string, below: string): void => {
    ordered.push({ ...row, branch });
    const children = rows.filter(({ ppid, pid }) => ppid === row.pid && pid !== row.pid);
    for (const [index, child] of children.entries()) {
      const last = index === children.length - 1;
      if (plain) add(child, `${below}  `, `${below}  `);
      else add(child, `${below} \\_ `, `${below}${last ? '    ' : ' |  '}`);
    }
  };
  for (const row of rows) if (!shown.has(row.ppid) || row.ppid === row.pid) add(row, '', '');
  return ordered;
}
