import { pathOf, type Mapping } from '../api/mapper';
import type { Query } from '../api/client';
import { CommandError, isNotFound, NoResourceMatch, StatusError } from '../errors/errors';
import type { Invocation } from '../invocation';
import { listAt, mapAt, textAt, type ApiObject } from '../json/types';
import { normalized, tuplesOf, type Tuple } from './arguments';
import { isListObject } from './files';
import type { Info } from './info';
import { MISSING, type Selected, type SelectOptions } from './select-options';

/** What the arguments name: types with a selector or all of them, or objects by their names. Throws CommandError. */
export async function selectArguments(k: Invocation, options: SelectOptions): Promise<Selected> {
  const { all = false, allNamespaces = false } = options;
  const args = normalized(options.args ?? []);
  const tuples = tuplesOf(args);
  let { selector, fieldSelector } = options;
  if (selector === '') selector = undefined;
  if (fieldSelector === '') fieldSelector = undefined;
  if (selector !== undefined && all) throw new CommandError("setting 'all' parameter but found a non empty selector. ");
  if (fieldSelector !== undefined && all)
    throw new CommandError("setting 'all' parameter but found a non empty selector. ");
  const { name: own } = k.config.namespace();
  const namespace = allNamespaces ? '' : own;
  const [types, ...names] = tuples ? [] : args;
  const bulk =
    all ||
    selector !== undefined ||
    fieldSelector !== undefined ||
    (options.allowEmptySelector === true && !tuples && args.length === 1);
  if (bulk) {
    if (names.length > 0) throw new CommandError('name cannot be provided when a selector is specified');
    if (tuples)
      throw new CommandError('selectors and the all flag cannot be used when passing resource/name arguments');
    if (types === undefined) throw new CommandError('at least one resource must be specified to use a selector');
    if ((options.subresource ?? '') !== '')
      throw new CommandError('subresource cannot be used when bulk resources are specified');
    return bySelector(k, types, namespace, { ...options, selector, fieldSelector });
  }
  if (tuples) return byTuples(k, tuples, namespace, allNamespaces, options);
  if (types !== undefined && names.length > 0) {
    const mappings = await mappingsOf(k, types);
    const [mapping] = mappings;
    if (!mapping) throw new CommandError(MISSING);
    if (mappings.length > 1) throw new CommandError('you must specify only one resource');
    const items = names.map((name) => ({ mapping, name }));
    return byNames(k, items, namespace, allNamespaces, names.length === 1, options);
  }
  if (types !== undefined) {
    await mappingsOf(k, types);
    throw new CommandError('resource(s) were provided, but no name was specified');
  }
  throw new CommandError(MISSING);
}

/** The resources of a comma list, categories spelled out. */
export async function mappingsOf(k: Invocation, types: string): Promise<readonly Mapping[]> {
  const mapper = await k.mapper();
  const names = types.split(',').flatMap((type) => mapper.category(type) ?? [type]);
  const found: Mapping[] = [];
  for (const name of new Set(names)) {
    const mapping = mapper.forArgument(name);
    if (!found.includes(mapping)) found.push(mapping);
  }
  return found;
}

async function byTuples(
  k: Invocation,
  tuples: readonly Tuple[],
  namespace: string,
  allNamespaces: boolean,
  options: SelectOptions,
): Promise<Selected> {
  const mapper = await k.mapper();
  const mappings = new Map(tuples.map(({ resource }) => [resource, asNoType(() => mapper.forArgument(resource))]));
  if (options.singleType === true && new Set(mappings.values()).size > 1)
    throw new CommandError('you may only specify a single resource type');
  const items = tuples.flatMap(({ resource, name }) => {
    const mapping = mappings.get(resource);
    return mapping ? [{ mapping, name }] : [];
  });
  return byNames(k, items, namespace, allNamespaces, tuples.length === 1, options);
}

function asNoType(find: () => Mapping): Mapping {
  try {
    return find();
  } catch (error) {
    if (error instanceof NoResourceMatch)
      throw new CommandError(`the server doesn't have a resource type ${JSON.stringify(error.resource)}`);
    throw error;
  }
}

