import { formatIp, type IpAddress } from '../../packet/ipv6-address';
import { GAI_ERRORS, hostServices } from '../resolver/getaddrinfo';
import { nameOfAddress } from '../resolver/name-files';
import type { HostFiles } from '../tool';

/** report_sock(): `Listening on …`, or what getnameinfo(3) complains about when the name server does not answer. */
export function socketLine(files: HostFiles, what: string, address: IpAddress, port: number, numeric: boolean): string {
  const name = numeric ? formatIp(address) : nameOfAddress(files, address);
  if (name === undefined && hostServices(files).includes('dns')) return `nc: getnameinfo: ${GAI_ERRORS.EAI_AGAIN}\n`;
  return `${what} on ${name ?? formatIp(address)} ${port}\n`;
}
