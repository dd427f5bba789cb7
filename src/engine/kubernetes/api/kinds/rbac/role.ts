import type { ClusterRole, PolicyRule, Role } from 'kubernetes-types/rbac/v1';
import type { FieldError } from '../../field-error';
import type { Strategy } from '../../resource-type';
import { at, child, invalid, required } from '../../validation/field-errors';
import { validateLabelSelector } from '../../validation/metadata';
import { DEFAULT_COLUMNS, declareKind } from '../declare';
import type { KindObject, Loose } from '../kind-object';

export type RoleObject = KindObject<Role>;
export type ClusterRoleObject = KindObject<ClusterRole>;

/** pkg/apis/rbac/validation: ValidatePolicyRule. */
function validateRule(rule: Loose<PolicyRule>, isNamespaced: boolean, path: string): FieldError[] {
  const { verbs = [], nonResourceURLs = [], apiGroups = [], resources = [], resourceNames = [] } = rule;
  const errors = verbs.length ? [] : [required(child(path, 'verbs'), 'verbs must contain at least one value')];
  if (nonResourceURLs.length) {
    const field = child(path, 'nonResourceURLs');
    if (isNamespaced) {
      errors.push(invalid(field, nonResourceURLs, 'namespaced rules cannot apply to non-resource URLs'));
    }
    if (apiGroups.length || resources.length || resourceNames.length) {
      const detail = 'rules cannot apply to both regular resources and non-resource URLs';
      errors.push(invalid(field, nonResourceURLs, detail));
    }
    return errors;
  }
  if (!apiGroups.length) {
    errors.push(required(child(path, 'apiGroups'), 'resource rules must supply at least one api group'));
  }
  if (!resources.length) {
    errors.push(required(child(path, 'resources'), 'resource rules must supply at least one resource'));
  }
  return errors;
}

/** A list of rules is written even when there is none. */
function defaults<T extends RoleObject | ClusterRoleObject>(object: T): T {
  return object.rules ? object : ({ ...object, rules: null } as unknown as T);
}

function validateRules(rules: readonly Loose<PolicyRule>[] | undefined, isNamespaced: boolean): FieldError[] {
  return (rules ?? []).flatMap((rule, i) => validateRule(rule, isNamespaced, at('rules', i)));
}

const roleRules = ({ rules }: RoleObject): FieldError[] => validateRules(rules, true);
const roleStrategy: Strategy<RoleObject> = {
  defaults,
  nameRule: 'path-segment',
  validate: roleRules,
  validateUpdate: roleRules,
};

export const role = declareKind<RoleObject>('rbac.authorization.k8s.io/v1', 'Role', 'roles', {
  strategy: roleStrategy,
  columns: DEFAULT_COLUMNS,
});

/** pkg/apis/rbac/validation: ValidateClusterRole. */
function validateClusterRole({ rules, aggregationRule }: ClusterRoleObject): FieldError[] {
  const errors = validateRules(rules, false);
  if (!aggregationRule) return errors;
  const { clusterRoleSelectors = [] } = aggregationRule;
  const path = 'aggregationRule.clusterRoleSelectors';
  if (!clusterRoleSelectors.length) {
    return [...errors, required(path, 'at least one clusterRoleSelector required if aggregationRule is non-nil')];
  }
  return [...errors, ...clusterRoleSelectors.flatMap((selector, i) => validateLabelSelector(selector, at(path, i)))];
}

export const clusterRole = declareKind<ClusterRoleObject>(
  'rbac.authorization.k8s.io/v1',
  'ClusterRole',
  'clusterroles',
  {
    namespaced: false,
    strategy: {
      defaults,
      nameRule: 'path-segment',
      validate: validateClusterRole,
      validateUpdate: validateClusterRole,
    },
    columns: DEFAULT_COLUMNS,
  },
);
