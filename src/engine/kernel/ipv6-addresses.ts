import { linkLocalOf, MAC_ZERO, type Ipv6 } from '../packet/address';
import type { DeviceId, Ipv6AddressRecord } from './records';
import { readSysctl, sysctlSegment } from './sysctl-store';
import type { World } from './world';

/** Router solicitation delay is up to 1 s, then one probe waits retrans_time of 1 s (net/ipv6/addrconf.c addrconf_dad_kick). */
const DAD_PROBE_US = 1_000_000;

/**
 * addrconf_dev_config: gives a device that is up and has carrier its IPv6 addresses: `::1` on lo, otherwise the EUI-64 link-local, tentative
 * until duplicate address detection ends. Does nothing where IPv6 is disabled or the address is there already.
 */
export function linkReady(world: World, id: DeviceId): void {
  const { netns, name, kind, mac, mtu, up, carrier, arp, addresses6 } = world.device(id);
  if (!up || !carrier || mtu < 1280) return;
  if (readSysctl(world, netns, `net.ipv6.conf.${sysctlSegment(name)}.disable_ipv6`) !== '0') return;
  if (kind.type === 'loopback') {
    if (!addresses6.some((a) => a.address === '::1')) {
      insert6(world, id, { ...made(world, '::1' as Ipv6, 128), scope: 'host' });
    }
    return;
  }
  for (const known of addresses6) if (known.tentativeUntilUs !== undefined) startDad(world, id, known.address);
  if (mac === MAC_ZERO || addresses6.some((a) => a.scope === 'link')) return;
  const address = linkLocalOf(mac);
  // addrconf_dad_begin: where nobody answers nobody is asked.
  if (!arp) return insert6(world, id, made(world, address, 64));
  const wait = dadUs(world);
  insert6(world, id, { ...made(world, address, 64), tentativeUntilUs: world.nowUs + wait });
  world.schedule(wait, { type: 'dad-done', device: id, address });
}

function dadUs(world: World): number {
  return (world.random() % 1_000_000) + DAD_PROBE_US;
}

/** addrconf_ifdown: the device went down; all its IPv6 addresses go (keep_addr_on_down is 0). */
export function linkDown6(world: World, id: DeviceId): void {
  if (world.device(id).addresses6.length > 0) world.writeDevice(id).addresses6 = [];
}

/** Starts duplicate address detection where the link can carry it; the address stays tentative for 1–2 s, or until the link is ready. */
export function startDad(world: World, id: DeviceId, address: Ipv6): void {
  if (!world.device(id).arp) return;
  const device = world.writeDevice(id);
  const ready = device.up && device.carrier;
  const wait = dadUs(world);
  const tentativeUntilUs = ready ? world.nowUs + wait : Number.POSITIVE_INFINITY;
  device.addresses6 = device.addresses6.map((a) => (a.address === address ? { ...a, tentativeUntilUs } : a));
  if (ready) world.schedule(wait, { type: 'dad-done', device: id, address });
}

/** The `dad-done` event: nobody objected, the address is permanent now. */
export function dadDone(world: World, id: DeviceId, address: Ipv6): void {
  const known = world.devices.get(id)?.addresses6.find((a) => a.address === address);
  if (known?.tentativeUntilUs === undefined || known.tentativeUntilUs > world.nowUs) return;
  const device = world.writeDevice(id);
  device.addresses6 = device.addresses6.map((a) => (a.address === address ? { ...a, tentativeUntilUs: undefined } : a));
}

/** ipv6_link_dev_addr: keeps addresses ordered by scope, widest first; a new one goes before others of its scope. */
export function insert6(world: World, id: DeviceId, record: Ipv6AddressRecord): void {
  const device = world.writeDevice(id);
  if (device.addresses6.length === 0) {
    device.addresses6 = [record];
    return;
  }
  const rank = (a: Ipv6AddressRecord): number => SCOPE_RANK[a.scope];
  const at = device.addresses6.findIndex((a) => rank(a) <= rank(record));
  const list = [...device.addresses6];
  list.splice(at < 0 ? list.length : at, 0, record);
  device.addresses6 = list;
}

const SCOPE_RANK: Record<Ipv6AddressRecord['scope'], number> = { global: 4, site: 3, link: 2, host: 1, nowhere: 0 };

function made(world: World, address: Ipv6, prefixLength: number): Ipv6AddressRecord {
  return { family: 'inet6', address, prefixLength, scope: 'link', kernelMade: true, setAtUs: world.nowUs };
}
