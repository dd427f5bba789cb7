import { ExitError } from '../clib/exit';
import { lookUp } from '../resolver/lookup';
import type { Process } from '../tool';
import { ipv4 } from '../../packet/address';
import { IPV6_LOOPBACK } from '../../packet/ipv6-address';
import type { DnsServer } from '../resolver/dns-exchange';
import type { ResolvConf } from '../resolver/resolv-conf';

const LOCALHOST = ipv4(0x7f000001);

/** The name servers of resolv.conf as BIND's programs take them: without any it is this host over both families. */
export function serversOf(conf: ResolvConf, port: number, family?: 'inet' | 'inet6'): readonly DnsServer[] {
  const all = conf.servers.length > 0 ? conf.servers : [IPV6_LOOPBACK, LOCALHOST];
  const wanted = all.filter((address) => family === undefined || (typeof address === 'number') === (family === 'inet'));
  // `dig -6` reaches servers of IPv4 over sockets of both families.
  return (wanted.length > 0 ? wanted : all).map((address) => ({ address, port }));
}

/** The server that a user named, by address or by a name. Throws ExitError with the program's own words. */
export async function serverNamed(process: Process, program: string, text: string, port: number): Promise<DnsServer> {
  const found = await lookUp(process, text);
  if (found.type !== 'error') return { address: found.address, port };
  const reason = found.error === 'EAI_AGAIN' ? 'failure' : 'not found';
  throw new ExitError(1, `${program}: couldn't get address for '${text}': ${reason}\n`);
}
