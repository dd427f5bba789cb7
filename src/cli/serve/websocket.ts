import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** The server's end of a WebSocket (RFC 6455), as far as clients of a Kubernetes API need it: binary messages, pings and the end. */

const ACCEPT_SALT = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** A longer message is no client's of ours. */
const MESSAGE_LIMIT = 16 * 1024 * 1024;
const [CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG] = [0, 1, 2, 8, 9, 10];

interface WebSocketEvents {
  message(data: Buffer): void;
  /** The client is gone, or has said that it is. */
  closed(): void;
}

/** The first protocol of the client's list that the server speaks. */
export function offeredProtocol(message: IncomingMessage, spoken: readonly string[]): string | undefined {
  const offered = String(message.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((name) => name.trim());
  return offered.find((name) => spoken.includes(name));
}

export class WebSocket {
  private pending: Buffer;
  private parts: Buffer[] = [];
  private events: WebSocketEvents | undefined;
  private over = false;

  constructor(
    message: IncomingMessage,
    private readonly socket: Duplex,
    head: Buffer,
    protocol: string,
  ) {
    const key = `${message.headers['sec-websocket-key'] ?? ''}${ACCEPT_SALT}`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: ${protocol}\r\n\r\n`,
    );
    this.pending = head;
    socket.on('error', () => this.gone());
    socket.on('close', () => this.gone());
  }

  /** Hands on what comes from now on. */
  listen(events: WebSocketEvents): void {
    this.events = events;
    this.socket.on('data', (data: Buffer) => {
      this.pending = Buffer.concat([this.pending, data]);
      this.read();
    });
    this.read();
  }

  send(data: Buffer): void {
    this.frame(BINARY, data);
  }

  close(): void {
    if (this.over) return;
    // 1000: normal closure.
    this.frame(CLOSE, Buffer.from([0x03, 0xe8]));
    this.over = true;
    this.socket.end();
  }

  private read(): void {
    for (let frame = this.next(); frame && !this.over; frame = this.next()) {
      const { opcode, final, data } = frame;
      if (opcode === PING) this.frame(PONG, data);
      else if (opcode === CLOSE) {
        this.close();
        this.gone();
      } else if (opcode === CONTINUATION || opcode === TEXT || opcode === BINARY) {
        this.parts.push(data);
        if (!final) continue;
        const whole = Buffer.concat(this.parts);
        this.parts = [];
        this.events?.message(whole);
      }
    }
  }

  /** The next whole frame of what has come. */
  private next(): { readonly opcode: number; readonly final: boolean; readonly data: Buffer } | undefined {
    const { pending } = this;
    if (pending.length < 2) return undefined;
    const [first = 0, second = 0] = pending;
    const short = second & 0x7f;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const masked = (second & 0x80) !== 0;
    const start = 2 + lengthBytes + (masked ? 4 : 0);
    if (pending.length < start) return undefined;
    const length = short === 126 ? pending.readUInt16BE(2) : short === 127 ? Number(pending.readBigUInt64BE(2)) : short;
    if (length > MESSAGE_LIMIT) {
      this.socket.destroy();
      return undefined;
    }
    if (pending.length < start + length) return undefined;
    const data = Buffer.from(pending.subarray(start, start + length));
    if (masked) for (let i = 0; i < length; i++) data[i] = (data[i] ?? 0) ^ (pending[start - 4 + (i & 3)] ?? 0);
    this.pending = pending.subarray(start + length);
    return { opcode: first & 0x0f, final: (first & 0x80) !== 0, data };
  }

  private frame(opcode: number, data: Buffer): void {
    if (this.over || this.socket.destroyed) return;
    const { length } = data;
    let head: Buffer;
    if (length < 126) head = Buffer.from([0x80 | opcode, length]);
    else if (length < 65_536) {
      head = Buffer.from([0x80 | opcode, 126, 0, 0]);
      head.writeUInt16BE(length, 2);
    } else {
      head = Buffer.from([0x80 | opcode, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
      head.writeBigUInt64BE(BigInt(length), 2);
    }
    this.socket.write(Buffer.concat([head, data]));
  }

  private gone(): void {
    this.over = true;
    const { events } = this;
    this.events = undefined;
    events?.closed();
  }
}
