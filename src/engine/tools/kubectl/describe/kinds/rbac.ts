import { listAt, mapAt, textAt } from '../../json/types';
import { annotations, labels } from '../parts';
import { compactRules, resourceText } from '../rbac-rules';
import type { Describe } from './context';

/** describe of Role and ClusterRole. */
export const describeRole: Describe = ({ w, object }) => {
  const meta = mapAt(object, 'metadata');
  w.field('Name', textAt(meta, 'name'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.write(0, 'PolicyRule:\n');
  w.write(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs\n');
  w.write(1, '---------\t-----------------\t--------------\t-----\n');
  for (const rule of compactRules(listAt(object, 'rules')))
    w.write(1, `${resourceText(rule)}\t[${rule.url}]\t[${rule.name}]\t[${rule.verbs.join(' ')}]\n`);
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
