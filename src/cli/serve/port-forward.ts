import type { ForwardedConnection } from '../../engine';
import { SpdyConnection, type SpdyCarrier, type SpdyStream } from './spdy';

/**
 * Port forwarding for kubectl: pairs of SPDY streams, one for what goes wrong and one for the bytes of a connection, inside a WebSocket or an
 * upgraded connection (kubelet's pkg/cri/streaming/portforward; client-go's tools/portforward).
 */

export const TUNNEL_PROTOCOL = 'SPDY/3.1+portforward.k8s.io';
export const FORWARD_PROTOCOL = 'portforward.k8s.io';
/** How often connections that wait are asked what has come. */
const PERIOD_MS = 10;

/** Where the ports of a Pod are. */
export interface ForwardTarget {
  readonly sandbox: string;
  readonly netns: number;
  readonly netnsName: string;
}

export interface ForwardingApi {
  connect(netns: number, port: number): ForwardedConnection;
  /** Lets the lab's clock follow the real one. */
  follow(): void;
}

interface Pair {
  readonly port: number;
  readonly error: SpdyStream;
  data?: SpdyStream;
  connection?: ForwardedConnection;
}

export class PortForwarding {
  private readonly spdy: SpdyConnection;
  private readonly pairs = new Map<string, Pair>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly api: ForwardingApi,
    private readonly target: ForwardTarget,
    carrier: SpdyCarrier,
  ) {
    this.spdy = new SpdyConnection(carrier, {
      opened: (stream, headers) => {
        const id = headers.get('requestid') ?? '';
        const port = Number(headers.get('port') ?? 0);
        const pair = this.pairs.get(id);
        if (headers.get('streamtype') === 'error') {
          this.pairs.set(id, { port, error: stream });
          return { data: () => undefined, ended: () => undefined };
        }
        if (!pair) {
          stream.reset();
          return { data: () => undefined, ended: () => undefined };
        }
        pair.data = stream;
        pair.connection = api.connect(target.netns, port);
        this.watch();
        return {
          data: (data) => {
            pair.connection?.write(data.toString('latin1'));
            this.tell();
          },
          ended: () => pair.connection?.finish(),
        };
      },
    });
  }

  receive(data: Buffer): void {
    this.spdy.receive(data);
  }

  closed(): void {
    this.spdy.closed();
    for (const { connection } of this.pairs.values()) connection?.close();
    this.pairs.clear();
    this.rest();
  }

  private watch(): void {
    this.timer ??= setInterval(() => this.tell(), PERIOD_MS);
  }

  private rest(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Sends on what has come out of the Pod. */
  private tell(): void {
    this.api.follow();
    for (const [id, { connection, data, error, port }] of this.pairs) {
      if (!connection || !data) continue;
      const news = connection.news();
      if (news.data !== '') data.send(Buffer.from(news.data, 'latin1'));
      if (!news.ended) continue;
      this.pairs.delete(id);
      connection.close();
      if (news.refused) error.end(Buffer.from(this.refusal(port)));
      else error.end();
      data.end();
    }
    if (this.pairs.size === 0) this.rest();
  }

  /** What the container runtime says when nobody listens (containerd: internal/cri/server/sandbox_portforward_linux.go). */
  private refusal(port: number): string {
    const { sandbox, netnsName } = this.target;
    const where = `/var/run/netns/${netnsName}`;
    const why = `failed to connect to localhost:${port} inside namespace "${sandbox}", IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6 [::1]:${port}: connect: connection refused `;
    return `error forwarding port ${port} to pod ${sandbox}, uid : failed to execute portforward in network namespace "${where}": ${why}`;
  }
}
