import type { HostId, HostRecord } from './records';
import type { World } from './world';

/** One message of the kernel, as /dev/kmsg has it; everything the simulated kernel says is of facility kern. */
export interface KernelMessage {
  readonly atUs: number;
  /** From 0 (emerg) to 7 (debug). */
  readonly level: number;
  readonly text: string;
}

/** The ring holds bytes; as many messages of the usual length fit into Debian's 128 KiB (CONFIG_LOG_BUF_SHIFT). */
const MOST = 1000;
const NONE: readonly KernelMessage[] = [];

/** printk: the oldest messages go when the ring is full. */
export function printk(world: World, host: HostId, level: number, text: string): void {
  const record: HostRecord = world.writeHost(host);
  record.kernelLog = [...(record.kernelLog ?? NONE).slice(1 - MOST), { atUs: world.nowUs, level, text }];
}

/** syslog(2), SYSLOG_ACTION_READ_ALL. */
export function readKernelLog(world: World, host: HostId): readonly KernelMessage[] {
  return world.host(host).kernelLog ?? NONE;
}

/** SYSLOG_ACTION_CLEAR. */
export function clearKernelLog(world: World, host: HostId): void {
  world.writeHost(host).kernelLog = NONE;
}
