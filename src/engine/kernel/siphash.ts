/**
 * SipHash-2-4 (Aumasson, Bernstein: "SipHash: a fast short-input PRF"; lib/siphash.c of Linux) of whole 64-bit words, lower half of the result. Words
 * and key are pairs of 32-bit halves, the lower first, because JavaScript has no fast 64-bit arithmetic.
 */
export function siphash32(words: readonly number[], keyLow: number, keyHigh: number): number {
  // Both halves of the kernel's 128-bit key are the same here.
  const s = Int32Array.of(
    0x70736575 ^ keyLow,
    0x736f6d65 ^ keyHigh,
    0x6e646f6d ^ keyLow,
    0x646f7261 ^ keyHigh,
    0x6e657261 ^ keyLow,
    0x6c796765 ^ keyHigh,
    0x79746573 ^ keyLow,
    0x74656462 ^ keyHigh,
  );
  for (let i = 0; i < words.length; i += 2) absorb(s, words[i] ?? 0, words[i + 1] ?? 0);
  absorb(s, 0, ((words.length * 4) & 255) << 24);
  s[4] = at(s, 4) ^ 0xff;
  for (let i = 0; i < 4; i++) round(s);
  return (at(s, 0) ^ at(s, 2) ^ at(s, 4) ^ at(s, 6)) >>> 0;
}

function at(s: Int32Array, i: number): number {
  return s[i] ?? 0;
}

function absorb(s: Int32Array, low: number, high: number): void {
  s[6] = at(s, 6) ^ low;
  s[7] = at(s, 7) ^ high;
  round(s);
  round(s);
  s[0] = at(s, 0) ^ low;
  s[1] = at(s, 1) ^ high;
}

/** SipRound on v0–v3, each two elements of the state. */
function round(s: Int32Array): void {
  add(s, 0, 2);
  rotate(s, 2, 13);
  xor(s, 2, 0);
  rotate(s, 0, 32);
  add(s, 4, 6);
  rotate(s, 6, 16);
  xor(s, 6, 4);
  add(s, 0, 6);
  rotate(s, 6, 21);
  xor(s, 6, 0);
  add(s, 4, 2);
  rotate(s, 2, 17);
  xor(s, 2, 4);
  rotate(s, 4, 32);
}

function add(s: Int32Array, a: number, b: number): void {
  const low = (at(s, a) >>> 0) + (at(s, b) >>> 0);
  s[a + 1] = at(s, a + 1) + at(s, b + 1) + (low > 0xffffffff ? 1 : 0);
  s[a] = low | 0;
}

function xor(s: Int32Array, a: number, b: number): void {
  s[a] = at(s, a) ^ at(s, b);
  s[a + 1] = at(s, a + 1) ^ at(s, b + 1);
}

function rotate(s: Int32Array, a: number, bits: number): void {
  const low = at(s, a);
  const high = at(s, a + 1);
  if (bits === 32) {
    s[a] = high;
    s[a + 1] = low;
  } else {
    s[a] = (low << bits) | (high >>> (32 - bits));
    s[a + 1] = (high << bits) | (low >>> (32 - bits));
  }
}
