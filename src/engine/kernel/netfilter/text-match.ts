import { encodeIpv4, encodeIpv6 } from '../../packet/bytes/encode';
import type { World } from '../world';
import type { Match } from './model';
import type { AnySkb } from './skb';

type Text = Extract<Match, { match: 'string' }>;

/** string_mt (net/netfilter/xt_string.c): whether the bytes of the packet, its IP header among them, have the pattern between two offsets. */
export function textMatches(world: World, { packet }: AnySkb, match: Text): boolean {
  const options = { nowUs: world.nowUs, offloaded: false };
  const bytes = packet.kind === 'ipv4' ? encodeIpv4(packet, options) : encodeIpv6(packet, options);
  const { from, to, ignoreCase } = match;
  let text = '';
  for (const byte of bytes.slice(from, to)) text += String.fromCharCode(byte);
  const found = ignoreCase ? lower(text).includes(lower(match.pattern)) : text.includes(match.pattern);
  return found !== match.inverted;
}

/** Letters of ASCII only, as the kernel's toupper of a byte. */
function lower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
