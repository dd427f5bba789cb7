import type { Invocation } from '../../invocation';
import { pathOf } from '../../api/mapper';
import { CommandError, isNotFound, throwAll } from '../../errors/errors';
import { isMap, listAt, mapAt, numberAt, textAt, type ApiObject, type Json } from '../../json/types';
import { relaxedPath } from '../../printers/custom-columns';
import { JsonPathError } from '../../printers/jsonpath/parse';
import { goPlain, JsonPath } from '../../printers/jsonpath/run';
import { printerFor, type Printer } from '../../printers/print-flags';
import type { Info } from '../../resources/info';
import { fileFlags, select } from '../../resources/select';

const WEEK_MS = 7 * 24 * 3_600_000;

/** Whether an object is as it should be. Throws CommandError. */
type Condition =
  { readonly type: 'delete' | 'create' } | { readonly type: 'holds'; readonly holds: (object: ApiObject) => boolean };

/** `kubectl wait` (pkg/cmd/wait). */
export async function runWait(k: Invocation): Promise<void> {
  const wanted = k.text('for');
  const condition = conditionOf(wanted);
  const given = k.flags.duration('timeout');
  const timeoutMs = given < 0 ? WEEK_MS : given;
  const deadlineUs = k.process.world.nowUs + timeoutMs * 1000;
  const printer = printerFor(k, condition.type === 'delete' ? 'deleted' : 'condition met');
  const options = {
    ...fileFlags(k),
    args: k.args,
    selector: k.text('selector'),
    fieldSelector: k.text('field-selector'),
    all: k.bool('all'),
    allNamespaces: k.bool('all-namespaces'),
    continueOnError: true,
    flatten: true,
    latest: true,
    local: k.bool('local'),
  };
  if (condition.type === 'create') {
    await waitForCreation(k, options, deadlineUs, printer);
    return;
  }
  const { infos, errors } = await select(k, { ...options, ignoreNotFound: condition.type === 'delete' });
  throwAll(errors);
  if (infos.length === 0) {
    if (condition.type === 'delete') return;
    throw new CommandError('no matching resources found');
  }
  const failures: Error[] = [];
  for (const info of infos) {
    try {
      await waitFor(k, info, condition, deadlineUs, printer, timeoutMs === 0);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      failures.push(error);
    }
  }
  throwAll(failures);
}

async function waitForCreation(
  k: Invocation,
  options: Parameters<typeof select>[1],
  deadlineUs: number,
  printer: Printer,
): Promise<void> {
  for (;;) {
    const { infos, errors } = await select(k, options);
    const other = errors.filter((error) => !isNotFound(error));
    throwAll(other);
    if (infos.length > 0 && errors.length === 0) {
      for (const { object } of infos) printer.print(object);
      return;
    }
    if (k.process.world.nowUs >= deadlineUs || k.process.signal.aborted) {
      const [error] = errors;
      throw error ?? new CommandError('timed out waiting for the condition');
    }
    await k.process.wait(() => false, Math.min(deadlineUs, k.process.world.nowUs + 500_000));
  }
}

async function waitFor(
  k: Invocation,
  info: Info,
  condition: Condition,
  deadlineUs: number,
  printer: Printer,
  once: boolean,
): Promise<void> {
  const { mapping, namespace, name } = info;
  const label = `${mapping.name}/${name}`;
  for (;;) {
    let object: ApiObject;
    try {
      object = await k.client.json('GET', pathOf(mapping, namespace, name));
    } catch (error) {
      if (!isNotFound(error) || condition.type !== 'delete') throw error;
      printer.print(info.object);
      return;
    }
    if (condition.type === 'delete' && textAt(object, 'metadata', 'uid') !== textAt(info.object, 'metadata', 'uid')) {
      printer.print(info.object);
      return;
    }
    if (condition.type === 'holds' && condition.holds(object)) {
      printer.print(object);
      return;
    }
    if (once) throw new CommandError(`condition not met for ${label}`);
    let found: ApiObject | undefined;
    const end = await k.client.stream(
      pathOf(mapping, namespace),
      {
        query: {
          watch: true,
          fieldSelector: `metadata.name=${name}`,
          resourceVersion: textAt(object, 'metadata', 'resourceVersion'),
        },
        deadlineUs,
      },
      (line) => {
        const event = JSON.parse(line) as Json;
        if (!isMap(event) || event.type === 'BOOKMARK' || event.type === 'ERROR')
          return isMap(event) && event.type === 'BOOKMARK';
        const current: ApiObject = mapAt(event, 'object');
        if (event.type === 'DELETED') {
          if (condition.type === 'delete') found = info.object;
          return condition.type !== 'delete';
        }
        if (condition.type === 'holds' && condition.holds(current)) found = current;
        return found === undefined;
      },
    );
    if (found) {
      printer.print(found);
      return;
    }
    if (end.type === 'timeout') throw new CommandError(`timed out waiting for the condition on ${label}`);
  }
}

/** --for. Throws CommandError. */
function conditionOf(text: string): Condition {
  const low = text.toLowerCase();
  if (low === 'delete') return { type: 'delete' };
  if (low === 'create') return { type: 'create' };
  if (text.startsWith('condition=')) {
    const [name = '', value = 'true'] = splitOnce(text.slice('condition='.length));
    return { type: 'holds', holds: (object) => conditionHolds(object, name, value) };
  }
  if (text.startsWith('jsonpath=')) return jsonPathCondition(text.slice('jsonpath='.length));
  throw new CommandError(`unrecognized condition: ${JSON.stringify(text)}`);
}

function splitOnce(text: string): readonly [string, string?] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text] : [text.slice(0, equals), text.slice(equals + 1)];
}

function conditionHolds(object: ApiObject, name: string, value: string): boolean {
  for (const condition of listAt(object, 'status', 'conditions')) {
    if (textAt(condition, 'type').toLowerCase() !== name.toLowerCase()) continue;
    const observed = numberAt(condition, 'observedGeneration') || numberAt(object, 'status', 'observedGeneration');
    const generation = numberAt(object, 'metadata', 'generation');
    if (observed !== 0 && observed < generation) return false;
    return textAt(condition, 'status').toLowerCase() === value.toLowerCase();
  }
  return false;
}

function jsonPathCondition(text: string): Condition {
  const format =
    "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'";
  const match = /^(\{?[^]*?\}?)(?:=([^=]*))?$/.exec(text);
  const close = text.lastIndexOf('}');
  const expression = close >= 0 ? text.slice(0, close + 1) : (splitOnce(text)[0] ?? '');
  const rest = close >= 0 ? text.slice(close + 1) : text.slice(expression.length);
  if (!match || expression === '' || rest.slice(1).includes('=') || (rest !== '' && !rest.startsWith('=')))
    throw new CommandError(format);
  const value = rest === '' ? undefined : rest.slice(1);
  if (value === '') throw new CommandError('jsonpath wait has to have a value after equal sign');
  let path: JsonPath;
  try {
    path = new JsonPath(relaxedPath(expression), true);
  } catch (error) {
    if (error instanceof JsonPathError) throw new CommandError(error.message);
    throw error;
  }
  return {
    type: 'holds',
    holds(object) {
      const results = path.find(object);
      const [values = []] = results;
      if (values.length === 0) return false;
      if (value === undefined) return true;
      if (values.length > 1) throw new CommandError('given jsonpath expression matches more than one value');
      const [found = null] = values;
      if (typeof found === 'object' && found !== null)
        throw new CommandError(`jsonpath leads to a nested object or list which are not supported: ${goPlain(found)}`);
      return goPlain(found).toLowerCase() === value.trim().toLowerCase();
    },
  };
}
