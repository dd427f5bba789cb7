import ipaddr from 'ipaddr.js';
import type { Ipv6 } from '../../../packet/address';

/** Whether an IPv6 address lies in NETWORK/LENGTH. */
export function inPrefix6(address: Ipv6, network: Ipv6, length: number): boolean {
  return ipaddr.IPv6.parse(address).match(ipaddr.IPv6.parse(network), length);
}
