import type { EthernetFrame, Ipv4Packet } from '../../packet/frame';
import type { VxlanKind } from '../link/vxlan-kind';
import { localPortRange } from '../ports';
import type { World } from '../world';

/**
 * udp_flow_src_port: the outer source port, the same for all packets of one inner flow so that routers with several ways keep them in order. The kernel's
 * hash has a secret; this one is the same every time.
 */
export function flowPort(world: World, { underlay, portRange }: VxlanKind, frame: EthernetFrame): number {
  const { low, high } = portRange.high > portRange.low ? portRange : localRange(world, underlay);
  return low + (hash(flowOf(frame)) % (high - low));
}

function localRange(world: World, underlay: VxlanKind['underlay']): { readonly low: number; readonly high: number } {
  const { low, high } = localPortRange(world, underlay);
  return high > low ? { low, high } : { low: 32_768, high: 60_999 };
}

/** skb_get_hash: addresses, protocol and ports of an IP packet, otherwise the MACs. */
function flowOf({ payload, source, destination }: EthernetFrame): string {
  if (payload.kind !== 'ipv4') return `${source}/${destination}`;
  return `${payload.source}/${payload.destination}/${payload.payload.kind}/${portsOf(payload)}`;
}

function portsOf({ payload, fragment }: Ipv4Packet): string {
  return fragment === undefined && 'sourcePort' in payload ? `${payload.sourcePort}/${payload.destinationPort}` : '';
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
