import { sha1Words } from '../../../tools/digest/sha1';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A hash in the letters of base64url, as Felix names things; not the same hash. */
export function calicoHash(text: string, length: number): string {
  let bits = 0n;
  for (const word of sha1Words(text)) bits = (bits << 32n) | BigInt(word);
  let result = '';
  for (let shift = 154n; result.length < length && shift >= 0n; shift -= 6n) {
    result += DIGITS.charAt(Number((bits >> shift) & 63n));
  }
  return result;
}

/** A name of a chain: as it is, or with a hash when that would be too long (felix/hashutils GetLengthLimitedID). */
export function limited(prefix: string, name: string): string {
  if (prefix.length + name.length <= 28 && !name.startsWith('_')) return prefix + name;
  return `${prefix}_${calicoHash(name, 27 - prefix.length)}`;
}
