import { TCP_FLAG, type IpPacket, type TcpSegment } from '../../packet/frame';
import { endpoint, type IpAddress } from '../../packet/ipv6-address';
import { KernelError } from '../errno';
import { addressType } from '../fib-table';
import { sendIp } from '../ip-send';
import { isLocal6 } from '../ipv6/fib';
import { countMib, MIB } from '../mib';
import type { Tracked } from '../netfilter/skb';
import type { NetnsId, TcpSocketRecord } from '../records';
import { beginPacket, flagNames, trace } from '../trace';
import type { World } from '../world';

/** Header bytes of TCP with the options that Linux sends (timestamps), and with those of a SYN. */
const HEADER = 32;
const SYN_HEADER = 40;
const WINDOW = 64_240;

/** Largest piece of data that a segment carries: an Ethernet MTU less the headers. */
const MSS = 1448;
/** What stays on the host goes through `lo`, in pieces of half a window at most (tcp_bound_to_half_wnd). */
const MSS_OF_LO = 32_741;
const LO_IFINDEX = 1;
const IP_HEADERS = 60;

/** How much data a segment of a connection carries. */
export function segmentSize(world: World, { netns, remote }: TcpSocketRecord): number {
  if (!remote || !isOwnAddress(world, netns, remote.address)) return MSS;
  const lo = world.netns(netns).devices.get(LO_IFINDEX);
  const mtu = lo === undefined ? 0 : world.device(lo).mtu;
  return Math.max(MSS, Math.min(MSS_OF_LO, mtu - IP_HEADERS - HEADER));
}

function isOwnAddress(world: World, netns: NetnsId, address: IpAddress): boolean {
  return typeof address === 'string' ? isLocal6(world, netns, address) : addressType(world, netns, address) === 'local';
}

/** Sends a segment of a connection; `answers` is the packet it answers. Throws what sendFromHost throws. */
export function sendSegment(
  world: World,
  socket: TcpSocketRecord,
  segment: Pick<TcpSegment, 'sequence' | 'flags'> & { readonly data?: string },
  answers?: number,
): void {
  const { netns, address, port, remote } = socket;
  if (!remote) throw new KernelError('ENOTCONN');
  const { flags, sequence, data = '' } = segment;
  const packetId = beginPacket(
    world,
    () => `TCP ${flagNames(flags).join(', ')} ${endpoint(address, port)} → ${endpoint(remote.address, remote.port)}`,
    answers,
  );
  if (answers !== undefined) {
    trace(world, answers, netns, undefined, () => ({ type: 'reply', what: 'TCP SYN, ACK', replyPacketId: packetId }));
  }
  if (flags === TCP_FLAG.SYN) {
    trace(world, packetId, netns, undefined, () => ({
      type: 'originate',
      source: address,
      destination: remote.address,
      what: `TCP connection to port ${remote.port}`,
    }));
  }
  countMib(world, netns, MIB.outSegs);
  const syn = (flags & TCP_FLAG.SYN) !== 0;
  const payload: TcpSegment = {
    kind: 'tcp',
    sourcePort: port,
    destinationPort: remote.port,
    sequence,
    acknowledgement: (flags & TCP_FLAG.ACK) === 0 ? 0 : socket.receiveNext,
    flags,
    window: WINDOW,
    data,
  };
  sendIp(
    world,
    netns,
    { source: address, destination: remote.address, length: (syn ? SYN_HEADER : HEADER) + data.length, payload },
    packetId,
    { discovery: 'want', ...(socket.boundIfindex !== undefined && { oif: socket.boundIfindex }) },
  );
}

/** The same, for the kernel's own answers: a connection whose way is gone only notices when its timers run out. */
export function sendQuietly(
  world: World,
  socket: TcpSocketRecord,
  segment: Parameters<typeof sendSegment>[2],
  answers?: number,
): void {
  try {
    sendSegment(world, socket, segment, answers);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
  }
}

/** tcp_v4_send_reset and nf_send_reset: the answer to a segment that no connection has, or that a rule refuses; `what` says which. */
export function sendReset(
  world: World,
  netns: NetnsId,
  { source, destination, payload }: IpPacket,
  packetId: number,
  what: string,
  about?: Tracked,
): boolean {
  if (payload.kind !== 'tcp' || (payload.flags & TCP_FLAG.RST) !== 0) return false;
  countMib(world, netns, MIB.outSegs);
  countMib(world, netns, MIB.outRsts);
  const acked = (payload.flags & TCP_FLAG.ACK) !== 0;
  const id = beginPacket(world, () => resetSummary(destination, payload, source), packetId);
  trace(world, packetId, netns, undefined, () => ({ type: 'reply', what, replyPacketId: id }));
  try {
    const segment: TcpSegment = {
      kind: 'tcp',
      sourcePort: payload.destinationPort,
      destinationPort: payload.sourcePort,
      sequence: acked ? payload.acknowledgement : 0,
      acknowledgement: acked ? 0 : (payload.sequence + segmentLength(payload)) >>> 0,
      flags: acked ? TCP_FLAG.RST : TCP_FLAG.RST | TCP_FLAG.ACK,
      window: 0,
      data: '',
    };
    sendIp(world, netns, { source: destination, destination: source, id: 0, length: 20, payload: segment }, id, {
      about,
      dontFragment: true,
    });
    return true;
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return false;
  }
}

function resetSummary(from: IpAddress, { sourcePort, destinationPort }: TcpSegment, to: IpAddress): string {
  return `TCP RST ${endpoint(from, destinationPort)} → ${endpoint(to, sourcePort)}`;
}

/** SEG.LEN: data, and one for SYN and FIN each. */
function segmentLength({ flags, data }: TcpSegment): number {
  return data.length + ((flags & TCP_FLAG.SYN) === 0 ? 0 : 1) + ((flags & TCP_FLAG.FIN) === 0 ? 0 : 1);
}
