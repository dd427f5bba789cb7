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
  const w = words as unknown as number[];
  for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + i * 4);
  for (let i = 16; i < 80; i++) {
    const word = (w[i - 3] as number) ^ (w[i - 8] as number) ^ (w[i - 14] as number) ^ (w[i - 16] as number);
    w[i] = (word << 1) | (word >>> 31);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  // Without calls and arrays in the loop, which most processes go through while it is not compiled yet.
  for (let i = 0; i < 80; i++) {
    const mixed = i < 20 ? (b & c) | (~b & d) : i < 40 || i >= 60 ? b ^ c ^ d : (b & c) | (b & d) | (c & d);
    const constant = i < 20 ? 0x5a827999 : i < 40 ? 0x6ed9eba1 : i < 60 ? 0x8f1bbcdc : 0xca62c1d6;
    const next = (((a << 5) | (a >>> 27)) + mixed + e + constant + (w[i] as number)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
}
