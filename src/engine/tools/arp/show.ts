import type { NeighbourInfo, ProxyNeighbour } from '../../kernel/netlink';
import { formatIpv4, ipv4, type Ipv4 } from '../../packet/address';
import { showInet } from '../nettools/inet-names';
import type { HostFiles } from '../tool';

export interface ShowRequest {
  /** The host named on the command line, as typed and resolved. */
  readonly host?: { readonly name: string; readonly address: Ipv4 };
  readonly device?: string;
  /** -a: BSD style, and a missing host is reported in its words. */
  readonly all: boolean;
  /** Linux columns; without it one line per entry. */
  readonly columns: boolean;
  readonly numeric: boolean;
  readonly verbose: boolean;
  /** -H was given: only entries of that type, and a miss is reported. */
  readonly typed: boolean;
}

/** An entry of the ARP table, which knows IPv4 only. */
type Inet<T> = T & { readonly address: Ipv4 };

/** Whether an entry of the kernel's is one of the ARP table. */
export function isInet<T extends { readonly address: unknown }>(entry: T): entry is Inet<T> {
  return typeof entry.address === 'number';
}

const TITLE = 'Address                  HWtype  HWaddress           Flags Mask            Iface\n';

/** What arp(8) prints of the neighbour table (net-tools arp.c arp_show). */
export function formatArp(
  neighbours: readonly Inet<NeighbourInfo>[],
  proxies: readonly Inet<ProxyNeighbour>[],
  request: ShowRequest,
  files: HostFiles,
): string {
  // /proc/net/arp leaves out NOARP entries (net/ipv4/arp.c: NEIGH_SEQ_SKIP_NOARP), and has those answered for at its end.
  const known = neighbours.filter((entry) => entry.state !== 'NOARP');
  const entries: readonly Entry[] = [...known, ...proxies.map((proxy) => ({ ...proxy, device: proxy.device ?? '*' }))];
  const { host, device } = request;
  const shown = entries.filter(
    (entry) =>
      (host === undefined || entry.address === host.address) && (device === undefined || entry.device === device),
  );
  const lines = shown.map((entry) => formatEntry(entry, request, files));
  let text = request.columns && shown.length > 0 ? TITLE : '';
  text += lines.join('');
  if (request.verbose) {
    text += `Entries: ${entries.length}\tSkipped: ${entries.length - shown.length}\tFound: ${shown.length}\n`;
  }
  if (shown.length > 0) return text;
  if (host && !request.all) return `${text}${host.name} (${formatIpv4(host.address)}) -- no entry\n`;
  if (request.typed || host || device !== undefined) text += `arp: in ${entries.length} entries no match found.\n`;
  return text;
}

/** A neighbour, or an address answered for, which has no state. */
type Entry = Inet<NeighbourInfo> | (Inet<ProxyNeighbour> & { readonly device: string; readonly state?: undefined });

/** ARPHRD_LOOPBACK or Ethernet: loopback is every namespace's first device. */
function hardwareType({ ifindex }: Pick<NeighbourInfo, 'ifindex'>): string {
  return ifindex === 1 ? 'loop' : 'ether';
}

function formatEntry(entry: Entry, request: ShowRequest, files: HostFiles): string {
  const digits = formatIpv4(entry.address);
  const shown = showInet(files, entry.address, ipv4(0xffffff00), { numeric: request.numeric });
  const name = shown === digits ? undefined : shown;
  if (entry.state === undefined) {
    if (!request.columns) return `${name ?? '?'} (${digits}) at <from_interface> PERM PUB on ${entry.device}\n`;
    const host = (name ?? digits).slice(0, 23).padEnd(23);
    return `${host}  ${'*'.padEnd(8)}${'<from_interface>'.padEnd(20)}${'MP'.padEnd(6)}${''.padEnd(15)} ${entry.device}\n`;
  }
  // arp_state_to_flags: complete when the address is usable, permanent on top of that.
  const complete = entry.mac !== undefined && entry.state !== 'INCOMPLETE' && entry.state !== 'FAILED';
  const permanent = entry.state === 'PERMANENT';
  if (!request.columns) {
    const at = complete ? `${entry.mac} [${hardwareType(entry)}]` : '<incomplete>';
    return `${name ?? '?'} (${digits}) at ${at} ${permanent ? 'PERM ' : ''}on ${entry.device}\n`;
  }
  const hardware = complete
    ? `${hardwareType(entry).padEnd(8)}${entry.mac.padEnd(20)}`
    : `${''.padEnd(8)}${'(incomplete)'.padEnd(20)}`;
  const flags = `${complete ? 'C' : ''}${permanent ? 'M' : ''}`.padEnd(6);
  return `${(name ?? digits).slice(0, 23).padEnd(23)}  ${hardware}${flags}${''.padEnd(15)} ${entry.device}\n`;
}
