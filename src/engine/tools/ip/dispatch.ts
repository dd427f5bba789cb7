import { ExitError } from '../clib/exit';
import { KernelError } from '../../kernel/errno';
import { ClauseReader, IncompleteCommand } from '../grammar/clause-reader';
import { findChoice } from '../grammar/keyword-table';
import type { Body, Choice, Clause } from '../grammar/types';
import { incompleteCommand, invalidArgument, kernelErrorText, notSimulated, usageError } from '../iproute2/errors';
import type { IpContext, IpRun } from './context';
import { OTHER_USAGE } from './usage/other';

const EMPTY: Clause = { parameters: [] };

/**
 * Runs one command, options removed: finds the object and the verb by their declarations and calls the verb's `run`. Answers the exit
 * status; throws ExitError for a command line that cannot be read, which ends a batch too.
 */
export function runCommand(
  ip: IpContext,
  objects: Extract<Body<IpRun>, { select: unknown }>,
  words: readonly string[],
): number | Promise<number> {
  const [word = ''] = words;
  const object = findChoice(objects.select, word);
  if (!object) {
    ip.err(`Object "${word}" is unknown, try "ip help".\n`);
    return 1;
  }
  try {
    const status = runObject(ip, object, words);
    return typeof status === 'number' ? status : status.catch((error: unknown) => refused(ip, error));
  } catch (error) {
    return refused(ip, error);
  }
}

function runObject(ip: IpContext, object: Choice<IpRun>, words: readonly string[]): number | Promise<number> {
  if (object.run) return object.run(ip, new ClauseReader(EMPTY, words, 1), object.name);
  if (!('select' in object.body)) throw notSimulated(`ip ${object.name}`);
  const { select } = object.body;
  const word = words[1];
  const verb = word === undefined ? select.choices.find(({ name }) => name === select.empty) : findChoice(select, word);
  if (!verb?.run) throw unknownVerb(object.name, word ?? '');
  const clause = 'clause' in verb.body ? verb.body.clause : EMPTY;
  return verb.run(ip, new ClauseReader(clause, words, 2), verb.name);
}

/** Objects that their own error messages call by another name. */
const HELP_NAMES: ReadonlyMap<string, string> = new Map([
  ['neighbor', 'neigh'],
  ['neighbour', 'neigh'],
  ['maddress', 'maddr'],
  ['mrule', 'rule'],
  ['ntbl', 'ntable'],
  ['tap', 'tuntap'],
  ['tunl', 'tunnel'],
  ['tcpmetrics', 'tcp_metrics'],
]);

/** What each object says about a verb that it does not know. */
function unknownVerb(object: string, word: string): ExitError {
  const name = HELP_NAMES.get(object) ?? object;
  const sentence = `Command "${word}" is unknown, try "ip ${name} help"`;
  switch (name) {
    case 'sr':
      return invalidArgument('unknown', word);
    case 'ioam':
      return invalidArgument('Unknown', word);
    case 'xfrm':
      return usageError(OTHER_USAGE.xfrm);
    case 'tunnel':
      return usageError(`${sentence}\n`);
    case 'stats':
      return new ExitError(1, `${sentence}.\n`);
    case 'fou':
    case 'ila':
    case 'l2tp':
    case 'macsec':
      // They ask the kernel for their generic netlink family first, which is the answer where it has no such module.
      return new ExitError(1, 'RTNETLINK answers: No such file or directory\nError talking to the kernel\n');
    default:
      return usageError(`${sentence}.\n`);
  }
}

/** Status of a request that the kernel refused. */
const REFUSED = 2;

function refused(ip: IpContext, error: unknown): number {
  if (error instanceof IncompleteCommand) throw incompleteCommand();
  if (!(error instanceof KernelError)) throw error;
  ip.err(kernelErrorText(error));
  return REFUSED;
}
