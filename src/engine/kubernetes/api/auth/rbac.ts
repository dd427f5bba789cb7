import type { ClusterUser } from '../../../kernel/cluster-records';
import type { World } from '../../../kernel/world';
import type { KubeObject } from '../object';
import { readObject, readObjects } from '../store';
import { goQuote } from '../go-text';

/** What somebody wants to do: to a resource, or to a path that is none. */
export interface Attributes {
  readonly verb: string;
  readonly resource?: {
    readonly group: string;
    readonly plural: string;
    readonly subresource: string;
    readonly name: string;
    /** '' for all namespaces, or none. */
    readonly namespace: string;
  };
  readonly path?: string;
}

export interface Decision {
  readonly allowed: boolean;
  readonly reason: string;
}

/** rbac/v1 PolicyRule. */
export interface PolicyRule {
  readonly verbs?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

interface RoleRef {
  readonly kind: string;
  readonly name: string;
}

interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

type Role = KubeObject & { readonly rules?: readonly PolicyRule[] | null };
type Binding = KubeObject & { readonly roleRef: RoleRef; readonly subjects?: readonly Subject[] };

const GROUP = 'rbac.authorization.k8s.io';

/** Whether RBAC lets a user do something (plugin/pkg/auth/authorizer/rbac). Members of `system:masters` may do everything. */
export function authorize(world: World, user: ClusterUser, attributes: Attributes): Decision {
  if (user.groups.includes('system:masters')) return { allowed: true, reason: '' };
  const missing: string[] = [];
  for (const grant of grantsOf(world, user, attributes.resource?.namespace ?? '', missing)) {
    if (grant.rules.some((rule) => allows(rule, attributes)))
      return { allowed: true, reason: `RBAC: allowed by ${grant.words}` };
  }
  const reason =
    missing.length === 0 ? '' : `RBAC: ${missing.length === 1 ? missing.join('') : `[${missing.join(', ')}]`}`;
  return { allowed: false, reason };
}

/** Rules that hold for a user in a namespace, for SelfSubjectRulesReview. */
export function rulesFor(world: World, user: ClusterUser, namespace: string): readonly PolicyRule[] {
  if (user.groups.includes('system:masters')) {
    return [
      { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
      { verbs: ['*'], nonResourceURLs: ['*'] },
    ];
  }
  return [...grantsOf(world, user, namespace, [])].flatMap(({ rules }) => rules);
}

interface Grant {
  readonly rules: readonly PolicyRule[];
  readonly words: string;
}

function* grantsOf(world: World, user: ClusterUser, namespace: string, missing: string[]): Generator<Grant> {
  for (const binding of readObjects(world, `clusterrolebindings.${GROUP}`) as Binding[]) {
    const subject = (binding.subjects ?? []).find((candidate) => isSubject(candidate, user, ''));
    if (!subject) continue;
    const { name = '' } = binding.metadata;
    const rules = rulesOf(world, binding.roleRef, '', missing);
    yield { rules, words: `ClusterRoleBinding ${goQuote(name)} of ${roleWords(binding)} to ${subjectWords(subject)}` };
  }
  if (namespace === '') return;
  for (const binding of readObjects(world, `rolebindings.${GROUP}`, namespace) as Binding[]) {
    const subject = (binding.subjects ?? []).find((candidate) => isSubject(candidate, user, namespace));
    if (!subject) continue;
    const name = `${binding.metadata.name ?? ''}/${namespace}`;
    const rules = rulesOf(world, binding.roleRef, namespace, missing);
    yield { rules, words: `RoleBinding ${goQuote(name)} of ${roleWords(binding)} to ${subjectWords(subject)}` };
  }
}

function roleWords({ roleRef }: Binding): string {
  return `${roleRef.kind} ${goQuote(roleRef.name)}`;
}

function subjectWords({ kind, name, namespace = '' }: Subject): string {
  return `${kind} ${goQuote(kind === 'ServiceAccount' ? `${name}/${namespace}` : name)}`;
}

function isSubject({ kind, name, namespace }: Subject, user: ClusterUser, bindingNamespace: string): boolean {
  switch (kind) {
    case 'User':
      return user.username === name;
    case 'Group':
      return user.groups.includes(name);
    case 'ServiceAccount':
      return user.username === `system:serviceaccount:${namespace ?? bindingNamespace}:${name}`;
    default:
      return false;
  }
}

function rulesOf(world: World, { kind, name }: RoleRef, namespace: string, missing: string[]): readonly PolicyRule[] {
  const plural = kind === 'Role' ? 'roles' : 'clusterroles';
  const role: Role | undefined = readObject(world, `${plural}.${GROUP}`, kind === 'Role' ? namespace : '', name);
  if (!role) missing.push(`${kind.toLowerCase()}.${GROUP} ${goQuote(name)} not found`);
  return role?.rules ?? [];
}

/** rbac.RuleAllows (pkg/registry/rbac/validation and component-helpers' evaluation_helpers.go). */
function allows(rule: PolicyRule, { verb, resource, path }: Attributes): boolean {
  if (!has(rule.verbs, verb)) return false;
  if (!resource) return (rule.nonResourceURLs ?? []).some((pattern) => matchesPath(pattern, path ?? ''));
  const { group, plural, subresource, name } = resource;
  const combined = subresource === '' ? plural : `${plural}/${subresource}`;
  const named = (rule.resourceNames ?? []).length === 0 || (rule.resourceNames ?? []).includes(name);
  return (
    has(rule.apiGroups, group) &&
    named &&
    (rule.resources ?? []).some((wanted) => matchesResource(wanted, combined, subresource))
  );
}

function has(list: readonly string[] | undefined, value: string): boolean {
  return list !== undefined && (list.includes('*') || list.includes(value));
}

function matchesResource(wanted: string, combined: string, subresource: string): boolean {
  if (wanted === '*' || wanted === combined) return true;
  return subresource !== '' && wanted === `*/${subresource}`;
}

function matchesPath(pattern: string, path: string): boolean {
  if (pattern === '*' || pattern === path) return true;
  return pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1));
}

/** What a refusal says (apiserver's responsewriters.forbiddenMessage). */
export function forbiddenWords(user: ClusterUser, { verb, resource, path = '' }: Attributes): string {
  const who = `User ${goQuote(user.username)} cannot ${verb}`;
  if (!resource) return `${who} path ${goQuote(path)}`;
  const { plural, subresource, group, namespace } = resource;
  const what = subresource === '' ? plural : `${plural}/${subresource}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace ${goQuote(namespace)}`;
  return `${who} resource ${goQuote(what)} in API group ${goQuote(group)} ${where}`;
}
