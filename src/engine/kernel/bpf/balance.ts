import { formatIpv4 } from '../../packet/address';
import type { Ipv4Packet } from '../../packet/frame';
import { endText, protocolOf, tupleOf, type Tuple } from '../netfilter/tuple';
import { rewriteEnd } from '../netfilter/rewrite';
import type { DeviceRecord } from '../records';
import { trace } from '../trace';
import type { World } from '../world';
import { find, remember } from './connections';
import { serviceKey, type Backend, type BpfMaps } from './records';

/** lb4_local (bpf/lib/lb.h): what a Pod sends to the address of a Service goes to one of its backends, chosen once for each connection. */

export type Balanced =
  | { readonly packet: Ipv4Packet; readonly frontend?: Backend }
  /** The Service has no backend. */
  | 'nobody';

export function balanceService(
  world: World,
  device: DeviceRecord,
  maps: BpfMaps,
  packet: Ipv4Packet,
  packetId: number,
): Balanced {
  const { payload, destination } = packet;
  if (maps.services.size === 0 || !('destinationPort' in payload)) return { packet };
  const service = maps.services.get(serviceKey(destination, payload.destinationPort, protocolOf(packet)));
  if (!service) return { packet };
  const { netns } = device;
  const tuple = tupleOf(packet);
  if (!tuple) return { packet };
  const known = find(world, netns, 'service', tuple)?.backend;
  const stays = known && service.backends.some((each) => each.address === known.address && each.port === known.port);
  const backend = stays ? known : chosen(world, service.backends, tuple, service.affinitySeconds !== undefined);
  tell(world, device, packet, packetId, backend);
  if (!backend) return 'nobody';
  if (!stays) remember(world, netns, 'service', tuple, { backend });
  const to: Tuple = { ...tuple, destination: backend.address, destinationPort: backend.port };
  const changed = rewriteEnd(packet, 'destination', to);
  trace(world, packetId, netns, device, () => ({
    type: 'nat',
    end: 'destination',
    before: endText(packet, 'destination'),
    after: endText(changed, 'destination'),
  }));
  return { packet: changed, frontend: { address: destination, port: payload.destinationPort } };
}

/** At random; a client that is to stay with its backend has one by its address (not by a map of its own with a time, as there). */
function chosen(world: World, backends: readonly Backend[], { source }: Tuple, stays: boolean): Backend | undefined {
  if (backends.length === 0) return undefined;
  const number = stays ? Math.imul(Number(source), 0x9e3779b1) >>> 0 : world.random();
  return backends[number % backends.length];
}

function tell(
  world: World,
  device: DeviceRecord,
  { destination, payload }: Ipv4Packet,
  packetId: number,
  backend: Backend | undefined,
): void {
  if (!world.recorder || (payload.kind !== 'tcp' && payload.kind !== 'udp')) return;
  const { netns } = device;
  const facts = world.clusterBehaviour?.serviceAt?.(world, world.netns(netns).host, {
    protocol: payload.kind,
    address: destination,
    port: payload.destinationPort,
    endpoint: backend && `${formatIpv4(backend.address)}:${backend.port}`,
  });
  if (facts) trace(world, packetId, netns, device, () => ({ type: 'service', facts: { ...facts, byCilium: true } }));
}
