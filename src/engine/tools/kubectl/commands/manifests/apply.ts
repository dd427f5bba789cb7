import type { Invocation } from '../../invocation';
import { pathOf } from '../../api/mapper';
import { CommandError, isNotFound, StatusError, throwAll } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import { isMap, textAt, type ApiObject, type Json, type JsonMap } from '../../json/types';
import { mergePatchBetween } from '../../patch/merge-patch';
import { threeWayPatch } from '../../patch/strategic';
import { dryRunWords, formatPrinter, printerFor, type DryRun, type Printer } from '../../printers/print-flags';
import type { Info } from '../../resources/info';
import { checkFileFlags, fileFlags, select } from '../../resources/select';
import { recorded } from '../change/record';
import { dryRun, fieldValidation, LAST_APPLIED, withLastApplied } from '../publish';
import { isBuiltIn } from './built-in';
import { whenDoing } from './create';

const CONFLICT = `
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

interface Applied {
  readonly object: ApiObject;
  readonly operation: string;
}

/** `kubectl apply -f` (pkg/cmd/apply). */
export async function runApply(k: Invocation): Promise<void> {
  if (k.args.length > 0) throw k.usage(`Unexpected args: [${k.args.join(' ')}]`);
  checkFileFlags(k, true);
  const serverSide = k.bool('server-side');
  const strategy = dryRun(k);
  if (k.bool('force-conflicts') && !serverSide)
    throw new CommandError('--force-conflicts only works with --server-side');
  if (strategy === 'client' && serverSide)
    throw new CommandError("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
  if (k.bool('force') && serverSide) throw new CommandError('--force cannot be used with --server-side');
  if (k.bool('prune')) throw new CommandError('cka-net: kubectl apply --prune is not simulated yet');
  fieldValidation(k);
  printerFor(k, '');
  const { infos, errors } = await select(k, {
    ...fileFlags(k),
    selector: k.text('selector'),
    continueOnError: true,
    flatten: true,
    validate: fieldValidation(k) !== 'Ignore',
  });
  const failures: Error[] = [...errors];
  if (infos.length === 0 && failures.length === 0) throw new CommandError('no objects passed to apply');
  const shown: ApiObject[] = [];
  for (const found of infos) {
    const info = { ...found, object: recorded(k, found.object) };
    try {
      const { object, operation } = serverSide
        ? await applyOnServer(k, info, strategy)
        : await applyHere(k, info, strategy);
      if (k.text('output') === '' || k.text('output') === 'name')
        printerFor(k, dryRunWords(operation, strategy)).print(object);
      else shown.push(object);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      failures.push(error);
    }
  }
  if (failures.length === 0) printAll(formatPrinter(k), shown);
  throwAll(failures);
}

/** One object as itself, several as a List. */
function printAll(printer: Printer | undefined, objects: readonly ApiObject[]): void {
  const [first] = objects;
  if (!printer || !first) return;
  if (objects.length === 1) printer.print(first);
  else printer.print({ apiVersion: 'v1', items: objects, kind: 'List', metadata: {} });
}

async function applyOnServer(k: Invocation, info: Info, strategy: DryRun): Promise<Applied> {
  const { mapping, namespace, name, object } = info;
  try {
    const made = await k.client.json('PATCH', pathOf(mapping, namespace, name, k.text('subresource')), {
      body: marshal(object),
      contentType: 'application/apply-patch+yaml',
      query: {
        fieldManager: k.flags.changed('field-manager') ? k.text('field-manager') : 'kubectl',
        fieldValidation: fieldValidation(k),
        force: k.bool('force-conflicts'),
        dryRun: strategy === 'server' ? 'All' : undefined,
      },
    });
    return { object: made, operation: 'serverside-applied' };
  } catch (error) {
    if (error instanceof StatusError && error.apiStatus.reason === 'Conflict')
      throw new CommandError(`${error.message}${CONFLICT}`);
    throw error;
  }
}

async function applyHere(k: Invocation, info: Info, strategy: DryRun): Promise<Applied> {
  const { mapping, namespace, name, object, source } = info;
  if (name === '') {
    const prefix = textAt(object, 'metadata', 'generateName');
    if (prefix !== '') throw new CommandError(`from ${prefix}: cannot use generate name with apply`);
  }
  const modified = withLastApplied(object, false);
  const query = {
    fieldManager: k.text('field-manager'),
    fieldValidation: fieldValidation(k),
    dryRun: strategy === 'server' ? 'All' : undefined,
  };
  let current: ApiObject;
  try {
    current = await k.client.json('GET', pathOf(mapping, namespace, name));
  } catch (error) {
    if (!isNotFound(error))
      throw whenDoing(error, `retrieving current configuration of:\n${infoText(info)}\nfrom server for:`, source);
    const fresh = pruneNulls(modified) as ApiObject;
    if (strategy === 'client') return { object: fresh, operation: 'created' };
    try {
      const made = await k.client.json('POST', pathOf(mapping, namespace), { body: marshal(fresh), query });
      return { object: made, operation: 'created' };
    } catch (refused) {
      throw whenDoing(refused, 'creating', source);
    }
  }
  if (strategy === 'client') return { object: current, operation: 'configured' };
  const annotation = textAt(current, 'metadata', 'annotations', LAST_APPLIED);
  if (annotation === '')
    k.err(
      `Warning: resource ${shortName(info)} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
    );
  const original = annotation === '' ? {} : (JSON.parse(annotation) as JsonMap);
  const builtIn = isBuiltIn(mapping);
  const patch = builtIn
    ? threeWayPatch(original, modified, current, mapping.kind)
    : threeWayMergePatch(original, modified, current);
  const text = marshal(patch);
  let patched = current;
  if (text !== '{}') {
    try {
      patched = await k.client.json('PATCH', pathOf(mapping, namespace, name), {
        body: text,
        contentType: builtIn ? 'application/strategic-merge-patch+json' : 'application/merge-patch+json',
        query,
      });
    } catch (error) {
      if (k.bool('force') && error instanceof StatusError && ['Conflict', 'Invalid'].includes(error.apiStatus.reason))
        return recreate(k, info, modified);
      throw whenDoing(error, `applying patch:\n${text}\nto:\n${infoText(info)}\nfor:`, source);
    }
  }
  if (textAt(patched, 'metadata', 'deletionTimestamp') !== '')
    k.err(`Warning: Detected changes to resource ${name} which is currently being deleted.\n`);
  return { object: patched, operation: text === '{}' ? 'unchanged' : 'configured' };
}

