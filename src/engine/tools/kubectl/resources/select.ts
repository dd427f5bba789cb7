import { pathOf, type Mapper, type Mapping } from '../api/mapper';
import type { Query } from '../api/client';
import { CommandError, isNotFound, NoResourceMatch, StatusError } from '../errors/errors';
import type { Invocation } from '../invocation';
import { listAt, mapAt, textAt, withAt, type ApiObject } from '../json/types';
import { buildKustomization } from '../kustomize/build';
import { filesOf, isListObject, manifestsIn, manifestsOf, type Found } from './files';
import type { Info } from './info';
import { matchesSelector, parseSelector } from './label-selector';

/** What a command is about: files, or resources by type, name and selector (cli-runtime: resource.Builder). */
export interface SelectOptions {
  readonly filenames?: readonly string[];
  readonly recursive?: boolean;
  readonly kustomize?: string;
  readonly args?: readonly string[];
  readonly selector?: string;
  readonly fieldSelector?: string;
  readonly all?: boolean;
  readonly allNamespaces?: boolean;
  /** A type alone means all of them. */
  readonly allowEmptySelector?: boolean;
  readonly subresource?: string;
  readonly chunkSize?: number;
  /** Objects of files as the server has them. */
  readonly latest?: boolean;
  /** Whether the objects named are to be fetched. */
  readonly fetch?: boolean;
  /** Lists are taken apart. */
  readonly flatten?: boolean;
  readonly singleType?: boolean;
  /** No server: manifests only. */
  readonly local?: boolean;
  readonly continueOnError?: boolean;
  readonly ignoreNotFound?: boolean;
  /** What a manifest must have is checked before the server is asked. */
  readonly validate?: boolean;
  readonly accept?: string;
  readonly includeObject?: string;
}

export interface Selected {
  readonly infos: readonly Info[];
  /** Errors met on the way, in order. */
  readonly errors: readonly Error[];
  /** One object was asked for, by its name or file. */
  readonly single: boolean;
}

const MISSING = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

const LOCAL_MISSING = `error: you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'`;

/** Options that come from a command's usual flags. */
export function fileFlags(k: Invocation): Pick<SelectOptions, 'filenames' | 'recursive' | 'kustomize'> {
  return {
    filenames: k.flags.has('filename') ? k.flags.list('filename') : [],
    recursive: k.flags.has('recursive') && k.bool('recursive'),
    kustomize: k.flags.has('kustomize') ? k.text('kustomize') : '',
  };
}

/** -f and -k together make no sense. Throws CommandError. */
export function checkFileFlags(k: Invocation, needed: boolean): void {
  const { filenames = [], kustomize = '', recursive } = fileFlags(k);
  if (filenames.length > 0 && kustomize !== '') throw new CommandError('only one of -f or -k can be specified');
  if (kustomize !== '' && recursive === true && k.flags.changed('recursive'))
    throw new CommandError("the -k flag can't be used with -f or -R");
  if (needed && filenames.length === 0 && kustomize === '') throw new CommandError('must specify one of -f and -k');
}

/** Finds what a command is about. Errors of single objects are in the answer; what makes no sense at all is thrown. */
export async function select(k: Invocation, options: SelectOptions): Promise<Selected> {
  const { filenames = [], kustomize = '' } = options;
  if (filenames.length > 0 && kustomize !== '') throw new CommandError('only one of -f or -k can be specified');
  if (filenames.length > 0 || kustomize !== '') return selectFiles(k, options);
  if (options.local === true) throw new CommandError(LOCAL_MISSING);
  return selectArguments(k, options);
}

async function selectFiles(k: Invocation, options: SelectOptions): Promise<Selected> {
  const { filenames = [], kustomize = '', args = [] } = options;
  const found: Found[] = [];
  let single = false;
  if (filenames.filter((name) => name === '-').length > 1)
    throw new CommandError('standard input cannot be used for multiple arguments');
  if (kustomize !== '') found.push(...manifestsIn(buildKustomization(k.process, kustomize), kustomize, true));
  else {
    const { sources, errors, folder } = filesOf(k.process, filenames, options.recursive === true);
    if (errors.length > 0)
      throw errors.length === 1
        ? (errors[0] ?? new CommandError(''))
        : new CommandError(errors.map((e) => e.message).join('\n'));
    single = !folder && sources.length === 1 && sources[0] !== '-';
    checkArguments(args);
    for (const source of sources) {
      const of = [...manifestsOf(k.process, source, true, options.validate)];
      found.push(...of);
      if (options.continueOnError !== true && of.some((one) => 'error' in one)) break;
    }
  }
  checkArguments(args);
  if (found.length > 1 || found.length === 0) single = single && found.length === 1;
  const infos: Info[] = [];
  const errors: Error[] = [];
  const mapper = options.local === true ? undefined : await k.mapper();
  const { name: namespace, explicit } = k.config.namespace();
  const selector =
    options.selector === undefined || options.selector === '' ? undefined : parseSelector(options.selector);
  for (const one of found) {
    if ('error' in one) {
      errors.push(one.error);
      if (options.continueOnError !== true) break;
      continue;
    }
    const { object, source } = one.manifest;
    try {
      const info = await fileInfo(k, object, source, mapper, { namespace, explicit }, options);
      if (selector && !matchesSelector(selector, info.object)) continue;
      infos.push(info);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (options.ignoreNotFound === true && isNotFound(error)) continue;
      errors.push(error);
      if (options.continueOnError !== true) break;
    }
  }
  return { infos, errors, single };
}

