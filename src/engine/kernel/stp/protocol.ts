import { setPortState, syncBridgeCarrier } from '../link/carrier';
import type { DeviceId } from '../records';
import type { World } from '../world';
import { sendConfig, sendTcn } from './bpdu';
import { configurationUpdate, becomeDesignated } from './election';
import { bridgeSetting } from '../link/bridge-settings';
import {
  activePorts,
  bridgeIdOf,
  hundredths,
  isDesignated,
  isRoot,
  runsStp,
  setBridgeTimer,
  setPortTimer,
  stpOf,
  updateBridge,
  updatePort,
} from './state';

/** What a bridge does with its ports once the election is over (net/bridge/br_stp.c, br_stp_if.c). */

/** BR_HOLD_TIME: between two configuration messages on one port. */
const HOLD_US = 1_000_000;
/** MESSAGE_AGE_INCR: how much older the root's news gets at each bridge. */
const MESSAGE_AGE_STEP_US = 3906;

/** br_port_state_selection: root and designated ports become forwarding in time, all others block. */
export function selectPortStates(world: World, bridgeId: DeviceId): void {
  for (const id of activePorts(world, bridgeId)) {
    const bridge = world.device(bridgeId);
    const device = world.device(id);
    if (device.port?.portNumber === stpOf(bridge)?.rootPort) {
      forgetPending(world, id);
      makeForwarding(world, bridgeId, id);
    } else if (isDesignated(bridge, device)) {
      setPortTimer(world, id, 'messageAge');
      makeForwarding(world, bridgeId, id);
    } else {
      forgetPending(world, id);
      makeBlocking(world, bridgeId, id);
    }
  }
  syncBridgeCarrier(world, bridgeId);
}

function forgetPending(world: World, id: DeviceId): void {
  const stp = world.device(id).port?.stp;
  if (stp?.configPending || stp?.topologyChangeAck) {
    updatePort(world, id, { configPending: false, topologyChangeAck: false });
  }
}

/** br_make_forwarding */
function makeForwarding(world: World, bridgeId: DeviceId, id: DeviceId): void {
  const bridge = world.device(bridgeId);
  if (world.device(id).port?.state !== 'blocking') return;
  const delay = stpOf(bridge)?.forwardDelay ?? 0;
  if (!runsStp(bridge) || delay === 0) {
    setPortState(world, id, 'forwarding');
    detectTopologyChange(world, bridgeId);
    setPortTimer(world, id, 'forwardDelay');
  } else {
    setPortState(world, id, 'listening');
  }
  if (delay !== 0) setPortTimer(world, id, 'forwardDelay', hundredths(delay));
}

/** br_make_blocking */
function makeBlocking(world: World, bridgeId: DeviceId, id: DeviceId): void {
  const state = world.device(id).port?.state;
  if (state === 'disabled' || state === 'blocking') return;
  if (state === 'forwarding' || state === 'learning') detectTopologyChange(world, bridgeId);
  setPortState(world, id, 'blocking');
  setPortTimer(world, id, 'forwardDelay');
}

/** br_topology_change_detection: the root tells everybody to forget sooner, others tell the root. */
export function detectTopologyChange(world: World, id: DeviceId): void {
  const bridge = world.device(id);
  const stp = stpOf(bridge);
  if (!stp || bridge.kind.type !== 'bridge' || !bridge.kind.stp) return;
  if (isRoot(bridge)) {
    setTopologyChange(world, id, true);
    const lasts = bridgeSetting(bridge.kind, 'forward_delay') + bridgeSetting(bridge.kind, 'max_age');
    setBridgeTimer(world, id, 'topologyChange', hundredths(lasts));
  } else if (!stp.topologyChangeDetected) {
    reportTopologyChange(world, id);
  }
  updateBridge(world, id, { topologyChangeDetected: true });
}

/** br_transmit_tcn out of the root port, again after each hello time until it is acknowledged. */
export function reportTopologyChange(world: World, id: DeviceId): void {
  const { kind } = world.device(id);
  if (kind.type !== 'bridge') return;
  const root = kind.ports.get(kind.stpState?.rootPort ?? 0);
  if (root !== undefined && kind.stp) sendTcn(world, root);
  setBridgeTimer(world, id, 'tcn', hundredths(bridgeSetting(kind, 'hello_time')));
}

