import { netnsInode } from './netns-inode';
import type { ProcessRecord } from './process-records';
import { readProc } from './procfs';
import type { World } from './world';

/** Namespaces of a process, with the numbers of those that are one for all. */
const NAMESPACES: ReadonlyMap<string, number | undefined> = new Map([
  ['cgroup', 0xefff_fffb], ['ipc', 0xefff_ffff], ['mnt', 0xf000_0000], ['net', undefined], ['pid', 0xefff_fffc], ['pid_for_children', 0xefff_fffc],
  ['time', 0xefff_fffa], ['time_for_children', 0xefff_fffa], ['user', 0xefff_fffd], ['uts', 0xefff_fffe],
]); // prettier-ignore

const FILES = ['cmdline', 'comm', 'net', 'ns', 'stat', 'status'];

/** A node under /proc/PID (fs/proc/base.c). `rest` are the names after the number. */
export type ProcPidNode =
  | { readonly type: 'directory'; readonly names: readonly string[] }
  | { readonly type: 'file'; readonly content: string }
  | { readonly type: 'symlink'; readonly target: string };

export function procPidNode(world: World, process: ProcessRecord, rest: readonly string[]): ProcPidNode | undefined {
  const [name, second] = rest;
  if (name === undefined) return { type: 'directory', names: FILES };
  if (name === 'ns') {
    if (second === undefined) return { type: 'directory', names: [...NAMESPACES.keys()] };
    if (!NAMESPACES.has(second) || rest.length > 2) return undefined;
    const inode = NAMESPACES.get(second) ?? netnsInode(world, process.netns);
    return { type: 'symlink', target: `${second.replace('_for_children', '')}:[${inode}]` };
  }
  if (name === 'net') {
    const content = readProc(world, process.netns, `/proc/${rest.join('/')}`);
    return content === undefined ? undefined : { type: 'file', content };
  }
  if (rest.length > 1) return undefined;
  const content = FILE_TEXTS.get(name)?.(process);
  return content === undefined ? undefined : { type: 'file', content };
}

const FILE_TEXTS: ReadonlyMap<string, (process: ProcessRecord) => string> = new Map(
  Object.entries<(process: ProcessRecord) => string>({
    cmdline: ({ argv }) => argv.map((word) => `${word}\0`).join(''),
    comm: ({ comm }) => `${comm}\n`,
    stat: ({ pid, comm, state = 'S', ppid, group, session }) =>
      `${pid} (${comm}) ${state} ${ppid} ${group ?? pid} ${session ?? pid} 0 -1 4194304\n`,
    status: statusText,
  }),
);

/** fs/proc/array.c proc_pid_status: the first lines, which are the ones people look for. */
function statusText({
  pid,
  ppid,
  comm,
  state = 'S',
  threads = 1,
  virtualKb = 8644,
  residentKb = 3412,
}: ProcessRecord): string {
  const lines: readonly (readonly [string, string])[] = [
    ['Name', comm], ['Umask', '0022'], ['State', `${state} (${state === 'R' ? 'running' : 'sleeping'})`], ['Tgid', String(pid)], ['Ngid', '0'],
    ['Pid', String(pid)], ['PPid', String(ppid)], ['TracerPid', '0'], ['Uid', '0\t0\t0\t0'], ['Gid', '0\t0\t0\t0'], ['FDSize', '256'], ['Groups', '0 '],
    ['VmSize', `${String(virtualKb).padStart(8)} kB`], ['VmRSS', `${String(residentKb).padStart(8)} kB`], ['Threads', String(threads)],
  ]; // prettier-ignore
  return lines.map(([key, value]) => `${key}:\t${value}\n`).join('');
}
