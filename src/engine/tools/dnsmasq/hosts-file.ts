import { parseIpv4 } from '../../packet/address';
import type { DnsRecord } from '../../packet/dns/message';
import { absolute } from '../../packet/dns/names';
import { parseIpv6 } from '../../packet/ipv6-address';
import { readHosts } from '../resolver/name-files';
import type { HostFiles } from '../tool';

/** The address records of a file in the form of /etc/hosts. */
export function hostsRecords(files: HostFiles, path: string): readonly DnsRecord[] {
  return readHosts(files, path).flatMap(({ address, names }) => {
    const inet = parseIpv4(address);
    const inet6 = parseIpv6(address);
    return names.flatMap((name): DnsRecord[] => {
      const owner = { name: absolute(name), class: 1, ttl: 0 };
      if (inet !== undefined) return [{ ...owner, data: { type: 'A', address: inet } }];
      return inet6 === undefined ? [] : [{ ...owner, data: { type: 'AAAA', address: inet6 } }];
    });
  });
}
