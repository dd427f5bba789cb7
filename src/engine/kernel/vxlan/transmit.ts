import { MAC_ZERO } from '../../packet/address';
import type { EthernetFrame } from '../../packet/frame';
import { countTx } from '../counters';
import { sendFromHost } from '../ip-output';
import { KernelError, MessageTooLong, type ErrnoName } from '../errno';
import { lookupOutput } from '../fib';
import { addressType } from '../fib-table';
import { has, VXLAN_HEADROOM, vxlanKind, type VxlanKind, type VxlanRemote } from '../link/vxlan-kind';
import type { DeviceRecord } from '../records';
import { exceptionFor, pathMtu } from '../route-exceptions';
import { trace } from '../trace';
import { dropTx, frameLength, nextHopFrame } from '../transmit';
import { countTxError, tunnelDepth, TUNNEL_DEPTH } from '../tunnel/limits';
import { answersTooBig, learnInnerMtu } from '../tunnel/path-mtu';
import type { World } from '../world';
import { findEntry, putEntry } from './fdb-entries';
import { flowPort } from './flow-port';
import { answerArp, shortCircuit } from './proxy';
import { bypass } from './receive';

/** vxlan_xmit: looks up behind which tunnel ends the frame's receiver is, and sends each a copy (head-end replication). */
export function vxlanTransmit(world: World, device: DeviceRecord, given: EthernetFrame): boolean {
  const kind = vxlanKind(device);
  if (has(kind, 'external')) {
    const { tunnel, ...plain } = given;
    if (tunnel) {
      sendTo(world, device, kind, plain, tunnel, true);
      return true;
    }
    const detail = 'the device is external, and nothing told it where to send';
    return dropTx(world, device, given, 'TUNNEL_TXINFO', detail, { code: 'no-remote', mac: given.destination });
  }
  if (has(kind, 'proxy') && given.payload.kind === 'arp') return answerArp(world, device, kind, given);
  const looping = nextHopFrame(given, device.id);
  if (!looping || tunnelDepth(given) >= TUNNEL_DEPTH || !world.namespaces.has(kind.underlay)) {
    return dropTx(world, device, given, 'NOT_SPECIFIED', 'the frame runs in a loop of tunnels', { code: 'frame-loop' });
  }
  const frame = has(kind, 'rsc') ? shortCircuit(world, device, kind, looping) : looping;
  const direct = findEntry(world, kind, frame.destination);
  const entry = direct ?? findEntry(world, kind, MAC_ZERO);
  if (!entry) {
    const detail = `no tunnel end is known for ${frame.destination}, and there is no entry for all others`;
    return dropTx(world, device, frame, 'NO_TX_TARGET', detail, { code: 'no-remote', mac: frame.destination });
  }
  putEntry(world, device.id, { ...entry, usedUs: world.nowUs });
  for (const remote of entry.remotes) sendTo(world, device, kind, frame, remote, direct !== undefined);
  return true;
}

/** How an error of sending is counted, when not as an error alone. */
const COUNTED: Readonly<Partial<Record<ErrnoName, 'dropped' | 'unreachable'>>> = {
  ENOBUFS: 'dropped',
  ENETUNREACH: 'unreachable',
};

/** vxlan_xmit_one: one copy, as the payload of a UDP packet of the underlay. */
function sendTo(
  world: World,
  device: DeviceRecord,
  kind: VxlanKind,
  frame: EthernetFrame,
  remote: VxlanRemote,
  known: boolean,
): void {
  const { underlay, local } = kind;
  const { address, port = kind.port, vni = kind.vni } = remote;
  const { packetId } = frame;
  const inner = frame.payload;
  const ip = inner.kind === 'ipv4' ? inner : undefined;
  const oif = remote.via === undefined ? undefined : world.devices.get(remote.via)?.ifindex;
  if (address === 0) {
    dropTx(world, device, frame, 'NO_TX_TARGET', 'the entry names no tunnel end', {
      code: 'no-remote',
      mac: frame.destination,
    });
    return;
  }
  const sourcePort = flowPort(world, kind, frame);
  trace(world, packetId, device.netns, device, () => ({
    type: 'encapsulate',
    how: 'vxlan',
    destination: address,
    vni,
    port,
    sourcePort,
    known,
    bytes: frameLength(frame) + VXLAN_HEADROOM - 14,
  }));
  if (local !== undefined && addressType(world, underlay, local) !== 'local') {
    return countTxError(world, device, frame, { code: 'tunnel-source', source: local });
  }
  const result = lookupOutput(world, underlay, {
    destination: address,
    oif,
    ...(local !== undefined && { source: local }),
  });
  if (result.kind === 'local') return bypass(world, device, frame, port, vni);
  if ('hop' in result) {
    const out = world.device(world.netns(underlay).devices.get(result.hop.ifindex ?? 0) ?? device.id);
    // udp_tunnel_dst_lookup: -ELOOP
    if (out.id === device.id) return countTxError(world, device, frame, { code: 'tunnel-loop' });
    const room =
      pathMtu(world, result, exceptionFor(world, underlay, result, address), out, false).mtu - VXLAN_HEADROOM;
    if (ip && ip.length > room) {
      learnInnerMtu(world, device, frame, room);
      if (device.master !== undefined && answersTooBig(world, device, frame, room)) return;
    }
  }
  const inherited = kind.ttl === 'inherit' ? ip?.ttl : kind.ttl;
  const tos = (kind.tos === 1 ? (ip?.tos ?? 0) & ~3 : kind.tos & ~3) | ((ip?.tos ?? 0) & 3);
  const df = kind.df === 'set' || (kind.df === 'inherit' && ip?.dontFragment === true);
  try {
    sendFromHost(
      world,
      underlay,
      {
        kind: 'ipv4',
        source: local,
        destination: address,
        ttl: inherited === 0 ? undefined : inherited,
        tos,
        id: world.random() & 0xffff,
        length: 20 + 8 + 8 + frameLength(frame),
        payload: { kind: 'udp', sourcePort, destinationPort: port, data: '', vxlan: { vni, frame } },
      },
      packetId,
      { oif, discovery: df ? 'do' : 'dont' },
    );
    countTx(world, device.id, frameLength(frame) - 14);
  } catch (error) {
    if (error instanceof MessageTooLong) {
      const bytes = frameLength(frame) + VXLAN_HEADROOM - 14;
      const detail = `${bytes} bytes with the outer headers do not fit the underlay's MTU of ${error.mtu}`;
      dropTx(world, device, frame, 'PKT_TOO_BIG', detail, { code: 'too-big', bytes, mtu: error.mtu });
    } else if (error instanceof KernelError) {
      // The walk has the reason already.
      countTxError(world, device, frame, COUNTED[error.errno] ?? 'error');
    } else throw error;
  }
}
