import { constants, createDeflate } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SPDY_DICTIONARY, SpdyConnection, type SpdyStream } from '../../../../src/cli/serve/spdy';

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** A client whose headers are one compressed stream, as SPDY wants it. */
class Client {
  readonly sent: Buffer[] = [];
  readonly streams: { readonly stream: SpdyStream; readonly headers: ReadonlyMap<string, string>; data: string; ended: boolean }[] = []; // prettier-ignore
  closed = false;
  private readonly deflate = createDeflate({ dictionary: SPDY_DICTIONARY });
  readonly connection = new SpdyConnection(
    { send: (data) => void this.sent.push(data), close: () => (this.closed = true) },
    {
      opened: (stream, headers) => {
        const seen = { stream, headers, data: '', ended: false };
        this.streams.push(seen);
        return { data: (data) => (seen.data += data.toString()), ended: () => (seen.ended = true) };
      },
    },
  );

  async open(id: number, headers: Readonly<Record<string, string>>): Promise<void> {
    const text = (value: string): Buffer[] => [uint32(value.length), Buffer.from(value)];
    const pairs = Object.entries(headers).flatMap(([name, value]) => [...text(name), ...text(value)]);
    const parts: Buffer[] = [];
    const take = (part: Buffer): void => void parts.push(part);
    this.deflate.on('data', take);
    await new Promise<void>((resolve) => {
      this.deflate.write(Buffer.concat([uint32(Object.keys(headers).length), ...pairs]));
      this.deflate.flush(constants.Z_SYNC_FLUSH, () => resolve());
    });
    this.deflate.off('data', take);
    const body = Buffer.concat([uint32(id), uint32(0), Buffer.alloc(2), ...parts]);
    // In two pieces, as they may come.
    const frame = Buffer.concat([uint32(0x8003_0001), uint32(body.length), body]);
    this.connection.receive(frame.subarray(0, 11));
    this.connection.receive(frame.subarray(11));
  }
}

describe('a SPDY connection', () => {
  it('opens streams whose headers are compressed together, and carries data both ways', async () => {
    const client = new Client();
    await client.open(1, { streamtype: 'error', port: '80', requestid: '0' });
    await client.open(3, { streamtype: 'data', port: '80', requestid: '0' });
    expect(client.streams.map(({ headers }) => headers.get('streamtype'))).toEqual(['error', 'data']);
    expect(client.sent.map((frame) => frame.readUInt16BE(2))).toEqual([2, 2]);
    client.connection.receive(Buffer.concat([uint32(3), uint32(4), Buffer.from('ping')]));
    client.connection.receive(Buffer.concat([uint32(3), uint32(0x0100_0000)]));
    expect(client.streams[1]).toMatchObject({ data: 'ping', ended: true });
    client.streams[1]?.stream.end(Buffer.from('pong'));
    expect(client.sent.at(-1)).toEqual(Buffer.concat([uint32(3), uint32(0x0100_0004), Buffer.from('pong')]));
  });

  it('answers pings, and ends what a reset or a farewell ends', async () => {
    const client = new Client();
    const ping = Buffer.concat([uint32(0x8003_0006), uint32(4), uint32(7)]);
    client.connection.receive(ping);
    expect(client.sent).toEqual([ping]);
    await client.open(1, { streamtype: 'data' });
    client.connection.receive(Buffer.concat([uint32(0x8003_0003), uint32(8), uint32(1), uint32(5)]));
    expect(client.streams[0]?.ended).toBe(true);
    client.connection.receive(Buffer.concat([uint32(0x8003_0007), uint32(8), uint32(1), uint32(0)]));
    expect(client.closed).toBe(true);
  });

  it('ends when it is sent what is no SPDY', () => {
    const client = new Client();
    const body = Buffer.concat([uint32(1), uint32(0), Buffer.alloc(2), Buffer.from('no headers')]);
    client.connection.receive(Buffer.concat([uint32(0x8003_0001), uint32(body.length), body]));
    expect(client.closed).toBe(true);
    const other = new Client();
    other.connection.receive(Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
    expect(other.streams).toEqual([]);
  });
});
