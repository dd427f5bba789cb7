import { encodeFrame, encodePayload } from '../../packet/bytes/encode';
import { ByteWriter } from '../../packet/bytes/writer';
import { LAB_EPOCH_MS } from '../../kernel/clock';
import type { CapturedFrame } from '../../kernel/packet-socket';

/** How the bytes of a captured packet begin (LINKTYPE_* of libpcap; in files RAW is 101). */
export const LINK = { ethernet: 1, raw: 101, sll2: 276 } as const;
export type LinkType = (typeof LINK)[keyof typeof LINK];

/** A packet as libpcap hands it over. */
export interface Captured {
  /** Microseconds since 1970. */
  readonly timeUs: number;
  readonly bytes: Uint8Array;
  /** How long it was on the wire; `bytes` may be cut off. */
  readonly length: number;
  /** The device it was seen on, where that is known. */
  readonly device?: string;
  readonly outgoing?: boolean;
}

const SLL2 = { host: 0, broadcast: 1, multicast: 2, other: 3, outgoing: 4 } as const;
const ARPHRD = { ethernet: 1, loopback: 772, ip: 768 } as const;

/** The bytes of a frame under a link type, cut to `most`. */
export function capturedOf(captured: CapturedFrame, link: LinkType, most: number): Captured {
  const { frame, atUs, device, to, hardware, mtu } = captured;
  // What came over a real cable has its checksum; between virtual devices nobody ever works it out.
  const options = { nowUs: atUs, offloaded: to === 'outgoing' || hardware === 'loopback' || captured.virtual, mtu };
  const bytes = bytesUnder(captured, link, options);
  return {
    timeUs: LAB_EPOCH_MS * 1000 + Math.round(atUs),
    bytes: Uint8Array.from(bytes.slice(0, most)),
    length: bytes.length,
    device,
    outgoing: to === 'outgoing',
  };
  function bytesUnder(
    { ifindex }: CapturedFrame,
    type: LinkType,
    encoding: Parameters<typeof encodeFrame>[1],
  ): number[] {
    if (type === LINK.ethernet) return encodeFrame(frame, encoding);
    if (type === LINK.raw) return encodePayload(frame.payload, encoding);
    const whole = encodeFrame({ ...frame, tags: [] }, encoding);
    const ethertype = frame.payload.kind === 'bpdu' ? 4 : ((whole[12] ?? 0) << 8) | (whole[13] ?? 0);
    const mac = hardware === 'ip' ? [] : whole.slice(6, 12);
    const writer = new ByteWriter().u16(ethertype).u16(0).u32(ifindex).u16(ARPHRD[hardware]).u8(SLL2[to]);
    return writer.u8(mac.length).raw(mac).pad(20).raw(whole.slice(14)).bytes;
  }
}

/** Whether libpcap leaves it out: on lo everything would be seen twice. */
export function seenTwice({ hardware, to }: CapturedFrame): boolean {
  return hardware === 'loopback' && to === 'outgoing';
}
