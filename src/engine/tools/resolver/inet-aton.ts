import { ipv4, type Ipv4 } from '../../packet/address';

/**
 * inet_aton(3): one to four parts, each decimal, octal (0…) or hex (0x…), the last filling the remaining bytes (`127.1`, `0x7f000001`, `0`).
 * Undefined when the text is none. Text after white space is ignored, as glibc does.
 */
export function inetAton(text: string): Ipv4 | undefined {
  const word = /^\S*/.exec(text)?.[0] ?? '';
  const parts = word.split('.');
  if (word === '' || parts.length > 4) return undefined;
  let value = 0;
  for (const [i, part] of parts.entries()) {
    const number = parsePart(part);
    const last = i === parts.length - 1;
    const limit = last ? 256 ** (4 - i) : 256;
    if (number === undefined || number >= limit) return undefined;
    value += last ? number : number * 256 ** (3 - i);
  }
  return ipv4(value);
}

function parsePart(part: string): number | undefined {
  if (/^0[xX][0-9a-fA-F]+$/.test(part)) return parseInt(part.slice(2), 16);
  if (/^0[0-7]*$/.test(part)) return parseInt(part, 8);
  return /^[1-9]\d*$/.test(part) ? Number(part) : undefined;
}
