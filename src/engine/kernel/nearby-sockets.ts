import { hasPorts, type IpPacket } from '../packet/frame';
import type { DropCause, Listener } from '../walk/step';
import { boundFits } from './ip-send';
import type { NetnsId } from './records';
import type { World } from './world';

/** What a walk says when no socket wants a packet: with those that come near, because they tell what was meant. */
export function noSocket(world: World, { payload, destination }: IpPacket, netns: NetnsId): DropCause {
  if (!hasPorts(payload)) {
    return { code: 'no-socket', protocol: payload.kind === 'icmpv6' ? 'icmpv6' : 'icmp', port: 0, listeners: [] };
  }
  const { kind: protocol, destinationPort: port } = payload;
  const listeners: Listener[] = [];
  for (const socket of world.socketsIn(netns)) {
    if (socket.type !== protocol) continue;
    if (socket.type === 'tcp' && socket.state !== 'LISTEN') continue;
    const { address, program } = socket;
    // A socket on this very address and port would have taken it: a TCP segment that begins no connection is nobody's all the same.
    if (socket.port === port && boundFits(socket, destination)) continue;
    listeners.push({ address, port: socket.port, ...(program && { program }) });
  }
  const near = listeners.sort((a, b) => Number(b.port === port) - Number(a.port === port));
  return { code: 'no-socket', protocol, port, listeners: near.slice(0, MOST_NAMED) };
}

/** More listeners than this are of no use to a reader. */
const MOST_NAMED = 8;
