import { NoResourceMatch } from '../errors/errors';
import type { ApiResource, Discovery } from './discovery';

/** A resource and where it lives: meta.RESTMapping. */
export type Mapping = ApiResource;

/** Finds resources by what a user types, or by the kind in a manifest (client-go/restmapper). */
export class Mapper {
  private readonly byName = new Map<string, Mapping[]>();
  private readonly byShort = new Map<string, Mapping[]>();
  private readonly byKind = new Map<string, Mapping[]>();

  /** `warn` is told when a short name is that of several resources. */
  constructor(
    readonly discovery: Discovery,
    private readonly warn: (text: string) => void = () => undefined,
  ) {
    const put = (table: Map<string, Mapping[]>, key: string, mapping: Mapping): void => {
      const list = table.get(key);
      if (!list) table.set(key, [mapping]);
      else if (!list.includes(mapping)) list.push(mapping);
    };
    for (const mapping of discovery.resources) {
      put(this.byName, mapping.name, mapping);
      put(this.byName, mapping.singular === '' ? mapping.kind.toLowerCase() : mapping.singular, mapping);
      put(this.byName, mapping.kind.toLowerCase(), mapping);
      put(this.byKind, mapping.kind, mapping);
    }
    // Short names come after real ones.
    for (const mapping of discovery.resources)
      for (const short of mapping.shortNames) put(this.byShort, short, mapping);
  }

  /** `pods`, `deploy`, `deployments.apps`, `deployments.v1.apps`, `Deployment`. Throws NoResourceMatch. */
  forArgument(argument: string): Mapping {
    const [resource = '', ...rest] = argument.split('.');
    const [version = '', ...group] = rest;
    if (rest.length >= 2) {
      const exact = this.find(resource, group.join('.'), version);
      if (exact) return exact;
    }
    const found = this.find(resource, rest.join('.'), undefined);
    if (found) return found;
    throw new NoResourceMatch(resource);
  }

  private find(resource: string, group: string | undefined, version: string | undefined): Mapping | undefined {
    const known = this.byName.get(resource.toLowerCase()) ?? this.byShort.get(resource) ?? [];
    const candidates = known.filter(
      (mapping) =>
        (group === undefined || group === '' || mapping.group === group || mapping.group.startsWith(group)) &&
        (version === undefined || mapping.version === version),
    );
    const found = this.preferred(candidates);
    if (found && !this.byName.has(resource.toLowerCase())) this.warnOfOthers(resource, found, candidates);
    return found;
  }

  private warnOfOthers(short: string, found: Mapping, candidates: readonly Mapping[]): void {
    const own = qualifiedName(found);
    const others = new Set(candidates.map(qualifiedName).filter((name) => name !== own));
    for (const name of others)
      this.warn(`short name ${JSON.stringify(short)} could also match lower priority resource ${name}`);
  }

  /** The first group's, in its preferred version. */
  private preferred(candidates: readonly Mapping[]): Mapping | undefined {
    const [first] = candidates;
    if (!first) return undefined;
    const versions = this.discovery.groups.find(({ name }) => name === first.group)?.versions ?? [];
    const ofGroup = candidates.filter(({ group, name }) => group === first.group && name === first.name);
    for (const version of versions) {
      const found = ofGroup.find((mapping) => mapping.version === version);
      if (found) return found;
    }
    return first;
  }

  /** By what a manifest says; undefined when the server has no such kind. */
  forKind(apiVersion: string, kind: string): Mapping | undefined {
    const { group, version } = splitVersion(apiVersion);
    return this.byKind.get(kind)?.find((mapping) => mapping.group === group && mapping.version === version);
  }

  /** The preferred version of a kind. */
  forGroupKind(group: string, kind: string): Mapping | undefined {
    return this.preferred((this.byKind.get(kind) ?? []).filter((mapping) => mapping.group === group));
  }

  /** What `all` or another category stands for: the resources' names with their groups; undefined when it is none. */
  category(name: string): readonly string[] | undefined {
    const members = this.discovery.resources.filter(
      (resource) => resource.categories.includes(name) && this.isPreferred(resource),
    );
    if (members.length === 0) return undefined;
    return [...new Set(members.map(qualifiedName))];
  }

  /** Whether this is the resource in its group's preferred version, or in the first of those that have it (ServerPreferredResources). */
  isPreferred(mapping: Mapping): boolean {
    const { group, name } = mapping;
    const versions = this.byName.get(name)?.filter((other) => other.group === group && other.name === name) ?? [];
    return this.preferred(versions) === mapping;
  }

  hasSubresource({ group, version, name }: Mapping, subresource: string): boolean {
    return this.discovery.subresources.has(`${group}/${version}/${name}/${subresource}`);
  }
}

function splitVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

export function apiVersionOf({ group, version }: Pick<Mapping, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/** `deployments.apps`. */
export function qualifiedName({ group, name }: Pick<Mapping, 'group' | 'name'>): string {
  return group === '' ? name : `${name}.${group}`;
}

/** The path of a resource's collection, or of one object and its subresource. */
export function pathOf(mapping: Mapping, namespace: string | undefined, name?: string, subresource?: string): string {
  const { group, version, namespaced } = mapping;
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const scope =
    namespaced && namespace !== undefined && namespace !== '' ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  const object = name === undefined ? '' : `/${encodeURIComponent(name)}`;
  return `${root}${scope}/${mapping.name}${object}${subresource === undefined || subresource === '' ? '' : `/${subresource}`}`;
}
