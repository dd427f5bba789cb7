import { pathOf, type Mapper, type Mapping } from '../api/mapper';
import { CommandError, isNotFound } from '../errors/errors';
import type { Invocation } from '../invocation';
import { mapAt, textAt, withAt, type ApiObject } from '../json/types';
import { buildKustomization } from '../kustomize/build';
import { filesOf, manifestsIn, manifestsOf, type Found } from './files';
import type { Info } from './info';
import { matchesSelector, parseSelector } from './label-selector';
import type { Selected, SelectOptions } from './select-options';

/** What -f and -k name. Throws CommandError. */
export async function selectFiles(k: Invocation, options: SelectOptions): Promise<Selected> {
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
      const of = await manifestsOf(k.process, source, true, options.validate);
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
