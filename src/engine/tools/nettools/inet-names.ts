import { formatIpv4, ipv4, type Ipv4 } from '../../packet/address';
import { hostServices } from '../resolver/getaddrinfo';
import { inetAton } from '../resolver/inet-aton';
import { hostsByName, nameOfAddress, readNetworks } from '../resolver/name-files';
import type { HostFiles } from '../tool';

export type InetName =
  | {
      readonly type: 'found';
      readonly address: Ipv4;
      /** The name was `default` or a network's. */ readonly isNetwork: boolean;
    }
  | { readonly type: 'error'; /** herror(3) text. */ readonly message: string };

/** net-tools lib/inet.c INET_resolve: an address, `default`, a host or a network name; with `hostFirst` hosts win over networks. */
export function resolveInet(files: HostFiles, name: string, hostFirst: boolean): InetName {
  if (name === 'default') return { type: 'found', address: ipv4(0), isNetwork: true };
  const literal = inetAton(name);
  if (literal !== undefined) return { type: 'found', address: literal, isNetwork: false };
  const host = hostsByName(files, name).find((found) => found.type === 'inet');
  const network = readNetworks(files).find((entry) => entry.name === name);
  if (hostFirst && host) return { type: 'found', address: host.address, isNetwork: false };
  if (network) return { type: 'found', address: network.network, isNetwork: true };
  if (host) return { type: 'found', address: host.address, isNetwork: false };
  // gethostbyname(3) knows by itself that digits and dots are no name.
  const mayBeName = /^[A-Za-z0-9_.][-A-Za-z0-9_.]*$/.test(name) && !/^[\d.]+$/.test(name);
  // With `hostFirst` the networks were asked last, and theirs is the error that is left (h_errno).
  const asksDns = mayBeName && !hostFirst && hostServices(files).includes('dns');
  return { type: 'error', message: asksDns ? 'Host name lookup failure' : 'Unknown host' };
}

/** How an address is shown (lib/inet.c INET_rresolve). */
export interface NameStyle {
  /** -n: never a name. */
  readonly numeric: boolean;
  /** Show 0.0.0.0/0 as `default` instead of `*`. */
  readonly defaultName?: boolean;
  /** The address is a host's even when its host bits are zero. */
  readonly host?: boolean;
}

/** The name of a host or network address, from /etc/hosts or /etc/networks, or its digits. */
export function showInet(files: HostFiles, address: Ipv4, mask: Ipv4, style: NameStyle): string {
  const digits = formatIpv4(address);
  if (style.numeric) return digits;
  if (address === 0) return mask === 0 ? (style.defaultName ? 'default' : '*') : digits;
  const isHost = style.host === true || ipv4(address & ~mask) !== 0;
  if (isHost) return nameOfAddress(files, address) ?? digits;
  return readNetworks(files).find((entry) => entry.network === address)?.name ?? digits;
}

/**
 * INET_getnetmask: splits `TARGET/LENGTH`. The length is read by strtoul with base 0 and shifts modulo 32, as on x86: /32 gives no mask.
 * Undefined when what follows the slash is no number.
 */
export function splitPrefix(
  text: string,
): { readonly target: string; readonly mask?: Ipv4; readonly length?: number } | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return { target: text };
  const digits = text.slice(slash + 1);
  if (!/^\s*[-+]?(0[xX][0-9a-fA-F]+|\d+)?$/.test(digits)) return undefined;
  const length = Number(digits.trim() || '0');
  return { target: text.slice(0, slash), mask: ipv4(~(0xffffffff >>> length)), length };
}
