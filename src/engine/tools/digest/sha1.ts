/** SHA-1 of a text (FIPS 180-4), in hexadecimal: add-ons name devices, chains and sets by it. */
export function sha1(text: string): string {
  return Array.from(sha1Words(text), (word) => word.toString(16).padStart(8, '0')).join('');
}

/** Its five words. */
export function sha1Words(text: string): Uint32Array {
  return wordsOf(new TextEncoder().encode(text));
}

/** The digest of bytes, one character a byte, as bytes. */
export function sha1Bytes(bytes: string): string {
  const words = wordsOf(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  return Array.from(words, (word) => String.fromCharCode(word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255)).join(''); // prettier-ignore
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  const { length } = bytes;
  const padded = new Uint8Array(((length + 8) >> 6) * 64 + 64);
  padded.set(bytes);
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(length / 0x20000000));
  view.setUint32(padded.length - 4, (length * 8) >>> 0);
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const words = new Uint32Array(80);
  for (let at = 0; at < padded.length; at += 64) compress(state, words, view, at);
  return state;
}

function compress(state: Uint32Array, words: Uint32Array, view: DataView, at: number): void {
  const word = (i: number): number => words[i] ?? 0;
  for (let i = 0; i < 16; i++) words[i] = view.getUint32(at + i * 4);
  for (let i = 16; i < 80; i++) words[i] = rotate(word(i - 3) ^ word(i - 8) ^ word(i - 14) ^ word(i - 16), 1);
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (let i = 0; i < 80; i++) {
    const [mixed, constant] = round(Math.floor(i / 20), b, c, d);
    const next = (rotate(a, 5) + mixed + e + constant + word(i)) >>> 0;
    [e, d, c, b, a] = [d, c, rotate(b, 30), a, next];
  }
  [a, b, c, d, e].forEach((value, i) => (state[i] = ((state[i] ?? 0) + value) >>> 0));
}

function round(stage: number, b: number, c: number, d: number): readonly [number, number] {
  if (stage === 0) return [(b & c) | (~b & d), 0x5a827999];
  if (stage === 1) return [b ^ c ^ d, 0x6ed9eba1];
  if (stage === 2) return [(b & c) | (b & d) | (c & d), 0x8f1bbcdc];
  return [b ^ c ^ d, 0xca62c1d6];
}

function rotate(word: number, bits: number): number {
  return ((word << bits) | (word >>> (32 - bits))) >>> 0;
}
