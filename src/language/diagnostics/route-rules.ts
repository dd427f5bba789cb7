import type { CommandPart } from '../../grammar';
import type { LabObservation, NetnsObservation } from '../../engine';
import { formatIpv4, inPrefix, parseIpv4, type Ipv4 } from '../../engine/packet/address';
import { connectedPrefixes, gatewaysOf } from '../../engine/lab/remedy/candidates';
import { analyseScript, rolesOf, valueOf, type AnalysedCommand } from './analysed';
import type { CellText } from './cell';
import type { Problem } from './problem';
import { routeRemedy, type Where } from './route-remedy';
import type { CellRun, StatementRun } from './simulation';

/** What the kernel and route(8) say when a next hop is no neighbour. */
const BAD_NEXTHOP = /Nexthop has invalid gateway|SIOCADDRT: Network is unreachable/;
/** What ping says when its own host has no route: connect(2) fails. */
const NO_ROUTE = /^ping: connect: Network is unreachable/m;

/** What the simulated run of a cell showed: next hops that are on no link, addresses without a route. */
export async function routeProblems(cell: CellText, run: CellRun, signal: AbortSignal): Promise<readonly Problem[]> {
  if (cell.expectFail || cell.check) return [];
  const problems: Problem[] = [];
  const commands = analyseScript(run.script);
  for (const statement of run.statements) {
    const { stderr } = statement.result;
    const own = commands.filter(({ command }) => command.statement === statement.index);
    if (BAD_NEXTHOP.test(stderr)) problems.push(...own.flatMap((each) => badNexthops(each, cell, statement)));
    if (NO_ROUTE.test(stderr)) {
      for (const each of own) problems.push(...(await missingRoutes(each, cell, run, statement, signal)));
    }
  }
  return problems;
}

/** The namespace that `part` runs in, or undefined when the lab has no such host or namespace. */
function whereOf(lab: LabObservation, part: CommandPart, cell: CellText): Where | undefined {
  const name = part.host ?? cell.host ?? lab.hosts[0]?.name;
  const host = lab.hosts.find((each) => each.name === name);
  const netns = host?.namespaces.find((each) => each.name === (part.netns ?? ''));
  return host && netns && { host, netns };
}

function nameOf({ host, netns }: Where): string {
  return netns.name === '' ? host.name : `${netns.name} (${host.name})`;
}

function badNexthops(analysed: AnalysedCommand, cell: CellText, statement: StatementRun): readonly Problem[] {
  return analysed.parts.flatMap((part) => {
    const of = part.program === 'ip' ? 'via' : part.program === 'route' ? 'gw' : undefined;
    const where = whereOf(statement.before.observe(), part, cell);
    if (of === undefined || !where) return [];
    const connected = connectedPrefixes(where.netns);
    return rolesOf(analysed, part).flatMap((role): Problem[] => {
      const word = analysed.words[role.index];
      const gateway = role.role === 'value' && role.of === of ? parseIpv4(word?.value ?? '') : undefined;
      if (gateway === undefined || !word) return [];
      if (connected.some(({ network, length }) => inPrefix(gateway, network, length))) return [];
      const subnets = connected.map(({ network, length }) => `${formatIpv4(network)}/${length}`);
      const { start, end } = word;
      const facts = { code: 'nexthop-not-on-link', gateway: word.raw, where: nameOf(where), subnets } as const;
      return [
        {
          start,
          end,
          severity: 'error',
          facts,
          fixes: neighbours(statement.before.observe(), where).map((text) => ({
            kind: 'replace',
            text,
            edits: [{ start, end, newText: text }],
          })),
        },
      ];
    });
  });
}

/** Addresses on the same links that belong to hosts which forward: what was probably meant as next hop. */
function neighbours(lab: LabObservation, where: Where): readonly string[] {
  return gatewaysOf(lab, where).slice(0, 3).map(formatIpv4);
}

async function missingRoutes(
  analysed: AnalysedCommand,
  cell: CellText,
  run: CellRun,
  statement: StatementRun,
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const part of analysed.parts.filter(({ program }) => program === 'ping')) {
    const roles = rolesOf(analysed, part);
    const target = valueOf(analysed, roles, 'destination');
    const where = whereOf(statement.before.observe(), part, cell);
    const text = run.script.statements[statement.index]?.text;
    if (!target || !where || text === undefined) continue;
    const destination = parseIpv4(target.text);
    if (destination === undefined || routed(where.netns, destination)) continue;
    const { start, end } = target.word;
    const line = lineStart(run.script.source, analysed.command.start);
    const remedy = await routeRemedy({ statement, text, cell, where, destination, signal });
    const edits = remedy && [{ start: line, end: line, newText: `${remedy}\n` }];
    problems.push({
      start,
      end,
      severity: 'error',
      facts: { code: 'no-route', destination: target.text, where: nameOf(where), remedy },
      fixes:
        remedy && edits
          ? [{ kind: 'insert-before', text: remedy, edits, asCell: { host: cell.host, source: remedy } }]
          : [],
    });
  }
  return problems;
}

/** Whether the table in front of the statement already has a route: then another command of it was refused. */
function routed(netns: NetnsObservation, destination: Ipv4): boolean {
  return (
    netns.routes.some(({ destination: network, prefixLength }) => inPrefix(destination, network, prefixLength)) ||
    netns.links.some(({ addresses4 }) => addresses4.some(({ address }) => address === destination))
  );
}

function lineStart(source: string, offset: number): number {
  return source.lastIndexOf('\n', offset - 1) + 1;
}
