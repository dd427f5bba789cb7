import { LINK, type Captured, type LinkType } from './capture';

/** Files of libpcap (pcap-savefile(5)), in microseconds. */

const MAGIC = 0xa1b2c3d4;
const MAGIC_NANO = 0xa1b23c4d;
const HEADER = 24;
const RECORD = 16;

/** The beginning of a file. */
export function fileHeader(link: LinkType, snapshot: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(HEADER));
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, snapshot, true);
  view.setUint32(20, link, true);
  return new Uint8Array(view.buffer);
}

/** One packet with what stands before it. */
export function fileRecord({ timeUs, bytes, length }: Captured): Uint8Array {
  const all = new Uint8Array(RECORD + bytes.length);
  const view = new DataView(all.buffer);
  view.setUint32(0, Math.floor(timeUs / 1_000_000), true);
  view.setUint32(4, timeUs % 1_000_000, true);
  view.setUint32(8, bytes.length, true);
  view.setUint32(12, length, true);
  all.set(bytes, RECORD);
  return all;
}

export interface SaveFile {
  readonly link: LinkType;
  readonly snapshot: number;
  readonly packets: readonly Captured[];
  /** The last packet is not whole. */
  readonly truncated?: { readonly wanted: number; readonly got: number };
}

/** Undefined when the bytes are no such file. */
export function readSaveFile(bytes: Uint8Array): SaveFile | 'short' | undefined {
  if (bytes.length < HEADER) return bytes.length < 4 ? 'short' : undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = [MAGIC, MAGIC_NANO].includes(view.getUint32(0, true));
  const magic = view.getUint32(0, little);
  if (magic !== MAGIC && magic !== MAGIC_NANO) return undefined;
  const link = Object.values(LINK).find((type) => type === view.getUint32(20, little));
  if (link === undefined) return undefined;
  const packets: Captured[] = [];
  const snapshot = view.getUint32(16, little);
  let at = HEADER;
  while (at + RECORD <= bytes.length) {
    const [seconds, rest, kept, length] = [0, 4, 8, 12].map((offset) => view.getUint32(at + offset, little)) as [number, number, number, number]; // prettier-ignore
    const got = bytes.length - at - RECORD;
    if (kept > got) return { link, snapshot, packets, truncated: { wanted: kept, got } };
    const timeUs = seconds * 1_000_000 + (magic === MAGIC ? rest : Math.floor(rest / 1000));
    packets.push({ timeUs, bytes: bytes.subarray(at + RECORD, at + RECORD + kept), length });
    at += RECORD + kept;
  }
  return { link, snapshot, packets };
}
