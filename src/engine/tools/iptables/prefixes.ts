import type { Inverted, Prefix6 } from '../../kernel/netfilter/model';
import type { Ipv6 } from '../../packet/address';
import { ipv6Words, networkOf6, parseIpv6 } from '../../packet/ipv6-address';
import { getaddrinfo } from '../resolver/getaddrinfo';
import type { Surroundings } from './extension';
import { readNumber } from './numbers';

/** `ADDRESS[/LENGTH][,…]` of ip6tables (xtables_ip6parse_multiple); one undefined stands for every address. */
export function readPrefixes(
  around: Surroundings,
  given: (Inverted & { readonly text: string }) | undefined,
): readonly ((Inverted & Prefix6) | undefined)[] {
  if (given === undefined) return [undefined];
  const { inverted } = given;
  return given.text.split(',').map((word) => {
    const text = word.replace(/^\s+/, '');
    const slash = text.lastIndexOf('/');
    const prefixLength = slash < 0 ? 128 : readLength(around, text.slice(slash + 1));
    const address = prefixLength === 0 ? ('::' as Ipv6) : readAddress(around, slash < 0 ? text : text.slice(0, slash));
    return prefixLength === 0 && !inverted ? undefined : { address: networkOf6(address, prefixLength), prefixLength, inverted }; // prettier-ignore
  });
}

function readAddress(around: Surroundings, text: string): Ipv6 {
  const numeric = parseIpv6(text);
  if (numeric !== undefined) return numeric;
  const resolved = getaddrinfo(around.files, text);
  const address = resolved.type === 'inet6' ? parseIpv6(resolved.address) : undefined;
  return address ?? around.fail(`host/network \`${text}' not found`);
}

/** A length, or a mask whose bits are a prefix. */
function readLength(around: Surroundings, text: string): number {
  const length = readNumber(text, 0, 128);
  if (length !== undefined) return length;
  const mask = parseIpv6(text);
  if (mask === undefined) return around.fail(`invalid mask \`${text}' specified`);
  const bits = ipv6Words(mask)
    .map((word) => word.toString(2).padStart(16, '0'))
    .join('');
  if (!/^1*0*$/.test(bits)) around.fail('cka-net: a mask of ip6tables that is no prefix is not simulated yet');
  return bits.lastIndexOf('1') + 1;
}
