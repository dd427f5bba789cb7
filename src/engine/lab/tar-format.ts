/** The ustar format of tar(5), with GNU's and pax' long names: what `kubectl cp` sends and takes. */

export interface TarEntry {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'symlink';
  readonly mode: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  /** Where a symbolic link leads. */
  readonly target?: string;
  readonly content: Uint8Array;
}

const BLOCK = 512;
const TYPES: Readonly<Record<TarEntry['type'], string>> = { file: '0', symlink: '2', directory: '5' };
const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

export function packTar(entries: readonly TarEntry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const entry of entries) {
    const name = entry.type === 'directory' ? `${entry.name}/` : entry.name;
    if (ENCODER.encode(name).length > 100) {
      const long = ENCODER.encode(`${name}\0`);
      parts.push(header('././@LongLink', 'L', 0, 0, long.length, ''), padded(long));
    }
    const { mode, mtime, target = '', content } = entry;
    parts.push(header(name, TYPES[entry.type], mode, mtime, content.length, target), padded(content));
  }
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  // GNU tar writes whole records of twenty blocks.
  const archive = new Uint8Array(Math.ceil((size + 2 * BLOCK) / (20 * BLOCK)) * 20 * BLOCK);
  let at = 0;
  for (const part of parts) {
    archive.set(part, at);
    at += part.length;
  }
  return archive;
}

function padded(content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(content.length / BLOCK) * BLOCK);
  bytes.set(content);
  return bytes;
}

function header(name: string, type: string, mode: number, mtime: number, size: number, target: string): Uint8Array {
  const bytes = new Uint8Array(BLOCK);
  const put = (at: number, text: string, length: number): void =>
    bytes.set(ENCODER.encode(text).subarray(0, length), at);
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
  put(0, name, 100);
  put(100, octal(mode & 0o7777, 7), 8);
  put(108, octal(0, 7), 8);
  put(116, octal(0, 7), 8);
  put(124, octal(size, 11), 12);
  put(136, octal(Math.max(0, Math.floor(mtime)), 11), 12);
  put(148, ' '.repeat(8), 8);
  put(156, type, 1);
  put(157, target, 100);
  put(257, 'ustar  \0', 8);
  put(265, 'root', 32);
  put(297, 'root', 32);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  put(148, `${octal(sum, 6)}\0 `, 8);
  return bytes;
}

/** The entries of an archive, up to where it ends or makes no sense any more. */
export function unpackTar(archive: Uint8Array): readonly TarEntry[] {
  const entries: TarEntry[] = [];
  let longName: string | undefined;
  let longTarget: string | undefined;
  for (let at = 0; at + BLOCK <= archive.length;) {
    const head = archive.subarray(at, at + BLOCK);
    if (head.every((byte) => byte === 0)) break;
    const size = octalAt(head, 124, 12);
    const content = archive.slice(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const type = String.fromCharCode(head[156] ?? 0);
    if (type === 'L') longName = DECODER.decode(content).replace(/\0.*$/s, '');
    else if (type === 'K') longTarget = DECODER.decode(content).replace(/\0.*$/s, '');
    else if (type === 'x') {
      const records = paxRecords(content);
      longName = records.get('path') ?? longName;
      longTarget = records.get('linkpath') ?? longTarget;
    } else if (type !== 'g') {
      const prefix = textAt(head, 257, 6) === 'ustar' ? textAt(head, 345, 155) : '';
      const short = textAt(head, 0, 100);
      const name = longName ?? (prefix === '' ? short : `${prefix}/${short}`);
      const kind = type === '5' || name.endsWith('/') ? 'directory' : type === '2' ? 'symlink' : 'file';
      entries.push({
        name: name.replace(/\/+$/, ''),
        type: kind,
        mode: octalAt(head, 100, 8),
        mtime: octalAt(head, 136, 12),
        ...(kind === 'symlink' && { target: longTarget ?? textAt(head, 157, 100) }),
        content: kind === 'file' ? content : new Uint8Array(),
      });
      longName = undefined;
      longTarget = undefined;
    }
  }
  return entries;
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  return DECODER.decode(end < 0 ? field : field.subarray(0, end));
}

function octalAt(bytes: Uint8Array, at: number, length: number): number {
  return Number.parseInt(textAt(bytes, at, length).trim() || '0', 8) || 0;
}

/** `LENGTH KEY=VALUE\n`, the length counting the whole record. */
function paxRecords(content: Uint8Array): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const length = Number(DECODER.decode(content.subarray(at, space)));
    if (space < 0 || !(length > 0)) break;
    const record = DECODER.decode(content.subarray(space + 1, at + length - 1));
    const equals = record.indexOf('=');
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}
