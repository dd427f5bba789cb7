import type { HostFiles } from '../tool';
import { parseIpv4, type Ipv4, type Ipv6 } from '../../packet/address';
import { formatIp, parseIpv6, type IpAddress } from '../../packet/ipv6-address';

/** One line of /etc/hosts: the address as written, its canonical name and the other names. */
export interface HostsEntry {
  readonly address: string;
  readonly names: readonly [string, ...string[]];
}

/** The usable lines of /etc/hosts (hosts(5)), or of a file like it, in file order; none when the file is missing. */
export function readHosts(files: HostFiles, path = '/etc/hosts'): readonly HostsEntry[] {
  return dataLines(files, path).flatMap((fields): HostsEntry[] => {
    const [address, first, ...rest] = fields;
    if (address === undefined || first === undefined) return [];
    const canonical = parseIpv4(address) === undefined ? parseIpv6(address) : address;
    return canonical === undefined ? [] : [{ address: canonical, names: [first, ...rest] }];
  });
}

/** An address of a name, by family. */
export type NamedAddress =
  | { readonly type: 'inet'; readonly address: Ipv4; readonly canonicalName: string }
  | { readonly type: 'inet6'; readonly address: Ipv6; readonly canonicalName: string };

/** The addresses of the /etc/hosts lines that carry `name` (case does not matter), in file order. */
export function hostsByName(files: HostFiles, name: string): readonly NamedAddress[] {
  const wanted = name.toLowerCase();
  return readHosts(files).flatMap((entry): NamedAddress[] => {
    if (!entry.names.some((n) => n.toLowerCase() === wanted)) return [];
    const [canonicalName] = entry.names;
    const address = parseIpv4(entry.address);
    if (address !== undefined) return [{ type: 'inet', address, canonicalName }];
    const ipv6 = parseIpv6(entry.address);
    return ipv6 === undefined ? [] : [{ type: 'inet6', address: ipv6, canonicalName }];
  });
}

/** The canonical name /etc/hosts gives an address, or undefined. */
export function nameOfAddress(files: HostFiles, address: IpAddress): string | undefined {
  const text = formatIp(address);
  return readHosts(files).find((entry) => entry.address === text)?.names[0];
}

/** What a Debian host has in /etc/networks; used when a host has no such file. */
const DEBIAN_NETWORKS = 'default 0.0.0.0\nloopback 127.0.0.0\nlink-local 169.254.0.0\n';

/** Network names of /etc/networks (networks(5)): name → network number padded to four octets. */
export function readNetworks(files: HostFiles): readonly { readonly name: string; readonly network: Ipv4 }[] {
  const lines = files.exists('/etc/networks') ? dataLines(files, '/etc/networks') : fieldsOf(DEBIAN_NETWORKS);
  return lines.flatMap(([name, number]) => {
    if (name === undefined || number === undefined) return [];
    const octets = number.split('.');
    const network = parseIpv4([...octets, '0', '0', '0'].slice(0, 4).join('.'));
    return network === undefined ? [] : [{ name, network }];
  });
}

function dataLines(files: HostFiles, path: string): readonly (readonly string[])[] {
  return files.exists(path) ? fieldsOf(files.read(path)) : [];
}

function fieldsOf(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/\s+/));
}
