import { formatIp, type IpAddress } from '../../packet/ipv6-address';
import { ExitError } from '../clib/exit';
import { GAI_ERRORS } from '../resolver/getaddrinfo';
import { lookUp } from '../resolver/lookup';
import { portOfService, serviceOfPort } from '../resolver/services';
import type { Process } from '../tool';

/** What the command line of nc asks for. */
export interface Settings {
  readonly has: (flag: string) => boolean;
  readonly value: (flag: string) => string | undefined;
  readonly operands: readonly string[];
  /** -q, or 0 for -N; undefined: never on its own. */
  readonly quitAfter: number | undefined;
  readonly idleSeconds: number | undefined;
}

/** A port by number or name of /etc/services. Throws ExitError. */
export function readPort(process: Process, text: string, protocol: 'tcp' | 'udp'): number {
  const port = /^\d+$/.test(text) ? Number(text) : portOfService(process.files, text, protocol);
  if (port === undefined) throw new ExitError(1, `nc: port number invalid: ${text}\n`);
  if (port < 1 || port > 65_535)
    throw new ExitError(1, `nc: port number ${port < 1 ? 'too small' : 'too large'}: ${text}\n`);
  return port;
}

/** A host's address. */
export interface Resolved {
  readonly address: IpAddress;
  /** The link of a link-local address. */
  readonly ifindex?: number;
}

/** getaddrinfo(3) by the options -4, -6 and -n. Throws ExitError. */
export async function resolve(
  process: Process,
  host: string,
  port: string,
  { has }: Pick<Settings, 'has'>,
): Promise<Resolved> {
  const numeric = has('n');
  const netlink = process.netlink();
  const family = has('6') ? 'inet6' : has('4') ? 'inet' : undefined;
  const isDevice = (name: string): boolean => netlink.link(name) !== undefined;
  const found = await lookUp(process, host, { family, isDevice });
  if (numeric && found.type !== 'error' && !/^[\d.]+$|:/.test(host)) {
    throw new ExitError(1, `nc: getaddrinfo for host "${host}" port ${port}: ${GAI_ERRORS.EAI_NONAME}\n`);
  }
  if (found.type !== 'error') {
    const link = found.type === 'inet6' && found.scope !== undefined ? netlink.link(found.scope) : undefined;
    return { address: found.address, ...(link && { ifindex: link.ifindex }) };
  }
  const error = numeric ? 'EAI_NONAME' : found.error;
  throw new ExitError(1, `nc: getaddrinfo for host "${host}" port ${port}: ${GAI_ERRORS[error]}\n`);
}

/** build_ports: `80`, `20-25`, `http`. */
export function portsOf(process: Process, text: string, protocol: 'tcp' | 'udp'): readonly number[] {
  const [low = '', high] = /^\d+-\d+$/.test(text) ? text.split('-') : [text];
  const from = readPort(process, low, protocol);
  const to = high === undefined ? from : readPort(process, high, protocol);
  const [first, last] = from < to ? [from, to] : [to, from];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** `HOST (ADDRESS)`, or only the address when that was typed. */
export function placeOf(host: string, address: IpAddress): string {
  const text = formatIp(address);
  return host.replace(/%.*/, '') === text ? host : `${host} (${text})`;
}

/** What -v says about an open port. */
export function succeeded(
  process: Process,
  { has }: Settings,
  place: string,
  port: number,
  protocol: 'tcp' | 'udp',
): string {
  const service = (has('n') ? undefined : serviceOfPort(process.files, port, protocol)) ?? '*';
  return `Connection to ${place} ${port} port [${protocol}/${service}] succeeded!\n`;
}
