import type { ProcessRecord } from './process-records';
import type { HostId } from './records';
import type { ServiceRecord } from './service-records';
import { closeOwned, endService } from './services';
import type { World } from './world';

/** The process id of a host's login shell: what `$$` is. */
export const SHELL_PID = 1000;
const TERMINAL = 'tty1';

/** The name that the kernel keeps of a program: its file's, cut (fs/exec.c: __set_task_comm). */
export function commOf(argv: readonly string[]): string {
  const [program = ''] = argv;
  return program.slice(program.lastIndexOf('/') + 1).slice(0, 15);
}

/** Adds a process to a host, or replaces the one with its number. */
export function addProcess(world: World, host: HostId, process: ProcessRecord): void {
  const others = (world.host(host).processes ?? []).filter(({ pid }) => pid !== process.pid);
  world.writeHost(host).processes = [...others, process];
}

/** A process is gone; the kernel closes what it had open. */
export function removeProcess(world: World, host: HostId, pid: number): void {
  const processes = world.host(host).processes ?? [];
  if (!processes.some((process) => process.pid === pid)) return;
  world.writeHost(host).processes = processes.filter((process) => process.pid !== pid);
  closeOwned(world, pid);
}

/** The processes of a host in the order of their numbers; `running` are those that the shell runs just now. */
export function processesOf(
  world: World,
  host: HostId,
  running: readonly ProcessRecord[] = [],
): readonly ProcessRecord[] {
  const services = [...world.services.values()].filter((service) => !service.ended && isSeenOn(world, host, service));
  const byPid = new Map<number, ProcessRecord>();
  for (const service of services) byPid.set(service.pid, processOf(service));
  for (const process of world.host(host).processes ?? []) byPid.set(process.pid, process);
  for (const process of running) byPid.set(process.pid, process);
  return [...byPid.values()].sort((a, b) => a.pid - b.pid);
}

/** A node sees the processes of its containers. */
function isSeenOn(world: World, host: HostId, service: ServiceRecord): boolean {
  if (service.host === host) return true;
  return service.container !== undefined && world.containers.get(service.container)?.node === host;
}

function processOf({ pid, argv, netns, startedUs, container }: ServiceRecord): ProcessRecord {
  const started = { pid, argv, comm: commOf(argv), netns, startedUs };
  if (container !== undefined) return { ...started, ppid: 1 };
  return { ...started, ppid: SHELL_PID, ...TERMINAL_SESSION };
}

const LOGIN_PID = 541;
/** Of whatever is started from the login shell. */
export const TERMINAL_SESSION = { terminal: TERMINAL, session: LOGIN_PID, group: SHELL_PID } as const;

/** Sends a signal to a process: to the shell's own ones it is the end; false when there is no such process. */
export function signalProcess(world: World, host: HostId, pid: number, signal: string, number: number): boolean {
  const service = world.services.get(pid);
  if (service && !service.ended && isSeenOn(world, host, service)) {
    if (number > 0) endService(world, pid, 128 + number, signal);
    return true;
  }
  const process = world.host(host).processes?.find((candidate) => candidate.pid === pid);
  if (!process) return false;
  // Init has no handler for what would end it, and the login shell ignores SIGTERM (bash(1), SIGNALS).
  if (number > 0 && pid !== 1 && pid !== SHELL_PID) removeProcess(world, host, pid);
  return true;
}

/** What runs on a Debian 12 host after somebody has logged in at its console. */
export function bootProcesses(world: World, host: HostId): void {
  const netns = world.host(host).rootNetns;
  const daemon = (pid: number, words: string, more: Partial<ProcessRecord> = {}): ProcessRecord => {
    const argv = words.split(' ');
    return { pid, ppid: pid === 1 ? 0 : 1, argv, comm: commOf(argv), netns, startedUs: 0, ...more };
  };
  world.writeHost(host).processes = [
    daemon(1, '/sbin/init', { comm: 'systemd', virtualKb: 101_832, residentKb: 12_164, cpuUs: 820_000 }),
    daemon(231, '/lib/systemd/systemd-journald', { comm: 'systemd-journal', virtualKb: 41_204, residentKb: 15_484, cpuUs: 90_000 }),
    daemon(265, '/lib/systemd/systemd-udevd', { virtualKb: 26_392, residentKb: 6_688, cpuUs: 110_000 }),
    daemon(512, '/usr/bin/dbus-daemon --system --address=systemd: --nofork --nopidfile --systemd-activation --syslog-only', { user: 'messagebus', virtualKb: 9_128, residentKb: 4_784, cpuUs: 20_000 }),
    daemon(517, '/lib/systemd/systemd-logind', { virtualKb: 25_396, residentKb: 7_904, cpuUs: 40_000 }),
    daemon(LOGIN_PID, '/bin/login -p --', { terminal: TERMINAL, virtualKb: 5_184, residentKb: 4_092 }),
    daemon(SHELL_PID, '-bash', { ppid: LOGIN_PID, comm: 'bash', terminal: TERMINAL, session: LOGIN_PID, virtualKb: 7_968, residentKb: 4_768 }),
  ]; // prettier-ignore
}
