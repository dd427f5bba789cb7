declare const ipv4Brand: unique symbol;
declare const ipv6Brand: unique symbol;
declare const macBrand: unique symbol;

/** An IPv4 address as an unsigned 32-bit integer in host order. */
export type Ipv4 = number & { readonly [ipv4Brand]: true };
/** An IPv6 address in canonical RFC 5952 text. */
export type Ipv6 = string & { readonly [ipv6Brand]: true };
/** A MAC address as 12 lower-case hex digits in six colon-separated pairs. */
export type Mac = string & { readonly [macBrand]: true };

export const MAC_BROADCAST = 'ff:ff:ff:ff:ff:ff' as Mac;
export const MAC_ZERO = '00:00:00:00:00:00' as Mac;

/** Brands an unsigned 32-bit number as an address; the value is truncated to 32 bits. */
export function ipv4(value: number): Ipv4 {
  return (value >>> 0) as Ipv4;
}

const [DOT, ZERO, NINE] = [46, 48, 57];

/** Parses strict dotted-quad text (four decimal octets); undefined when it is not one. */
export function parseIpv4(text: string): Ipv4 | undefined {
  // By hand rather than by a regular expression: a batch of commands reads tens of thousands.
  let value = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT) {
      if (digits === 0 || ++dots > 3) return undefined;
      value = value * 256 + octet;
      octet = digits = 0;
    } else {
      octet = octet * 10 + code - ZERO;
      if (code < ZERO || code > NINE || ++digits > 3 || octet > 255) return undefined;
    }
  }
  return dots === 3 && digits > 0 ? ipv4(value * 256 + octet) : undefined;
}

/** Dotted-quad text of an address. */
export function formatIpv4(address: Ipv4): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** The network mask of a prefix length 0–32. */
export function maskOf(prefixLength: number): Ipv4 {
  return ipv4(prefixLength === 0 ? 0 : 0xffffffff << (32 - prefixLength));
}

/** The network address of `address` under a prefix length 0–32. */
export function networkOf(address: Ipv4, prefixLength: number): Ipv4 {
  return ipv4(address & maskOf(prefixLength));
}

/** Whether `address` lies in `network`/`prefixLength`. */
export function inPrefix(address: Ipv4, network: Ipv4, prefixLength: number): boolean {
  return networkOf(address, prefixLength) === networkOf(network, prefixLength);
}

/** Parses colon-separated hex pairs (one or two digits each) to canonical form; undefined when it is not a MAC. */
export function parseMac(text: string): Mac | undefined {
  const parts = text.split(':');
  if (parts.length !== 6 || !parts.every((p) => /^[0-9a-fA-F]{1,2}$/.test(p))) return undefined;
  return parts.map((p) => p.toLowerCase().padStart(2, '0')).join(':') as Mac;
}

/** Whether a MAC is a group address (broadcast or multicast): the lowest bit of its first byte is set. */
export function isGroupMac(mac: Mac): boolean {
  // The second digit is odd: of digits and small letters, the codes of 1, 3 … 9 are odd, and those of b, d and f are even.
  const code = mac.charCodeAt(1);
  return (code & 1) === (code < 0x3a ? 1 : 0);
}
