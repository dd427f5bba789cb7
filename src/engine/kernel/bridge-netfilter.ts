import { formatIpv4 } from '../packet/address';
import type { EthernetFrame } from '../packet/frame';
import { prerouting } from './datapath';
import { lookup } from './fib';
import { inputFlow } from './flow';
import { forwardingOn } from './input-policy';
import { bridgeSetting } from './link/bridge-settings';
import { selectPath } from './multipath';
import { neighbourOutput } from './neighbour';
import { neighbourKey } from './neighbour-config';
import { filters, runHook } from './netfilter/hooks';
import { sendReject } from './netfilter/reject';
import { newSkb, type Skb } from './netfilter/skb';
import { gatewayOf } from './route-exceptions';
import type { DeviceRecord } from './records';
import { readSysctl } from './sysctl-store';
import { trace } from './trace';
import type { World } from './world';

/**
 * Bridged IPv4 frames in iptables (net/bridge/br_netfilter_hooks.c). To the rules the bridge is the device a packet comes in on and leaves by; its
 * ports are what `-m physdev` asks about.
 */

/** A frame that a bridge takes in, with what the hooks found out; without `skb` no hook looked at it. */
export interface HookedFrame {
  readonly frame: EthernetFrame;
  readonly skb?: Skb;
}

/** Whether the frames of a bridge pass iptables: the namespace's sysctl, or the bridge's own setting. */
export function callsIptables(world: World, { netns, kind }: DeviceRecord): boolean {
  return (
    readSysctl(world, netns, 'net.bridge.bridge-nf-call-iptables') === '1' ||
    (kind.type === 'bridge' && bridgeSetting(kind, 'nf_call_iptables') === 1)
  );
}

/** br_nf_pre_routing: NF_INET_PRE_ROUTING for a frame on a port, before the bridge looks at its MACs. Undefined: the frame ended here. */
export function bridgePrerouting(
  world: World,
  bridge: DeviceRecord,
  inPort: DeviceRecord,
  frame: EthernetFrame,
): HookedFrame | undefined {
  const { payload, packetId } = frame;
  if (payload.kind !== 'ipv4' || frame.tags || !filters(world, bridge.netns) || !callsIptables(world, bridge)) {
    return { frame };
  }
  const skb = newSkb(payload, packetId, bridge.netns, {
    device: bridge,
    sourceMac: frame.source,
    destinationMac: frame.destination,
  });
  skb.bridged = { in: inPort };
  if (!prerouting(world, bridge, skb)) return undefined;
  const onward = skb.packet === payload ? frame : { ...frame, payload: skb.packet };
  return skb.packet.destination === payload.destination
    ? { frame: onward, skb }
    : redirected(world, bridge, skb, onward);
}

/**
 * br_nf_pre_routing_finish: DNAT gave the packet another destination. One on the bridge itself is reached by its MAC, past the host; anything else goes
 * to the host.
 */
function redirected(world: World, bridge: DeviceRecord, skb: Skb, frame: EthernetFrame): HookedFrame | undefined {
  const { packet, packetId, netns } = skb;
  const flow = inputFlow(packet, bridge.ifindex, skb.mark);
  const result = selectPath(world, netns, lookup(world, netns, flow), flow, 'elsewhere');
  const toHost = { frame: { ...frame, destination: bridge.mac }, skb };
  if (result.kind === 'local') return toHost;
  // Linux 6.18 takes a refusal by ip_route_input for final, although the code still means to ask ip_route_output where forwarding is off.
  if (!forwardingOn(world, bridge)) {
    trace(world, packetId, netns, bridge, () => ({
      type: 'drop',
      reason: 'NOT_SPECIFIED',
      detail: `DNAT chose ${formatIpv4(packet.destination)}, which is not an address of this host, and ip_forward is 0`,
      cause: { code: 'not-forwarding', destination: packet.destination },
    }));
    return undefined;
  }
  if (result.kind !== 'unicast' || result.hop.ifindex !== bridge.ifindex) return toHost;
  const nextHop = gatewayOf(result, undefined) ?? packet.destination;
  const neighbour = world.netns(netns).neighbours.get(neighbourKey(bridge.ifindex, nextHop));
  const { mac } = neighbour ?? {};
  if (mac !== undefined && neighbour?.state !== 'FAILED' && neighbour?.state !== 'INCOMPLETE') {
    trace(world, packetId, netns, bridge, () => ({
      type: 'neighbour',
      address: nextHop,
      mac,
      state: neighbour?.state,
      result: 'hit',
    }));
    return { frame: { ...frame, destination: mac }, skb };
  }
  // The packet waits for the answer to ARP; which port it leaves by is not known when the rules see it.
  const hooked = bridgeForward(world, bridge, undefined, frame, skb);
  if (hooked?.payload.kind === 'ipv4') neighbourOutput(world, bridge, nextHop, hooked.payload, packetId);
  return undefined;
}

/**
 * br_nf_forward_ip and br_nf_post_routing: NF_INET_FORWARD and NF_INET_POST_ROUTING for the copy of a frame that leaves by one port. Undefined: a rule
 * dropped it.
 */
export function bridgeForward(
  world: World,
  bridge: DeviceRecord,
  outPort: DeviceRecord | undefined,
  frame: EthernetFrame,
  received: Skb,
): EthernetFrame | undefined {
  if (frame.tags || received.bridged === undefined) return frame;
  const bridged = { ...received.bridged, ...(outPort && { out: outPort }) };
  const skb: Skb = { ...received, in: bridge, out: bridge, nextHop: received.packet.destination, bridged };
  const result = runHook(world, skb, 'FORWARD');
  if (!result.pass) {
    if (result.verdict.verdict === 'REJECT') sendReject(world, bridge, skb, result.verdict.with);
    return undefined;
  }
  // br_nf_post_routing no longer says where the packet came in.
  const leaving: Skb = { ...skb, in: undefined };
  if (!runHook(world, leaving, 'POSTROUTING').pass) return undefined;
  return { ...frame, payload: leaving.packet };
}

/** What the host's own stack still knows of a frame that the bridge hands up: PREROUTING is behind it (ip_sabotage_in). */
export function handedUp(frame: EthernetFrame, skb: Skb): EthernetFrame {
  const { mark, untracked, tracked, bridged } = skb;
  return { ...frame, kept: { mark, untracked, ...(tracked && { tracked }), ...(bridged && { bridged }) } };
}
