import type { PacketWalk } from './step';

/**
 * The TCP segments of each connection, in the order they were sent. NAT gives a connection other ends on its way, so that segments are put
 * together by their ends and by which answers which.
 */
export function connections(walks: readonly PacketWalk[]): readonly (readonly PacketWalk[])[] {
  const groups: PacketWalk[][] = [];
  const byEnds = new Map<string, PacketWalk[]>();
  const byPacket = new Map<number, PacketWalk[]>();
  for (const walk of walks) {
    const { head, causedBy } = walk;
    if (head?.kind !== 'tcp') continue;
    const ends = [`${head.source}:${head.sourcePort}`, `${head.destination}:${head.destinationPort}`].sort().join(' ');
    const known = byEnds.get(ends) ?? (causedBy === undefined ? undefined : byPacket.get(causedBy));
    const group = known ?? [];
    if (!known) groups.push(group);
    group.push(walk);
    byEnds.set(ends, group);
    byPacket.set(walk.packetId, group);
  }
  return groups;
}
