import { KernelError, strerror } from '../../kernel/errno';
import type { NetlinkSocket, ProxyNeighbour } from '../../kernel/netlink';
import type { Ipv4, Mac } from '../../packet/address';
import { ExitError } from '../clib/exit';
import { readEtherAddress } from '../nettools/hardware-address';
import { resolveInet } from '../nettools/inet-names';
import type { Process } from '../tool';
import { HARDWARE_TYPES, USAGE } from './texts';

const FAILED = 255;
const E_OPTERR = 3;

export function usage(message = ''): never {
  throw new ExitError(E_OPTERR, message + USAGE + HARDWARE_TYPES);
}

/** Resolves the host argument. Throws ExitError with herror's text. */
export function resolveHost(process: Process, name: string): Ipv4 {
  const found = resolveInet(process.files, name, false);
  if (found.type === 'error') throw new ExitError(FAILED, `${name}: ${found.message}\n`);
  return found.address;
}

interface Modifiers {
  device?: string;
  permanent: boolean;
  publish?: 'pub' | 'priv';
  netmask?: Ipv4;
}

function readModifiers(process: Process, words: readonly string[], device: string | undefined): Modifiers {
  const modifiers: Modifiers = { device, permanent: true };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === 'temp') modifiers.permanent = false;
    else if (word === 'pub' || word === 'priv') modifiers.publish = word;
    else if (word === 'dev') modifiers.device = rest.shift() ?? usage();
    else if (word === 'netmask') modifiers.netmask = resolveHost(process, rest.shift() ?? usage());
    else if (word !== 'trail' && word !== 'dontpub' && word !== 'auto') usage();
  }
  return modifiers;
}

/** `arp -d HOST …`: SIOCDARP. Throws ExitError with arp's text. */
export function deleteEntry(process: Process, words: readonly string[], device: string | undefined): void {
  const [name, ...rest] = words;
  if (name === undefined) throw new ExitError(FAILED, 'arp: need host name\n');
  const address = resolveHost(process, name);
  const modifiers = readModifiers(process, rest, device);
  const netlink = process.netlink();
  const published = modifiers.publish === 'pub';
  try {
    const on = modifiers.device ?? (published ? undefined : deviceTowards(netlink, address));
    if (on !== undefined && netlink.link(on) === undefined) throw new KernelError('ENODEV');
    if (published || on === undefined) return deleteProxy(process, name, { address, device: on });
    if (!netlink.neighbours().some((entry) => entry.device === on && entry.address === address)) {
      process.out(`No ARP entry for ${name}\n`);
      throw new ExitError(FAILED);
    }
    netlink.deleteNeighbour(on, address);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new ExitError(FAILED, `SIOCDARP(${published ? 'pub' : 'dontpub'}): ${strerror(error.errno)}\n`);
  }
}

/** SIOCDARP with ATF_PUBL; arp words a missing entry by itself. */
function deleteProxy(process: Process, name: string, entry: ProxyNeighbour): void {
  const netlink = process.netlink();
  if (!netlink.proxyNeighbours().some((one) => one.address === entry.address && one.device === entry.device)) {
    process.out(`No ARP entry for ${name}\n`);
    throw new ExitError(FAILED);
  }
  netlink.deleteProxyNeighbour(entry);
}

/** `arp -s HOST HWADDR …` and `arp -Ds HOST DEVICE …`: SIOCSARP. Throws ExitError with arp's text. */
export function setEntry(
  process: Process,
  words: readonly string[],
  options: { readonly device?: string; readonly fromDevice: boolean },
): void {
  const [name, hardware, ...rest] = words;
  if (name === undefined) throw new ExitError(FAILED, 'arp: need host name\n');
  const address = resolveHost(process, name);
  if (hardware === undefined) throw new ExitError(FAILED, 'arp: need hardware address\n');
  const netlink = process.netlink();
  const mac = options.fromDevice ? deviceAddress(netlink, hardware) : readEtherAddress(hardware);
  if (mac === undefined) throw new ExitError(FAILED, 'arp: invalid hardware address\n');
  const modifiers = readModifiers(process, rest, options.device);
  try {
    if (modifiers.publish === 'pub') return addProxy(netlink, address, mac, modifiers);
    const device = modifiers.device ?? deviceTowards(netlink, address);
    const link = netlink.link(device);
    if (link === undefined) throw new KernelError('ENODEV');
    if (link.flags.includes('LOOPBACK')) throw new KernelError('EINVAL');
    netlink.addNeighbour({ device, address, mac, state: modifiers.permanent ? 'PERMANENT' : 'STALE' }, 'replace');
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new ExitError(FAILED, `SIOCSARP: ${strerror(error.errno)}\n`);
  }
}

/** arp_req_set_public: without a device named, the one with the MAC address given is meant; whole networks are refused. */
function addProxy(netlink: NetlinkSocket, address: Ipv4, mac: Mac, { device, netmask }: Modifiers): void {
  if (netmask !== undefined && netmask !== 0xffffffff) throw new KernelError('EINVAL');
  const on = device ?? netlink.links().find((link) => link.mac === mac)?.name;
  if (on === undefined || netlink.link(on) === undefined) throw new KernelError('ENODEV');
  netlink.addProxyNeighbour({ address, device: on });
}

/** arp_req_set and arp_req_delete take the device a direct route (RTO_ONLINK) to the address leaves by; a gateway will not do. */
function deviceTowards(netlink: NetlinkSocket, address: Ipv4): string {
  const route = netlink.getRoute({ destination: address });
  if (route.via !== undefined) throw new KernelError('ENETUNREACH');
  return route.device;
}

function deviceAddress(netlink: NetlinkSocket, device: string): Mac {
  const link = netlink.link(device);
  if (link) return link.mac;
  throw new ExitError(FAILED, `arp: cant get HW-Address for \`${device}': ${strerror('ENODEV')}.\n`);
}
