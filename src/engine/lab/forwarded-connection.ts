import { KernelError } from '../kernel/errno';
import type { NetnsId } from '../kernel/records';
import { closeTcp, connectTcp, finishTcp, readTcp, tcpSocket, writeTcp } from '../kernel/tcp/calls';
import type { World } from '../kernel/world';
import { parseIpv4, type Ipv4 } from '../packet/address';
import { parseIpv6, type IpAddress } from '../packet/ipv6-address';

const LOOPBACKS: readonly IpAddress[] = [parseIpv4('127.0.0.1') as Ipv4, parseIpv6('::1') as IpAddress];

/** What has come of a connection since it was last asked. */
export interface ForwardedNews {
  /** One character a byte. */
  readonly data: string;
  /** Nothing more will come. */
  readonly ended: boolean;
  /** Nobody listens there. */
  readonly refused: boolean;
}

/** A connection into a Pod's network namespace, for a client outside the lab (the runtime's PortForward): over IPv4, then over IPv6. */
export class ForwardedConnection {
  private socket: number | undefined;
  private tried = 0;
  private waiting = '';
  private finishes = false;
  private refused = false;

  constructor(
    private readonly world: World,
    private readonly netns: NetnsId,
    private readonly port: number,
  ) {
    this.dial();
  }

  write(data: string): void {
    this.waiting += data;
    this.flush();
  }

  /** The client will send no more. */
  finish(): void {
    this.finishes = true;
    this.flush();
  }

  close(): void {
    if (this.socket !== undefined && this.world.sockets.has(this.socket)) closeTcp(this.world, this.socket);
    this.socket = undefined;
  }

  news(): ForwardedNews {
    const { socket } = this;
    if (this.refused) return { data: '', ended: true, refused: true };
    if (socket === undefined || !this.world.sockets.has(socket)) return { data: '', ended: true, refused: false };
    const { error } = tcpSocket(this.world, socket);
    if (error === 'ECONNREFUSED') {
      closeTcp(this.world, socket);
      this.dial();
      return { data: '', ended: this.refused, refused: this.refused };
    }
    this.flush();
    const { data, end } = readTcp(this.world, socket);
    return { data, ended: end || error !== undefined, refused: false };
  }

  private dial(): void {
    const address = LOOPBACKS[this.tried++];
    this.socket = undefined;
    if (address === undefined) {
      this.refused = true;
      return;
    }
    try {
      this.socket = connectTcp(this.world, this.netns, { address, port: this.port });
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      this.dial();
    }
  }

  private flush(): void {
    const { socket } = this;
    if (socket === undefined || !this.world.sockets.has(socket)) return;
    const { state, error, closing } = tcpSocket(this.world, socket);
    if (error !== undefined || closing || (state !== 'ESTAB' && state !== 'CLOSE-WAIT')) return;
    if (this.waiting !== '') writeTcp(this.world, socket, this.waiting);
    this.waiting = '';
    if (this.finishes) finishTcp(this.world, socket);
    this.finishes = false;
  }
}
