import type { Invocation } from '../../invocation';
import { CommandError, NoResourceMatch, PlainError } from '../../errors/errors';
import type { Mapper } from '../../api/mapper';
import { compare, type ApiObject, type JsonMap } from '../../json/types';
import { generator, metadata } from '../publish';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const API = 'rbac.authorization.k8s.io';
const VERSION = `${API}/v1`;

const VERBS = new Set(
  '* get delete list create update patch watch proxy deletecollection use bind escalate impersonate'.split(' '),
);
const URL_VERBS = new Set('* get post put delete patch head options'.split(' '));
/** Verbs that only make sense for these. */
const SPECIAL: ReadonlyMap<string, readonly string[]> = new Map([
  ['use', ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions']],
  ['bind', [`roles.${API}`, `clusterroles.${API}`]],
  ['escalate', [`roles.${API}`, `clusterroles.${API}`]],
  ['impersonate', ['users.', 'serviceaccounts.', 'groups.', 'userextras.authentication.k8s.io']],
]);

interface Resource {
  readonly name: string;
  readonly group: string;
  readonly subresource: string;
}

/** `kubectl create role`. */
export const createRole = generator({ root: RBAC, plural: 'roles', namespaced: true }, undefined, async (k, name) => {
  const verbs = verbsOf(k);
  const resources = resourcesOf(k);
  if (verbs.length === 0) throw new CommandError('at least one verb must be specified');
  warnAboutVerbs(k, verbs);
  if (resources.length === 0) throw new CommandError('at least one resource must be specified');
  const mapper = await k.mapper();
  const rules = rulesOf(checkResources(mapper, resources, verbs), verbs, unique(k.flags.list('resource-name')), []);
  return { kind: 'Role', apiVersion: VERSION, metadata: metadata(k, name, true), rules } satisfies ApiObject;
});

/** `kubectl create clusterrole`. */
export const createClusterRole = generator(
  { root: RBAC, plural: 'clusterroles', namespaced: false },
  undefined,
  async (k, name) => {
    const verbs = verbsOf(k);
    const resources = resourcesOf(k);
    const urls = unique(k.flags.list('non-resource-url'));
    const base = { kind: 'ClusterRole', apiVersion: VERSION, metadata: metadata(k, name, false) };
    const aggregation = k.text('aggregation-rule');
    if (aggregation !== '') {
      if (urls.length > 0 || verbs.length > 0 || resources.length > 0 || k.flags.list('resource-name').length > 0)
        throw new CommandError(
          'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
        );
      const labels = aggregation.split(',').map((pair): [string, string] => {
        const [key = '', value = ''] = pair.split('=');
        return [key, value];
      });
      return {
        ...base,
        rules: null,
        aggregationRule: { clusterRoleSelectors: [{ matchLabels: Object.fromEntries(labels) }] },
      } satisfies ApiObject;
    }
    if (verbs.length === 0) throw new CommandError('at least one verb must be specified');
    if (resources.length === 0 && urls.length === 0)
      throw new CommandError('one of resource or nonResourceURL must be specified');
    if (resources.length > 0) warnAboutVerbs(k, verbs);
    const mapper = await k.mapper();
    const checked = checkResources(mapper, resources, verbs);
    checkUrls(urls, verbs);
    return { ...base, rules: rulesOf(checked, verbs, unique(k.flags.list('resource-name')), urls) } satisfies ApiObject;
  },
);

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)];
}

function verbsOf(k: Invocation): readonly string[] {
  const verbs = unique(k.flags.list('verb'));
  return verbs.includes('*') ? ['*'] : verbs;
}

function warnAboutVerbs(k: Invocation, verbs: readonly string[]): void {
  for (const verb of verbs) if (!VERBS.has(verb)) k.err(`Warning: '${verb}' is not a standard resource verb\n`);
}

function resourcesOf(k: Invocation): readonly Resource[] {
  const found: Resource[] = [];
  for (const text of k.flags.list('resource')) {
    const slash = text.indexOf('/');
    const whole = slash < 0 ? text : text.slice(0, slash);
    const dot = whole.indexOf('.');
    const resource = {
      name: dot < 0 ? whole : whole.slice(0, dot),
      group: dot < 0 ? '' : whole.slice(dot + 1),
      subresource: slash < 0 ? '' : text.slice(slash + 1),
    };
    if (resource.name === '*' && dot < 0 && slash < 0) return [resource];
    found.push(resource);
  }
  return found;
}

