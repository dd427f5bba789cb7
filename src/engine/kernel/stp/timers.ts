import { setPortState } from '../link/carrier';
import type { DeviceId } from '../records';
import type { World } from '../world';
import {
  detectTopologyChange,
  generateConfigs,
  isDesignatedSomewhere,
  messageAgeExpired,
  reportTopologyChange,
  setTopologyChange,
  transmitConfig,
} from './protocol';
import {
  hundredths,
  isRoot,
  setBridgeTimer,
  setPortTimer,
  stpOf,
  updateBridge,
  type BridgeTimer,
  type PortTimer,
  type StpTimer,
} from './state';

/** The `stp-timer` event (net/bridge/br_stp_timer.c); a timer that was set again or stopped meanwhile does nothing. */
export function stpTimer(world: World, id: DeviceId, timer: StpTimer, dueUs: number): void {
  const device = world.devices.get(id);
  if (!device) return;
  switch (timer) {
    case 'hello':
    case 'tcn':
    case 'topologyChange':
      if (stpOf(device)?.timers[timer] === dueUs) bridgeTimer(world, id, timer);
      return;
    case 'messageAge':
    case 'forwardDelay':
    case 'hold':
      if (device.port?.stp?.timers[timer] === dueUs) portTimer(world, device.port.bridge, id, timer);
  }
}

function bridgeTimer(world: World, id: DeviceId, timer: BridgeTimer): void {
  setBridgeTimer(world, id, timer);
  const bridge = world.device(id);
  if (timer === 'topologyChange') {
    updateBridge(world, id, { topologyChangeDetected: false });
    setTopologyChange(world, id, false);
  } else if (!bridge.up || bridge.kind.type !== 'bridge') {
    return;
  } else if (timer === 'tcn') {
    if (!isRoot(bridge)) reportTopologyChange(world, id);
  } else {
    generateConfigs(world, id);
    if (bridge.kind.stp) setBridgeTimer(world, id, 'hello', hundredths(stpOf(bridge)?.helloTime ?? 0));
  }
}

function portTimer(world: World, bridge: DeviceId, id: DeviceId, timer: PortTimer): void {
  setPortTimer(world, id, timer);
  const { port } = world.device(id);
  if (timer === 'messageAge') messageAgeExpired(world, bridge, id);
  else if (timer === 'hold') {
    if (port?.stp?.configPending) transmitConfig(world, bridge, id);
  } else if (port?.state === 'listening') {
    setPortState(world, id, 'learning');
    setPortTimer(world, id, 'forwardDelay', hundredths(stpOf(world.device(bridge))?.forwardDelay ?? 0));
  } else if (port?.state === 'learning') {
    setPortState(world, id, 'forwarding');
    if (isDesignatedSomewhere(world, bridge)) detectTopologyChange(world, bridge);
  }
}
