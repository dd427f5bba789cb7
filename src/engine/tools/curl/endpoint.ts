import { formatIpv4, parseIpv4, type Ipv4 } from '../../packet/address';
import { getaddrinfo } from '../resolver/getaddrinfo';
import type { Process } from '../tool';
import { CurlError } from './error';
import type { CurlOptions } from './options';
import type { Url } from './url';

/** Where a URL's connection goes. */
interface Destination {
  readonly address: Ipv4;
  readonly port: number;
  /** How `-v` calls it. */
  readonly name: string;
}

/** The address and port to connect to, by --connect-to, --resolve or the resolver. Throws CurlError. */
export function destinationOf(
  process: Process,
  url: Url,
  options: CurlOptions,
  say: (text: string) => void,
): Destination {
  const { connectTo } = options;
  const instead =
    connectTo.get(`${url.host}:${url.port}`) ??
    connectTo.get(`${url.host}:`) ??
    connectTo.get(`:${url.port}`) ??
    connectTo.get(':');
  if (instead === undefined)
    return { address: resolve(process, url.host, url.port, options, say), port: url.port, name: url.host };
  const [host = '', port = ''] = instead.split(':');
  if (host !== '') say(`* Connecting to hostname: ${host}\n`);
  if (port !== '') say(`* Connecting to port: ${port}\n`);
  const to = { host: host === '' ? url.host : host, port: port === '' ? url.port : Number(port) };
  // infof prints what was never set as printf does.
  return { address: resolve(process, to.host, to.port, options, say), port: to.port, name: '(nil)' };
}

function resolve(
  process: Process,
  host: string,
  port: number,
  options: CurlOptions,
  say: (text: string) => void,
): Ipv4 {
  const fixed = parseIpv4(options.resolve.get(`${host}:${port}`) ?? '');
  if (fixed !== undefined) {
    say(`* Added ${host}:${port}:${formatIpv4(fixed)} to DNS cache\n* Hostname ${host} was found in DNS cache\n`);
    return fixed;
  }
  const found = getaddrinfo(process.files, host.replace(/^\[|\]$/g, ''));
  if (found.type === 'inet') return found.address;
  if (found.type === 'inet6') throw new CurlError(7, `cka-net: curl to an IPv6 address (${host}) is not simulated yet`);
  say(`* Could not resolve host: ${host}\n* Closing connection 0\n`);
  throw new CurlError(6, `Could not resolve host: ${host}`);
}

/** The local end of a connection. */
interface Binding {
  readonly source?: Ipv4;
  readonly sourcePort?: number;
  /** bind(2) was called for an address or port, which `-v` tells. */
  readonly told?: number;
}

/** bindlocal() of lib/connect.c: the local end that --interface and --local-port ask for; undefined when there is no such device or name. */
export function bindingOf(
  process: Process,
  { sourceInterface: name, localPort: sourcePort }: CurlOptions,
  say: (text: string) => void,
): Binding | undefined {
  const port = sourcePort === undefined ? {} : { sourcePort, told: sourcePort };
  if (name === undefined) return port;
  const link = process.netlink().link(name);
  const own = link?.addresses4.find(({ secondary }) => !secondary)?.address;
  if (link) return own === undefined ? undefined : { ...port, source: own };
  const found = getaddrinfo(process.files, name);
  if (found.type !== 'inet') {
    say(`* Could not resolve host: ${name}\n* Couldn't bind to '${name}'\n`);
    return undefined;
  }
  say(`* Name '${name}' family 2 resolved to '${formatIpv4(found.address)}' family 2\n`);
  return { told: 0, ...port, source: found.address };
}
