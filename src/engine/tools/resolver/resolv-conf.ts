import { parseIpv4 } from '../../packet/address';
import { parseIpv6, type IpAddress } from '../../packet/ipv6-address';
import type { HostFiles } from '../tool';

/** What resolv.conf(5) says, with glibc's defaults. */
export interface ResolvConf {
  /** At most three. */
  readonly servers: readonly IpAddress[];
  readonly search: readonly string[];
  readonly ndots: number;
  /** Seconds, and tries per server; undefined when the file does not say. */
  readonly timeout: number | undefined;
  readonly attempts: number | undefined;
  readonly rotate: boolean;
  readonly singleRequest: boolean;
  readonly useVc: boolean;
}

const MOST_SERVERS = 3;
const MOST_NDOTS = 15;
const MOST_TIMEOUT = 30;
const MOST_ATTEMPTS = 5;

/** Reads /etc/resolv.conf, or a file like it; a missing file is an empty one. The last of `search` and `domain` counts. */
export function readResolvConf(files: HostFiles, path = '/etc/resolv.conf'): ResolvConf {
  const text = files.exists(path) ? files.read(path) : '';
  const servers: IpAddress[] = [];
  let search: readonly string[] = [];
  const options = new Map<string, string>();
  for (const line of text.split('\n')) {
    // A comment is a whole line; what follows the words of a line is part of it.
    if (/^[#;]/.test(line)) continue;
    const [keyword, ...words] = line.trim().split(/\s+/);
    const [first = ''] = words;
    const address = keyword === 'nameserver' ? (parseIpv4(first) ?? parseIpv6(first)) : undefined;
    if (address !== undefined && servers.length < MOST_SERVERS) servers.push(address);
    else if (keyword === 'search') search = words;
    else if (keyword === 'domain') search = words.slice(0, 1);
    else if (keyword === 'options') {
      for (const word of words) options.set(...(word.split(/:(.*)/, 2) as [string, string]));
    }
  }
  const number = (name: string, most: number): number | undefined => {
    const value = parseInt(options.get(name) ?? '', 10);
    return Number.isNaN(value) ? undefined : Math.min(Math.max(value, 0), most);
  };
  return {
    servers,
    search,
    ndots: number('ndots', MOST_NDOTS) ?? 1,
    timeout: number('timeout', MOST_TIMEOUT),
    attempts: number('attempts', MOST_ATTEMPTS),
    rotate: options.has('rotate'),
    singleRequest: options.has('single-request') || options.has('single-request-reopen'),
    useVc: options.has('use-vc'),
  };
}

/**
 * The absolute names to try for a name, in order (res_nsearch(3)): one with at least `ndots` dots as it is before the search list, another after
 * it; one that ends in a dot only as it is.
 */
export function searchNames(name: string, { search, ndots }: Pick<ResolvConf, 'search' | 'ndots'>): readonly string[] {
  if (name.endsWith('.')) return [name];
  const dots = name.split('.').length - 1;
  const whole = `${name}.`;
  const listed = search.map((domain) => `${name}.${domain.replace(/\.$/, '')}.`.replace(/\.\.$/, '.'));
  return dots >= ndots ? [whole, ...listed] : [...listed, whole];
}