function checkArguments(args: readonly string[]): void {
  if (args.length === 0) return;
  throw new CommandError(
    args.some((arg) => arg.includes('/'))
      ? 'resource/name arguments cannot be provided when a path is specified'
      : 'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
  );
}

async function fileInfo(
  k: Invocation,
  object: ApiObject,
  source: string,
  mapper: Mapper | undefined,
  { namespace, explicit }: { readonly namespace: string; readonly explicit: boolean },
  options: SelectOptions,
): Promise<Info> {
  const metadata = mapAt(object, 'metadata');
  const name = textAt(metadata, 'name');
  const own = textAt(metadata, 'namespace');
  const mapping = mapper ? mappingOf(object, source, mapper) : localMapping(object);
  if (!mapping.namespaced && mapper) {
    const info = { mapping, namespace: '', name, object: own === '' ? object : withoutNamespace(object), source };
    return latest(k, info, options);
  }
  if (explicit && own !== '' && own !== namespace)
    throw new CommandError(
      `the namespace from the provided object ${JSON.stringify(own)} does not match the namespace ${JSON.stringify(namespace)}. You must pass '--namespace=${own}' to perform this operation.`,
    );
  const placed = own === '' && mapper ? (withAt(object, ['metadata', 'namespace'], namespace) as ApiObject) : object;
  return latest(k, { mapping, namespace: own === '' ? namespace : own, name, object: placed, source }, options);
}

function withoutNamespace(object: ApiObject): ApiObject {
  return withAt(object, ['metadata', 'namespace'], undefined) as ApiObject;
}

async function latest(k: Invocation, info: Info, options: SelectOptions): Promise<Info> {
  if (options.latest !== true) return info;
  const { mapping, namespace, name } = info;
  if (name === '') return info;
  const object = await k.client.json('GET', pathOf(mapping, namespace, name, options.subresource), {
    ...(options.accept !== undefined && { accept: options.accept }),
    ...(options.includeObject !== undefined && { query: { includeObject: options.includeObject } }),
  });
  return { ...info, object };
}

/** The server's resource of a manifest. Throws CommandError. */
function mappingOf(object: ApiObject, source: string, mapper: Mapper): Mapping {
  const { apiVersion = '', kind = '' } = object;
  const mapping = mapper.forKind(apiVersion, kind);
  if (mapping) return mapping;
  const metadata = mapAt(object, 'metadata');
  throw new CommandError(
    `resource mapping not found for name: ${JSON.stringify(textAt(metadata, 'name'))} namespace: ${JSON.stringify(textAt(metadata, 'namespace'))} from ${JSON.stringify(source)}: no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}\nensure CRDs are installed first`,
  );
}

/** Without a server nothing is known but what the manifest says. */
function localMapping({ apiVersion = '', kind = '' }: ApiObject): Mapping {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return {
    group: group ?? '',
    version: version ?? '',
    kind,
    name: `${kind.toLowerCase()}s`,
    singular: kind.toLowerCase(),
    namespaced: true,
    shortNames: [],
    categories: [],
    verbs: [],
  };
}

interface Tuple {
  readonly resource: string;
  readonly name: string;
}

/** `TYPE/NAME …`; undefined when the arguments have another form. Throws CommandError. */
export function tuplesOf(args: readonly string[]): readonly Tuple[] | undefined {
  const withSlash = args.filter((arg) => arg.includes('/')).length;
  if (withSlash === 0) return undefined;
  if (withSlash !== args.length)
    throw new CommandError(
      `there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'`,
    );
  return args.map((arg) => {
    const parts = arg.split('/');
    if (parts.length !== 2) throw new CommandError('arguments in resource/name form may not have more than one slash');
    const [resource = '', name = ''] = parts;
    if (resource === '' || name === '' || resource.includes(','))
      throw new CommandError('arguments in resource/name form must have a single resource and name');
    return { resource, name };
  });
}

/** `a,b name` is `a/name b/name`. */
export function normalized(args: readonly string[]): readonly string[] {
  const [types = '', ...names] = args;
  if (names.length === 0) return args;
  const list = [...new Set(types.split(','))];
  return list.length > 1 ? list.flatMap((type) => names.map((name) => `${type}/${name}`)) : args;
}

async function selectArguments(k: Invocation, options: SelectOptions): Promise<Selected> {
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
