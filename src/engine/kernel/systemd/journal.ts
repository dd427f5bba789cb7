import { randomHex } from '../containers/node';
import type { HostId } from '../records';
import type { World } from '../world';
import type { JournalEntry, SystemRecord } from './records';

/** What systemd of a host remembers; a host that nobody asked yet has just booted. */
export function systemOf(world: World, host: HostId): SystemRecord {
  if (!world.systems.has(host)) {
    const bootId = randomHex(world, 32);
    const machineId = randomHex(world, 32);
    world.addSystem({ host, units: world.newMap(), journal: world.newMap(), bootId, machineId });
  }
  return world.system(host);
}

/** Writes one entry to the journal of a host. */
export function logToJournal(world: World, host: HostId, entry: Omit<JournalEntry, 'atUs'>): void {
  systemOf(world, host);
  const system = world.writeSystem(host);
  system.journal = world.writable(system.journal);
  system.journal.set(system.journal.size, { atUs: world.nowUs, ...entry });
}

/** The journal of a host, the oldest entry first. */
export function journalOf(world: World, host: HostId): readonly JournalEntry[] {
  return [...systemOf(world, host).journal.values()];
}
