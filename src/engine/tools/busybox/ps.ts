import type { Process } from '../tool';

/** ps of BusyBox (procps/ps.c) as the images have it: every process of the container's own PID namespace. */
export function busyboxPs(process: Process): Promise<number> {
  process.out('PID   USER     TIME  COMMAND\n');
  const [first, ...others] = [...process.processes()].sort((a, b) => a.pid - b.pid);
  const main = process.world.containers.get(process.host)?.pid;
  const line = (pid: number, argv: readonly string[]): void =>
    process.out(`${String(pid).padStart(5)} root      0:00 ${argv.join(' ')}\n`);
  // The first process is 1 there; programs that were brought in later count on from it.
  if (first) line(first.pid === main || main === undefined ? 1 : 7, first.argv);
  others.forEach(({ argv }, i) => line(7 + i, argv));
  return Promise.resolve(0);
}
