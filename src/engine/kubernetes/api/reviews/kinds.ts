import type { KubeObject } from '../object';
import type { ResourceType } from '../resource-type';

/** Resources that answer a question and are never stored. */
function review(group: string, kind: string, namespaced = false): ResourceType<KubeObject> {
  return {
    group,
    version: 'v1',
    kind,
    plural: `${kind.toLowerCase()}s`,
    singular: kind.toLowerCase(),
    listKind: `${kind}List`,
    namespaced,
    verbs: ['create'],
    strategy: {},
    columns: [],
  };
}

/** `bindings`: gives a Pod to a node, as its subresource does; never stored either. */
export const BINDING = review('', 'Binding', true);

export const REVIEW_KINDS: readonly ResourceType[] = [
  review('authentication.k8s.io', 'SelfSubjectReview'),
  review('authentication.k8s.io', 'TokenReview'),
  review('authorization.k8s.io', 'LocalSubjectAccessReview', true),
  review('authorization.k8s.io', 'SelfSubjectAccessReview'),
  review('authorization.k8s.io', 'SelfSubjectRulesReview'),
  review('authorization.k8s.io', 'SubjectAccessReview'),
];

/** Whether a type is one of them. */
export function isReview(type: ResourceType): boolean {
  return REVIEW_KINDS.some(({ group, kind }) => group === type.group && kind === type.kind);
}
