import type { HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { formatIpv4, ipv4, parseIpv4, type Ipv4 } from '../../../packet/address';
import { nodeFile, writeNodeFile } from '../../node/node-files';

/**
 * Weave's addresses (ipam/ of weave): the first peer has the whole range, every further one is given half of what is free at its end; each gives its addresses away from the
 * bottom, and remembers under /var/lib/weave to whom.
 */

const DATA = '/var/lib/weave/weave-netdata.db';

interface Data {
  readonly range: string;
  /** Address → container, or `weave:expose`. */
  readonly given: Readonly<Record<string, string>>;
}

/** Where a peer's part of the range begins, as a fraction: 0, 3/4, 1/2, 1/4, then odd eighths … */
function share(index: number): number {
  if (index === 0) return 0;
  let [step, left] = [4, index - 1];
  const first = [3 / 4, 1 / 2, 1 / 4];
  if (left < first.length) return first[left] ?? 0;
  left -= first.length;
  for (step = 8; left >= step / 2; step *= 2) left -= step / 2;
  return (2 * left + 1) / step;
}

function partOf(world: World, node: HostId, range: string): { readonly first: number; readonly last: number } {
  const [text = '', bits = '12'] = range.split('/');
  const size = 2 ** (32 - Number(bits));
  const base = parseIpv4(text) ?? 0;
  const index = [...world.nodes.keys()].indexOf(node);
  const begin = base + Math.floor(size * share(index));
  // The network's own address and its broadcast address are nobody's.
  return { first: Math.max(begin, base + 1), last: base + size - 2 };
}

/** An address of this node's part for somebody: the one it has, or the lowest that is free. */
export function giveAddress(world: World, node: HostId, range: string, owner: string): Ipv4 | undefined {
  const data = read(world, node, range);
  for (const [text, who] of Object.entries(data.given)) if (who === owner) return parseIpv4(text);
  const { first, last } = partOf(world, node, range);
  for (let next = first; next <= last; next++) {
    const text = formatIpv4(ipv4(next));
    if (text in data.given) continue;
    write(world, node, { range, given: { ...data.given, [text]: owner } });
    return ipv4(next);
  }
  return undefined;
}

export function takeAddresses(world: World, node: HostId, owner: string): void {
  const text = nodeFile(world, node, DATA);
  if (text === undefined) return;
  const data = JSON.parse(text) as Data;
  const given = Object.fromEntries(Object.entries(data.given).filter(([, who]) => who !== owner));
  write(world, node, { ...data, given });
}

function read(world: World, node: HostId, range: string): Data {
  const text = nodeFile(world, node, DATA);
  const data = text === undefined ? undefined : (JSON.parse(text) as Data);
  return data?.range === range ? data : { range, given: {} };
}

function write(world: World, node: HostId, data: Data): void {
  writeNodeFile(world, node, DATA, JSON.stringify(data), 0o600);
}
