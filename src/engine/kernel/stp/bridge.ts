import type { Mac } from '../../packet/address';
import { bridgeSetting } from '../link/bridge-settings';
import type { DeviceId } from '../records';
import type { World } from '../world';
import { initPort, syncPortState } from './ports';
import { generateConfigs, reconsider, selectPortStates, setTopologyChange } from './protocol';
import {
  activePorts,
  bridgeIdOf,
  hundredths,
  isRoot,
  runsStp,
  setBridgeTimer,
  stpOf,
  updateBridge,
  updatePort,
  type BridgeId,
} from './state';

/** A bridge that starts and stops the protocol, goes up and down, or gets another id (net/bridge/br_stp_if.c). */

/** br_stp_start, after the record says that STP is on. */
export function startStp(world: World, id: DeviceId): void {
  const bridge = world.device(id);
  const { kind } = bridge;
  if (kind.type !== 'bridge') return;
  if (!kind.stpState) {
    world.writeDevice(id).kind = {
      ...kind,
      stpState: {
        designatedRoot: bridgeIdOf(bridge),
        rootPort: 0,
        rootPathCost: 0,
        maxAge: bridgeSetting(kind, 'max_age'),
        helloTime: bridgeSetting(kind, 'hello_time'),
        forwardDelay: bridgeSetting(kind, 'forward_delay'),
        topologyChange: false,
        topologyChangeDetected: false,
        timers: {},
      },
    };
    for (const port of kind.ports.values()) initPort(world, id, port);
  }
  if (bridge.up) startHello(world, id);
  selectPortStates(world, id);
}

function startHello(world: World, id: DeviceId): void {
  setBridgeTimer(world, id, 'hello', hundredths(stpOf(world.device(id))?.helloTime ?? 0));
}

/** br_stp_enable_bridge and br_stp_disable_bridge */
export function bridgeUpChanged(world: World, id: DeviceId): void {
  const bridge = world.device(id);
  const { kind } = bridge;
  if (kind.type !== 'bridge') return;
  if (kind.stpState && bridge.up) {
    if (runsStp(bridge)) startHello(world, id);
    generateConfigs(world, id);
  }
  for (const port of kind.ports.values()) syncPortState(world, port);
  if (!kind.stpState || bridge.up) return;
  setTopologyChange(world, id, false);
  updateBridge(world, id, { topologyChangeDetected: false, timers: {} });
}

/** br_set_max_age and its like: a root's times are in force at once. */
export function timesChanged(world: World, id: DeviceId): void {
  const bridge = world.device(id);
  const { kind } = bridge;
  if (kind.type !== 'bridge' || !isRoot(bridge)) return;
  updateBridge(world, id, {
    maxAge: bridgeSetting(kind, 'max_age'),
    helloTime: bridgeSetting(kind, 'hello_time'),
    forwardDelay: bridgeSetting(kind, 'forward_delay'),
  });
}

/** br_stp_change_bridge_id and br_stp_set_bridge_priority, after the record has the new MAC or priority. */
export function bridgeIdChanged(world: World, id: DeviceId, before: BridgeId): void {
  const bridge = world.device(id);
  const stp = stpOf(bridge);
  const now = bridgeIdOf(bridge);
  if (!stp || before === now || bridge.kind.type !== 'bridge') return;
  const wasRoot = stp.designatedRoot === before;
  const newMac = macOf(before) !== macOf(now);
  for (const port of newMac ? bridge.kind.ports.values() : activePorts(world, id)) {
    const known = world.device(port).port?.stp;
    if (known?.designatedBridge === before) updatePort(world, port, { designatedBridge: now });
    if (newMac && known?.designatedRoot === before) updatePort(world, port, { designatedRoot: now });
  }
  reconsider(world, id, wasRoot);
}

function macOf(id: BridgeId): Mac {
  return id.slice(5) as Mac;
}
