import { formatIpv4, ipv4, networkOf, parseIpv4, type Ipv4 } from '../../engine/packet/address';

/** Judging address-like words by themselves, without a lab. */

export type AddressJudgement =
  | { readonly verdict: 'fine'; readonly address: Ipv4; readonly length: number | undefined }
  | { readonly verdict: 'bad-address'; readonly why: 'octet' | 'parts' | 'characters' }
  | { readonly verdict: 'bad-length' }
  /** A name, an IPv6 address, a keyword: not ours to judge. */
  | { readonly verdict: 'other' };

/**
 * Judges `text` as an IPv4 address, with a prefix length if it has one. iproute2 also takes shortened addresses (`10.5` is
 * 10.5.0.0, inet_addr(3) in lib/utils.c get_addr_1), which are therefore fine.
 */
export function judgeIpv4(text: string): AddressJudgement {
  const [addressText = '', lengthText, ...rest] = text.split('/');
  if (!/^[\d.]+$/.test(addressText)) {
    const almost = /^\d+\.\d+\.\d+\.[\dA-Za-z]+$/.test(addressText);
    return almost ? { verdict: 'bad-address', why: 'characters' } : { verdict: 'other' };
  }
  const octets = addressText.split('.');
  if (octets.length > 4 || octets.some((o) => o === '')) return { verdict: 'bad-address', why: 'parts' };
  if (octets.some((o) => Number(o) > 255)) return { verdict: 'bad-address', why: 'octet' };
  const address = parseIpv4([...octets, '0', '0', '0'].slice(0, 4).join('.'));
  if (address === undefined) return { verdict: 'bad-address', why: 'parts' };
  if (lengthText === undefined) return { verdict: 'fine', address, length: undefined };
  const length = lengthOf(lengthText);
  return rest.length > 0 || length === undefined ? { verdict: 'bad-length' } : { verdict: 'fine', address, length };
}

/** A prefix length written as a number or as a dotted mask, as iproute2 takes both; undefined when it is neither. */
function lengthOf(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text) <= 32 ? Number(text) : undefined;
  const mask = parseIpv4(text);
  if (mask === undefined) return undefined;
  const inverse = ~mask >>> 0;
  return (inverse & (inverse + 1)) === 0 ? 32 - Math.round(Math.log2(inverse + 1)) : undefined;
}

/** The prefix that `address`/`length` lies in, as text, or undefined when no host bit is set. */
export function withoutHostBits(address: Ipv4, length: number): string | undefined {
  const network = networkOf(address, length);
  return network === address ? undefined : `${formatIpv4(network)}/${length}`;
}

/** A likely prefix length for an address written without one: /24, or what RFC 1918 blocks are usually cut into. */
export function likelyLength(address: Ipv4): number {
  return ipv4(address & 0xff) === 0 && (address & 0xff00) === 0 ? 16 : 24;
}
