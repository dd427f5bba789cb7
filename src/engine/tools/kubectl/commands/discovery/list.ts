import type { Invocation } from '../../invocation';
import { apiVersionOf, qualifiedName, type Mapping } from '../../api/mapper';
import { CommandError, ConnectionError } from '../../errors/errors';
import { compare } from '../../json/types';
import { formatPrinter, noPrinter } from '../../printers/print-flags';
import { aligned } from '../../printers/tab-writer';

/** `kubectl api-resources`. */
export async function runApiResources(k: Invocation): Promise<void> {
  const sortBy = k.text('sort-by');
  if (!['', 'name', 'kind'].includes(sortBy)) throw new CommandError('--sort-by accepts only name or kind');
  if (k.args.length > 0) throw k.usage(`unexpected arguments: [${k.args.join(' ')}]`);
  const output = k.text('output');
  if (!['', 'wide', 'name', 'json', 'yaml', 'kyaml'].includes(output))
    throw noPrinter(output, 'json,kyaml,name,wide,yaml');
  const mapper = await k.mapper();
  const { discovery } = mapper;
  const verbs = k.flags.list('verbs');
  const categories = k.flags.list('categories');
  const rows = discovery.resources.filter((resource) => {
    if (!mapper.isPreferred(resource) || resource.verbs.length === 0) return false;
    if (k.flags.changed('api-group') && resource.group !== k.text('api-group')) return false;
    if (k.flags.changed('namespaced') && resource.namespaced !== k.bool('namespaced')) return false;
    if (!verbs.every((verb) => resource.verbs.includes(verb))) return false;
    return categories.every((category) => resource.categories.includes(category));
  });
  const sorted = [...rows].sort((a, b) =>
    sortBy === 'name'
      ? compare(a.name, b.name)
      : sortBy === 'kind'
        ? compare(a.kind, b.kind)
        : compare(a.group, b.group) || compare(a.name, b.name),
  );
  const printer = output === '' || output === 'wide' || output === 'name' ? undefined : formatPrinter(k);
  if (printer) {
    printer.print(
      { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: '', resources: sorted.map(resourceJson) },
      true,
    );
    return;
  }
  if (output === 'name') {
    k.out(sorted.map((resource) => `${qualifiedName(resource)}\n`).join(''));
    return;
  }
  const wide = output === 'wide';
  const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])];
  const lines = sorted.map((resource) => [
    resource.name,
    resource.shortNames.join(','),
    apiVersionOf(resource),
    String(resource.namespaced),
    resource.kind,
    ...(wide ? [resource.verbs.join(','), resource.categories.join(',')] : []),
  ]);
  k.out(aligned(k.bool('no-headers') ? lines : [header, ...lines]));
}

function resourceJson({
  name,
  singular,
  namespaced,
  group,
  version,
  kind,
  verbs,
  shortNames,
  categories,
}: Mapping): Record<string, string | boolean | readonly string[]> {
  return {
    name,
    singularName: singular,
    namespaced,
    ...(group !== '' && { group }),
    version,
    kind,
    verbs,
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
  };
}

/** `kubectl api-versions`. */
export async function runApiVersions(k: Invocation): Promise<void> {
  if (k.args.length > 0) throw k.usage(`unexpected arguments: [${k.args.join(' ')}]`);
  let mapper;
  try {
    mapper = await k.mapper();
  } catch (error) {
    if (error instanceof ConnectionError)
      throw new CommandError(`couldn't get available api versions from server: ${error.message}`);
    throw error;
  }
  const versions = mapper.discovery.groups.flatMap(({ name, versions }) =>
    versions.map((version) => (name === '' ? version : `${name}/${version}`)),
  );
  k.out(
    versions
      .sort(compare)
      .map((version) => `${version}\n`)
      .join(''),
  );
}
