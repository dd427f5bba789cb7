const MASK = (1n << 64n) - 1n;

/** The first 64 bits of the fractional parts of the `root`-th roots of the first primes (FIPS 180-4, sections 4.2.3 and 5.3.5). */
function constants(count: number, root: 2 | 3): readonly bigint[] {
  const primes: bigint[] = [];
  for (let n = 2n; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0n)) primes.push(n);
  return primes.map((prime) => {
    const scaled = prime << (root === 2 ? 128n : 192n);
    let low = 0n;
    let high = 1n << 80n;
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle ** BigInt(root) <= scaled) low = middle;
      else high = middle;
    }
    return low & MASK;
  });
}

let tables: { readonly start: readonly bigint[]; readonly rounds: readonly bigint[] } | undefined;

/** SHA-512 of a text's UTF-8 bytes in hexadecimal digits (FIPS 180-4). For texts as short as a Corefile: it is not fast. */
export function sha512(text: string): string {
  tables ??= { start: constants(8, 2), rounds: constants(80, 3) };
  const { start, rounds } = tables;
  const data = new TextEncoder().encode(text);
  const length = Math.ceil((data.length + 17) / 128) * 128;
  const bytes = new Uint8Array(length);
  bytes.set(data);
  bytes[data.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(length - 8, BigInt(data.length) * 8n);
  const turn = (x: bigint, by: bigint): bigint => ((x >> by) | (x << (64n - by))) & MASK;
  const hash = [...start];
  const words = new Array<bigint>(80).fill(0n);
  const word = (list: readonly bigint[], at: number): bigint => list[at] ?? 0n;
  for (let offset = 0; offset < length; offset += 128) {
    for (let i = 0; i < 16; i++) words[i] = view.getBigUint64(offset + i * 8);
    for (let i = 16; i < 80; i++) {
      const [x, y] = [word(words, i - 15), word(words, i - 2)];
      const low = turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n);
      const high = turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n);
      words[i] = (word(words, i - 16) + low + word(words, i - 7) + high) & MASK;
    }
    let [a, b, c, d, e, f, g, h] = hash as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let i = 0; i < 80; i++) {
      const sum1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n);
      const first = h + sum1 + ((e & f) ^ (~e & MASK & g)) + word(rounds, i) + word(words, i);
      const sum0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
      const second = sum0 + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) & MASK, c, b, a, (first + second) & MASK];
    }
    for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) hash[i] = (word(hash, i) + value) & MASK;
  }
  return hash.map((value) => value.toString(16).padStart(16, '0')).join('');
}