function checkResources(mapper: Mapper, resources: readonly Resource[], verbs: readonly string[]): readonly Resource[] {
  return resources.map((resource) => {
    if (resource.name === '') throw new CommandError('resource must be specified if apiGroup/subresource specified');
    if (resource.name === '*') return resource;
    let found = resource;
    let missing: NoResourceMatch | undefined;
    try {
      const mapping = mapper.forArgument(resource.group === '' ? resource.name : `${resource.name}.${resource.group}`);
      found = { ...resource, name: mapping.name, group: mapping.group };
    } catch (error) {
      if (!(error instanceof NoResourceMatch)) throw error;
      missing = new NoResourceMatch(resource.name, resource.group);
    }
    for (const verb of verbs) {
      const only = SPECIAL.get(verb);
      if (!only) continue;
      if (!only.includes(`${found.name}.${found.group}`))
        throw new CommandError(`can not perform '${verb}' on '${found.name}' in group '${found.group}'`);
      missing = undefined;
    }
    // checkErr has words of its own for what discovery does not know, and they stand alone.
    if (missing) throw new PlainError(`the server doesn't have a resource type ${JSON.stringify(missing.resource)}`);
    return found;
  });
}

function checkUrls(urls: readonly string[], verbs: readonly string[]): void {
  if (urls.length === 0) return;
  for (const verb of verbs)
    if (!URL_VERBS.has(verb)) throw new CommandError(`invalid verb: '${verb}' for nonResourceURL`);
  for (const url of urls) {
    if (url === '*') continue;
    if (!url.startsWith('/')) throw new CommandError('nonResourceURL should start with /');
    if (url.slice(0, -1).includes('*'))
      throw new CommandError("nonResourceURL only supports wildcard matches when '*' is at the end");
  }
}

/** One rule a group, in order of their names. */
function rulesOf(
  resources: readonly Resource[],
  verbs: readonly string[],
  names: readonly string[],
  urls: readonly string[],
): readonly JsonMap[] {
  const groups = new Map<string, string[]>();
  for (const { name, group, subresource } of resources) {
    const full = subresource === '' ? name : `${name}/${subresource}`;
    const list = groups.get(group) ?? [];
    if (!list.includes(full)) list.push(full);
    groups.set(group, list);
  }
  const rules: JsonMap[] = [...groups]
    .sort(([a], [b]) => compare(a, b))
    .map(([group, list]) => ({
      verbs,
      apiGroups: [group],
      resources: list,
      ...(names.length > 0 && { resourceNames: names }),
    }));
  return urls.length === 0 ? rules : [...rules, { verbs, nonResourceURLs: urls }];
}

function subjectsOf(k: Invocation): readonly JsonMap[] {
  return [
    ...k.flags.list('user').map((name) => ({ kind: 'User', apiGroup: API, name })),
    ...k.flags.list('group').map((name) => ({ kind: 'Group', apiGroup: API, name })),
    ...k.flags.list('serviceaccount').map((account) => {
      const parts = account.split(':');
      const [namespace = '', name = ''] = parts;
      if (parts.length !== 2 || namespace === '' || name === '')
        throw new CommandError('serviceaccount must be <namespace>:<name>');
      return { kind: 'ServiceAccount', name, namespace };
    }),
  ];
}

/** `kubectl create rolebinding`. */
export const createRoleBinding = generator(
  { root: RBAC, plural: 'rolebindings', namespaced: true },
  'rolebinding:',
  (k, name): ApiObject => {
    const role = k.text('role');
    const clusterRole = k.text('clusterrole');
    if ((role === '') === (clusterRole === ''))
      throw new CommandError('exactly one of clusterrole or role must be specified');
    const subjects = subjectsOf(k);
    return {
      kind: 'RoleBinding',
      apiVersion: VERSION,
      metadata: metadata(k, name, true),
      ...(subjects.length > 0 && { subjects }),
      roleRef: { apiGroup: API, kind: role === '' ? 'ClusterRole' : 'Role', name: role || clusterRole },
    };
  },
);

/** `kubectl create clusterrolebinding`. */
export const createClusterRoleBinding = generator(
  { root: RBAC, plural: 'clusterrolebindings', namespaced: false },
  'clusterrolebinding:',
  (k, name): ApiObject => {
    const subjects = subjectsOf(k);
    return {
      kind: 'ClusterRoleBinding',
      apiVersion: VERSION,
      metadata: metadata(k, name, false),
      ...(subjects.length > 0 && { subjects }),
      roleRef: { apiGroup: API, kind: 'ClusterRole', name: k.text('clusterrole') },
    };
  },
);
