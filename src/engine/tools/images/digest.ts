/**
 * The digest of something that has none here: 64 hexadecimal digits that are always the same for the same text (four rounds of FNV-1a with mixing).
 * Not SHA-256; nothing is verified by it.
 */
export function madeUpDigest(text: string): string {
  let digits = '';
  for (let round = 0; round < 8; round++) {
    let hash = 0x811c9dc5 ^ Math.imul(round + 1, 0x9e3779b1);
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    digits += ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, '0');
  }
  return `sha256:${digits}`;
}
