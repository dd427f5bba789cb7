import { listAt, type Json } from '../json/types';

/** What a line of the list says: one resource with its verbs, or one URL and verb. */
export interface CompactRule {
  readonly group: string | undefined;
  readonly resource: string;
  readonly url: string;
  readonly name: string;
  readonly verbs: string[];
}

function texts(value: Json, field: string): readonly string[] {
  return listAt(value, field).map((item) => (typeof item === 'string' ? item : ''));
}

/** rbac.BreakdownRule and CompactRules: one line a resource, or a URL and verb. */
export function compactRules(rules: readonly Json[]): readonly CompactRule[] {
  const simple = new Map<string, CompactRule>();
  const urls: CompactRule[] = [];
  for (const rule of rules) {
    const verbs = texts(rule, 'verbs');
    const names = texts(rule, 'resourceNames');
    for (const group of texts(rule, 'apiGroups'))
      for (const resource of texts(rule, 'resources'))
        for (const name of names.length === 0 ? [''] : names) {
          const key = JSON.stringify([group, resource, name]);
          const known = simple.get(key) ?? { group, resource, url: '', name, verbs: [] };
          for (const verb of verbs) if (!known.verbs.includes(verb)) known.verbs.push(verb);
          simple.set(key, known);
        }
    for (const url of texts(rule, 'nonResourceURLs'))
      for (const verb of verbs) urls.push({ group: undefined, resource: '', url, name: '', verbs: [verb] });
  }
  return [...urls, ...simple.values()].sort((a, b) => (goText(a) < goText(b) ? -1 : 1));
}

/** PolicyRule.String(), by which they are sorted. */
function goText({ group, resource, url, name, verbs }: CompactRule): string {
  return `&PolicyRule{Verbs:[${verbs.join(' ')}],APIGroups:[${group ?? ''}],Resources:[${resource}],ResourceNames:[${name}],NonResourceURLs:[${url}],}`;
}

/** `deployments.apps/scale` (describe.CombineResourceGroup). */
export function resourceText({ group, resource }: CompactRule): string {
  const [base = '', sub] = resource.split('/');
  return `${base}${group === undefined || group === '' ? '' : `.${group}`}${sub === undefined ? '' : `/${sub}`}`;
}
