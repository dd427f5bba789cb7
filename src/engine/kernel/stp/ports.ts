import { setPortState, syncBridgeCarrier } from '../link/carrier';
import type { DeviceId } from '../records';
import type { World } from '../world';
import { becomeDesignated, configurationUpdate } from './election';
import { reconsider, selectPortStates } from './protocol';
import { bridgeIdOf, isRoot, portIdOf, stpOf, updatePort } from './state';

/** Ports that come and go (net/bridge/br_if.c, br_stp_if.c). */

/**
 * br_port_carrier_check: a port works while it, its carrier and its bridge are up. Call after any of the three changed. Where STP never ran it forwards at
 * once.
 */
export function syncPortState(world: World, id: DeviceId): void {
  const { port, up, carrier } = world.device(id);
  if (!port) return;
  const bridge = world.device(port.bridge);
  const enabled = up && carrier && bridge.up;
  if (enabled === (port.state !== 'disabled')) return;
  if (!enabled) disablePort(world, id);
  else if (stpOf(bridge)) enablePort(world, bridge.id, id);
  else setPortState(world, id, 'forwarding');
}

/** br_stp_enable_port */
function enablePort(world: World, bridge: DeviceId, id: DeviceId): void {
  initPort(world, bridge, id);
  setPortState(world, id, 'blocking');
  selectPortStates(world, bridge);
}

/** br_init_port: until it hears of a better one the bridge is the designated one. */
export function initPort(world: World, bridgeId: DeviceId, id: DeviceId): void {
  const bridge = world.device(bridgeId);
  const stp = stpOf(bridge);
  const { port } = world.device(id);
  if (!stp || !port) return;
  world.writeDevice(id).port = {
    ...port,
    stp: {
      designatedRoot: stp.designatedRoot,
      designatedBridge: bridgeIdOf(bridge),
      designatedPort: portIdOf(port),
      designatedCost: stp.rootPathCost,
      designatedAtUs: world.nowUs,
      topologyChangeAck: false,
      configPending: false,
      timers: {},
    },
  };
}

/** br_stp_disable_port */
export function disablePort(world: World, id: DeviceId): void {
  const { port } = world.device(id);
  if (!port) return;
  const bridge = world.device(port.bridge);
  if (!stpOf(bridge)) return setPortState(world, id, 'disabled');
  const wasRoot = isRoot(bridge);
  becomeDesignated(world, bridge.id, id);
  setPortState(world, id, 'disabled');
  updatePort(world, id, { topologyChangeAck: false, configPending: false, timers: {} });
  forgetLearned(world, bridge.id, id);
  reconsider(world, bridge.id, wasRoot);
  syncBridgeCarrier(world, bridge.id);
}

/** br_fdb_delete_by_port without the static ones. */
function forgetLearned(world: World, bridge: DeviceId, port: DeviceId): void {
  const { kind } = world.device(bridge);
  if (kind.type !== 'bridge') return;
  const fdb = world.writable(kind.fdb);
  for (const [key, entry] of fdb) if (entry.port === port && entry.state === 'learned') fdb.delete(key);
  world.writeDevice(bridge).kind = { ...kind, fdb };
}

/** br_stp_set_path_cost, after the port's record has the new cost. */
export function portCostChanged(world: World, id: DeviceId): void {
  const { port } = world.device(id);
  if (!port?.stp) return;
  configurationUpdate(world, port.bridge);
  selectPortStates(world, port.bridge);
}

/** br_stp_set_port_priority, after the port's record has the new priority; `before` is the id it had. */
export function portPriorityChanged(world: World, id: DeviceId, before: number): void {
  const { port } = world.device(id);
  if (!port?.stp || port.stp.designatedBridge !== bridgeIdOf(world.device(port.bridge))) return;
  const portId = portIdOf(port);
  if (port.stp.designatedPort === before) updatePort(world, id, { designatedPort: portId });
  else if (portId < port.stp.designatedPort) {
    becomeDesignated(world, port.bridge, id);
    selectPortStates(world, port.bridge);
  }
}
