import { openIpset } from '../../kernel/ipset/control';
import { openNetfilter } from '../../kernel/netfilter/control';
import type { TableName } from '../../kernel/netfilter/model';
import { chainAfter, someRule } from '../../kernel/netfilter/unread-chain';
import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { restore } from '../../tools/iptables/restore';
import type { HostFiles } from '../../tools/tool';

/** How programs of a node change its packet filter: by `iptables-restore --noflush`, as most of them do. */

/** Chains named by `:NAME - [0:0]` are emptied first; everything else stays. */
export function restoreRules(world: World, node: HostId, text: string): void {
  const netns = world.host(node).rootNetns;
  restore(text, {
    program: 'iptables-restore',
    family: 'inet',
    files: NO_FILES,
    socket: openNetfilter(world, netns),
    familyOfSet: (name) => {
      const set = openIpset(world, netns).find(name);
      return set?.family === 'unspec' ? 'both' : set?.family;
    },
    counters: false,
    noflush: true,
    test: false,
    table: undefined,
    verbose: 0,
    out: () => undefined,
    err: () => undefined,
  });
}

/** Rules name no files. */
const NO_FILES: HostFiles = {
  readBytes: () => new Uint8Array(),
  read: () => '',
  write: () => undefined,
  exists: () => false,
  list: () => [],
  isDirectory: () => false,
  mode: () => undefined,
  remove: () => undefined,
  makeDirectory: () => undefined,
};

/** Whether a chain of a node has a rule that jumps or goes to another. */
export function jumpsTo(world: World, node: HostId, table: TableName, chain: string, target: string): boolean {
  const found = openNetfilter(world, world.host(node).rootNetns).table(table)?.chains.get(chain);
  return found !== undefined && someRule(found, (_, jump) => jump === target);
}

/** Whether a node has a chain. */
export function hasChain(world: World, node: HostId, table: TableName, chain: string): boolean {
  return openNetfilter(world, world.host(node).rootNetns).table(table)?.chains.has(chain) === true;
}

/** A table of a text for `restoreRules`. */
export function tableText(table: TableName, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `*${table}\n${lines.join('\n')}\nCOMMIT\n`;
}

/** Takes a chain away, with the rules of others that lead to it. */
export function removeChain(
  world: World,
  node: HostId,
  table: TableName,
  chain: string,
  from: readonly string[],
): void {
  const chains = openNetfilter(world, world.host(node).rootNetns).table(table)?.chains;
  if (!chains?.has(chain)) return;
  const lines: string[] = [];
  for (const name of from) {
    const numbers = (chains.get(name)?.rules ?? []).flatMap((rule, i) => (chainAfter(rule) === chain ? [i + 1] : []));
    lines.push(...numbers.reverse().map((number) => `-D ${name} ${number}`));
  }
  restoreRules(world, node, tableText(table, [...lines, `-F ${chain}`, `-X ${chain}`]));
}
