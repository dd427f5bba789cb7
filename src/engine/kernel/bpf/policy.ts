import { inPrefix } from '../../packet/address';
import type { Ipv4Packet } from '../../packet/frame';
import { protocolOf } from '../netfilter/tuple';
import { RESERVED, type BpfMaps, type EndpointPolicy, type IpcacheEntry, type PolicyEntry } from './records';

/** What cilium_ipcache knows of an address: everybody else is the world. */
export function lookupAddress(maps: BpfMaps, address: Ipv4Packet['source']): IpcacheEntry {
  const own = maps.ipcache.get(address);
  if (own) return own;
  for (const { address: base, length, node } of maps.tunnels) {
    if (inPrefix(address, base, length)) return { identity: RESERVED.world, tunnel: node };
  }
  return WORLD;
}

const WORLD: IpcacheEntry = { identity: RESERVED.world };

/** policy_can_access: an entry that denies wins over all that allow. `other` is the address of the far end. */
export function mayPass(
  { entries }: EndpointPolicy,
  packet: Ipv4Packet,
  identity: number,
  other: Ipv4Packet['source'],
): boolean {
  let allowed = false;
  for (const entry of entries) {
    if (!fits(entry, packet, identity, other)) continue;
    if (entry.deny) return false;
    allowed = true;
  }
  return allowed;
}

function fits(
  { identities, block, protocol, ports }: PolicyEntry,
  packet: Ipv4Packet,
  identity: number,
  other: Ipv4Packet['source'],
): boolean {
  if (identities && !identities.has(identity)) return false;
  if (block) {
    if (identity !== RESERVED.world || !inPrefix(other, block.address, block.length)) return false;
    if (block.except.some(({ address, length }) => inPrefix(other, address, length))) return false;
  }
  if (protocol === undefined) return true;
  if (protocol !== protocolOf(packet)) return false;
  if (!ports) return true;
  const port = portOf(packet);
  return port !== undefined && ports.some(({ from, to }) => port >= from && port <= to);
}

function portOf({ payload }: Ipv4Packet): number | undefined {
  if ('destinationPort' in payload) return payload.destinationPort;
  if (payload.kind !== 'icmp') return undefined;
  return payload.type === 'echo-request' ? 8 : payload.type === 'echo-reply' ? 0 : 3;
}
