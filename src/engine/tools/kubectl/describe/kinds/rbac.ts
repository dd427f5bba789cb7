import { listAt, mapAt, textAt, type Json } from '../../json/types';
import { annotations, labels } from '../parts';
import type { Describe } from './context';

interface Rule {
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
function compact(rules: readonly Json[]): readonly Rule[] {
  const simple = new Map<string, Rule>();
  const urls: Rule[] = [];
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
function goText({ group, resource, url, name, verbs }: Rule): string {
  return `&PolicyRule{Verbs:[${verbs.join(' ')}],APIGroups:[${group ?? ''}],Resources:[${resource}],ResourceNames:[${name}],NonResourceURLs:[${url}],}`;
}

/** describe of Role and ClusterRole. */
export const describeRole: Describe = ({ w, object }) => {
  const meta = mapAt(object, 'metadata');
  w.field('Name', textAt(meta, 'name'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.write(0, 'PolicyRule:\n');
  w.write(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs\n');
  w.write(1, '---------\t-----------------\t--------------\t-----\n');
  for (const { group, resource, url, name, verbs } of compact(listAt(object, 'rules'))) {
    const [base = '', sub] = resource.split('/');
    const full = `${base}${group === undefined || group === '' ? '' : `.${group}`}${sub === undefined ? '' : `/${sub}`}`;
    w.write(1, `${full}\t[${url}]\t[${name}]\t[${verbs.join(' ')}]\n`);
  }
};

/** describe of RoleBinding and ClusterRoleBinding. */
export const describeBinding: Describe = ({ w, object }) => {
  const meta = mapAt(object, 'metadata');
  w.field('Name', textAt(meta, 'name'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.write(0, 'Role:\n');
  w.field('Kind', textAt(object, 'roleRef', 'kind'), 1);
  w.field('Name', textAt(object, 'roleRef', 'name'), 1);
  w.write(0, 'Subjects:\n');
  w.write(1, 'Kind\tName\tNamespace\n');
  w.write(1, '----\t----\t---------\n');
  for (const subject of listAt(object, 'subjects'))
    w.write(1, `${textAt(subject, 'kind')}\t${textAt(subject, 'name')}\t${textAt(subject, 'namespace')}\n`);
};
