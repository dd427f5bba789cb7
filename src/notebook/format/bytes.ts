/** A file's text, or where it stops being UTF-8. A byte order mark stays part of the text. */
export function decodeText(
  content: Uint8Array,
): { readonly text: string } | { readonly text: undefined; readonly badByte: number } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content) };
  } catch {
    return { text: undefined, badByte: firstBadByte(content) };
  }
}

/** Bisects for the longest prefix that is valid UTF-8 (a sequence cut off at the end counts as valid). */
function firstBadByte(content: Uint8Array): number {
  let good = 0;
  let bad = content.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(content.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}

/** Bytes as text that survives JSON, in Node and in a browser's worker. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  // A call takes a limited number of arguments.
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
