import type { ClusterUser } from '../../../kernel/cluster-records';
import type { World } from '../../../kernel/world';
import type { KubeObject } from '../object';
import { authorizeNode } from './node-authorizer';
import { nodeOf } from './node-identity';
import { allows, type Attributes, type Decision, type PolicyRule } from './rules';
import { readObject, readObjects } from '../store';
import { goQuote } from '../go-text';

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

/** Whether a user may do something: by the Node authorizer or by RBAC (plugin/pkg/auth/authorizer). Members of `system:masters` may do everything. */
export function authorize(world: World, user: ClusterUser, attributes: Attributes): Decision {
  if (user.groups.includes('system:masters')) return { allowed: true, reason: '' };
  const node = nodeOf(user);
  const byNode = node === undefined ? undefined : authorizeNode(world, node, attributes);
  if (byNode?.allowed === true) return byNode;
  const missing: string[] = [];
  for (const grant of grantsOf(world, user, attributes.resource?.namespace ?? '', missing)) {
    if (grant.rules.some((rule) => allows(rule, attributes)))
      return { allowed: true, reason: `RBAC: allowed by ${grant.words}` };
  }
  const reason =
    missing.length === 0 ? '' : `RBAC: ${missing.length === 1 ? missing.join('') : `[${missing.join(', ')}]`}`;
  return { allowed: false, reason: [byNode?.reason ?? '', reason].filter((text) => text !== '').join('\n') };
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

/** What a refusal says (apiserver's responsewriters.forbiddenMessage). */
export function forbiddenWords(user: ClusterUser, { verb, resource, path = '' }: Attributes): string {
  const who = `User ${goQuote(user.username)} cannot ${verb}`;
  if (!resource) return `${who} path ${goQuote(path)}`;
  const { plural, subresource, group, namespace } = resource;
  const what = subresource === '' ? plural : `${plural}/${subresource}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace ${goQuote(namespace)}`;
  return `${who} resource ${goQuote(what)} in API group ${goQuote(group)} ${where}`;
}
