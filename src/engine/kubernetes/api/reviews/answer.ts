import type { ClusterUser } from '../../../kernel/cluster-records';
import { badRequest, invalid } from '../api-error';
import { userOfToken } from '../auth/authenticate';
import { authorize, rulesFor } from '../auth/rbac';
import type { Attributes } from '../auth/rules';
import type { Json, JsonObject, KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import { isObject } from '../patch/merge-patch';
import type { ResourceType } from '../resource-type';
import { nowText } from '../store';

/** Answers a review with its status filled in. Throws ApiError. */
export function answerReview(caller: Caller, type: ResourceType, namespace: string, object: KubeObject): KubeObject {
  const { spec } = object as KubeObject & { readonly spec?: JsonObject };
  const status = statusOf(caller, type, namespace, spec ?? {});
  const metadata = type.kind === 'SelfSubjectReview' ? { creationTimestamp: nowText(caller.world) } : object.metadata;
  return { ...object, metadata, status } as KubeObject;
}

function statusOf(caller: Caller, type: ResourceType, namespace: string, spec: JsonObject): JsonObject {
  const { world, user } = caller;
  switch (type.kind) {
    case 'SelfSubjectReview':
      return { userInfo: userInfo(user) };
    case 'TokenReview': {
      const found = typeof spec.token === 'string' ? userOfToken(world, spec.token) : undefined;
      return found ? { authenticated: true, user: userInfo(found) } : { user: {}, error: '[invalid bearer token]' };
    }
    case 'SelfSubjectRulesReview': {
      const where = text(spec.namespace);
      if (where === '') throw badRequest('no namespace on request');
      return rulesStatus(caller, where);
    }
    case 'SelfSubjectAccessReview':
      return decision(caller, user, spec, type);
    default: {
      if (type.kind === 'LocalSubjectAccessReview' && isObject(spec.resourceAttributes)) {
        if (text(spec.resourceAttributes.namespace) !== namespace) {
          const detail = `must match metadata.namespace: ${namespace}`;
          throw invalid(type, '', [
            {
              type: 'FieldValueInvalid',
              field: 'spec.resourceAttributes.namespace',
              value: text(spec.resourceAttributes.namespace),
              detail,
            },
          ]);
        }
      }
      const groups = Array.isArray(spec.groups) ? (spec.groups as readonly string[]) : [];
      return decision(caller, { username: text(spec.user), groups }, spec, type);
    }
  }
}

function decision({ world }: Caller, user: ClusterUser, spec: JsonObject, type: ResourceType): JsonObject {
  const attributes = attributesOf(spec);
  if (!attributes) {
    throw invalid(type, '', [
      {
        type: 'FieldValueInvalid',
        field: 'spec.resourceAttributes',
        value: null,
        detail: 'exactly one of nonResourceAttributes or resourceAttributes must be specified',
      },
    ]);
  }
  const { allowed, reason } = authorize(world, user, attributes);
  return { allowed, ...(reason !== '' && { reason }) };
}

function attributesOf({ resourceAttributes, nonResourceAttributes }: JsonObject): Attributes | undefined {
  if (isObject(resourceAttributes) === isObject(nonResourceAttributes)) return undefined;
  if (isObject(nonResourceAttributes)) {
    return { verb: text(nonResourceAttributes.verb), path: text(nonResourceAttributes.path) };
  }
  if (!isObject(resourceAttributes)) return undefined;
  const { verb, group, resource, subresource, name, namespace } = resourceAttributes;
  return {
    verb: text(verb),
    resource: {
      group: text(group),
      plural: text(resource),
      subresource: text(subresource),
      name: text(name),
      namespace: text(namespace),
    },
  };
}

function rulesStatus({ world, user }: Caller, namespace: string): JsonObject {
  const rules = rulesFor(world, user, namespace);
  return {
    resourceRules: rules
      .filter(({ resources }) => resources !== undefined)
      .map(({ verbs = [], apiGroups = [], resources = [], resourceNames }) => ({
        verbs,
        apiGroups,
        resources,
        ...(resourceNames && { resourceNames }),
      })),
    nonResourceRules: rules
      .filter(({ nonResourceURLs }) => nonResourceURLs !== undefined)
      .map(({ verbs = [], nonResourceURLs = [] }) => ({ verbs, nonResourceURLs })),
    incomplete: false,
  };
}

function userInfo({ username, uid, groups, extra }: ClusterUser): JsonObject {
  return { username, ...(uid !== undefined && { uid }), groups, ...(extra && { extra }) };
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
