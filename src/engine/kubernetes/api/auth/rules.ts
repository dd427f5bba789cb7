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
    /** The field selector of a list or watch, requirement by requirement. */
    readonly fields?: readonly string[];
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

/** rbac.RuleAllows (pkg/registry/rbac/validation and component-helpers' evaluation_helpers.go). */
export function allows(rule: PolicyRule, { verb, resource, path }: Attributes): boolean {
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
