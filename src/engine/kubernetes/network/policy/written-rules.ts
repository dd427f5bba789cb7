import { openIpset } from '../../../kernel/ipset/control';
import type { ElementRequest, SetTypeName } from '../../../kernel/ipset/model';
import type { TableName } from '../../../kernel/netfilter/model';
import type { HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { parseIpv4 } from '../../../packet/address';
import { hasChain, restoreRules, tableText } from '../../node/iptables';

/** What an agent wants the packet filter of its node to hold. Everything else there is somebody else's. */
export interface WantedRules {
  /** Sets of addresses by name; members as `ipset` writes them: `10.0.0.1`, `10.0.0.0/8`, `10.0.0.1,tcp:80`. */
  readonly sets: ReadonlyMap<string, { readonly type: SetTypeName; readonly members: readonly string[] }>;
  /** Chains by table and name, their rules without `-A NAME`. */
  readonly chains: Readonly<Partial<Record<TableName, ReadonlyMap<string, readonly string[]>>>>;
}

/** What it wrote last, kept as data of the cluster. */
export interface WrittenRules {
  readonly sets: ReadonlyMap<string, readonly string[]>;
  /** `TABLE CHAIN` → the rules' text. */
  readonly chains: ReadonlyMap<string, string>;
}

const NOTHING: WrittenRules = { sets: new Map(), chains: new Map() };

/** Brings sets and chains of a node in line with what is wanted: only what has changed is written, what is wanted no more goes. */
export function writeRules(
  world: World,
  node: HostId,
  agent: string,
  wanted: WantedRules,
  decorate: (chain: string, lines: readonly string[]) => readonly string[] = (_chain, lines) => lines,
): void {
  const key = `${node} ${agent}`;
  const before = (world.cluster?.networkRules.get(key) as WrittenRules | undefined) ?? NOTHING;
  const sets = writeSets(world, node, before, wanted);
  const chains = new Map<string, string>();
  const texts: string[] = [];
  const obsolete: [TableName, string][] = [];
  for (const [table, own] of Object.entries(wanted.chains) as [TableName, ReadonlyMap<string, readonly string[]>][]) {
    const declared: string[] = [];
    const rules: string[] = [];
    for (const [chain, lines] of own) {
      const text = lines.join('\n');
      chains.set(`${table} ${chain}`, text);
      if (before.chains.get(`${table} ${chain}`) === text && hasChain(world, node, table, chain)) continue;
      declared.push(`:${chain} - [0:0]`);
      rules.push(...decorate(chain, lines).map((line) => `-A ${chain} ${line}`));
    }
    if (declared.length > 0) texts.push(tableText(table, [...declared, ...rules]));
  }
  for (const name of before.chains.keys()) {
    if (chains.has(name)) continue;
    const [table = '', chain = ''] = name.split(' ');
    if (hasChain(world, node, table as TableName, chain)) obsolete.push([table as TableName, chain]);
  }
  for (const text of texts) restoreRules(world, node, text);
  dropChains(world, node, obsolete);
  dropSets(world, node, before, wanted);
  const same = sets === before.sets && texts.length === 0 && obsolete.length === 0;
  if (same && world.cluster?.networkRules.has(key)) return;
  const cluster = world.writeCluster();
  cluster.networkRules = world.writable(cluster.networkRules);
  cluster.networkRules.set(key, { sets, chains });
}

function dropChains(world: World, node: HostId, chains: readonly (readonly [TableName, string])[]): void {
  for (const table of new Set(chains.map(([name]) => name))) {
    const own = chains.flatMap(([name, chain]) => (name === table ? [chain] : []));
    // Emptied first, for they may lead to each other.
    restoreRules(world, node, tableText(table, [...own.map((c) => `-F ${c}`), ...own.map((c) => `-X ${c}`)]));
  }
}

function writeSets(world: World, node: HostId, before: WrittenRules, wanted: WantedRules): WrittenRules['sets'] {
  const door = openIpset(world, world.host(node).rootNetns);
  let changed = before.sets.size !== wanted.sets.size;
  const sets = new Map<string, readonly string[]>();
  for (const [name, { type, members }] of wanted.sets) {
    const fresh = !door.find(name);
    const known = fresh ? [] : (before.sets.get(name) ?? []);
    if (fresh) door.create({ name, type, family: 'inet', maxelem: 1_048_576 }, true);
    const [now, then] = [new Set(members), new Set(known)];
    const [added, gone] = [members.filter((m) => !then.has(m)), known.filter((m) => !now.has(m))];
    for (const member of gone) door.remove(name, elementOf(member), true);
    for (const member of added) door.add(name, elementOf(member), true);
    if (fresh || added.length > 0 || gone.length > 0) changed = true;
    sets.set(name, added.length + gone.length === 0 ? known : members);
  }
  return changed ? sets : before.sets;
}

function dropSets(world: World, node: HostId, before: WrittenRules, wanted: WantedRules): void {
  const door = openIpset(world, world.host(node).rootNetns);
  for (const name of before.sets.keys()) {
    if (!wanted.sets.has(name) && door.find(name) && door.references(name) === 0) door.destroy(name);
  }
}

const PROTOCOLS: Readonly<Record<string, number>> = { tcp: 6, udp: 17, sctp: 132 };

function elementOf(member: string): ElementRequest {
  const [address = '', way = ''] = member.split(',');
  const [base = '', bits] = address.split('/');
  const ip = parseIpv4(base);
  const [protocol = '', port = ''] = way.split(':');
  return {
    ...(ip !== undefined && { ip: BigInt(ip) }),
    ...(bits !== undefined && { cidr: Number(bits) }),
    ...(way !== '' && { protocol: PROTOCOLS[protocol] ?? 6, port: Number(port) }),
  };
}
