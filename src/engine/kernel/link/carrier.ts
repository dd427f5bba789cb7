import { syncRoutesWithCarrier } from '../fib-events';
import { linkReady } from '../ipv6/addrconf';
import { syncRoutes6WithCarrier } from '../ipv6/fib-events';
import { flushNexthopsOf } from '../nexthop-objects';
import { flushOnCarrierLoss } from '../neighbour-flush';
import type { BridgePort, DeviceId } from '../records';
import type { World } from '../world';
import { tellLink } from './tell';
import { findDevice } from './registry';
import { tellAbove } from './stack';
import { typeOf } from './types';

/**
 * netif_carrier_on / netif_carrier_off followed by linkwatch: records whether frames can leave the device and tells everybody who
 * depends on it. Linux does the second half up to a second later; here it is immediate.
 */
export function setCarrier(world: World, id: DeviceId, on: boolean): void {
  const before = world.device(id);
  if (before.carrier === on) {
    if (before.operstate === 'UNKNOWN') linkwatch(world, id);
    return;
  }
  const device = world.writeDevice(id);
  device.carrier = on;
  if (on) device.carrierUps++;
  else device.carrierDowns++;
  linkwatch(world, id);
  if (device.up) {
    if (!world.device(id).carrier) flushNexthopsOf(world, id);
    syncRoutesWithCarrier(world, id);
    syncRoutes6WithCarrier(world, id);
    if (on) linkReady(world, id);
    else flushOnCarrierLoss(world, id);
    tellLink(world, id);
  }
  tellAbove(world, id, { type: 'carrier' });
}

/**
 * net/core/link_watch.c rfc2863_policy: works out the operstate after a carrier event. Without carrier a device is LOWERLAYERDOWN when the one with
 * its link's ifindex in its own namespace has none either (usually a veth's peer, or what a VLAN stands on), DOWN when there is none.
 */
export function linkwatch(world: World, id: DeviceId): void {
  const device = world.writeDevice(id);
  if (device.carrier) {
    device.operstate = device.dormantMode ? 'DORMANT' : 'UP';
    return;
  }
  const link = typeOf(device).link?.(device);
  const iflink = link === undefined ? device.ifindex : world.device(link).ifindex;
  const lower = iflink === device.ifindex ? undefined : findDevice(world, device.netns, iflink);
  device.operstate = lower && !lower.carrier ? 'LOWERLAYERDOWN' : 'DOWN';
}

/** Puts a bridge port into a state, and updates how many ports of its bridge forward and with that the bridge's carrier. */
export function setPortState(world: World, id: DeviceId, state: BridgePort['state']): void {
  const device = world.writeDevice(id);
  const { port } = device;
  if (!port || port.state === state) return;
  const change = (state === 'forwarding' ? 1 : 0) - (port.state === 'forwarding' ? 1 : 0);
  device.port = { ...port, state };
  if (change !== 0) {
    const bridge = world.writeDevice(port.bridge);
    if (bridge.kind.type === 'bridge') bridge.kind = { ...bridge.kind, livePorts: bridge.kind.livePorts + change };
  }
  syncBridgeCarrier(world, port.bridge);
}

/** br_port_state_selection: a bridge has carrier while a port of it forwards. Not called for a bridge that never had a port. */
export function syncBridgeCarrier(world: World, bridge: DeviceId): void {
  const { kind } = world.device(bridge);
  if (kind.type === 'bridge') setCarrier(world, bridge, kind.livePorts > 0);
}
