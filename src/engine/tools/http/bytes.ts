/** Text as a socket carries it: UTF-8, one character per byte. */
export function toBytes(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}

/** The text that bytes from a socket are. */
export function fromBytes(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

/** The text of bytes up to the last whole character, and the bytes after it. */
export function wholeCharacters(bytes: string): { readonly text: string; readonly rest: string } {
  const open = /[\xc0-\xff][\x80-\xbf]{0,2}$/.exec(bytes)?.[0] ?? '';
  const lead = open.charCodeAt(0);
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  const rest = open.length < length ? open : '';
  return { text: fromBytes(bytes.slice(0, bytes.length - rest.length)), rest };
}
