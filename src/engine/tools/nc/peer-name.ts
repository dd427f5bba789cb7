import { formatIpv4, type Ipv4 } from '../../packet/address';
import { GAI_ERRORS, hostServices } from '../resolver/getaddrinfo';
import { nameOfAddress } from '../resolver/name-files';
import type { HostFiles } from '../tool';

/** report_sock(): `Listening on …`, or what getnameinfo(3) complains about when the name server does not answer. */
export function socketLine(files: HostFiles, what: string, address: Ipv4, port: number, numeric: boolean): string {
  const name = numeric ? formatIpv4(address) : nameOfAddress(files, address);
  if (name === undefined && hostServices(files).includes('dns')) return `nc: getnameinfo: ${GAI_ERRORS.EAI_AGAIN}\n`;
  return `${what} on ${name ?? formatIpv4(address)} ${port}\n`;
}
