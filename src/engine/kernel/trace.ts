import type { StepPlace, WalkStep } from '../walk/step';
import type { DeviceRecord, NetnsId } from './records';
import type { World } from './world';

type Distributive<T> = T extends WalkStep ? Omit<T, keyof StepPlace | 'atUs'> : never;
/** A step without its place and time, which `trace` adds. */
export type StepFacts = Distributive<WalkStep>;

/** Emits one step of a packet's walk when somebody records; otherwise does nothing. Facts are made lazily for that reason. */
export function trace(
  world: World,
  packetId: number,
  netns: NetnsId,
  device: DeviceRecord | undefined,
  facts: () => StepFacts,
): void {
  const { recorder } = world;
  if (!recorder) return;
  const ns = world.netns(netns);
  const place = { host: ns.host, netns: ns.name ?? '', ...(device && { device: device.name }), atUs: world.nowUs };
  recorder.step(packetId, { ...facts(), ...place });
}

/** Starts a packet's walk; answers the packet's id, which costs nothing when nobody records. */
export function beginPacket(world: World, summary: () => string, causedBy?: number): number {
  const id = world.allocateId();
  world.recorder?.begin(id, summary(), causedBy);
  return id;
}