async function byNames(
  k: Invocation,
  items: readonly { readonly mapping: Mapping; readonly name: string }[],
  namespace: string,
  allNamespaces: boolean,
  single: boolean,
  options: SelectOptions,
): Promise<Selected> {
  const infos: Info[] = [];
  const errors: Error[] = [];
  for (const { mapping, name } of items) {
    if (mapping.namespaced && namespace === '')
      throw new CommandError(
        allNamespaces
          ? 'a resource cannot be retrieved by name across all namespaces'
          : 'namespace may not be empty when retrieving a resource by name',
      );
    const where = mapping.namespaced ? namespace : '';
    try {
      const object =
        options.fetch === false
          ? {
              apiVersion: mapping.group === '' ? mapping.version : `${mapping.group}/${mapping.version}`,
              kind: mapping.kind,
              metadata: { name },
            }
          : await k.client.json('GET', pathOf(mapping, where, name, options.subresource), {
              ...(options.accept !== undefined && { accept: options.accept }),
              query: { includeObject: options.includeObject },
            });
      infos.push({ mapping, namespace: where, name, object, source: '' });
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      if (options.ignoreNotFound === true && isNotFound(error)) continue;
      errors.push(error);
      if (options.continueOnError !== true) break;
    }
  }
  return { infos, errors, single };
}

async function bySelector(k: Invocation, types: string, namespace: string, options: SelectOptions): Promise<Selected> {
  const mappings = await mappingsOf(k, types);
  if (options.singleType === true && mappings.length > 1)
    throw new CommandError('you may only specify a single resource type');
  const infos: Info[] = [];
  const errors: Error[] = [];
  for (const mapping of mappings) {
    const where = mapping.namespaced ? namespace : '';
    const query: Query = {
      labelSelector: options.selector,
      fieldSelector: options.fieldSelector,
      limit: options.chunkSize === undefined || options.chunkSize === 0 ? undefined : options.chunkSize,
      includeObject: options.includeObject,
    };
    try {
      let next = '';
      do {
        const object = await k.client.json('GET', pathOf(mapping, where), {
          query: { ...query, continue: next },
          ...(options.accept !== undefined && { accept: options.accept }),
        });
        next = textAt(object, 'metadata', 'continue');
        if (options.flatten === true) infos.push(...itemsOf(mapping, object));
        else infos.push({ mapping, namespace: where, name: '', object, source: '' });
      } while (next !== '');
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      errors.push(enhanced(error, mapping, options));
      if (options.continueOnError !== true) break;
    }
  }
  return { infos, errors, single: false };
}

/** The objects of a list, each with the type that lists leave out. */
export function itemsOf(mapping: Mapping, list: ApiObject): readonly Info[] {
  if (!isListObject(list)) return [];
  const apiVersion = mapping.group === '' ? mapping.version : `${mapping.group}/${mapping.version}`;
  return listAt(list, 'items').map((item) => {
    const object = { apiVersion, kind: mapping.kind, ...mapAt(item) } as ApiObject;
    return {
      mapping,
      namespace: textAt(object, 'metadata', 'namespace'),
      name: textAt(object, 'metadata', 'name'),
      object,
      source: '',
    };
  });
}

/** resource.EnhanceListError: what the server says of a selector it does not understand. */
function enhanced(error: StatusError, mapping: Mapping, { selector, fieldSelector }: SelectOptions): Error {
  const { reason, message } = error.apiStatus;
  if (reason !== 'BadRequest' && reason !== 'NotFound') return error;
  const subject = JSON.stringify(resourceText(mapping));
  if (selector === undefined && fieldSelector === undefined)
    return error.withMessage(`Unable to list ${subject}: ${message}`);
  const selectors = `label selector ${JSON.stringify(selector ?? '')}, field selector ${JSON.stringify(fieldSelector ?? '')}`;
  return error.withMessage(`Unable to find ${subject} that match ${selectors}: ${message}`);
}

/** schema.GroupVersionResource's text. */
function resourceText({ group, version, name }: Mapping): string {
  return `${group}/${version}, Resource=${name}`;
}
