import { changedConnection, createConnection, type ConnectionChange } from '../../kernel/netfilter/connection-control';
import { store, type ConntrackEntry } from '../../kernel/netfilter/conntrack';
import type { Tuple } from '../../kernel/netfilter/tuple';
import { KernelError } from '../../kernel/errno';
import { atoi } from '../clib/numbers';
import { ExitError } from '../clib/exit';
import type { Process } from '../tool';
import { readAddress, readMark, refuse, tcpStateOf } from './filter';
import { entryText } from './format';
import { PROGRAM } from './texts';

/** The values of options by their flag. */
export type Given = ReadonlyMap<string, string>;

/** Options of a command that change a connection rather than choose one. */
export const CHANGES: ReadonlySet<string> = new Set(['m', 't', 'u']);

function changeOf(given: Given): ConnectionChange {
  const [mark, timeout, status = ''] = [given.get('m'), given.get('t'), given.get('u')];
  const statuses = status.split(',').map((name) => name.toUpperCase());
  if (statuses.some((name) => name.endsWith('OFFLOAD') || name === 'FIXED_TIMEOUT')) {
    throw new ExitError(2, `cka-net: conntrack -u ${status} is not simulated yet\n`);
  }
  return {
    ...(mark !== undefined && { mark: readMark(mark) }),
    ...(timeout !== undefined && { timeoutSeconds: atoi(timeout) }),
    seenReply: statuses.includes('SEEN_REPLY'),
    assured: statuses.includes('ASSURED'),
  };
}

/** `-I`: a connection without packets. */
export function create(process: Process, given: Given, protocol: number | undefined): number {
  const { world, netns } = process;
  if (protocol === undefined) throw needs('protonum');
  if (!given.has('t')) throw needs('timeout');
  const [source, destination] = [given.get('s'), given.get('d')];
  if (source === undefined || destination === undefined) throw refuse("you have to specify `--src' and `--dst'");
  const foreign = ['r', 'q', 'n', 'g', 'j'].find((flag) => given.has(flag));
  if (foreign !== undefined) throw new ExitError(2, `cka-net: conntrack -I -${foreign} is not simulated yet\n`);
  const state = given.get('state');
  const original: Tuple = {
    protocol,
    source: readAddress(source).address,
    destination: readAddress(destination).address,
    ...portsOf(given, protocol),
  };
  if (protocol === 6 && state === undefined) throw needs('state');
  const inet6 = typeof original.source === 'string';
  if ((protocol === 1 && inet6) || (protocol === 58 && !inet6)) throw failed('invalid parameters');
  try {
    createConnection(world, netns, original, {
      tcp: tcpStateOf(state ?? ''),
      change: changeOf(given),
      by: process.pid,
    });
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw failed('Such conntrack exists, try -U to update');
  }
  process.err(`${PROGRAM}: 1 flow entries have been created.\n`);
  return 0;
}

function portsOf(given: Given, protocol: number): Pick<Tuple, 'sourcePort' | 'destinationPort'> {
  const number = (flag: string): number => atoi(given.get(flag) ?? '0');
  if (protocol === 1 || protocol === 58) {
    const name = protocol === 1 ? 'icmp' : 'icmpv6';
    for (const part of ['type', 'code']) if (!given.has(`${name}-${part}`)) throw needs(`${name}-${part}`);
    return {
      sourcePort: number(`${name}-id`),
      destinationPort: ((number(`${name}-type`) & 255) << 8) | (number(`${name}-code`) & 255),
    };
  }
  if (!given.has('sport') || !given.has('dport')) throw refuse("you have to specify `--sport' and `--dport'");
  return { sourcePort: number('sport') & 0xffff, destinationPort: number('dport') & 0xffff };
}

function needs(option: string): ExitError {
  return refuse(`You need to supply the \`--${option}' option for this command`);
}

function failed(why: string): ExitError {
  return new ExitError(1, `${PROGRAM}: Operation failed: ${why}\n`);
}

/** `-U`: shows the first that it changes, and counts them all. Without a family the kernel does not know what is meant. */
export function updateAll(
  process: Process,
  chosen: readonly ConntrackEntry[],
  given: Given,
  { familyKnown, output }: { readonly familyKnown: boolean; readonly output: ReadonlySet<string> },
): number {
  const { world, netns } = process;
  const change = changeOf(given);
  let count = 0;
  for (const entry of chosen) {
    const changed = changedConnection(world, entry, change);
    if (!changed) continue;
    if (!familyKnown) {
      const why = 'Operation failed: Operation not supported\n';
      throw new ExitError(1, `${why}${PROGRAM}: ${why}`);
    }
    store(world, netns, changed, process.pid);
    if (count === 0) process.out(entryText(changed, world.nowUs, output, { use: 2, command: '-U' }));
    count++;
  }
  process.err(`${PROGRAM}: ${count} flow entries have been updated.\n`);
  return count > 0 ? 0 : 1;
}
