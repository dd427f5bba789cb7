import { formatIpv4, type Ipv4, type Mac } from '../../packet/address';
import { KernelError } from '../errno';
import { lookupOutput } from '../fib';
import type { LinkChanges, NewLink } from '../netlink';
import type { DeviceId, DeviceRecord, NetnsId } from '../records';
import { tunnelTransmit } from '../tunnel/transmit';
import type { World } from '../world';
import { newDevice } from './device';
import type { DeviceType } from './device-type';
import {
  greHeaderLength,
  ipTunnelKind,
  PLAIN_TUNNEL,
  tunnelHeadroom,
  type IpTunnelChanges,
  type IpTunnelKind,
  type IpTunnelSettings,
} from './ip-tunnel-kind';
import { changeMtu } from './mtu';
import { requireDevice } from './registry';

export type { IpTunnelChanges, IpTunnelKind } from './ip-tunnel-kind';

type Layer3 = 'ipip' | 'gre';

/** net/ipv4/ipip.c ipip_tunnel_setup and net/ipv4/ip_gre.c ipgre_tunnel_setup: tunnels that carry IP packets as they are. */
function layer3(kind: Layer3, hardware: { readonly number: number; readonly name: string }): DeviceType {
  return {
    kind,
    hardware,
    create: (world, here, request, from) => create(kind, world, here, request, from),
    change,
    mtu: { min: 0, max: 0 },
    headerLength: 0,
    linkFlagOf: (device) => (ipTunnelKind(device).remote === undefined ? 'none' : 'POINTOPOINT'),
    linkMayBeNone: true,
    link: (device) => ipTunnelKind(device).lower,
    checkMtu,
    checkMac() {
      throw new KernelError('EOPNOTSUPP');
    },
    transmit: tunnelTransmit,
  };
}

/** IP-in-IP (RFC 2003), ARPHRD_TUNNEL. */
export const ipipType: DeviceType = layer3('ipip', { number: 768, name: 'ipip' });

/** GRE (RFC 2784, RFC 2890), ARPHRD_IPGRE. */
export const greType: DeviceType = layer3('gre', { number: 778, name: 'gre' });

/** net/ipv4/ip_gre.c ipgre_tap_setup: a GRE tunnel that carries Ethernet frames. */
export const gretapType: DeviceType = {
  kind: 'gretap',
  create: (world, here, request, from) => create('gretap', world, here, request, from),
  change,
  mtu: { min: 68, max: 0 },
  headerLength: 0,
  addressOrigin: () => 1,
  qdisc: 'pfifo_fast',
  linkMayBeNone: true,
  link: (device) => ipTunnelKind(device).lower,
  checkMtu,
  transmit: tunnelTransmit,
};

/** ip_tunnel_newlink: the underlay is the namespace of the caller, wherever the device goes. Throws EEXIST for a second tunnel between the same ends. */
function create(
  type: IpTunnelKind['type'],
  world: World,
  here: NetnsId,
  request: NewLink,
  underlay: NetnsId,
): DeviceId {
  const settings = settingsOf(world, underlay, request.ipTunnel);
  if (twinOf(world, { type, underlay, ...settings }) !== undefined) throw new KernelError('EEXIST');
  const kind: IpTunnelKind = { type, underlay, ...settings };
  const most = 65535 - tunnelHeadroom(kind);
  const mtu = request.mtu === undefined ? guessMtu(world, kind) : Math.min(Math.max(request.mtu, 68), most);
  const ether = type === 'gretap';
  const id = newDevice(world, here, { ...request, mtu }, kind, {
    pattern: `${type}%d`,
    ...(!ether && { mac: end(kind.local), broadcast: end(kind.remote), arp: false, multicast: false }),
  });
  const ns = world.writeNetns(underlay);
  ns.ipTunnels = [...ns.ipTunnels.filter((other) => world.devices.has(other)), id];
  return id;
}

/** ip_tunnel_changelink: whether it has a remote end at all cannot change, because the flags would. */
function change(world: World, id: DeviceId, { ipTunnel }: LinkChanges): void {
  const before = ipTunnelKind(world.device(id));
  const settings = settingsOf(world, before.underlay, ipTunnel);
  const kind: IpTunnelKind = { type: before.type, underlay: before.underlay, ...settings };
  const twin = twinOf(world, kind);
  if (twin !== undefined && twin !== id) throw new KernelError('EEXIST');
  const ether = kind.type === 'gretap';
  const flagsChange = (before.remote === undefined) !== (kind.remote === undefined);
  if (twin === undefined && !ether && flagsChange) throw new KernelError('EINVAL');
  const device = world.writeDevice(id);
  device.kind = kind;
  if (!ether) {
    device.mac = end(kind.local);
    device.broadcast = end(kind.remote);
  }
  const relinked = before.lower !== kind.lower || greHeaderLength(before) !== greHeaderLength(kind);
  if (relinked) changeMtu(world, id, guessMtu(world, kind));
}

function settingsOf(world: World, underlay: NetnsId, changes: IpTunnelChanges | undefined): IpTunnelSettings {
  if (!changes) return PLAIN_TUNNEL;
  const { lower: name, ...rest } = changes;
  // ipgre_netlink_parms
  if (rest.ignoreDf && rest.pathMtuDiscovery) throw new KernelError('EINVAL');
  // ip_tunnel_netlink_parms: a TTL of its own needs "don't fragment", or a loop of tunnels would grow for ever.
  const pathMtuDiscovery = rest.pathMtuDiscovery || rest.ttl !== 0;
  return {
    ...rest,
    pathMtuDiscovery,
    ...(name !== undefined && { lower: requireDevice(world, underlay, name).id }),
  };
}

/** ip_tunnel_find: another of the same type with the same ends, key and device. */
function twinOf(world: World, kind: IpTunnelKind): DeviceId | undefined {
  return world.netns(kind.underlay).ipTunnels.find((id) => {
    const other = world.devices.get(id)?.kind;
    return (
      other?.type === kind.type &&
      other.local === kind.local &&
      other.remote === kind.remote &&
      other.lower === kind.lower &&
      other.input.key === kind.input.key
    );
  });
}

/** ip_tunnel_bind_dev: what the device towards the other end leaves room for; 1500 when nobody knows it. */
function guessMtu(world: World, kind: IpTunnelKind): number {
  const { underlay, remote, local, lower } = kind;
  const oif = lower === undefined ? undefined : world.devices.get(lower)?.ifindex;
  const result =
    remote === undefined
      ? undefined
      : lookupOutput(world, underlay, { destination: remote, oif, ...(local !== undefined && { source: local }) });
  const index = result && 'hop' in result ? (result.kind === 'local' ? 1 : result.hop.ifindex) : undefined;
  const out = (index !== undefined && world.netns(underlay).devices.get(index)) || lower;
  const room = (out === undefined ? 1500 : Math.min(world.device(out).mtu, 65535)) - tunnelHeadroom(kind);
  return Math.max(room, 68);
}

/** ip_tunnel_change_mtu */
function checkMtu(_world: World, device: DeviceRecord, mtu: number): void {
  if (mtu < 68 || mtu > 65535 - tunnelHeadroom(ipTunnelKind(device))) throw new KernelError('EINVAL');
}

/** The "hardware address" of such a device is the IP address of an end (dev_addr and broadcast of four bytes). */
function end(address: Ipv4 | undefined): Mac {
  return formatIpv4(address ?? (0 as Ipv4)) as Mac;
}
