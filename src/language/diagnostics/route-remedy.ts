import type { HostObservation, LabObservation, NetnsObservation } from '../../engine';
import { formatIpv4, type Ipv4 } from '../../engine/packet/address';
import { gatewaysOf, prefixOf } from '../../engine/lab/remedy/candidates';
import { withinBudget } from './budget';
import type { CellText } from './cell';
import type { DryResult } from './dry-lab';
import type { StatementRun } from './simulation';

/** Where a command runs. */
export interface Where {
  readonly host: HostObservation;
  readonly netns: NetnsObservation;
}

interface Question {
  readonly statement: StatementRun;
  /** The statement that failed for want of a route. */
  readonly text: string;
  readonly cell: CellText;
  readonly where: Where;
  readonly destination: Ipv4;
  readonly signal: AbortSignal;
}

const MOST_TRIED = 6;
const TRY_BUDGET_MS = 500;

/**
 * The `ip route add` after which the packets of a failing statement arrive, found by trying it on forks: best one after which the statement
 * succeeds, otherwise one after which its request reaches the destination (the answer may lack a way back). Undefined when no single
 * route does.
 */
export async function routeRemedy(question: Question): Promise<string | undefined> {
  const { statement, where, destination, cell, signal } = question;
  const lab = statement.before.observe();
  const prefix = prefixOf(lab, destination);
  let arrives: string | undefined;
  for (const gateway of gatewaysOf(lab, where).slice(0, MOST_TRIED)) {
    if (signal.aborted) return undefined;
    const command = routeCommand(question, statement.before.firstHost, prefix, gateway);
    const fork = statement.before.fork();
    const { result } = await withinBudget(signal, TRY_BUDGET_MS, async (budget) => {
      const added = await fork.run(command, { host: cell.host, signal: budget });
      return added.exitCode === 0 ? fork.run(question.text, { host: cell.host, signal: budget }) : undefined;
    });
    if (result?.exitCode === 0) return command;
    if (result && delivered(result, lab, destination)) arrives ??= command;
  }
  return arrives;
}

/** As the reader would type it in this cell: in the namespace the packets start from, on the host they start from. */
function routeCommand({ where, cell }: Question, firstHost: string, prefix: string, gateway: Ipv4): string {
  const { host, netns } = where;
  const ip = netns.name === '' ? 'ip' : `ip -n ${netns.name}`;
  const ssh = host.name === (cell.host ?? firstHost) ? '' : `ssh ${host.name} `;
  return `${ssh}${ip} route add ${prefix} via ${formatIpv4(gateway)}`;
}

/** Whether a packet reached a namespace that has the destination's address. */
function delivered({ walks }: DryResult, lab: LabObservation, destination: Ipv4): boolean {
  const owners = new Set(
    lab.hosts.flatMap(({ name, namespaces }) =>
      namespaces
        .filter(({ links }) => links.some(({ addresses4 }) => addresses4.some((a) => a.address === destination)))
        .map((netns) => JSON.stringify([name, netns.name])),
    ),
  );
  return walks.some(({ steps }) =>
    steps.some(({ type, host, netns }) => type === 'deliver' && owners.has(JSON.stringify([host, netns]))),
  );
}
