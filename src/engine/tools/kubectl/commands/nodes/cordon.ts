import type { Invocation } from '../../invocation';
import { CommandError, throwAll } from '../../errors/errors';
import { at, withAt, type ApiObject } from '../../json/types';
import { dryRunWords, printerFor } from '../../printers/print-flags';
import type { Info } from '../../resources/info';
import { select } from '../../resources/select';
import { sendChange } from '../change/mutate';
import { dryRun } from '../publish';

/** The nodes that arguments or a selector name. Throws CommandError. */
export async function nodesOf(k: Invocation): Promise<readonly Info[]> {
  const selector = k.text('selector');
  if (k.args.length === 0 && selector === '') {
    const verb = k.command.name;
    throw k.usage(`USAGE: ${verb} NODE [flags]`);
  }
  if (k.args.length > 0 && selector !== '')
    throw k.usage('error: cannot specify both a node name and a --selector option');
  const names = k.args.map((arg) => arg.replace(/^nodes?\//, ''));
  const { infos, errors } = await select(k, {
    args: names.length > 0 ? ['nodes', ...names] : ['nodes'],
    selector,
    flatten: true,
  });
  throwAll(errors);
  if (infos.length === 0) throw new CommandError(`no node found by selector ${JSON.stringify(selector)}`);
  return infos;
}

/** Marks a node; says so, or that it was so already. */
export async function mark(k: Invocation, info: Info, unschedulable: boolean): Promise<void> {
  const strategy = dryRun(k);
  const words = unschedulable ? 'cordoned' : 'uncordoned';
  if ((at(info.object, 'spec', 'unschedulable') === true) === unschedulable) {
    printerFor2(k, dryRunWords(`already ${words}`, strategy)).print(info.object);
    return;
  }
  const changed = withAt(info.object, ['spec', 'unschedulable'], unschedulable ? true : undefined) as ApiObject;
  if (strategy !== 'client') await sendChange(k, info, changed, strategy);
  printerFor2(k, dryRunWords(words, strategy)).print(info.object);
}

function printerFor2(k: Invocation, operation: string): { print(object: ApiObject): void } {
  return k.flags.has('output')
    ? printerFor(k, operation)
    : { print: (object) => k.out(`node/${String(object.metadata?.name)} ${operation}\n`) };
}

/** `kubectl cordon` and `kubectl uncordon`. */
export function cordoning(unschedulable: boolean): (k: Invocation) => Promise<void> {
  return async (k) => {
    for (const info of await nodesOf(k)) await mark(k, info, unschedulable);
  };
}
