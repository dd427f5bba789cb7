import type { RoleBinding } from 'kubernetes-types/rbac/v1';
import type { FieldError } from '../../field-error';
import type { ResourceType } from '../../resource-type';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { at, child, invalid, invalidEach, notSupported, required } from '../../validation/field-errors';
import { dnsSubdomain, pathSegment } from '../../validation/names';
import { column, declareKind } from '../declare';
import { changeEach, changeField, fillIn } from '../fill-in';
import { asGo } from '../go-names';
import type { KindObject } from '../kind-object';
import { semanticEqual } from '../semantic-equal';

/** A RoleBinding or a ClusterRoleBinding: they differ in their names and in what they may refer to. */
export type BindingObject = KindObject<RoleBinding>;
type Subject = NonNullable<BindingObject['subjects']>[number];

const GROUP = 'rbac.authorization.k8s.io';

/** pkg/apis/rbac/v1/defaults.go. */
function defaults(object: BindingObject): BindingObject {
  const next = { ...object, roleRef: fillIn(object.roleRef, { apiGroup: GROUP }) };
  return changeField(next, 'subjects', (subjects) =>
    changeEach(subjects, (subject) =>
      subject.kind === 'User' || subject.kind === 'Group' ? fillIn(subject, { apiGroup: GROUP }) : subject,
    ),
  );
}

/** pkg/apis/rbac/validation: ValidateRoleBindingSubject. */
function validateSubject(subject: Subject, isNamespaced: boolean, path: string): FieldError[] {
  const { kind = '', name = '', namespace = '', apiGroup = '' } = subject;
  const errors = name ? [] : [required(child(path, 'name'))];
  const groupField = child(path, 'apiGroup');
  if (kind === 'ServiceAccount') {
    if (name) errors.push(...invalidEach(child(path, 'name'), name, dnsSubdomain(name)));
    if (apiGroup) errors.push(notSupported(groupField, apiGroup, ['']));
    if (!isNamespaced && !namespace) errors.push(required(child(path, 'namespace')));
  } else if (kind === 'User' || kind === 'Group') {
    if (apiGroup !== GROUP) errors.push(notSupported(groupField, apiGroup, [GROUP]));
  } else {
    errors.push(notSupported(child(path, 'kind'), kind, ['ServiceAccount', 'User', 'Group']));
  }
  return errors;
}

function validate({ roleRef = {}, subjects = [] }: BindingObject, kinds: readonly string[]): FieldError[] {
  const errors: FieldError[] = [];
  const { apiGroup = '', kind = '', name = '' } = roleRef;
  if (apiGroup !== GROUP) errors.push(notSupported('roleRef.apiGroup', apiGroup, [GROUP]));
  if (!kinds.includes(kind)) errors.push(notSupported('roleRef.kind', kind, kinds));
  if (!name) errors.push(required('roleRef.name'));
  else errors.push(...invalidEach('roleRef.name', name, pathSegment(name)));
  const isNamespaced = kinds.length > 1;
  return [...errors, ...subjects.flatMap((one, i) => validateSubject(one, isNamespaced, at('subjects', i)))];
}

/** Those of one kind: printers.go, rbac.SubjectsStrings. */
function subjectsOf({ subjects = [] }: BindingObject, kind: string): string {
  return subjects
    .filter((subject) => subject.kind === kind)
    .map(({ name = '', namespace = '' }) =>
      kind !== 'ServiceAccount' ? name : namespace ? `${namespace}/${name}` : `/${name}`,
    )
    .join(', ');
}

function declareBinding(
  kind: 'RoleBinding' | 'ClusterRoleBinding',
  kinds: readonly string[],
): ResourceType<BindingObject> {
  return declareKind<BindingObject>(`${GROUP}/v1`, kind, `${kind.toLowerCase()}s`, {
    namespaced: kind === 'RoleBinding',
    strategy: {
      defaults,
      nameRule: 'path-segment',
      validate: (object) => validate(object, kinds),
      validateUpdate: (next, old) => {
        const errors = validate(next, kinds);
        if (semanticEqual(next.roleRef, old.roleRef)) return errors;
        return [...errors, invalid('roleRef', asGo(next.roleRef), 'cannot change roleRef')];
      },
    },
    columns: [
      NAME_COLUMN,
      column('Role', describe(`${kind}.roleRef`), ({ roleRef }) => `${roleRef?.kind ?? ''}/${roleRef?.name ?? ''}`),
      AGE_COLUMN,
      column('Users', `Users in the ${kind}`, (object) => subjectsOf(object, 'User'), { wide: true }),
      column('Groups', `Groups in the ${kind}`, (object) => subjectsOf(object, 'Group'), { wide: true }),
      column('ServiceAccounts', `ServiceAccounts in the ${kind}`, (object) => subjectsOf(object, 'ServiceAccount'), {
        wide: true,
      }),
    ],
  });
}

export const roleBinding = declareBinding('RoleBinding', ['Role', 'ClusterRole']);
export const clusterRoleBinding = declareBinding('ClusterRoleBinding', ['ClusterRole']);
