import { formatIpv4, type Ipv4 } from '../packet/address';
import { TABLE_LOCAL, TABLE_MAIN } from './fib-table';
import { listRoutes } from './fib-list';
import type { RouteInfo } from './netlink';
import type { NetnsId } from './records';
import type { World } from './world';

/** /proc/net/fib_trie: the routes as the kernel keeps them, in a trie whose nodes look at several bits at once (net/ipv4/fib_trie.c). */

interface Leaf {
  readonly key: number;
  readonly routes: readonly RouteInfo[];
}

/** A node looks at the bits from `from` on, `bits` of them, counted from the front. */
interface Node {
  readonly key: number;
  readonly from: number;
  readonly bits: number;
  readonly children: readonly (Node | Leaf | undefined)[];
}

const KEY_BITS = 32;
/** In hundredths; the root may be emptier. */
const INFLATE = 50;
const INFLATE_ROOT = 30;

export function procFibTrie(world: World, netns: NetnsId): string {
  const { rules, routes } = world.netns(netns);
  const ids = [...routes.keys()].sort((a, b) => (a & 255) - (b & 255) || b - a);
  const shown = ids.map((id): [number, readonly RouteInfo[]] => [id, listRoutes(world, netns, id)]);
  // fib_trie_unmerge: until somebody makes rules of his own, local and main are one trie.
  const both = rules ? undefined : [...listRoutes(world, netns, TABLE_LOCAL), ...listRoutes(world, netns, TABLE_MAIN)];
  const merged = both && ids.some((id) => id === TABLE_LOCAL || id === TABLE_MAIN) ? [TABLE_MAIN, TABLE_LOCAL] : [];
  const tables: readonly (readonly [number, readonly RouteInfo[]])[] = [
    ...shown.filter(([id]) => !merged.includes(id)),
    ...merged.map((id) => [id, both ?? []] as const),
  ];
  return tables
    .filter(([, list]) => list.length > 0)
    .map(([id, list]) => `${tableTitle(id)}:\n${show(trieOf(leavesOf(list), 0, true), 0)}`)
    .join('');
}

function tableTitle(id: number): string {
  if (id === TABLE_LOCAL) return 'Local';
  return id === TABLE_MAIN ? 'Main' : `Id ${id}`;
}

/** Routes to the same address, the longest prefix first. */
function leavesOf(routes: readonly RouteInfo[]): readonly Leaf[] {
  const byKey = new Map<number, RouteInfo[]>();
  for (const route of routes) byKey.set(route.destination, [...(byKey.get(route.destination) ?? []), route]);
  return [...byKey]
    .map(([key, list]) => ({
      key,
      routes: list.sort((a, b) => b.prefixLength - a.prefixLength || b.tos - a.tos || a.metric - b.metric),
    })) // prettier-ignore
    .sort((a, b) => a.key - b.key);
}

/** A node for these leaves (in order), as wide as should_inflate allows. */
function trieOf(leaves: readonly Leaf[], start: number, root = false): Node | Leaf | undefined {
  const [first] = leaves;
  const last = leaves.at(-1);
  if (!first || !last || leaves.length === 1) return first;
  const from = Math.max(start, Math.clz32(first.key ^ last.key));
  let node = nodeOf(leaves, first.key, from, 1);
  while (from + node.bits < KEY_BITS && inflates(node, root)) node = nodeOf(leaves, first.key, from, node.bits + 1);
  return node;
}

function nodeOf(leaves: readonly Leaf[], key: number, from: number, bits: number): Node {
  const groups = Array.from({ length: 1 << bits }, (): Leaf[] => []);
  for (const leaf of leaves) groups[(leaf.key << from) >>> (KEY_BITS - bits)]?.push(leaf);
  const children = groups.map((group) => trieOf(group, from + bits));
  return { key: from === 0 ? 0 : (key & (-1 << (KEY_BITS - from))) >>> 0, from, bits, children };
}

/** tnode_full: the child goes on with the very next bit. */
function fullChildren({ children, from, bits }: Node): number {
  return children.filter((child) => child && 'bits' in child && child.from === from + bits).length;
}

function emptyChildren({ children }: Node): number {
  return children.filter((child) => child === undefined).length;
}

function inflates(node: Node, root: boolean): boolean {
  const { length } = node.children;
  const threshold = (root ? INFLATE_ROOT : INFLATE) * length;
  return 50 * (fullChildren(node) + length - emptyChildren(node)) >= threshold;
}

function show(node: Node | Leaf | undefined, depth: number): string {
  if (!node) return '';
  const indent = '   '.repeat(depth);
  const address = formatIpv4(node.key as Ipv4);
  if ('routes' in node) {
    const aliases = node.routes.map(
      ({ prefixLength, scope, type, tos }) =>
        `${indent}     /${prefixLength} ${SCOPE.get(scope) ?? scope} ${type.toUpperCase()}${tos === 0 ? '' : ` tos=${tos}`}\n`,
    );
    return `${indent}  |-- ${address}\n${aliases.join('')}`;
  }
  const head = `${indent}  +-- ${address}/${node.from} ${node.bits} ${fullChildren(node)} ${emptyChildren(node)}\n`;
  return head + node.children.map((child) => show(child, depth + 1)).join('');
}

const SCOPE: ReadonlyMap<string, string> = new Map([['global', 'universe']]);
