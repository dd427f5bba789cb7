/** print-ascii.c */

/** `0x0000:  4500 0054 …`, sixteen bytes a line, each line after `lead`. */
export function dump(bytes: Uint8Array, from: number, to: number, lead: string): string {
  return lines(bytes, from, to, lead, false);
}

/** The same with the characters beside it. */
export function dumpWithText(bytes: Uint8Array, from: number, to: number, lead: string): string {
  return lines(bytes, from, to, lead, true);
}

/** Eight groups of four digits, with a blank after each. */
const HEX_WIDTH = 40;

function lines(bytes: Uint8Array, from: number, to: number, lead: string, text: boolean): string {
  let shown = '';
  for (let at = from; at < to; at += 16) {
    let digits = '';
    let characters = '';
    for (let i = at; i < Math.min(at + 16, to); i++) {
      const byte = bytes[i] ?? 0;
      digits += ((i - at) % 2 === 0 ? ' ' : '') + byte.toString(16).padStart(2, '0');
      characters += byte > 32 && byte < 127 ? String.fromCharCode(byte) : '.';
    }
    const offset = (at - from).toString(16).padStart(4, '0');
    shown += `${lead}0x${offset}: ${text ? `${digits.padEnd(HEX_WIDTH)}  ${characters}` : digits}`;
  }
  return shown;
}

/** -A: what can be read, line breaks and tabs among it. */
export function readable(bytes: Uint8Array, from: number, to: number): string {
  let text = '\n';
  for (let i = from; i < to; i++) {
    const byte = bytes[i] ?? 0;
    // A carriage return before a line feed goes without saying.
    if (byte === 13) text += bytes[i + 1] === 10 ? '' : '.';
    else text += byte === 9 || byte === 10 || (byte >= 32 && byte < 127) ? String.fromCharCode(byte) : '.';
  }
  return text;
}
