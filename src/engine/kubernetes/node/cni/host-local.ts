import { formatIpv4, ipv4, parseIpv4, type Ipv4 } from '../../../packet/address';
import { nodeFile, writeNodeFile } from '../node-files';
import { contains, isJson, list, parseNetwork, section, text, type Network } from './json';
import { parseIpv6 } from '../../../packet/ipv6-address';
import { isRange6, reserve6 } from './host-local6';
import {
  CniError,
  type CniAddress,
  type CniAddress6,
  type CniCall,
  type CniPlugin,
  type CniRoute,
  type CniRoute6,
  type Json,
} from './plugin';

/**
 * Addresses from ranges of the node (plugins/ipam/host-local): one file for each that is given, named after it, and one that remembers the last, under
 * /var/lib/cni/networks/NAME.
 */

interface Range extends Network {
  readonly first: Ipv4;
  readonly last: Ipv4;
  readonly gateway: Ipv4;
}

export const hostLocal: CniPlugin = {
  type: 'host-local',
  add(call, configuration) {
    const ipam = ipamOf(configuration);
    let told = TOLD.get(ipam);
    if (!told) TOLD.set(ipam, (told = toldBy(ipam)));
    const ips: CniAddress[] = [];
    const ips6: CniAddress6[] = [];
    const directory = directoryOf(configuration, ipam);
    for (const [index, set] of told.sets.entries()) {
      if ('six' in set) {
        ips6.push(reserve6(call, directory, set.six, index));
        continue;
      }
      const found = reserve(call, directory, set.four, index);
      const words = set.four.map(({ first, last }) => `${formatIpv4(first)}-${formatIpv4(last)}`).join(',');
      if (!found) throw new CniError(`failed to allocate for range ${index}: no IP addresses available in range set: ${words}`); // prettier-ignore
      ips.push(found);
    }
    return { ips, routes: told.routes, ...(ips6.length > 0 && { ips6, routes6: told.routes6 }) };
  },
  remove({ world, node, container, ifName }, configuration) {
    const directory = directoryOf(configuration, ipamOf(configuration));
    const { files } = world.host(node);
    const own = [...files.namesIn(directory)]
      .map((name) => `${directory}/${name}`)
      .filter((path) => {
        const file = files.get(path);
        return file?.type === 'file' && ownerOf(file.content) === `${container}\n${ifName}`;
      });
    if (own.length === 0) return;
    const host = world.writeHost(node);
    host.files = world.writable(host.files);
    for (const path of own) host.files.delete(path);
  },
};

/** What was made of a configuration: the same for all Pods of a node. */
const TOLD = new WeakMap<Json, Told>();

interface Told {
  readonly sets: readonly ({ readonly four: readonly Range[] } | { readonly six: readonly Json[] })[];
  readonly routes: readonly CniRoute[];
  readonly routes6: readonly CniRoute6[];
}

function toldBy(ipam: Json): Told {
  const sets = rangeSets(ipam).map((written, index) =>
    isRange6(written[0]) ? { six: written } : { four: written.map((range) => rangeOf(range, index)) },
  );
  return { sets, routes: routesOf(ipam), routes6: routes6Of(ipam) };
}

function ownerOf(content: unknown): string {
  return typeof content === 'string' ? content.replace(/\r\n/g, '\n').trim() : '';
}

/** What an address manager is told; the plugin that calls it fails without (allocator/config.go LoadIPAMConfig). */
export function ipamOf(configuration: Json): Json {
  const ipam = section(configuration, 'ipam');
  if (!ipam) throw new CniError("IPAM config missing 'ipam' key");
  return ipam;
}

function directoryOf(configuration: Json, ipam: Json): string {
  return `${text(ipam, 'dataDir') || '/var/lib/cni/networks'}/${text(configuration, 'name')}`;
}

/** The routes an address manager's part asks for. */
export function routesOf(ipam: Json): readonly CniRoute[] {
  return list(ipam, 'routes').flatMap((route) => {
    if (!isJson(route) || text(route, 'dst').includes(':')) return [];
    const { address, length } = parseNetwork(text(route, 'dst'));
    const gateway = parseIpv4(text(route, 'gw'));
    return [{ destination: address, length, ...(gateway !== undefined && { gateway }) }];
  });
}

/** The routes of IPv6. */
function routes6Of(ipam: Json): readonly CniRoute6[] {
  return list(ipam, 'routes').flatMap((route) => {
    const [base = '', length = ''] = isJson(route) ? text(route, 'dst').split('/') : [];
    const destination = parseIpv6(base);
    if (!isJson(route) || destination === undefined) return [];
    const gateway = parseIpv6(text(route, 'gw'));
    return [{ destination, length: Number(length), ...(gateway !== undefined && { gateway }) }];
  });
}

function rangeSets(ipam: Json): readonly (readonly Json[])[] {
  const single = ipam['subnet'] === undefined ? [] : [[ipam]];
  const sets = list(ipam, 'ranges').map((set) => (Array.isArray(set) ? set : []).filter(isJson));
  const all = [...single, ...sets];
  if (all.length === 0) throw new CniError('no IP ranges specified');
  return all;
}

/** Range.Canonicalize of allocator/range.go. */
function rangeOf(range: Json, index: number): Range {
  const network = parseNetwork(text(range, 'subnet'));
  const { address, written, length } = network;
  const set = `invalid range set ${index}: `;
  const cidr = `${formatIpv4(written)}/${length}`;
  if (length > 30) throw new CniError(`${set}Network ${cidr} too small to allocate from`);
  if (written !== address) {
    throw new CniError(`${set}Network has host bits set. For a subnet mask of length ${length} the network address is ${formatIpv4(address)}`); // prettier-ignore
  }
  const end = (key: string, otherwise: number, word: string): Ipv4 => {
    const given = parseIpv4(text(range, key));
    if (given === undefined) return ipv4(otherwise);
    if (!contains(network, given)) throw new CniError(`${set}${word} ${formatIpv4(given)} not in network ${cidr}`);
    return given;
  };
  return {
    ...network,
    gateway: parseIpv4(text(range, 'gateway')) ?? ipv4(address + 1),
    first: end('rangeStart', address + 1, 'RangeStart'),
    last: end('rangeEnd', address + 2 ** (32 - length) - 2, 'RangeEnd'),
  };
}

/** The address after the one given last, round and round. */
function reserve(
  { world, node, container, ifName }: CniCall,
  directory: string,
  ranges: readonly Range[],
  index: number,
): CniAddress | undefined {
  const { files } = world.host(node);
  const lastPath = `${directory}/last_reserved_ip.${index}`;
  const last = parseIpv4(nodeFile(world, node, lastPath) ?? '');
  const from = last === undefined ? -1 : ranges.findIndex(({ first, last: end }) => last >= first && last <= end);
  // The range of the last one is begun behind it, and looked at once more up to it when all others are full.
  const order = from < 0 ? ranges : [...ranges.slice(from), ...ranges.slice(0, from), ...ranges.slice(from, from + 1)];
  for (const [position, range] of order.entries()) {
    const begin = from >= 0 && position === 0 && last !== undefined ? last + 1 : range.first;
    for (let next = begin; next <= range.last; next++) {
      const address = ipv4(next);
      const path = `${directory}/${formatIpv4(address)}`;
      if (address === range.gateway || files.has(path)) continue;
      // The file says who has it, with the carriage return that the plugin writes.
      writeNodeFile(world, node, path, `${container}\r\n${ifName}`);
      writeNodeFile(world, node, lastPath, formatIpv4(address));
      return { address, length: range.length, gateway: range.gateway };
    }
  }
  return undefined;
}
