import { describe, expect, it } from 'vitest';
import { ipv4, type Mac } from '../../../../../src/engine/packet/address';
import { encodeFrame } from '../../../../../src/engine/packet/bytes/encode';
import type { EthernetFrame, Ipv4Packet, Ipv4Payload } from '../../../../../src/engine/packet/frame';
import { LINK, type Captured } from '../../../../../src/engine/tools/tcpdump/capture';
import { matches } from '../../../../../src/engine/tools/tcpdump/filter/matches';
import { FilterError, parseFilter } from '../../../../../src/engine/tools/tcpdump/filter/parser';
import { viewOf } from '../../../../../src/engine/tools/tcpdump/filter/view';
import { fileHeader, fileRecord, readSaveFile } from '../../../../../src/engine/tools/tcpdump/pcap-file';
import { showPacket } from '../../../../../src/engine/tools/tcpdump/show';

/** The words of pcap-filter(7), on packets whose bytes the encoder made. What tcpdump prints of the same bytes was compared with the real one's. */

const [A, B] = ['02:00:00:00:00:01' as Mac, '02:00:00:00:00:02' as Mac];
const [HOST_A, HOST_B] = [ipv4(0x0a000001), ipv4(0x0a000002)];
const NOBODY = { host: () => Promise.resolve([]), port: () => undefined, protocol: () => undefined };

function frame(payload: Ipv4Payload, tags?: EthernetFrame['tags']): Captured {
  const packet: Ipv4Packet = {
    kind: 'ipv4',
    ...{ source: HOST_A, destination: HOST_B, ttl: 64, tos: 0, dontFragment: true, id: 7 },
    payload,
    length: 20 + (payload.kind === 'tcp' ? 40 : payload.kind === 'udp' ? 8 + payload.data.length : 64),
  };
  const bytes = encodeFrame(
    { source: A, destination: B, payload: packet, packetId: 1, ...(tags && { tags }) },
    { nowUs: 0, offloaded: false },
  );
  return { timeUs: 1_767_225_600_123_456, bytes: Uint8Array.from(bytes), length: bytes.length };
}

const PING = frame({ kind: 'icmp', type: 'echo-request', id: 38, sequence: 1, dataLength: 56, sentUs: 0 });
const QUERY = frame({ kind: 'udp', sourcePort: 40000, destinationPort: 53, data: 'x'.repeat(12) });
const SYN = frame({
  ...{ kind: 'tcp', sourcePort: 40000, destinationPort: 80, sequence: 1000, acknowledgement: 0, flags: 2 },
  ...{ window: 64240, data: '' },
});
const TAGGED = frame({ kind: 'icmp', type: 'echo-request', id: 38, sequence: 1, dataLength: 56, sentUs: 0 }, [
  { protocol: '802.1Q', id: 10, priority: 0 },
]);

async function passes(filter: string, packet: Captured): Promise<boolean> {
  return matches(await parseFilter(filter, NOBODY), viewOf(packet, LINK.ethernet, true));
}

describe('a filter', () => {
  it.each([
    ['', PING, true],
    ['icmp', PING, true],
    ['udp', PING, false],
    ['host 10.0.0.1', PING, true],
    ['dst host 10.0.0.1', PING, false],
    ['src net 10.0.0.0/24 and not udp', PING, true],
    ['port 53', QUERY, true],
    ['src port 53 or 54', QUERY, false],
    ['tcp port 80 or 53', QUERY, false],
    ['portrange 50-60 and udp', QUERY, true],
    ['tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn', SYN, true],
    ['tcp[13] = 18', SYN, false],
    ['icmp[icmptype] = icmp-echo', PING, true],
    ['ip[8] < 64', PING, false],
    ['greater 90', PING, true],
    ['ether host 02:00:00:00:00:02', PING, true],
    ['ether src 02:00:00:00:00:02', PING, false],
    ['vlan 10', TAGGED, true],
    ['vlan', PING, false],
    ['! (icmp or arp)', SYN, true],
    ['ip proto 6', SYN, true],
  ] as const)('%j', async (filter, packet, expected) => {
    expect(await passes(filter, packet)).toBe(expected);
  });

  it.each([
    ['and', "can't parse filter expression: syntax error"],
    ['(icmp', "can't parse filter expression: syntax error"],
    ['host nobody', "unknown host 'nobody'"],
    ['port 70000', 'illegal port number 70000 > 65535'],
    ['net 10.0.0.1/24', 'non-network bits set in "10.0.0.1/24"'],
    ['constructor', "unknown host 'constructor'"],
  ])('that is none says why: %j', async (filter, message) => {
    await expect(parseFilter(filter, NOBODY)).rejects.toThrow(new FilterError(message));
  });
});

describe('a packet', () => {
  const style = { numeric: true, verbose: 0, link: false, quick: false, absolute: false, trusting: false };
  const nothing = { address: () => undefined, port: () => undefined, protocol: () => undefined };
  const shown = (packet: Captured, more: Partial<typeof style> = {}): string =>
    showPacket(
      packet,
      LINK.ethernet,
      { style: { ...style, ...more }, times: 1, nano: false, numbered: false },
      nothing,
      {
        connections: new Map(),
        count: 0,
      },
    );

  it('of a VLAN shows its tag with the link header only', () => {
    expect(shown(TAGGED)).toBe('IP 10.0.0.1 > 10.0.0.2: ICMP echo request, id 38, seq 1, length 64\n');
    expect(shown(TAGGED, { link: true })).toBe(
      '02:00:00:00:00:01 > 02:00:00:00:00:02, ethertype 802.1Q (0x8100), length 102: vlan 10, p 0, ethertype IPv4 (0x0800), 10.0.0.1 > 10.0.0.2: ICMP echo request, id 38, seq 1, length 64\n',
    );
  });

  it('has the checksums of its headers right', () => {
    expect(shown(SYN, { verbose: 1 })).toMatch(/proto TCP \(6\), length 60\)\n.*cksum 0x[0-9a-f]{4} \(correct\)/);
  });

  it('comes out of a file as it went in', () => {
    const bytes = [...fileHeader(LINK.ethernet, 262_144), ...fileRecord(PING), ...fileRecord(SYN)];
    expect(readSaveFile(Uint8Array.from(bytes))).toEqual({
      ...{ link: LINK.ethernet, snapshot: 262_144 },
      packets: [PING, SYN],
    });
  });
});
