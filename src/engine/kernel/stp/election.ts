import type { DeviceId, DeviceRecord } from '../records';
import type { World } from '../world';
import { setPortState } from '../link/carrier';
import {
  activePorts,
  bridgeIdOf,
  hundredths,
  isDesignated,
  portIdOf,
  setPortTimer,
  stpOf,
  updateBridge,
  updatePort,
  type PortStp,
} from './state';

/** Who is the root, and which port of a bridge leads to it (net/bridge/br_stp.c). */

/** br_configuration_update */
export function configurationUpdate(world: World, bridge: DeviceId): void {
  selectRoot(world, bridge);
  for (const id of activePorts(world, bridge)) {
    if (shouldBecomeDesignated(world.device(bridge), world.device(id))) becomeDesignated(world, bridge, id);
  }
}

/** br_root_selection */
function selectRoot(world: World, bridgeId: DeviceId): void {
  const bridge = world.device(bridgeId);
  let best: DeviceRecord | undefined;
  for (const id of activePorts(world, bridgeId)) {
    const candidate = world.device(id);
    if (!betterRoot(bridge, candidate, best)) continue;
    if (candidate.port?.flags?.root_block) blockRoot(world, bridgeId, id);
    else best = candidate;
  }
  const { port } = best ?? {};
  updateBridge(
    world,
    bridgeId,
    port?.stp
      ? {
          rootPort: port.portNumber,
          designatedRoot: port.stp.designatedRoot,
          rootPathCost: port.stp.designatedCost + port.cost,
        }
      : { rootPort: 0, designatedRoot: bridgeIdOf(bridge), rootPathCost: 0 },
  );
}

/** br_root_port_block: `root_block` keeps a port from leading to a root; it goes on listening. */
function blockRoot(world: World, bridge: DeviceId, id: DeviceId): void {
  setPortState(world, id, 'listening');
  setPortTimer(world, id, 'forwardDelay', hundredths(stpOf(world.device(bridge))?.forwardDelay ?? 0));
}

/** br_should_become_root_port */
function betterRoot(bridge: DeviceRecord, { port }: DeviceRecord, best: DeviceRecord | undefined): boolean {
  if (!port?.stp || bridgeIdOf(bridge) <= port.stp.designatedRoot) return false;
  if (port.stp.designatedBridge === bridgeIdOf(bridge) && port.stp.designatedPort === portIdOf(port)) return false;
  const other = best?.port;
  if (!other?.stp) return true;
  return firstDifference([
    compare(port.stp.designatedRoot, other.stp.designatedRoot),
    port.stp.designatedCost + port.cost - other.stp.designatedCost - other.cost,
    compare(port.stp.designatedBridge, other.stp.designatedBridge),
    port.stp.designatedPort - other.stp.designatedPort,
    portIdOf(port) - portIdOf(other),
  ]);
}

/** br_should_become_designated_port */
function shouldBecomeDesignated(bridge: DeviceRecord, device: DeviceRecord): boolean {
  const { port } = device;
  const stp = stpOf(bridge);
  if (!port?.stp || !stp) return false;
  if (isDesignated(bridge, device) || port.stp.designatedRoot !== stp.designatedRoot) return true;
  return firstDifference([
    stp.rootPathCost - port.stp.designatedCost,
    compare(bridgeIdOf(bridge), port.stp.designatedBridge),
    portIdOf(port) - port.stp.designatedPort,
  ]);
}

/** br_become_designated_port */
export function becomeDesignated(world: World, bridgeId: DeviceId, id: DeviceId): void {
  const bridge = world.device(bridgeId);
  const stp = stpOf(bridge);
  const { port } = world.device(id);
  if (!stp || !port) return;
  updatePort(world, id, {
    designatedRoot: stp.designatedRoot,
    designatedCost: stp.rootPathCost,
    designatedBridge: bridgeIdOf(bridge),
    designatedPort: portIdOf(port),
  });
}

/** What a configuration message says of the way to the root. */
export type Vector = Pick<PortStp, 'designatedRoot' | 'designatedBridge' | 'designatedPort' | 'designatedCost'>;

/** br_supersedes_port_info: whether a message is better than, or the same news as, what is known on the port it came in on. */
export function supersedes(bridge: DeviceRecord, { port }: DeviceRecord, told: Vector): boolean {
  const known = port?.stp;
  if (!known) return false;
  for (const difference of [
    compare(told.designatedRoot, known.designatedRoot),
    told.designatedCost - known.designatedCost,
    compare(told.designatedBridge, known.designatedBridge),
  ]) {
    if (difference !== 0) return difference < 0;
  }
  return told.designatedBridge !== bridgeIdOf(bridge) || told.designatedPort <= known.designatedPort;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether the first of the differences that is one says "smaller". */
function firstDifference(differences: readonly number[]): boolean {
  return (differences.find((difference) => difference !== 0) ?? 0) < 0;
}
