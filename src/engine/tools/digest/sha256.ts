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
    const x = w[i - 15] as number;
    const y = w[i - 2] as number;
    const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = ((w[i - 16] as number) + low + (w[i - 7] as number) + high) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  // Without calls and arrays in the loop, which most processes go through while it is not compiled yet.
  for (let i = 0; i < 64; i++) {
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + sum1 + ((e & f) ^ (~e & g)) + (ROUND[i] as number) + (w[i] as number)) | 0;
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
  state[5] = (state[5] as number) + f;
  state[6] = (state[6] as number) + g;
  state[7] = (state[7] as number) + h;
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
