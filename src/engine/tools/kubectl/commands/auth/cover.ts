import { listAt, type Json, type JsonMap } from '../../json/types';

/** What a rule of RBAC lets do and another does not (k8s.io/component-helpers/auth/rbac/validation/policy_comparator.go). */

function texts(rule: Json, field: string): readonly string[] {
  return listAt(rule, field).map((item) => (typeof item === 'string' ? item : ''));
}

/** Rules of one verb and one resource or address each. */
export function brokenDown(rule: JsonMap): readonly JsonMap[] {
  const parts: JsonMap[] = [];
  const verbs = texts(rule, 'verbs');
  const names = texts(rule, 'resourceNames');
  for (const group of texts(rule, 'apiGroups'))
    for (const resource of texts(rule, 'resources'))
      for (const verb of verbs) {
        const part = { verbs: [verb], apiGroups: [group], resources: [resource] };
        if (names.length === 0) parts.push(part);
        for (const name of names) parts.push({ ...part, resourceNames: [name] });
      }
  for (const url of texts(rule, 'nonResourceURLs'))
    for (const verb of verbs) parts.push({ verbs: [verb], nonResourceURLs: [url] });
  return parts;
}

/** Whether one of the rules allows all that a broken down one does. */
export function covers(rules: readonly JsonMap[], part: JsonMap): boolean {
  return rules.some((rule) => coversOne(rule, part));
}

function coversOne(rule: JsonMap, part: JsonMap): boolean {
  const has = (field: string): boolean => {
    const own = texts(rule, field);
    return own.includes('*') || texts(part, field).every((one) => own.includes(one));
  };
  const resources = texts(rule, 'resources');
  const resourcesCovered =
    has('resources') ||
    texts(part, 'resources').every((one) => one.includes('/') && resources.includes(`*/${one.split('/')[1] ?? ''}`));
  const names = texts(rule, 'resourceNames');
  const asked = texts(part, 'resourceNames');
  const namesCovered = names.length === 0 || (asked.length > 0 && asked.every((one) => names.includes(one)));
  const urls = texts(rule, 'nonResourceURLs');
  const urlsCovered = texts(part, 'nonResourceURLs').every((one) =>
    urls.some((own) => own === one || (own.endsWith('*') && one.startsWith(own.slice(0, -1)))),
  );
  return has('verbs') && has('apiGroups') && resourcesCovered && namesCovered && urlsCovered;
}

/** rbacv1.PolicyRule as Go's %+v prints it. */
export function ruleText(rule: JsonMap): string {
  const list = (field: string): string => `[${texts(rule, field).join(' ')}]`;
  return `{Verbs:${list('verbs')} APIGroups:${list('apiGroups')} Resources:${list('resources')} ResourceNames:${list('resourceNames')} NonResourceURLs:${list('nonResourceURLs')}}`;
}
