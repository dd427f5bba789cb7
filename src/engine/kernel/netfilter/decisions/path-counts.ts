import { UNSTAMPED, type Epoch } from '../../../state/epoch';
import type { NetnsId } from '../../records';
import type { World } from '../../world';
import type { Counter } from '../model';
import type { Tree } from './tree';

/**
 * How many packets took which way through a tree. A packet matches a dozen rules on its way through a table: it is counted once for all of
 * them, and who asks for a rule's counter gets the sum.
 */
export class PathCounts {
  /** Private to the language too: two worlds that share a tree are not compared by what it has worked out. */
  readonly #tree: Tree;

  private constructor(
    private readonly epoch: Epoch,
    tree: Tree,
    private packets: Float64Array,
    private bytes: Float64Array,
  ) {
    this.#tree = tree;
  }

  static of(tree: Tree): PathCounts {
    return new PathCounts(UNSTAMPED, tree, new Float64Array(0), new Float64Array(0));
  }

  writable(epoch: Epoch): PathCounts {
    if (this.epoch === epoch) return this;
    return new PathCounts(epoch, this.#tree, this.packets.slice(), this.bytes.slice());
  }

  add(counter: number, bytes: number): void {
    if (counter >= this.packets.length) this.grow();
    this.packets[counter] = (this.packets[counter] ?? 0) + 1;
    this.bytes[counter] = (this.bytes[counter] ?? 0) + bytes;
  }

  private grow(): void {
    const room = 2 * this.#tree.counted.length;
    const { packets, bytes } = this;
    (this.packets = new Float64Array(room)).set(packets);
    (this.bytes = new Float64Array(room)).set(bytes);
  }

  /** What each rule counted. */
  *byRule(): Generator<readonly [rule: number, counter: Counter]> {
    for (const [counter, packets] of this.packets.entries()) {
      if (packets === 0) continue;
      const counted = { packets, bytes: this.bytes[counter] ?? 0 };
      for (const rule of this.#tree.counted[counter] ?? []) yield [rule, counted];
    }
  }
}

/** The counts of a namespace for a tree, to be written. */
export function pathCounts(world: World, netns: NetnsId, tree: Tree): PathCounts {
  const ns = world.writeNetns(netns);
  const { paths } = ns.netfilter;
  const known = paths.get(tree.id);
  const own = world.writable(known ?? PathCounts.of(tree));
  if (own === known) return own;
  const writable = world.writable(paths);
  writable.set(tree.id, own);
  if (writable !== paths) ns.netfilter = { ...ns.netfilter, paths: writable };
  return own;
}

/** Gives every rule what it counted on the ways through trees: before its counter is read, and before its table changes. */
export function settleCounters(world: World, netns: NetnsId): void {
  if (world.netns(netns).netfilter.paths.size === 0) return;
  const ns = world.writeNetns(netns);
  const counters = world.writable(ns.netfilter.counters);
  for (const path of ns.netfilter.paths.values()) {
    for (const [rule, { packets, bytes }] of path.byRule()) {
      const before = counters.get(rule);
      counters.set(rule, { packets: (before?.packets ?? 0) + packets, bytes: (before?.bytes ?? 0) + bytes });
    }
  }
  ns.netfilter = { ...ns.netfilter, counters, paths: world.newMap() };
}
