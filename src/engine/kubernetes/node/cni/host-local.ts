import { formatIpv4, ipv4, parseIpv4, type Ipv4 } from '../../../packet/address';
import { nodeFile, writeNodeFile } from '../node-files';
import { contains, isJson, list, parseNetwork, section, text, type Network } from './json';
import { CniError, type CniAddress, type CniCall, type CniPlugin, type CniRoute, type Json } from './plugin';

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
    if (!told) TOLD.set(ipam, (told = { sets: rangeSets(ipam), routes: routesOf(ipam) }));
    const { sets, routes } = told;
    const ips = sets.map((ranges, index): CniAddress => {
      const found = reserve(call, directoryOf(configuration, ipam), ranges, index);
      if (found) return found;
      const words = ranges.map(({ first, last }) => `${formatIpv4(first)}-${formatIpv4(last)}`).join(',');
      throw new CniError(`failed to allocate for range ${index}: no IP addresses available in range set: ${words}`);
    });
    return { ips, routes };
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
const TOLD = new WeakMap<
  Json,
  { readonly sets: readonly (readonly Range[])[]; readonly routes: readonly CniRoute[] }
>();

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
    if (!isJson(route)) return [];
    const { address, length } = parseNetwork(text(route, 'dst'));
    const gateway = parseIpv4(text(route, 'gw'));
    return [{ destination: address, length, ...(gateway !== undefined && { gateway }) }];
  });
}

function rangeSets(ipam: Json): readonly (readonly Range[])[] {
  const single = ipam['subnet'] === undefined ? [] : [[rangeOf(ipam, 0)]];
  const sets = list(ipam, 'ranges').map((set, i) =>
    (Array.isArray(set) ? set : []).filter(isJson).map((range) => rangeOf(range, i)),
  );
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
