import { hasPorts, type IpPacket } from '../../packet/frame';
import { icmpv6Numbers } from '../../packet/ipv6-frame';
import { hopsOf, serviceOf } from '../netfilter/headers';
import { icmpNumbers } from '../netfilter/icmp-numbers';
import type { AnySkb } from '../netfilter/skb';
import { protocolOf } from '../netfilter/tuple';
import type { Scalar } from './model';

/** A field of a header; undefined when the packet has no such header, and then the rule does not apply (nft_payload_eval). */
export function payloadField(skb: AnySkb, protocol: string, field: string): Scalar | undefined {
  const { packet } = skb;
  switch (protocol) {
    case 'ip':
      return packet.kind === 'ipv4' ? networkField(packet, field) : undefined;
    case 'ip6':
      return packet.kind === 'ipv6' ? networkField(packet, field) : undefined;
    case 'ether':
      return etherField(skb, field);
    default:
      return (packet.fragment?.offset ?? 0) > 0 ? undefined : transportField(packet, protocol, field);
  }
}

function networkField(packet: IpPacket, field: string): Scalar | undefined {
  switch (field) {
    case 'saddr':
      return packet.source;
    case 'daddr':
      return packet.destination;
    case 'protocol':
    case 'nexthdr':
      return protocolOf(packet);
    case 'ttl':
    case 'hoplimit':
      return hopsOf(packet);
    case 'dscp':
      return serviceOf(packet) >>> 2;
    case 'ecn':
      return serviceOf(packet) & 3;
    case 'length':
      return packet.kind === 'ipv4' ? packet.length : packet.length - 40;
    case 'version':
      return packet.kind === 'ipv4' ? 4 : 6;
    case 'hdrlength':
      return 5;
    case 'id':
      return packet.kind === 'ipv4' ? packet.id : undefined;
    case 'flowlabel':
      return 0;
    case 'frag-off': {
      if (packet.kind !== 'ipv4') return undefined;
      const { fragment, dontFragment } = packet;
      return ((fragment?.offset ?? 0) >>> 3) | (fragment?.more ? 0x2000 : 0) | (dontFragment ? 0x4000 : 0);
    }
    default:
      return undefined;
  }
}

function etherField({ sourceMac, destinationMac, packet }: AnySkb, field: string): Scalar | undefined {
  if (sourceMac === undefined) return undefined;
  if (field === 'saddr') return sourceMac;
  if (field === 'daddr') return destinationMac;
  return packet.kind === 'ipv4' ? 0x0800 : 0x86dd;
}

function transportField({ payload, length }: IpPacket, protocol: string, field: string): Scalar | undefined {
  if (protocol === 'th' || protocol === 'tcp' || protocol === 'udp') {
    if (!hasPorts(payload) || (protocol !== 'th' && payload.kind !== protocol)) return undefined;
    if (field === 'sport') return payload.sourcePort;
    if (field === 'dport') return payload.destinationPort;
    if (payload.kind === 'udp') return field === 'length' ? length - 20 : undefined;
    switch (field) {
      case 'flags':
        return payload.flags;
      case 'sequence':
        return payload.sequence;
      case 'ackseq':
        return payload.acknowledgement;
      case 'window':
        return payload.window;
      case 'doff':
        return 5;
      default:
        return undefined;
    }
  }
  if (protocol !== payload.kind || (payload.kind !== 'icmp' && payload.kind !== 'icmpv6')) return undefined;
  const numbers = payload.kind === 'icmp' ? icmpNumbers(payload) : icmpv6Numbers(payload);
  if (field === 'type') return numbers.type;
  if (field === 'code') return numbers.code;
  if (field === 'id') return 'id' in payload ? payload.id : undefined;
  return field === 'sequence' && 'sequence' in payload ? payload.sequence : undefined;
}
