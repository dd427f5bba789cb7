/**
 * HTTP/2 (RFC 9113) as far as programs of a lab speak it to each other: frames, and headers that are written out whole (RFC 7541, 6.2.2: literals
 * without an index, no Huffman code, no table that both sides would have to remember). Bytes are a character each.
 */

/** What a client says first (RFC 9113, 3.4). */
export const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';

export type Fields = readonly (readonly [name: string, value: string])[];

const TYPE = { data: 0, headers: 1, reset: 3, settings: 4, goAway: 7 } as const;
const END_STREAM = 1;
const ACK = 1;
const END_HEADERS = 4;
/** SETTINGS_MAX_FRAME_SIZE as every connection begins. */
const MAX_FRAME = 16_384;

function frame(type: number, flags: number, stream: number, payload: string): string {
  const { length } = payload;
  return String.fromCharCode((length >> 16) & 255, (length >> 8) & 255, length & 255, type, flags) + word(stream) + payload; // prettier-ignore
}

function word(value: number): string {
  return String.fromCharCode((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

/** The first frame of either side: nothing but what every connection begins with. */
export const SETTINGS = frame(TYPE.settings, 0, 0, '');
/** That the other side's first frame was read. */
export const SETTINGS_READ = frame(TYPE.settings, ACK, 0, '');

/** Says why a connection ends (COMPRESSION_ERROR, PROTOCOL_ERROR). */
export function goAway(code: number): string {
  return frame(TYPE.goAway, 0, 0, word(0) + word(code));
}

/** A request or an answer: headers, what they are about, and the headers that follow it. */
export interface Message {
  readonly stream: number;
  readonly fields: Fields;
  readonly body: string;
  readonly trailers: Fields;
}

export function writeMessage({ stream, fields, body, trailers }: Message): string {
  const ends = body === '' && trailers.length === 0;
  const texts = [frame(TYPE.headers, END_HEADERS | (ends ? END_STREAM : 0), stream, writeFields(fields))];
  for (let at = 0; at < body.length; at += MAX_FRAME) {
    const last = at + MAX_FRAME >= body.length && trailers.length === 0;
    texts.push(frame(TYPE.data, last ? END_STREAM : 0, stream, body.slice(at, at + MAX_FRAME)));
  }
  if (trailers.length > 0) texts.push(frame(TYPE.headers, END_HEADERS | END_STREAM, stream, writeFields(trailers)));
  return texts.join('');
}

/**
 * The next whole message at the beginning of what came, with the frames about the connection in front of it. Undefined: more must come; a number
 * is the length that the first three bytes make when these are no frames (what nginx complains of when they begin an answer of HTTP/1).
 */
export function readMessage(text: string): { readonly message: Message; readonly length: number } | number | undefined {
  let at = 0;
  let message: { stream: number; fields: Fields; body: string; trailers: Fields } | undefined;
  while (text.length >= at + 9) {
    const length = number(text, at, 3);
    if (length > MAX_FRAME) return length;
    if (text.length < at + 9 + length) return undefined;
    const type = text.charCodeAt(at + 3);
    const flags = text.charCodeAt(at + 4);
    const stream = number(text, at + 5, 4);
    const payload = text.slice(at + 9, at + 9 + length);
    at += 9 + length;
    if (type === TYPE.goAway || type === TYPE.reset) return 0;
    if (type !== TYPE.headers && type !== TYPE.data) continue;
    if (type === TYPE.headers) {
      const fields = readFields(payload);
      if (!fields) return 0;
      if (message) message.trailers = fields;
      else message = { stream, fields, body: '', trailers: [] };
    } else if (message) message.body += payload;
    if (message && (flags & END_STREAM) !== 0) return { message, length: at };
  }
  return text.length >= 3 && number(text, 0, 3) > MAX_FRAME ? number(text, 0, 3) : undefined;
}

function number(text: string, at: number, bytes: number): number {
  let value = 0;
  for (let index = 0; index < bytes; index++) value = value * 256 + text.charCodeAt(at + index);
  return value;
}

function writeFields(fields: Fields): string {
  return fields.map(([name, value]) => `\0${writeText(name.toLowerCase())}${writeText(value)}`).join('');
}

/** A length in seven bits of the first byte, and more bytes when it needs them (RFC 7541, 5.1), then the text. */
function writeText(text: string): string {
  let rest = text.length;
  if (rest < 127) return String.fromCharCode(rest) + text;
  let head = '\x7f';
  for (rest -= 127; rest >= 128; rest = Math.floor(rest / 128)) head += String.fromCharCode((rest % 128) | 128);
  return head + String.fromCharCode(rest) + text;
}

function readFields(block: string): Fields | undefined {
  const fields: (readonly [string, string])[] = [];
  let at = 0;
  const text = (): string | undefined => {
    let length = block.charCodeAt(at++);
    if (length > 127) return undefined;
    if (length === 127) {
      for (let factor = 1; ; factor *= 128) {
        const byte = block.charCodeAt(at++);
        if (Number.isNaN(byte)) return undefined;
        length += (byte & 127) * factor;
        if (byte < 128) break;
      }
    }
    at += length;
    return at <= block.length ? block.slice(at - length, at) : undefined;
  };
  while (at < block.length) {
    if (block.charCodeAt(at++) !== 0) return undefined;
    const name = text();
    const value = text();
    if (name === undefined || value === undefined) return undefined;
    fields.push([name, value]);
  }
  return fields;
}
