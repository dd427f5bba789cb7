import { formatIpv4, ipv4, maskOf, type Ipv4, type Ipv6 } from '../../packet/address';
import { hostServices } from '../resolver/getaddrinfo';
import { nameOfAddress, readNetworks } from '../resolver/name-files';
import { portOfService, protocolName, protocolNumber, serviceOfPort } from '../resolver/services';
import type { HostFiles } from '../tool';
import { readNumber } from './numbers';
import type { Surroundings } from './extension';

/** Protocols iptables knows without /etc/protocols (xtables_chain_protos). */
const OWN_PROTOCOLS: readonly (readonly [name: string, number: number])[] = [
  ['tcp', 6],
  ['sctp', 132],
  ['udp', 17],
  ['udplite', 136],
  ['icmp', 1],
  ['ipv6-icmp', 58],
  ['icmpv6', 58],
  ['esp', 50],
  ['ah', 51],
  ['mobility-header', 135],
  ['ipv6-mh', 135],
  ['mh', 135],
  ['all', 0],
];

/** The number a protocol's name or number stands for (xtables_parse_protocol). */
export function parseProtocol(files: HostFiles, text: string): number | undefined {
  return readNumber(text, 0, 255) ?? OWN_PROTOCOLS.find(([name]) => name === text)?.[1] ?? protocolNumber(files, text);
}

/** The name iptables itself has for a protocol. */
export function ownProtocolName(number: number): string | undefined {
  return OWN_PROTOCOLS.find(([, own]) => own === number)?.[0];
}

/** A protocol's name, or undefined when it has none. */
export function nameOfProtocol(files: HostFiles, number: number): string | undefined {
  return ownProtocolName(number) ?? protocolName(files, number);
}

/** A port by number or service name (xtables_parse_port); complains when it is neither. */
export function parsePort(around: Surroundings, text: string, protocol: string): number {
  const port = readNumber(text, 0, 65535) ?? portOfService(around.files, text, protocol);
  return port ?? around.fail(`invalid port/service \`${text}' specified`);
}

/** A port as listings show it. */
export function showPort(files: HostFiles, port: number, protocol: string, numeric: boolean): string {
  return (numeric ? undefined : serviceOfPort(files, port, protocol)) ?? String(port);
}

/** `/24`, `/255.0.255.0`, or nothing for a whole address. */
export function showMask(mask: Ipv4): string {
  const length = prefixLength(mask);
  if (length === undefined) return `/${formatIpv4(mask)}`;
  return length === 32 ? '' : `/${length}`;
}

/** The length of a mask that is a prefix. */
export function prefixLength(mask: Ipv4): number | undefined {
  for (let length = 0; length <= 32; length++) if (maskOf(length) === mask) return length;
  return undefined;
}

/** An address as `-L` shows it: by its name in /etc/hosts, or, when only DNS could know more and does not answer, in /etc/networks. */
export function showAddress(files: HostFiles, address: Ipv4, numeric: boolean): string {
  if (numeric) return formatIpv4(address);
  const host = nameOfAddress(files, address);
  if (host !== undefined) return host;
  const asksDns = hostServices(files).includes('dns');
  const network = asksDns ? readNetworks(files).find((entry) => entry.network === ipv4(address)) : undefined;
  return network?.name ?? formatIpv4(address);
}

/** The same for IPv6: by the first name that /etc/hosts has. */
export function showAddress6(files: HostFiles, address: Ipv6, numeric: boolean): string {
  if (numeric || !files.exists('/etc/hosts')) return address;
  const lines = files.read('/etc/hosts').split('\n');
  const words = lines.map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  return words.find(([first]) => first === address)?.[1] ?? address;
}
