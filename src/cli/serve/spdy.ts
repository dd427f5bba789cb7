import { constants, inflateSync } from 'node:zlib';

/** The server's end of SPDY/3.1, as far as kubectl's port-forward speaks it: streams with headers, data both ways, pings. */

/** What carries the frames: a socket, or the binary messages of a WebSocket. */
export interface SpdyCarrier {
  send(data: Buffer): void;
  close(): void;
}

export interface SpdyEvents {
  /** The client has opened a stream; the answer says what becomes of what it sends. */
  opened(stream: SpdyStream, headers: ReadonlyMap<string, string>): SpdyStreamEvents;
}

export interface SpdyStreamEvents {
  data(data: Buffer): void;
  /** The client will send no more, or has reset the stream. */
  ended(): void;
}

const [SYN_STREAM, SYN_REPLY, RST_STREAM, PING, GOAWAY] = [1, 2, 3, 6, 7];
const FIN = 1;
const CONTROL = 0x8000_0000;
const VERSION = 3;
/** A longer frame is no client's of ours. */
const FRAME_LIMIT = 1 << 20;
const DATA_LIMIT = 32 * 1024;

/** Names and values that headers are compressed against, each name behind its length (draft-mbelshe-httpbis-spdy-00, 2.6.10.1). */
const NAMES =
  'options head post put delete trace accept accept-charset accept-encoding accept-language accept-ranges age allow authorization cache-control connection content-base content-encoding content-language content-length content-location content-md5 content-range content-type date etag expect expires from host if-match if-modified-since if-none-match if-range if-unmodified-since last-modified location max-forwards pragma proxy-authenticate proxy-authorization range referer retry-after server te trailer transfer-encoding upgrade user-agent vary via warning www-authenticate method get status'.split(
    ' ',
  );
const REST = ['200 OK', 'version', 'HTTP/1.1', 'url', 'public', 'set-cookie', 'keep-alive', 'origin'];
const VALUES =
  '100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized403 Forbidden404 Not Found500 Internal Server Error501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMTchunked,text/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,text/javascript,publicprivatemax-age=gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.';

export const SPDY_DICTIONARY = Buffer.concat([
  ...[...NAMES, ...REST].flatMap((name) => [uint32(name.length), Buffer.from(name)]),
  Buffer.from(VALUES),
]);

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

/** RFC 1950: deflate with a dictionary, whose checksum follows. */
const ZLIB_HEADER = Buffer.from([0x78, 0xbb, 0xe3, 0xc6, 0xa7, 0xc2]);

export class SpdyConnection {
  private pending: Buffer = Buffer.alloc(0);
  /** All compressed headers so far: they are one stream. */
  private compressed: Buffer = Buffer.alloc(0);
  private readHeaders = 0;
  private replied = false;
  private readonly streams = new Map<number, SpdyStreamEvents>();
  private over = false;

  constructor(
    private readonly carrier: SpdyCarrier,
    private readonly events: SpdyEvents,
  ) {}

  /** Bytes have come from the client. */
  receive(data: Buffer): void {
    this.pending = Buffer.concat([this.pending, data]);
    while (!this.over && this.pending.length >= 8) {
      const length = this.pending.readUInt32BE(4) & 0xff_ffff;
      if (length > FRAME_LIMIT) return this.abort();
      if (this.pending.length < 8 + length) return;
      const head = this.pending.readUInt32BE(0);
      const flags = this.pending[4] ?? 0;
      const body = Buffer.from(this.pending.subarray(8, 8 + length));
      this.pending = this.pending.subarray(8 + length);
      if ((head & CONTROL) === 0) this.data(head, flags, body);
      else this.control(head & 0xffff, flags, body);
    }
  }

  /** The client is gone. */
  closed(): void {
    if (this.over) return;
    this.over = true;
    for (const stream of this.streams.values()) stream.ended();
    this.streams.clear();
  }

  sendData(stream: number, data: Buffer, final: boolean): void {
    if (this.over) return;
    let rest = data;
    do {
      const part = rest.subarray(0, DATA_LIMIT);
      rest = rest.subarray(DATA_LIMIT);
      const last = final && rest.length === 0;
      this.carrier.send(Buffer.concat([uint32(stream), uint32((last ? FIN << 24 : 0) + part.length), part]));
    } while (rest.length > 0);
  }

  reset(stream: number): void {
    this.streams.delete(stream);
    // 5: CANCEL.
    this.frame(RST_STREAM, Buffer.concat([uint32(stream), uint32(5)]));
  }

  private data(id: number, flags: number, body: Buffer): void {
    const stream = this.streams.get(id);
    if (!stream) return;
    if (body.length > 0) stream.data(body);
    if ((flags & FIN) !== 0) stream.ended();
  }

  private control(type: number, flags: number, body: Buffer): void {
    switch (type) {
      case SYN_STREAM:
        return this.open(flags, body);
      case RST_STREAM: {
        const id = body.length >= 4 ? body.readUInt32BE(0) & 0x7fff_ffff : 0;
        this.streams.get(id)?.ended();
        this.streams.delete(id);
        return;
      }
      case PING:
        return this.frame(PING, body);
      case GOAWAY:
        this.closed();
        return this.carrier.close();
    }
  }

  private open(flags: number, body: Buffer): void {
    if (body.length < 10) return this.abort();
    const id = body.readUInt32BE(0) & 0x7fff_ffff;
    const headers = this.headers(body.subarray(10));
    if (!headers) return this.abort();
    // The answer has no headers of its own: a stored block of four zeros, and the empty one by which zlib flushes.
    const block = Buffer.from([0, 4, 0, 0xfb, 0xff, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]);
    const reply = this.replied ? block : Buffer.concat([ZLIB_HEADER, block]);
    this.replied = true;
    this.frame(SYN_REPLY, Buffer.concat([uint32(id), reply]));
    const events = this.events.opened(new SpdyStream(this, id), headers);
    this.streams.set(id, events);
    if ((flags & FIN) !== 0) events.ended();
  }

  private headers(block: Buffer): ReadonlyMap<string, string> | undefined {
    this.compressed = Buffer.concat([this.compressed, block]);
    try {
      const options = {
        dictionary: SPDY_DICTIONARY,
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: FRAME_LIMIT,
      };
      const all = inflateSync(this.compressed, options);
      const own = all.subarray(this.readHeaders);
      this.readHeaders = all.length;
      return parsePairs(own);
    } catch {
      return undefined;
    }
  }

  private frame(type: number, body: Buffer): void {
    if (this.over) return;
    this.carrier.send(Buffer.concat([uint32(CONTROL + (VERSION << 16) + type), uint32(body.length), body]));
  }

  private abort(): void {
    this.closed();
    this.carrier.close();
  }
}

function parsePairs(bytes: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  let at = 4;
  const text = (): string => {
    const length = bytes.readUInt32BE(at);
    at += 4 + length;
    return bytes.subarray(at - length, at).toString('utf8');
  };
  for (let count = bytes.readUInt32BE(0); count > 0; count--) headers.set(text().toLowerCase(), text());
  return headers;
}

/** One stream of a connection, for sending. */
export class SpdyStream {
  constructor(
    private readonly connection: SpdyConnection,
    private readonly id: number,
  ) {}

  send(data: Buffer): void {
    this.connection.sendData(this.id, data, false);
  }

  /** Sends the last of it. */
  end(data: Buffer = Buffer.alloc(0)): void {
    this.connection.sendData(this.id, data, true);
  }

  reset(): void {
    this.connection.reset(this.id);
  }
}