/** __br_set_topology_change: while there is one, what was learned ages in twice the forward delay. */
export function setTopologyChange(world: World, id: DeviceId, on: boolean): void {
  const { kind } = world.device(id);
  if (kind.type !== 'bridge' || !kind.stpState || kind.stpState.topologyChange === on) return;
  const { forwardDelay, ageingSeconds = kind.ageingSeconds } = kind.stpState;
  world.writeDevice(id).kind = {
    ...kind,
    ageingSeconds: on ? (2 * forwardDelay) / 100 : ageingSeconds,
    stpState: { ...kind.stpState, topologyChange: on, ageingSeconds: on ? ageingSeconds : undefined },
  };
}

/** br_become_root_bridge: from now on the bridge's own times count. */
function becomeRoot(world: World, id: DeviceId): void {
  const { kind, up } = world.device(id);
  if (kind.type !== 'bridge') return;
  const helloTime = bridgeSetting(kind, 'hello_time');
  updateBridge(world, id, {
    maxAge: bridgeSetting(kind, 'max_age'),
    helloTime,
    forwardDelay: bridgeSetting(kind, 'forward_delay'),
  });
  detectTopologyChange(world, id);
  setBridgeTimer(world, id, 'tcn');
  if (!up) return;
  generateConfigs(world, id);
  setBridgeTimer(world, id, 'hello', hundredths(helloTime));
}

/** br_config_bpdu_generation */
export function generateConfigs(world: World, bridge: DeviceId): void {
  for (const id of activePorts(world, bridge)) {
    if (isDesignated(world.device(bridge), world.device(id))) transmitConfig(world, bridge, id);
  }
}

/** br_transmit_config, no more than one a second on a port. */
export function transmitConfig(world: World, bridgeId: DeviceId, id: DeviceId): void {
  const bridge = world.device(bridgeId);
  const { port } = world.device(id);
  if (bridge.kind.type !== 'bridge' || !bridge.kind.stpState || !port?.stp) return;
  if (port.stp.timers.hold !== undefined) {
    updatePort(world, id, { configPending: true });
    return;
  }
  const { kind } = bridge;
  const { stpState } = bridge.kind;
  const root = kind.ports.get(stpState.rootPort);
  const rootStp = root === undefined ? undefined : world.device(root).port?.stp;
  const messageAgeUs = isRoot(bridge) || !rootStp ? 0 : world.nowUs - rootStp.designatedAtUs + MESSAGE_AGE_STEP_US;
  if (messageAgeUs >= hundredths(stpState.maxAge)) return;
  const acknowledges = port.stp.topologyChangeAck;
  updatePort(world, id, { topologyChangeAck: false, configPending: false });
  if (!kind.stp) return;
  setPortTimer(world, id, 'hold', HOLD_US);
  sendConfig(world, bridge, id, stpState, messageAgeUs, acknowledges);
}

/** Looks again at everything after a bridge's id, costs or ports changed. */
export function reconsider(world: World, id: DeviceId, wasRoot: boolean): void {
  configurationUpdate(world, id);
  selectPortStates(world, id);
  if (isRoot(world.device(id)) && !wasRoot) becomeRoot(world, id);
}

/** br_message_age_timer_expired: the root was not heard of for max_age by this port. */
export function messageAgeExpired(world: World, bridge: DeviceId, id: DeviceId): void {
  if (world.device(id).port?.state === 'disabled') return;
  const wasRoot = isRoot(world.device(bridge));
  becomeDesignated(world, bridge, id);
  reconsider(world, bridge, wasRoot);
}

/** br_is_designated_for_some_port */
export function isDesignatedSomewhere(world: World, bridge: DeviceId): boolean {
  const own = bridgeIdOf(world.device(bridge));
  return activePorts(world, bridge).some((id) => world.device(id).port?.stp?.designatedBridge === own);
}
