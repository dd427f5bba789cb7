import type { BridgeProtocolData, EthernetFrame } from '../../packet/frame';
import { learn } from '../bridge-fdb';
import { bridgeSetting } from '../link/bridge-settings';
import type { BridgePort, DeviceId, DeviceRecord } from '../records';
import type { World } from '../world';
import { BRIDGE_GROUP } from './bpdu';
import { configurationUpdate, supersedes } from './election';
import { disablePort } from './ports';
import {
  detectTopologyChange,
  generateConfigs,
  reportTopologyChange,
  selectPortStates,
  setTopologyChange,
  transmitConfig,
} from './protocol';
import {
  hundredths,
  isDesignated,
  isRoot,
  setBridgeTimer,
  setPortTimer,
  stpOf,
  updateBridge,
  updatePort,
} from './state';

type Config = Extract<BridgeProtocolData, { readonly type: 'config' }>;

/** br_handle_local_finish and br_stp_rcv: a frame of the protocol came in on a port of a bridge that runs it, whatever the port's state. */
export function receiveBpdu(
  world: World,
  inPort: DeviceRecord,
  port: BridgePort,
  frame: EthernetFrame,
  bpdu: BridgeProtocolData,
): void {
  const bridge = world.device(port.bridge);
  const { kind } = bridge;
  if (kind.type !== 'bridge' || !bridge.up || port.state === 'disabled') return;
  const learns = port.learning && (port.state === 'learning' || port.state === 'forwarding');
  if (learns && bridgeSetting(kind, 'no_linklocal_learn') === 0) {
    learn(world, bridge.id, inPort.id, frame, kind.vlanFiltering ? (port.vlans?.pvid ?? 0) : 0);
  }
  if (frame.destination !== (kind.groupAddress ?? BRIDGE_GROUP)) return;
  if (port.flags?.guard) return disablePort(world, inPort.id);
  if (bpdu.type === 'tcn') receivedTcn(world, bridge.id, inPort.id);
  else if (bpdu.messageAgeUs <= hundredths(bpdu.maxAge)) receivedConfig(world, bridge.id, inPort.id, bpdu);
}

/** br_received_config_bpdu */
function receivedConfig(world: World, bridgeId: DeviceId, id: DeviceId, bpdu: Config): void {
  const wasRoot = isRoot(world.device(bridgeId));
  const told = {
    designatedRoot: bpdu.root,
    designatedCost: bpdu.rootPathCost,
    designatedBridge: bpdu.bridge,
    designatedPort: bpdu.port,
  };
  if (!supersedes(world.device(bridgeId), world.device(id), told)) {
    if (isDesignated(world.device(bridgeId), world.device(id))) transmitConfig(world, bridgeId, id);
    return;
  }
  updatePort(world, id, { ...told, designatedAtUs: world.nowUs - bpdu.messageAgeUs });
  setPortTimer(world, id, 'messageAge', hundredths(bpdu.maxAge) - bpdu.messageAgeUs);
  configurationUpdate(world, bridgeId);
  selectPortStates(world, bridgeId);
  if (wasRoot && !isRoot(world.device(bridgeId))) {
    setBridgeTimer(world, bridgeId, 'hello');
    if (stpOf(world.device(bridgeId))?.topologyChangeDetected) {
      setBridgeTimer(world, bridgeId, 'topologyChange');
      reportTopologyChange(world, bridgeId);
    }
  }
  if (world.device(id).port?.portNumber !== stpOf(world.device(bridgeId))?.rootPort) return;
  const { maxAge, helloTime, forwardDelay } = bpdu;
  updateBridge(world, bridgeId, { maxAge, helloTime, forwardDelay });
  setTopologyChange(world, bridgeId, bpdu.topologyChange);
  generateConfigs(world, bridgeId);
  if (!bpdu.topologyChangeAck) return;
  // br_topology_change_acknowledged
  updateBridge(world, bridgeId, { topologyChangeDetected: false });
  setBridgeTimer(world, bridgeId, 'tcn');
}

/** br_received_tcn_bpdu: somebody further from the root saw a change; it is passed on towards the root and acknowledged. */
function receivedTcn(world: World, bridgeId: DeviceId, id: DeviceId): void {
  if (!isDesignated(world.device(bridgeId), world.device(id))) return;
  detectTopologyChange(world, bridgeId);
  updatePort(world, id, { topologyChangeAck: true });
  transmitConfig(world, bridgeId, id);
}
