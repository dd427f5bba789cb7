import { KernelError } from '../../kernel/errno';
import { ROUTE6_FLUSH, ROUTE_FLUSH } from '../../kernel/sysctl';
import type { Process } from '../tool';

/**
 * Keys under /proc/sys by dotted name: the namespace's own from netlink and the host's (`kernel.hostname`). A slash in a dotted name is a
 * dot of the file name, as in `net.ipv4.conf.eth0/100.forwarding`.
 */
export function keyNames(process: Process): readonly string[] {
  return [...[...HOST_KEYS.keys()], ...process.netlink().sysctlNames()];
}

/** The value of a key, or undefined when there is no such file. */
export function readKey(process: Process, name: string): string | undefined {
  return HOST_KEYS.get(name)?.(process) ?? process.netlink().sysctl(name);
}

/** Whether a key can be written and not read, which sysctl passes over when it shows keys. */
export function isWriteOnly(name: string): boolean {
  return name === ROUTE_FLUSH || name === ROUTE6_FLUSH;
}

/** Writes a key. Throws KernelError: ENOENT, EINVAL, EPERM for a read-only file. */
export function writeKey(process: Process, name: string, value: string): void {
  if (name === 'kernel.hostname') {
    process.world.writeHost(process.host).hostname = value.slice(0, 64);
    return;
  }
  if (HOST_KEYS.get(name)) throw new KernelError('EPERM');
  process.netlink().setSysctl(name, value);
}

const HOST_KEYS: ReadonlyMap<string, (process: Process) => string> = new Map(
  Object.entries<(process: Process) => string>({
    'kernel.domainname': () => '(none)',
    'kernel.hostname': ({ world, host }) => world.host(host).hostname,
    'kernel.ostype': () => 'Linux',
  }),
);

/** A name as typed, in either notation: the first separator decides which one it is (procps slashdot). */
export interface TypedName {
  /** Path below /proc/sys/, as far as it was written. */
  readonly path: string;
  /** The dotted name the kernel door knows it by. */
  readonly key: string;
  /** How sysctl shows it: with dots when it was written with slashes, otherwise as typed. */
  readonly shown: string;
}

export function typedName(text: string): TypedName {
  const first = /[./]/.exec(text)?.[0];
  const swapped = text.replace(/[./]/g, (separator) => (separator === '.' ? '/' : '.'));
  const path = first === '.' ? swapped : text;
  const key = path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => segment.replaceAll('.', '/'))
    .join('.');
  return { path, key, shown: first === '/' ? swapped : text };
}
