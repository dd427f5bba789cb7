import { toBytes } from '../http/bytes';

/** SHA-256 of a text's UTF-8, in hexadecimal. */
export function sha256Hex(text: string): string {
  return Array.from(sha256(toBytes(text)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * SHA-256 (FIPS 180-4) of a text of one character a byte, synchronously: the names of kube-proxy's chains come from it, thousands at a time, so that the
 * words of the message schedule are kept between calls.
 */
export function sha256(text: string): Uint8Array {
  const length = text.length;
  const blocks = ((length + 8) >>> 6) + 1;
  const state = Int32Array.from(INITIAL);
  for (let block = 0; block < blocks; block++) {
    for (let word = 0; word < 16; word++) {
      let value = 0;
      for (let byte = 0; byte < 4; byte++) value = (value << 8) | byteAt(text, block * 64 + word * 4 + byte);
      schedule[word] = value;
    }
    if (block === blocks - 1) schedule[15] = length * 8;
    compress(state);
  }
  const digest = new Uint8Array(32);
  for (let i = 0; i < 32; i++) digest[i] = ((state[i >>> 2] ?? 0) >>> (24 - 8 * (i & 3))) & 0xff;
  return digest;
}

/** The text, then a one bit, then zeros; the length goes into the last word. */
function byteAt(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) & 0xff : at === text.length ? 0x80 : 0;
}

const schedule = new Int32Array(64);

function compress(state: Int32Array): void {
  const w = schedule;
  for (let i = 16; i < 64; i++) {
    const [x, y] = [w[i - 15] as number, w[i - 2] as number];
    const low = rotated(x, 7) ^ rotated(x, 18) ^ (x >>> 3);
    const high = rotated(y, 17) ^ rotated(y, 19) ^ (y >>> 10);
    w[i] = ((w[i - 16] as number) + low + (w[i - 7] as number) + high) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const one = (h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & f) ^ (~e & g)) + (ROUND[i] as number) + (w[i] as number)) | 0; // prettier-ignore
    const two = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = ((state[i] ?? 0) + value) | 0;
}

function rotated(value: number, by: number): number {
  return (value >>> by) | (value << (32 - by));
}

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes, and of the square roots of the first 8. */
const PRIMES = primes(64);
const ROUND = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const INITIAL = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

function fraction(value: number): number {
  return Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;
}
