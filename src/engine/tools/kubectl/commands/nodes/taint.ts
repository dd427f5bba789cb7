import type { Invocation } from '../../invocation';
import { CommandError, throwAll } from '../../errors/errors';
import { listAt, textAt, withAt, type ApiObject, type Json, type JsonMap } from '../../json/types';
import { dryRunWords, printerFor } from '../../printers/print-flags';
import { select } from '../../resources/select';
import { labelValueProblems, qualifiedNameProblems } from '../change/label-value';
import { sendChange } from '../change/mutate';
import { dryRun } from '../publish';

interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** `kubectl taint` (pkg/cmd/taint). */
export async function runTaint(k: Invocation): Promise<void> {
  const resources: string[] = [];
  const specs: string[] = [];
  for (const word of k.args) {
    const isTaint = word.includes('=') || word.includes(':') || word.endsWith('-');
    if (specs.length === 0 && !isTaint) resources.push(word);
    else if (!isTaint) throw new CommandError(`all resources must be specified before taint changes: ${word}`);
    else specs.push(word);
  }
  const strategy = dryRun(k);
  if (resources.length === 0) throw new CommandError('one or more resources must be specified as <resource> <name>');
  if (specs.length === 0) throw new CommandError('at least one taint update is required');
  let parsed: { readonly add: readonly Taint[]; readonly remove: readonly Taint[] };
  try {
    parsed = parseTaints(specs);
  } catch (error) {
    if (error instanceof CommandError) throw k.usage(error.message);
    throw error;
  }
  const { add, remove } = parsed;
  const all = k.bool('all');
  const selector = k.text('selector');
  const mapper = await k.mapper();
  const [type = ''] = (resources[0] ?? '').split('/');
  if (all && selector !== '') throw new CommandError("setting 'all' parameter with a non empty selector is prohibited");
  if (!all && selector === '' && resources.length < 2 && !(resources[0] ?? '').includes('/'))
    throw new CommandError("at least one resource name must be specified since 'all' parameter is not set");
  if (mapper.forArgument(type).name !== 'nodes')
    throw new CommandError(`invalid resource type ${type}, only node types are supported`);
  const conflicts = remove.filter((one) =>
    add.some((other) => other.key === one.key && (one.effect === '' || other.effect === one.effect)),
  );
  if (conflicts.length > 0)
    throw new CommandError(
      `can not both modify and remove the following taint(s) in the same command: ${conflicts.map(({ key, effect }) => `${key}=${effect}`).join(', ')}`,
    );
  const { infos, errors } = await select(k, { args: resources, selector, all, continueOnError: true, flatten: true });
  const failures: Error[] = [...errors];
  for (const info of infos) {
    try {
      const { taints, operation } = changed(info.object, info.name, add, remove, k.bool('overwrite'));
      const object = withAt(info.object, ['spec', 'taints'], taints.length === 0 ? undefined : taints) as ApiObject;
      const shown = strategy === 'client' ? object : await sendChange(k, info, object, strategy);
      printerFor(k, dryRunWords(operation, strategy)).print(shown);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      failures.push(error);
    }
  }
  throwAll(failures);
}

function changed(
  node: ApiObject,
  name: string,
  add: readonly Taint[],
  remove: readonly Taint[],
  overwrite: boolean,
): { readonly taints: readonly Json[]; readonly operation: string } {
  const before = listAt(node, 'spec', 'taints');
  const same = (taint: Json, other: Taint): boolean =>
    textAt(taint, 'key') === other.key && textAt(taint, 'effect') === other.effect;
  if (!overwrite) {
    const known = add.filter((taint) => before.some((other) => same(other, taint)));
    if (known.length > 0)
      throw new CommandError(
        `node ${name} already has ${known.map(({ key }) => key).join(',')} taint(s) with same effect(s) and --overwrite is false`.replace(
          known.map(({ key }) => key).join(','),
          `[${known.map(({ key, effect }) => `${key}:${effect}`).join(',')}]`.replace(/^\[(.*)\]$/, '$1'),
        ),
      );
  }
  const fresh: JsonMap[] = add.map(({ key, value, effect }) => ({ key, ...(value !== '' && { value }), effect }));
  let taints: readonly Json[] = [...fresh, ...before.filter((taint) => !add.some((other) => same(taint, other)))];
  for (const { key, effect } of remove) {
    const kept = taints.filter(
      (taint) => !(textAt(taint, 'key') === key && (effect === '' || textAt(taint, 'effect') === effect)),
    );
    if (kept.length === taints.length)
      throw new CommandError(`taint ${JSON.stringify(effect === '' ? key : `${key}:${effect}`)} not found`);
    taints = kept;
  }
  const overwritten = before.some((taint) => add.some((other) => same(taint, other)));
  if (remove.length > 0 && add.length > 0) return { taints, operation: 'modified' };
  if (remove.length > 0) return { taints, operation: 'untainted' };
  return { taints, operation: overwritten ? 'modified' : 'tainted' };
}

/** `key=value:effect`, `key:effect`, `key:effect-`, `key-`. Throws CommandError. */
function parseTaints(specs: readonly string[]): { readonly add: readonly Taint[]; readonly remove: readonly Taint[] } {
  const add: Taint[] = [];
  const remove: Taint[] = [];
  for (const spec of specs) {
    if (spec.endsWith('-')) {
      const taint = parseTaint(spec.slice(0, -1));
      remove.push({ ...taint, value: '' });
      continue;
    }
    const taint = parseTaint(spec);
    if (taint.effect === '') throw new CommandError(`invalid taint spec: ${spec}`);
    if (add.some(({ key, effect }) => key === taint.key && effect === taint.effect))
      throw new CommandError(
        `duplicated taints with the same key and effect: {${taint.key} ${taint.value} ${taint.effect} <nil>}`,
      );
    add.push(taint);
  }
  return { add, remove };
}

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function parseTaint(spec: string): Taint {
  const parts = spec.split(':');
  if (parts.length > 2) throw new CommandError(`invalid taint spec: ${spec}`);
  const [first = '', effect = ''] = parts;
  let key = first;
  let value = '';
  if (parts.length === 2) {
    if (!EFFECTS.includes(effect)) throw new CommandError(`invalid taint effect: ${effect}, unsupported taint effect`);
    const pair = first.split('=');
    if (pair.length > 2) throw new CommandError(`invalid taint spec: ${spec}`);
    [key = '', value = ''] = pair;
    const problems = labelValueProblems(value);
    if (problems.length > 0) throw new CommandError(`invalid taint spec: ${spec}, ${problems.join('; ')}`);
  }
  const problems = qualifiedNameProblems(key);
  if (problems.length > 0) throw new CommandError(`invalid taint spec: ${spec}, ${problems.join('; ')}`);
  return { key, value, effect };
}
