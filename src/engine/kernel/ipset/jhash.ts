/** jhash2 of include/linux/jhash.h (Bob Jenkins' lookup3): the hash the kernel's tables of sets use. */
export function jhash2(words: readonly number[], initval: number): number {
  const start = (0xdeadbeef + (words.length << 2) + initval) | 0;
  let [a, b, c] = [start, start, start];
  let at = 0;
  let left = words.length;
  const word = (i: number): number => words[at + i] ?? 0;
  while (left > 3) {
    a = (a + word(0)) | 0;
    b = (b + word(1)) | 0;
    c = (c + word(2)) | 0;
    a = (a - c) ^ rotate(c, 4);
    c = (c + b) | 0;
    b = (b - a) ^ rotate(a, 6);
    a = (a + c) | 0;
    c = (c - b) ^ rotate(b, 8);
    b = (b + a) | 0;
    a = (a - c) ^ rotate(c, 16);
    c = (c + b) | 0;
    b = (b - a) ^ rotate(a, 19);
    a = (a + c) | 0;
    c = (c - b) ^ rotate(b, 4);
    b = (b + a) | 0;
    left -= 3;
    at += 3;
  }
  if (left === 0) return c >>> 0;
  if (left > 2) c = (c + word(2)) | 0;
  if (left > 1) b = (b + word(1)) | 0;
  a = (a + word(0)) | 0;
  c = (c ^ b) - rotate(b, 14);
  a = (a ^ c) - rotate(c, 11);
  b = (b ^ a) - rotate(a, 25);
  c = (c ^ b) - rotate(b, 16);
  a = (a ^ c) - rotate(c, 4);
  b = (b ^ a) - rotate(a, 14);
  c = (c ^ b) - rotate(b, 24);
  return c >>> 0;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
