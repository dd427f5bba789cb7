import { encodeIpv4, encodeIpv6 } from '../../packet/bytes/encode';
import type { World } from '../world';
import type { Match } from './model';
import type { AnySkb } from './skb';

type U32 = Extract<Match, { match: 'u32' }>;

/** u32_mt (net/netfilter/xt_u32.c): numbers of 32 bits anywhere in the packet, compared with ranges; every test must hold. */
export function u32Matches(world: World, { packet }: AnySkb, { tests, inverted }: U32): boolean {
  const options = { nowUs: world.nowUs, offloaded: false };
  const bytes = packet.kind === 'ipv4' ? encodeIpv4(packet, options) : encodeIpv6(packet, options);
  const holds = tests.every(({ location, values }) => {
    const value = valueAt(bytes, location);
    return value !== undefined && values.some(({ from, to }) => from <= value && value <= to);
  });
  return holds !== inverted;
}

/** The number that a location names; undefined beyond the end of the packet. */
function valueAt(bytes: readonly number[], location: U32['tests'][number]['location']): number | undefined {
  const [first, ...operations] = location;
  let base = 0;
  let value = first && wordAt(bytes, first.number);
  for (const { operator, number } of operations) {
    if (value === undefined) return undefined;
    switch (operator) {
      case '&':
        value = (value & number) >>> 0;
        break;
      case '<<':
        value = number > 31 ? 0 : (value << number) >>> 0;
        break;
      case '>>':
        value = number > 31 ? 0 : value >>> number;
        break;
      default:
        base += value;
        value = wordAt(bytes, base + number);
    }
  }
  return value;
}

function wordAt(bytes: readonly number[], at: number): number | undefined {
  if (at + 4 > bytes.length) return undefined;
  return bytes.slice(at, at + 4).reduce((word, byte) => word * 256 + byte, 0);
}
