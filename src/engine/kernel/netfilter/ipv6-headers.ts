import type { Ipv6Packet } from '../../packet/ipv6-frame';
import { ipv6Words, linkLocalOf } from '../../packet/ipv6-address';
import type { Match, PortRange } from './model';
import type { AnySkb } from './skb';

type HeaderMatch = Extract<Match, { match: 'eui64' | 'frag' | 'rt' | 'mh' | 'ipv6header' }>;

/** Bits of `-m ipv6header` (ip6t_ipv6header.h). */
const FRAGMENT = 0x10;
const PROTOCOL = 0x01;

/** Matches of ip6tables about extension headers. Of these only the fragment header is simulated: no packet has another. */
export function headersMatch({ packet, sourceMac }: AnySkb, match: HeaderMatch): boolean {
  if (packet.kind !== 'ipv6') return false;
  switch (match.match) {
    case 'eui64':
      return sourceMac !== undefined && sameIdentifier(packet, linkLocalOf(sourceMac));
    case 'frag':
      return packet.fragment !== undefined && fragmentFits(packet.fragment, match);
    case 'ipv6header': {
      const present = PROTOCOL | (packet.fragment ? FRAGMENT : 0);
      // A packet that must have no others, but not these, is one that has not exactly these (ipv6header_mt6).
      const fits = match.soft ? (present & match.flags) === match.flags : present === match.flags;
      return fits !== match.inverted;
    }
    case 'rt':
    case 'mh':
      return false;
  }
}

/** eui64_mt6. */
function sameIdentifier({ source }: Ipv6Packet, own: Ipv6Packet['source']): boolean {
  const [words, wanted] = [ipv6Words(source), ipv6Words(own)];
  return words.slice(4).every((word, i) => word === wanted[i + 4]);
}

/** frag_mt6. */
function fragmentFits(
  { id, offset, more }: NonNullable<Ipv6Packet['fragment']>,
  wanted: Extract<Match, { match: 'frag' }>,
): boolean {
  return (
    (wanted.id === undefined || within(id, wanted.id) !== wanted.id.inverted) &&
    (!wanted.first || offset === 0) &&
    (wanted.more === undefined || wanted.more === more)
  );
}

function within(value: number, { from, to }: PortRange): boolean {
  return from <= value && value <= to;
}
