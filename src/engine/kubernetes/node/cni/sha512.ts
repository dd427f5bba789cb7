/** SHA-512 of a text (FIPS 180-4), in hexadecimal: names of iptables chains are made of it (pkg/utils/utils.go of the CNI plugins). */
export function sha512(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const length = bytes.length;
  const padded = new Uint8Array(((length + 16) >> 7) * 128 + 128);
  padded.set(bytes);
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(length * 8));
  const { initial, round } = constants ?? constantsOf();
  const state = [...initial];
  for (let at = 0; at < padded.length; at += 128) compress(state, round, view, at);
  return state.map((word) => word.toString(16).padStart(16, '0')).join('');
}

const MASK = (1n << 64n) - 1n;

function rotate(word: bigint, bits: bigint): bigint {
  return ((word >> bits) | (word << (64n - bits))) & MASK;
}

function compress(state: bigint[], round: readonly bigint[], view: DataView, at: number): void {
  const words: bigint[] = [];
  const word = (i: number): bigint => words[i] ?? 0n;
  for (let i = 0; i < 16; i++) words.push(view.getBigUint64(at + i * 8));
  for (let i = 16; i < 80; i++) {
    const s0 = rotate(word(i - 15), 1n) ^ rotate(word(i - 15), 8n) ^ (word(i - 15) >> 7n);
    const s1 = rotate(word(i - 2), 19n) ^ rotate(word(i - 2), 61n) ^ (word(i - 2) >> 6n);
    words.push((word(i - 16) + s0 + word(i - 7) + s1) & MASK);
  }
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
  for (let i = 0; i < 80; i++) {
    const s1 = rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n);
    const t1 = h + s1 + ((e & f) ^ (~e & MASK & g)) + (round[i] ?? 0n) + word(i);
    const s0 = rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n);
    const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & MASK, c, b, a, (t1 + t2) & MASK];
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = ((state[i] ?? 0n) + value) & MASK));
}

/** The first 64 bits of the fractional part of a root of a prime: square roots begin the state, cube roots are added in each round. */
let constants: { readonly initial: readonly bigint[]; readonly round: readonly bigint[] } | undefined;

/** Made when the first hash is asked for: most labs never do. */
function constantsOf(): NonNullable<typeof constants> {
  const found = primes(80);
  return (constants ??= {
    initial: found.slice(0, 8).map((prime) => root(BigInt(prime) << 128n, 2n) & MASK),
    round: found.map((prime) => root(BigInt(prime) << 192n, 3n) & MASK),
  });
}

function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** The whole part of the square or cube root, bit by bit. */
function root(value: bigint, degree: 2n | 3n): bigint {
  let result = 0n;
  for (let bit = 1n << 68n; bit > 0n; bit >>= 1n) if ((result + bit) ** degree <= value) result += bit;
  return result;
}
