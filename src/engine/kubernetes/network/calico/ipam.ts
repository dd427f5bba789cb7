import type { HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { formatIpv4, ipv4, type Ipv4 } from '../../../packet/address';
import { parseNetwork } from '../../node/cni/json';
import { sha1Words } from '../../../tools/digest/sha1';
import { blocks, listCalico, pools, putCalico, type IpPool } from './resources';

/**
 * Calico's addresses (libcalico-go/lib/ipam): pools are cut into blocks, a node takes blocks for itself as it needs them, and gives their addresses away in order. A block is an
 * object `ipamblocks`, its owner `blockaffinities`.
 */

interface Attribute {
  readonly handle_id: string;
  readonly secondary: Readonly<Record<string, string>>;
}

interface Block {
  readonly name: string;
  readonly cidr: string;
  /** For each address the index of its attribute. */
  readonly allocations: readonly (number | null)[];
  readonly attributes: readonly Attribute[];
}

/** An address for a handle out of the node's blocks; another block is taken when they are full. */
export function assignAddress(
  world: World,
  node: HostId,
  handle: string,
  secondary: Readonly<Record<string, string>>,
): Ipv4 | undefined {
  for (const { cidr } of blocks(world).filter((block) => block.node === node)) {
    const block = readBlock(world, cidr);
    const free = block.allocations.indexOf(null);
    if (free >= 0 && pools(world).some((pool) => !pool.disabled && inside(pool, cidr))) {
      return occupy(world, node, block, free, { handle_id: handle, secondary });
    }
  }
  for (const pool of pools(world)) {
    if (pool.disabled) continue;
    const cidr = takeBlock(world, node, pool);
    if (cidr !== undefined) return occupy(world, node, readBlock(world, cidr), 0, { handle_id: handle, secondary });
  }
  return undefined;
}

/** The address a handle has, if any. */
export function addressOfHandle(world: World, node: HostId, handle: string): Ipv4 | undefined {
  for (const { cidr } of blocks(world).filter((block) => block.node === node)) {
    const { allocations, attributes } = readBlock(world, cidr);
    const attribute = attributes.findIndex(({ handle_id }) => handle_id === handle);
    const index = attribute < 0 ? -1 : allocations.indexOf(attribute);
    if (index >= 0) return ipv4(parseNetwork(cidr).address + index);
  }
  return undefined;
}

export function releaseHandle(world: World, node: HostId, handle: string): void {
  for (const { cidr } of blocks(world).filter((block) => block.node === node)) {
    const block = readBlock(world, cidr);
    const attribute = block.attributes.findIndex(({ handle_id }) => handle_id === handle);
    if (attribute < 0) continue;
    const allocations = block.allocations.map((each) =>
      each === null || each === attribute ? null : each > attribute ? each - 1 : each,
    );
    writeBlock(world, node, { ...block, allocations, attributes: block.attributes.toSpliced(attribute, 1) });
  }
}

function inside({ cidr }: IpPool, block: string): boolean {
  const [pool, own] = [parseNetwork(cidr), parseNetwork(block)];
  return (
    own.length >= pool.length && own.address >= pool.address && own.address < pool.address + 2 ** (32 - pool.length)
  );
}

/** A block that nobody has; where the search begins depends on the node, so that nodes do not meet (randomBlockGenerator). */
function takeBlock(world: World, node: HostId, pool: IpPool): string | undefined {
  const { address, length } = parseNetwork(pool.cidr);
  const count = 2 ** Math.max(0, pool.blockSize - length);
  const size = 2 ** (32 - pool.blockSize);
  const taken = new Set(blocks(world).map(({ cidr }) => cidr));
  const start = (sha1Words(node)[0] ?? 0) % count;
  for (let i = 0; i < count; i++) {
    const cidr = `${formatIpv4(ipv4(address + ((start + i) % count) * size))}/${pool.blockSize}`;
    if (taken.has(cidr)) continue;
    const name = cidr.replace(/[./]/g, '-');
    putCalico(world, 'blockaffinities', 'BlockAffinity', `${node}-${name}`, { cidr, deleted: 'false', node, state: 'confirmed' }); // prettier-ignore
    writeBlock(world, node, { name, cidr, allocations: Array.from({ length: size }, () => null), attributes: [] });
    return cidr;
  }
  return undefined;
}

function readBlock(world: World, cidr: string): Block {
  const name = cidr.replace(/[./]/g, '-');
  const spec = listCalico(world, 'ipamblocks').find(({ metadata }) => metadata.name === name)?.spec ?? {};
  const size = 2 ** (32 - Number(cidr.split('/')[1]));
  return {
    name,
    cidr,
    allocations: (spec['allocations'] as Block['allocations'] | undefined) ?? Array.from({ length: size }, () => null),
    attributes: (spec['attributes'] as Block['attributes'] | undefined) ?? [],
  };
}

function writeBlock(world: World, node: HostId, { name, cidr, allocations, attributes }: Block): void {
  const unallocated = allocations.flatMap((each, i) => (each === null ? [i] : []));
  putCalico(world, 'ipamblocks', 'IPAMBlock', name, {
    affinity: `host:${node}`,
    allocations,
    attributes,
    cidr,
    deleted: false,
    strictAffinity: false,
    unallocated,
  });
}

function occupy(world: World, node: HostId, block: Block, index: number, attribute: Attribute): Ipv4 {
  const allocations = block.allocations.with(index, block.attributes.length);
  writeBlock(world, node, { ...block, allocations, attributes: [...block.attributes, attribute] });
  return ipv4(parseNetwork(block.cidr).address + index);
}
