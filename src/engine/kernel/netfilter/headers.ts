import type { IpPacket } from '../../packet/frame';
import { compareIpv6, type IpAddress } from '../../packet/ipv6-address';
import type { AddressRange } from './model';

/** Fields of the two headers that mean the same under different names. */

/** The time to live, or hop limit. */
export function hopsOf(packet: IpPacket): number {
  return packet.kind === 'ipv4' ? packet.ttl : packet.hopLimit;
}

/** The type of service, or traffic class. */
export function serviceOf(packet: IpPacket): number {
  return packet.kind === 'ipv4' ? packet.tos : packet.trafficClass;
}

export function withHops(packet: IpPacket, hops: number): IpPacket {
  const value = Math.min(Math.max(hops, 0), 255);
  return packet.kind === 'ipv4' ? { ...packet, ttl: value } : { ...packet, hopLimit: value };
}

export function withService(packet: IpPacket, service: number): IpPacket {
  return packet.kind === 'ipv4' ? { ...packet, tos: service } : { ...packet, trafficClass: service };
}

/** Whether an address lies between two of its family. */
export function inAddressRange(address: IpAddress, { from, to }: AddressRange): boolean {
  if (typeof address === 'number') return typeof from === 'number' && typeof to === 'number' && from <= address && address <= to; // prettier-ignore
  if (typeof from === 'number' || typeof to === 'number') return false;
  return compareIpv6(from, address) <= 0 && compareIpv6(address, to) <= 0;
}
