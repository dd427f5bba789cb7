import { parseIpv4 } from '../../packet/address';
import { formatIp, parseIpv6, type IpAddress } from '../../packet/ipv6-address';
import { lookUp, lookUpAll } from '../resolver/lookup';
import type { Process } from '../tool';
import { CurlError } from './error';
import type { CurlOptions } from './options';
import type { Url } from './url';

/** Where a URL's connection goes. */
interface Destination {
  /** In the order in which they are tried; there is one at least. */
  readonly places: readonly Place[];
  readonly port: number;
  /** How `-v` calls it. */
  readonly name: string;
}

/** An address, with the link of a link-local one. */
export interface Place {
  readonly address: IpAddress;
  readonly ifindex?: number;
}

/** The address and port to connect to, by --connect-to, --resolve or the resolver. Throws CurlError. */
export async function destinationOf(
  process: Process,
  url: Url,
  options: CurlOptions,
  say: (text: string) => void,
): Promise<Destination> {
  const { connectTo } = options;
  const instead =
    connectTo.get(`${url.host}:${url.port}`) ??
    connectTo.get(`${url.host}:`) ??
    connectTo.get(`:${url.port}`) ??
    connectTo.get(':');
  if (instead === undefined)
    return { places: await resolve(process, url.host, url.port, options, say), port: url.port, name: bare(url.host) };
  const [host = '', port = ''] = instead.split(':');
  if (host !== '') say(`* Connecting to hostname: ${host}\n`);
  if (port !== '') say(`* Connecting to port: ${port}\n`);
  const to = { host: host === '' ? url.host : host, port: port === '' ? url.port : Number(port) };
  // infof prints what was never set as printf does.
  return { places: await resolve(process, to.host, to.port, options, say), port: to.port, name: '(nil)' };
}

async function resolve(
  process: Process,
  host: string,
  port: number,
  options: CurlOptions,
  say: (text: string) => void,
): Promise<readonly Place[]> {
  const words = bare(options.resolve.get(`${host}:${port}`) ?? '');
  const fixed = parseIpv4(words) ?? parseIpv6(words);
  if (fixed !== undefined) {
    say(`* Added ${host}:${port}:${formatIp(fixed)} to DNS cache\n* Hostname ${host} was found in DNS cache\n`);
    return [{ address: fixed }];
  }
  const netlink = process.netlink();
  const family = options.flags.has('6') ? 'inet6' : options.flags.has('4') ? 'inet' : undefined;
  // get_localhost of lib/hostip.c: nobody is asked for this name.
  if (/^(.*\.)?localhost$/i.test(host)) {
    const own = [...(family === 'inet6' ? [] : ['127.0.0.1']), ...(family === 'inet' ? [] : ['::1'])];
    return own.flatMap((text) => parseIpv4(text) ?? parseIpv6(text) ?? []).map((address) => ({ address }));
  }
  const isDevice = (name: string): boolean => netlink.link(name) !== undefined;
  const all = await lookUpAll(process, bare(host), { family, isDevice });
  if ('found' in all && all.found.length > 0) {
    return all.found.map((found) => {
      const link = found.type === 'inet6' && found.scope !== undefined ? netlink.link(found.scope) : undefined;
      return { address: found.address, ...(link && { ifindex: link.ifindex }) };
    });
  }
  say(`* Could not resolve host: ${host}\n* Closing connection 0\n`);
  throw new CurlError(6, `Could not resolve host: ${host}`);
}

/** An address of IPv6 stands in brackets in a URL. */
export function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

/** The local end of a connection. */
interface Binding {
  readonly source?: IpAddress;
  readonly sourcePort?: number;
  /** bind(2) was called for an address or port, which `-v` tells. */
  readonly told?: number;
}

/** bindlocal() of lib/connect.c: the local end that --interface and --local-port ask for; undefined when there is no such device or name. */
export async function bindingOf(
  process: Process,
  { sourceInterface: name, localPort: sourcePort }: CurlOptions,
  say: (text: string) => void,
): Promise<Binding | undefined> {
  const port = sourcePort === undefined ? {} : { sourcePort, told: sourcePort };
  if (name === undefined) return port;
  const link = process.netlink().link(name);
  const own = link?.addresses4.find(({ secondary }) => !secondary)?.address;
  if (link) return own === undefined ? undefined : { ...port, source: own };
  const found = await lookUp(process, name);
  if (found.type !== 'inet') {
    say(`* Could not resolve host: ${name}\n* Couldn't bind to '${name}'\n`);
    return undefined;
  }
  say(`* Name '${name}' family 2 resolved to '${formatIp(found.address)}' family 2\n`);
  return { told: 0, ...port, source: found.address };
}
