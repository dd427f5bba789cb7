import type { Owned } from '../state/epoch';
import type { ArpPacket, EthernetFrame, IpPacket } from '../packet/frame';
import type { IpAddress } from '../packet/ipv6-address';
import type { ConntrackEvent } from './netfilter/conntrack-events';
import type { ErrnoName } from './errno';
import type { NetnsId } from './records';

/** What programs have open, each by its family: part of the records of a world (records.ts). */

interface OpenSocket extends Owned {
  readonly id: number;
  readonly netns: NetnsId;
  /** The program that opened it, for `ss -p`. */
  readonly program?: { readonly pid: number; readonly name: string };
}

/** An open raw/ping socket: what arrived and was not read yet. */
export interface IcmpSocketRecord extends OpenSocket {
  readonly type: 'icmp';
  /** Echo identifier the socket receives replies for. */
  readonly identifier: number;
  /** Echo requests of ICMPv6 (IPPROTO_ICMPV6). */
  readonly inet6?: true;
  /** SO_BINDTODEVICE: what came in elsewhere is not for it. */
  readonly boundIfindex?: number;
  queue: readonly ReceivedPacket[];
}

/** A UDP socket. Address 0 is any; `::` is any of both families unless it is `v6only`. */
export interface UdpSocketRecord extends OpenSocket {
  readonly type: 'udp';
  /** connect(2) chooses one for a socket that has none. */
  address: IpAddress;
  /** Where connect(2) said: it hears nobody else. */
  remote?: { readonly address: IpAddress; readonly port: number };
  readonly v6only?: true;
  /** Its family is AF_INET6, also where its addresses are of IPv4 (`::ffff:10.0.0.1`). */
  readonly inet6?: true;
  readonly port: number;
  /** Datagrams, and ICMP errors about what it sent (IP_RECVERR). */
  queue: readonly ReceivedPacket[];
}

/** States of RFC 9293 3.3.2, as ss(8) names them. */
export type TcpSocketState =
  | 'LISTEN'
  | 'SYN-SENT'
  | 'SYN-RECV'
  | 'ESTAB'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSING'
  | 'CLOSE-WAIT'
  | 'LAST-ACK'
  | 'TIME-WAIT'
  | 'CLOSED';

/** A TCP socket: a listener, or one end of a connection. Data is one character per byte. */
export interface TcpSocketRecord extends OpenSocket {
  readonly type: 'tcp';
  state: TcpSocketState;
  /** 0 for a listener on every address; `::` for one on every address of both families, unless it is `v6only`. */
  readonly address: IpAddress;
  readonly v6only?: true;
  /** Its family is AF_INET6, also where its addresses are of IPv4 (`::ffff:10.0.0.1`). */
  readonly inet6?: true;
  /** The scope of a link-local address, or SO_BINDTODEVICE. */
  readonly boundIfindex?: number;
  readonly port: number;
  readonly remote: { readonly address: IpAddress; readonly port: number } | undefined;
  /** The listener this connection came in on, until it is accepted. */
  listener: number | undefined;
  /** The backlog of listen(2), for a listener: how many may wait. */
  readonly mayWait?: number;
  /** Connections waiting for accept(2), oldest first. */
  backlog: readonly number[];
  /** SND.UNA and SND.NXT, RCV.NXT of RFC 9293. */
  unacknowledged: number;
  sendNext: number;
  receiveNext: number;
  /** Data from `unacknowledged` on; what lies beyond `sendNext` was not sent yet. */
  outbox: string;
  /** Received and not read yet. */
  inbox: string;
  /** close(2) or shutdown(2) was called: a FIN follows the outbox. */
  closing: boolean;
  /** The other end sent its FIN. */
  ended: boolean;
  /** Why the connection broke, until somebody asks (SO_ERROR). */
  error: ErrnoName | undefined;
  /** How often in a row the oldest segment was sent again, and which timer is the one that counts. */
  retries: number;
  timer: number;
  /** When that timer runs out. */
  timerDueUs?: number;
}

/** A raw TCP socket, connected to one host. */
export interface RawSocketRecord extends OpenSocket {
  readonly type: 'raw';
  readonly remote: IpAddress;
  /** Segments from the remote end, and ICMP errors about what was sent there. */
  queue: readonly ReceivedPacket[];
}

/** A packet socket for ARP on one device. */
export interface ArpSocketRecord extends OpenSocket {
  readonly type: 'arp';
  readonly ifindex: number;
  /** ARP packets that came in, and whom their frames were for. */
  arrived: readonly {
    readonly arp: ArpPacket;
    readonly to: 'host' | 'broadcast' | 'multicast';
    readonly atUs: number;
  }[];
}

/** A packet socket that sees whole frames (SOCK_RAW, ETH_P_ALL), of one device or, with number 0, of all; packet-socket.ts. */
export interface PacketSocketRecord extends OpenSocket {
  readonly type: 'packet';
  readonly ifindex: number;
  arrived: readonly {
    readonly frame: EthernetFrame;
    readonly atUs: number;
    readonly ifindex: number;
    readonly device: string;
    readonly mtu: number;
    readonly hardware: 'ethernet' | 'loopback' | 'ip';
    /** No cable is behind it. */
    readonly virtual: boolean;
    readonly to: 'host' | 'broadcast' | 'multicast' | 'other' | 'outgoing';
  }[];
}

/** An nfnetlink socket that is told of connections; netfilter/conntrack-events.ts. */
export interface ConntrackEventSocketRecord extends OpenSocket {
  readonly type: 'conntrack-events';
  arrived: readonly ConntrackEvent[];
}

export type SocketRecord =
  | IcmpSocketRecord
  | UdpSocketRecord
  | TcpSocketRecord
  | RawSocketRecord
  | ArpSocketRecord
  | PacketSocketRecord
  | ConntrackEventSocketRecord;

export interface ReceivedPacket {
  readonly packet: IpPacket;
  readonly atUs: number;
  readonly ifindex: number;
}
