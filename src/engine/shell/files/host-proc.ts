import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';

/** The files of /proc that show a host, not a network namespace: those the kernel's procfs does not know. */
export function readHostProc(world: World, host: HostId, path: string): string | undefined {
  if (path === HOSTNAME) return `${world.host(host).hostname}\n`;
  return path === '/proc/sys/kernel/ostype' ? 'Linux\n' : undefined;
}

/** Writes such a file; false when it is none of them or cannot be written. */
export function writeHostProc(world: World, host: HostId, path: string, content: string): boolean {
  if (path !== HOSTNAME) return false;
  world.writeHost(host).hostname = content.replace(/\n.*$/s, '').slice(0, MAX_HOSTNAME);
  return true;
}

/** Names in a directory of /proc that are only there because of these files. */
export function listHostProc(path: string): readonly string[] {
  if (path === '/proc/sys/kernel') return ['hostname', 'ostype'];
  return path === '/proc/sys' ? ['kernel'] : [];
}

const HOSTNAME = '/proc/sys/kernel/hostname';
/** __NEW_UTS_LEN */
const MAX_HOSTNAME = 64;
