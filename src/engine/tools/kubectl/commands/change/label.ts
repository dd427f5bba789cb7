import type { Invocation } from '../../invocation';
import { pathOf } from '../../api/mapper';
import { CommandError, Errors, throwAll } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import { mapAt, textAt, type ApiObject, type Json, type JsonMap } from '../../json/types';
import { mergePatchBetween } from '../../patch/merge-patch';
import { dryRunWords, printerFor } from '../../printers/print-flags';
import { fileFlags, select } from '../../resources/select';
import { dryRun } from '../publish';
import { labelValueProblems } from './label-value';

type What = 'label' | 'annotation';

interface Changes {
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/** `kubectl label`. */
export const runLabel = (k: Invocation): Promise<void> => run(k, 'label');
/** `kubectl annotate`. */
export const runAnnotate = (k: Invocation): Promise<void> => run(k, 'annotation');

async function run(k: Invocation, what: What): Promise<void> {
  const { resources, changes } = splitArguments(k, what);
  const strategy = dryRun(k);
  const all = k.bool('all');
  const selector = k.text('selector');
  if (all && selector !== '') throw new CommandError('cannot set --all and --selector at the same time');
  if (all && k.text('field-selector') !== '')
    throw new CommandError('cannot set --all and --field-selector at the same time');
  const files = fileFlags(k);
  const local = k.bool('local');
  const list = k.bool('list');
  if (!local && resources.length === 0 && (files.filenames ?? []).length === 0 && (files.kustomize ?? '') === '')
    throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  if (local && (files.filenames ?? []).length === 0)
    throw new CommandError('one or more files must be specified as -f pod.yaml or --filename=pod.json');
  if (changes.set.size === 0 && changes.remove.length === 0 && !list)
    throw new CommandError(`at least one ${what} update is required`);
  const { infos, errors, single } = await select(k, {
    ...files,
    args: resources,
    selector,
    fieldSelector: k.text('field-selector'),
    allNamespaces: k.bool('all-namespaces'),
    allowEmptySelector: all,
    local,
    latest: !local,
    flatten: true,
    continueOnError: true,
  });
  const version = k.text('resource-version');
  if (!single && version !== '') throw new CommandError('--resource-version may only be used with a single resource');
  const failures: Error[] = [...errors];
  for (const { mapping, namespace, name, object } of infos) {
    try {
      const field = what === 'label' ? 'labels' : 'annotations';
      const before = mapAt(object, 'metadata', field);
      if (what === 'label' && !list && !local && strategy !== 'client')
        for (const key of changes.remove)
          if (!Object.hasOwn(before, key)) k.out(`label ${JSON.stringify(key)} not found.\n`);
      if (!k.bool('overwrite')) checkOverwrites(before, changes, what);
      const changed = changedObject(object, field, before, changes, version);
      if (list) {
        if (!single) k.out(`Listing ${what}s for ${mapping.kind}.${mapping.group}/${name}:\n`);
        for (const key of Object.keys(mapAt(changed, 'metadata', field)).sort())
          k.out(`${single ? '' : ' '}${key}=${textAt(changed, 'metadata', field, key)}\n`);
        continue;
      }
      const message = what === 'annotation' ? 'annotated' : labelMessage(object, changed, k.bool('overwrite'));
      if (!local && strategy !== 'client') {
        await k.client.json('PATCH', pathOf(mapping, namespace, name), {
          body: marshal(patchOf(object, changed, version)),
          contentType: 'application/merge-patch+json',
          query: { fieldManager: k.text('field-manager'), dryRun: strategy === 'server' ? 'All' : undefined },
        });
      }
      printerFor(k, dryRunWords(message, strategy)).print(changed);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      failures.push(error);
    }
  }
  throwAll(failures);
}

function patchOf(object: ApiObject, changed: ApiObject, version: string): Json {
  if (version === '') return mergePatchBetween(object, changed);
  const { resourceVersion: _, ...metadata } = mapAt(object, 'metadata');
  return mergePatchBetween({ ...object, metadata }, changed);
}

function labelMessage(before: ApiObject, after: ApiObject, overwrite: boolean): string {
  const [old, now] = [marshal(before), marshal(after)];
  if (old === now) return 'not labeled';
  return !overwrite && now.length < old.length ? 'unlabeled' : 'labeled';
}

function changedObject(
  object: ApiObject,
  field: string,
  before: JsonMap,
  changes: Changes,
  version: string,
): ApiObject {
  const entries = new Map<string, Json | undefined>([...Object.entries(before), ...changes.set]);
  for (const key of changes.remove) entries.delete(key);
  const { [field]: _, ...metadata } = mapAt(object, 'metadata');
  const kept = entries.size > 0 || Object.hasOwn(mapAt(object, 'metadata'), field);
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(kept && entries.size > 0 && { [field]: Object.fromEntries(entries) }),
      ...(version !== '' && { resourceVersion: version }),
    },
  };
}

function checkOverwrites(before: JsonMap, { set }: Changes, what: What): void {
  const problems = [...set].flatMap(([key, value]) => {
    const current = before[key];
    if (current === undefined || (what === 'label' && current === value)) return [];
    if (what === 'annotation' && current === value) return [];
    const known = textAt(before, key);
    return [
      new CommandError(
        what === 'label'
          ? `'${key}' already has a value (${known}), and --overwrite is false`
          : `--overwrite is false but found the following declared annotation(s): '${key}' already has a value (${known})`,
      ),
    ];
  });
  const [first] = problems;
  if (first) throw problems.length === 1 ? first : new Errors(problems);
}

/** Resources come first; from the first `key=value` or `key-` on everything is a change. Throws CommandError. */
function splitArguments(
  k: Invocation,
  what: What,
): { readonly resources: readonly string[]; readonly changes: Changes } {
  const isChange = (word: string): boolean => word.includes('=') || word.endsWith('-');
  const resources: string[] = [];
  const words: string[] = [];
  for (const word of k.args) {
    if (words.length === 0 && !isChange(word)) resources.push(word);
    else if (!isChange(word)) throw new CommandError(`all resources must be specified before ${what} changes: ${word}`);
    else words.push(word);
  }
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals < 0) {
      remove.push(word.slice(0, -1));
      continue;
    }
    const key = word.slice(0, equals);
    const value = word.slice(equals + 1);
    if (what === 'label') {
      if (value.includes('=')) throw new CommandError(`invalid label spec: ${word}`);
      const problems = labelValueProblems(value);
      if (problems.length > 0)
        throw new CommandError(`invalid label value: ${JSON.stringify(word)}: ${problems.join(';')}`);
    } else if (key === '') throw new CommandError(`invalid annotation format: ${word}`);
    set.set(key, value);
  }
  const both = remove.filter((key) => set.has(key));
  if (both.length > 0)
    throw new CommandError(
      what === 'label'
        ? 'can not both modify and remove a label in the same command'
        : `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
    );
  return { resources, changes: { set, remove } };
}
