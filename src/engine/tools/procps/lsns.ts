import { netnsInode } from '../../kernel/netns-inode';
import type { ProcessRecord } from '../../kernel/process-records';
import type { NetnsId } from '../../kernel/records';
import { ExitError, exitStatus } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { commandLine } from './columns';
import { LSNS } from './declarations';

const TRY = "Try 'lsns --help' for more information.\n";

/** Kinds in lsns's order, with the numbers of those that every process of a host shares (include/linux/proc_ns.h, and init's own). */
const KINDS: ReadonlyMap<string, number | undefined> = new Map([
  ['time', 0xefff_fffa], ['cgroup', 0xefff_fffb], ['user', 0xefff_fffd], ['ipc', 0xefff_ffff], ['mnt', 0xf000_0000],
  ['uts', 0xefff_fffe], ['pid', 0xefff_fffc], ['net', undefined],
]); // prettier-ignore

interface Namespace {
  readonly kind: string;
  readonly inode: number;
  readonly netns: NetnsId | undefined;
  readonly processes: readonly ProcessRecord[];
}

/** lsns(8) of util-linux 2.38.1. Only network namespaces are more than one here. */
export const lsns: Program = {
  ...LSNS,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => Promise.resolve(run(process)),
    ),
};

function run(process: Process): number {
  const { options, operands, error } = parseOptions(LSNS, process.argv.slice(1));
  if (error !== undefined) throw new ExitError(1, `lsns: ${error}\n${TRY}`);
  const given = new Map(options.map(({ flag, value }) => [flag, value ?? ''] as const));
  const kind = given.get('t');
  if (kind !== undefined && !KINDS.has(kind)) throw new ExitError(1, `lsns: unknown namespace type: ${kind}\n`);
  for (const flag of ['r', 'J'])
    if (given.has(flag)) throw new ExitError(1, `cka-net: lsns -${flag} is not simulated yet\n`);
  const task = given.get('p');
  const every = namespacesOf(process).filter((ns) => kind === undefined || ns.kind === kind);
  if (task !== undefined && !process.processes().some(({ pid }) => pid === Number(task))) return 1;
  const shown = every.filter(
    ({ processes, inode }) =>
      (task === undefined || processes.some(({ pid }) => pid === Number(task))) &&
      (operands.length === 0 || inode === Number(operands[0])),
  );
  const names = given.get('o')?.toUpperCase().split(',') ?? [
    'NS',
    'TYPE',
    'NPROCS',
    'PID',
    'USER',
    ...(kind === 'net' ? ['NETNSID', 'NSFS'] : []),
    'COMMAND',
  ];
  const columns = names.map((name) => {
    const column = COLUMNS.get(name);
    if (!column) throw new ExitError(1, `lsns: unknown column: ${name}\n`);
    return { name, ...column };
  });
  const tree = !given.has('l') && names.includes('COMMAND');
  const cells = shown.map((ns) =>
    columns.map((column) => (column.name === 'COMMAND' && tree ? branchOf(ns, shown) : '') + column.value(process, ns)),
  );
  const lines = [...(given.has('n') ? [] : [names]), ...cells];
  const widths = columns.map((_column, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  for (const line of lines) {
    const padded = line.map((cell, i) =>
      columns[i]?.right ? cell.padStart(widths[i] ?? 0) : i === line.length - 1 ? cell : cell.padEnd(widths[i] ?? 0),
    );
    process.out(`${padded.join(' ')}\n`);
  }
  return shown.length > 0 ? 0 : 1;
}

/** lsns draws a tree of the first processes of namespaces. */
function branchOf(ns: Namespace, shown: readonly Namespace[]): string {
  const others = shown.filter(
    ({ kind, netns }) => kind === 'net' && netns !== shown.find((first) => first.kind === 'net')?.netns,
  );
  const at = others.indexOf(ns);
  if (at === -1) return '';
  return at === others.length - 1 ? '`-' : '|-';
}

function namespacesOf(process: Process): readonly Namespace[] {
  const every = process.processes();
  const found: Namespace[] = [];
  for (const [kind, inode] of KINDS) {
    if (inode !== undefined) {
      found.push({ kind, inode, netns: undefined, processes: every });
      continue;
    }
    for (const netns of new Set(every.map((candidate) => candidate.netns))) {
      const processes = every.filter((candidate) => candidate.netns === netns);
      found.push({ kind, inode: netnsInode(process.world, netns), netns, processes });
    }
  }
  return found;
}

interface LsnsColumn {
  readonly right?: true;
  value(process: Process, ns: Namespace): string;
}

const COLUMNS: ReadonlyMap<string, LsnsColumn> = new Map(
  Object.entries<LsnsColumn>({
    NS: { right: true, value: (_process, { inode }) => String(inode) },
    TYPE: { value: (_process, { kind }) => kind },
    NPROCS: { right: true, value: (_process, { processes }) => String(processes.length) },
    PID: { right: true, value: (_process, { processes }) => String(processes[0]?.pid ?? '') },
    PPID: { right: true, value: (_process, { processes }) => String(processes[0]?.ppid ?? '') },
    USER: { value: (_process, { processes }) => processes[0]?.user ?? 'root' },
    UID: { right: true, value: () => '0' },
    COMMAND: { value: (_process, { processes }) => (processes[0] ? commandLine(processes[0]) : '') },
    PATH: { value: (_process, { processes, kind }) => `/proc/${processes[0]?.pid ?? ''}/ns/${kind}` },
    NETNSID: { value: netnsidOf, right: true },
    NSFS: { value: fileOf },
  }),
);

/** The number that the caller's own namespace has for it. */
function netnsidOf(process: Process, { netns }: Namespace): string {
  const number = netns === undefined ? undefined : process.world.netns(process.netns).nsidOf.get(netns);
  return number === undefined ? 'unassigned' : String(number);
}

function fileOf(process: Process, { netns }: Namespace): string {
  const names = process.world.host(process.host).netnsNames;
  const name = [...names.keys()].find((key) => names.get(key) === netns);
  return name === undefined ? '' : `/run/netns/${name}`;
}
