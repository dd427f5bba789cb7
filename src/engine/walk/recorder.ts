import type { PacketWalk, WalkRecorder, WalkStep } from './step';

/** A recorder that keeps every packet's walk in the order the packets were sent. */
export interface WalkLog extends WalkRecorder {
  walks(): readonly PacketWalk[];
  clear(): void;
}

const MAX_PACKETS = 2000;
const MAX_STEPS = 500;
const MAX_DROPS = 20;

/**
 * Records up to 2,000 packets of 500 steps each; later ones are left out, so that a storm cannot fill the memory. Of a packet that goes round and round it
 * still keeps how that ended.
 */
export function createRecorder(): WalkLog {
  const packets = new Map<number, { walk: Omit<PacketWalk, 'steps'>; steps: WalkStep[] }>();
  return {
    begin(packetId, summary, causedBy) {
      if (packets.size >= MAX_PACKETS) return;
      // What answers a packet that is not recorded is not either.
      if (causedBy !== undefined && !packets.has(causedBy)) return;
      packets.set(packetId, { walk: { packetId, summary, ...(causedBy !== undefined && { causedBy }) }, steps: [] });
    },
    head(packetId, head) {
      const packet = packets.get(packetId);
      // What a tunnel wraps around a packet does not change what it is.
      if (packet && packet.walk.head === undefined) packet.walk = { ...packet.walk, head };
    },
    step(packetId, step) {
      const packet = packets.get(packetId);
      if (!packet) return;
      const { length } = packet.steps;
      if (length < MAX_STEPS || (step.type === 'drop' && length < MAX_STEPS + MAX_DROPS)) packet.steps.push(step);
    },
    walks: () => Array.from(packets.values(), ({ walk, steps }) => ({ ...walk, steps })),
    clear: () => packets.clear(),
  };
}
