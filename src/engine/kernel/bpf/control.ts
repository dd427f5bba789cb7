import type { DeviceId, NetnsId } from '../records';
import type { World } from '../world';
import type { BpfMaps, DevicePrograms } from './records';

/** bpf(2) as Cilium's agent uses it: maps and programs of a namespace's devices. */

export function bpfMaps(world: World, netns: NetnsId): BpfMaps | undefined {
  return world.netns(netns).bpf;
}

/** Creates the maps, or changes some of them. */
export function writeBpfMaps(world: World, netns: NetnsId, maps: Omit<BpfMaps, 'connections'>): void {
  const connections = world.netns(netns).bpf?.connections ?? world.newMap();
  world.writeNetns(netns).bpf = { ...maps, connections };
}

/** Takes all away (`cilium-dbg post-uninstall-cleanup`). */
export function attachPrograms(world: World, device: DeviceId, programs: DevicePrograms | undefined): void {
  world.writeDevice(device).programs = programs;
}
