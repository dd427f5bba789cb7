import type { DropCause } from '../../walk/step';
import type { EthernetFrame, Ipv4Packet } from '../../packet/frame';
import type { DeviceRecord } from '../records';
import { trace } from '../trace';
import type { World } from '../world';

/** XMIT_RECURSION_LIMIT: tunnels within tunnels end here ("Dead loop on virtual device"). */
export const TUNNEL_DEPTH = 8;

/** How many tunnels a frame is wrapped in already. */
export function tunnelDepth(frame: EthernetFrame): number {
  let depth = 0;
  let packet: Ipv4Packet | undefined = ipv4Of(frame);
  while (packet) {
    const { payload } = packet;
    const inner: EthernetFrame | undefined =
      payload.kind === 'udp' ? payload.vxlan?.frame : 'frame' in payload ? payload.frame : undefined;
    if (!inner) break;
    packet = ipv4Of(inner);
    depth++;
  }
  return depth;
}

function ipv4Of({ payload }: EthernetFrame): Ipv4Packet | undefined {
  return payload.kind === 'ipv4' ? payload : undefined;
}

/** What a tunnel could not send: `error` and `dropped` when the walk has the reason already, otherwise why. */
export function countTxError(
  world: World,
  device: DeviceRecord,
  frame: EthernetFrame,
  why: 'error' | 'unreachable' | 'dropped' | Extract<DropCause, { code: 'tunnel-source' | 'tunnel-loop' }>,
): void {
  const writable = world.writeDevice(device.id);
  const { counters } = writable;
  const [txErrors, txDropped] = why === 'dropped' ? [0, 1] : [1, 0];
  const code = typeof why === 'string' ? why : why.code;
  const collisions = code === 'tunnel-loop' ? 1 : 0;
  const carrierErrors = code === 'unreachable' || code === 'tunnel-source' ? 1 : 0;
  writable.counters = {
    ...counters,
    txErrors: counters.txErrors + txErrors,
    txDropped: counters.txDropped + txDropped,
    ...(collisions > 0 && { collisions: (counters.collisions ?? 0) + 1 }),
    ...(carrierErrors > 0 && { carrierErrors: (counters.carrierErrors ?? 0) + 1 }),
  };
  if (typeof why === 'string') return;
  const detail =
    why.code === 'tunnel-loop'
      ? 'the way to the tunnel’s end leads into the tunnel itself'
      : 'the tunnel’s local address is not an address of this host';
  trace(world, frame.packetId, device.netns, device, () => ({
    type: 'drop',
    reason: 'IP_OUTNOROUTES',
    detail,
    cause: why.code === 'tunnel-loop' ? { ...why, ...overNodes(world) } : why,
  }));
}

function overNodes(world: World): { readonly podRange?: string } {
  const podRange = world.clusterBehaviour?.podRangeOverNodes?.(world);
  return podRange === undefined ? {} : { podRange };
}
