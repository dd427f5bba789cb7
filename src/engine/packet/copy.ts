import type { Ipv4Packet, TcpSegment } from './frame';

/**
 * Copies of what travels, to be changed by whoever makes them. Written out, field by field: every router makes one of every packet, a spread costs
 * ten times as much (see state/epoch.ts), and packets whose fields lie in one order are quickly read.
 */

type Changing<T> = { -readonly [Key in keyof T]: T[Key] };

export function copyOf(packet: Ipv4Packet): Changing<Ipv4Packet> {
  const { kind, source, destination, ttl, tos, dontFragment, id, payload, length, fragment } = packet;
  const copy: Changing<Ipv4Packet> = { kind, source, destination, ttl, tos, dontFragment, id, payload, length };
  if (fragment) copy.fragment = fragment;
  return copy;
}

export function copyOfSegment(segment: TcpSegment): Changing<TcpSegment> {
  const { kind, sourcePort, destinationPort, sequence, acknowledgement, flags, window, data } = segment;
  return { kind, sourcePort, destinationPort, sequence, acknowledgement, flags, window, data };
}
