import type { LabObservation, NetnsObservation } from '../../engine';
import { formatIpv4, inPrefix, ipv4, maskOf, networkOf, parseIpv4 } from '../../engine/packet/address';
import type { ShellWord } from '../syntax/shell-script';
import { analyseScript, type AnalysedCommand } from './analysed';
import { withinBudget } from './budget';
import type { CellText } from './cell';
import type { DryLab } from './dry-lab';
import type { Problem } from './problem';
import { replaceWith, report } from './report';
import type { CellRun } from './simulation';

/** How long one address is asked for on its link, in milliseconds of the reader's time. */
const ASK_BUDGET_MS = 500;

/** Addresses that are wrong beside those that others have at the end of the notebook, per cell. */
export async function addressStateProblems(
  cells: readonly CellText[],
  runs: readonly (CellRun | undefined)[],
  end: DryLab,
  seen: LabObservation,
  signal: AbortSignal,
): Promise<readonly (readonly Problem[])[]> {
  const given = cells.map((cell, index) => {
    const run = runs[index];
    if (!run || cell.check || cell.yaml) return [];
    return analyseScript(run.script).flatMap((analysed) => givenAddresses(analysed, cell, end.firstHost));
  });
  const inOrder = given.flat();
  const problems: Problem[][] = [];
  for (const [index, own] of given.entries()) {
    const found: Problem[] = [];
    for (const each of cells[index]?.expectFail || signal.aborted ? [] : own) {
      // Of two who have an address, the second one took it.
      const later = inOrder.slice(inOrder.indexOf(each) + 1).filter(({ address }) => address === each.address);
      const doubled = await duplicate(each, later, seen, end, signal);
      found.push(...(doubled ? [doubled] : overlapping(each, seen)));
    }
    problems.push(found);
  }
  return problems;
}

interface Given {
  readonly word: ShellWord;
  readonly address: ReturnType<typeof ipv4>;
  readonly length: number;
  readonly device: string;
  readonly host: string;
  readonly netns: string;
}

/** Addresses that a command gives to devices. */
function givenAddresses({ words, roles, parts }: AnalysedCommand, cell: CellText, firstHost: string): readonly Given[] {
  return roles.flatMap((role): readonly Given[] => {
    const word = words[role.index];
    if (role.role !== 'value' || role.type !== 'cidr' || role.path.at(-1) !== 'add' || word?.value === undefined)
      return [];
    const [text = '', length = '32'] = word.value.split('/');
    const address = parseIpv4(text);
    const device = roles.find((other) => other.role === 'value' && other.type === 'device');
    const name = device && words[device.index]?.value;
    const part = parts.find(({ start, end }) => start <= role.index && role.index < end && start > -1);
    if (address === undefined || name === undefined || !/^\d+$/.test(length) || part?.program !== 'ip') return [];
    const host = part.host ?? cell.host ?? firstHost;
    return [{ word, address, length: Number(length), device: name, host, netns: part.netns ?? '' }];
  });
}

function stillThere(
  given: Given,
  seen: LabObservation,
): LabObservation['hosts'][number]['namespaces'][number] | undefined {
  const netns = seen.hosts.find(({ name }) => name === given.host)?.namespaces.find(({ name }) => name === given.netns);
  const link = netns?.links.find(({ name }) => name === given.device);
  return link?.addresses4.some(({ address }) => address === given.address) ? netns : undefined;
}

/** Whether somebody else on the link answers for the address, as arping -D asks. */
async function duplicate(
  given: Given,
  later: readonly Given[],
  seen: LabObservation,
  end: DryLab,
  signal: AbortSignal,
): Promise<Problem | undefined> {
  if (given.address >>> 24 === 127 || !stillThere(given, seen)) return undefined;
  const others = seen.hosts.flatMap((host) =>
    host.namespaces
      .filter((netns) => host.name !== given.host || netns.name !== given.netns)
      .filter((netns) => !later.some((each) => each.host === host.name && each.netns === netns.name))
      .flatMap((netns) =>
        netns.links
          .filter(({ addresses4 }) => addresses4.some(({ address }) => address === given.address))
          .map((link) => `${netns.name === '' ? host.name : netns.name} (${link.name})`),
      ),
  );
  const [owner] = others;
  if (owner === undefined) return undefined;
  const inside = given.netns === '' ? '' : `ip netns exec ${given.netns} `;
  const ask = `${inside}arping -D -q -c 1 -w 1 -I ${given.device} ${formatIpv4(given.address)}`;
  const fork = end.fork();
  const { result } = await withinBudget(signal, ASK_BUDGET_MS, (budget) =>
    fork.run(ask, { host: given.host, signal: budget }),
  );
  if (result.exitCode !== 1) return undefined;
  const free = freeAddress(given, seen);
  const fixes = free === undefined ? [] : [replaceWith(given.word, free)];
  return report('duplicate-address', given.word, { text: given.word.raw, owner }, fixes);
}

function freeAddress({ address, length }: Given, seen: LabObservation): string | undefined {
  const network = networkOf(address, length);
  const last = (network | (~maskOf(length) >>> 0)) >>> 0;
  const taken = new Set(
    seen.hosts.flatMap(({ namespaces }) => namespaces.flatMap(({ links }) => links.flatMap((l) => l.addresses4.map((a) => a.address as number)))), // prettier-ignore
  );
  for (let next = network + 1; next < last && next < network + 300; next++) {
    if (!taken.has(next)) return `${formatIpv4(ipv4(next))}/${length}`;
  }
  return undefined;
}

/** The same network, or a part of it, on two links of one namespace. */
function overlapping(given: Given, seen: LabObservation): readonly Problem[] {
  const netns = stillThere(given, seen);
  if (!netns || given.length >= 31 || given.length === 0) return [];
  const mine = networkOf(given.address, given.length);
  for (const link of netns.links) {
    if (link.name === given.device || link.kind.type === 'loopback') continue;
    for (const { address, prefixLength } of link.addresses4) {
      if (prefixLength >= 31) continue;
      const other = networkOf(address, prefixLength);
      if (!inPrefix(other, mine, given.length) && !inPrefix(ipv4(mine), other, prefixLength)) continue;
      const where = given.netns === '' ? given.host : given.netns;
      const values = { text: given.word.raw, other: `${formatIpv4(other)}/${prefixLength}`, device: link.name, where };
      const free = freeSubnet(given, netns);
      return [
        report('overlapping-subnets', given.word, values, free === undefined ? [] : [replaceWith(given.word, free)]),
      ];
    }
  }
  return [];
}

/** How many networks beside one's own are looked at for one that is free. */
const MOST_SUBNETS = 64;

/** The same host in the next network that no other link of the namespace has a part of. */
function freeSubnet({ address, length, device }: Given, netns: NetnsObservation): string | undefined {
  const others = netns.links
    .filter(({ name }) => name !== device)
    .flatMap(({ addresses4 }) => addresses4.map((a) => ({ network: networkOf(a.address, a.prefixLength), length: a.prefixLength }))); // prettier-ignore
  for (let step = 1; step < MOST_SUBNETS; step++) {
    const next = address + step * 2 ** (32 - length);
    if (next > 0xdfff_ffff) return undefined;
    const network = networkOf(ipv4(next), length);
    const taken = others.some((o) => inPrefix(o.network, network, length) || inPrefix(network, o.network, o.length));
    if (!taken) return `${formatIpv4(ipv4(next))}/${length}`;
  }
  return undefined;
}