/** --force: deletes and creates anew. */
async function recreate(k: Invocation, { mapping, namespace, name }: Info, object: ApiObject): Promise<Applied> {
  await k.client.json('DELETE', pathOf(mapping, namespace, name), {
    body: marshal({ kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0, propagationPolicy: 'Background' }),
  });
  await k.process.wait(() => false, k.process.world.nowUs + 1_000_000);
  const made = await k.client.json('POST', pathOf(mapping, namespace), { body: marshal(object) });
  return { object: made, operation: 'configured' };
}

/** jsonmergepatch.CreateThreeWayJSONMergePatch. */
function threeWayMergePatch(original: JsonMap, modified: JsonMap, current: JsonMap): JsonMap {
  const additions = keep(mergePatchBetween(current, modified), (value) => value !== null);
  const deletions = keep(mergePatchBetween(original, modified), (value) => value === null);
  return unite(isMap(deletions) ? deletions : {}, isMap(additions) ? additions : {});
}

function keep(value: Json, wanted: (value: Json) => boolean): Json {
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]): [string, Json][] => {
      if (isMap(item)) {
        const inside = keep(item, wanted);
        return isMap(inside) && Object.keys(inside).length > 0 ? [[key, inside]] : [];
      }
      return item !== undefined && wanted(item) ? [[key, item]] : [];
    }),
  );
}

function unite(a: JsonMap, b: JsonMap): JsonMap {
  const united: Record<string, Json | undefined> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const before = united[key];
    united[key] = isMap(before) && isMap(value) ? unite(before, value) : value;
  }
  return united;
}

function pruneNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(pruneNulls);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]): [string, Json][] =>
      item === null || item === undefined ? [] : [[key, pruneNulls(item)]],
    ),
  );
}

/** resource.Info's text. */
function infoText({ mapping, namespace, name, object }: Info): string {
  const { group, version, name: plural, kind } = mapping;
  const where = `Name: ${JSON.stringify(name)}, Namespace: ${JSON.stringify(namespace)}`;
  return object.kind === undefined
    ? where
    : `Resource: "${group}/${version}, Resource=${plural}", GroupVersionKind: "${group}/${version}, Kind=${kind}"\n${where}`;
}

/** `deployments/web`. */
function shortName({ mapping, name }: Info): string {
  return `${mapping.name}/${name}`;
}
