import { parseIpv4 } from '../../../packet/address';
import { parseIpv6, type IpAddress } from '../../../packet/ipv6-address';

/** Servers of a file in the form of /etc/resolv.conf, as github.com/miekg/dns reads it (dns.ClientConfigFromFile): all of them. */
export function readResolvServers(text: string): readonly IpAddress[] {
  return lines(text, 'nameserver').flatMap((words) => {
    const [first = ''] = words;
    const address = parseIpv4(first) ?? parseIpv6(first.replace(/%.*$/, ''));
    return address === undefined ? [] : [address];
  });
}

/** The search list of such a file, complete and in small letters. */
export function readResolvSearch(text: string): readonly string[] {
  const words = [...lines(text, 'domain').map((line) => line.slice(0, 1)), ...lines(text, 'search')].at(-1) ?? [];
  return words.map((word) => (word.endsWith('.') ? word : `${word}.`).toLowerCase());
}

function lines(text: string, keyword: string): readonly (readonly string[])[] {
  return text.split('\n').flatMap((line) => {
    const [first, ...words] = line.trim().split(/\s+/);
    return first === keyword ? [words] : [];
  });
}
