import type { Mac } from '../../packet/address';
import type { BridgeProtocolData } from '../../packet/frame';
import type { DeviceId, DeviceRecord } from '../records';
import { transmit } from '../transmit';
import type { World } from '../world';
import { bridgeIdOf, portIdOf, type BridgeStp } from './state';

/** The frames of the protocol (net/bridge/br_stp_bpdu.c): LLC frames to the bridge group address, from the MAC of the port. */

export const BRIDGE_GROUP = '01:80:c2:00:00:00' as Mac;
/** LLC header and BPDU in bytes. */
const CONFIG_LENGTH = 3 + 35;
const TCN_LENGTH = 3 + 4;

/** br_send_config_bpdu */
export function sendConfig(
  world: World,
  bridge: DeviceRecord,
  id: DeviceId,
  stp: BridgeStp,
  messageAgeUs: number,
  topologyChangeAck: boolean,
): void {
  const { port } = world.device(id);
  if (!port) return;
  send(world, bridge, id, {
    kind: 'bpdu',
    type: 'config',
    length: CONFIG_LENGTH,
    root: stp.designatedRoot,
    rootPathCost: stp.rootPathCost,
    bridge: bridgeIdOf(bridge),
    port: portIdOf(port),
    messageAgeUs,
    maxAge: stp.maxAge,
    helloTime: stp.helloTime,
    forwardDelay: stp.forwardDelay,
    topologyChange: stp.topologyChange,
    topologyChangeAck,
  });
}

/** br_send_tcn_bpdu */
export function sendTcn(world: World, id: DeviceId): void {
  const { port } = world.device(id);
  if (port) send(world, world.device(port.bridge), id, { kind: 'bpdu', type: 'tcn', length: TCN_LENGTH });
}

function send(world: World, { kind }: DeviceRecord, id: DeviceId, payload: BridgeProtocolData): void {
  const destination = (kind.type === 'bridge' ? kind.groupAddress : undefined) ?? BRIDGE_GROUP;
  // Nobody asked for this packet, so no walk begins with it.
  transmit(world, id, { source: world.device(id).mac, destination, payload, packetId: world.allocateId() });
}
