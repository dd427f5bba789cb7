import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1';
import type { FieldError } from '../../field-error';
import { at, child, invalid, notSupported, required } from '../../validation/field-errors';
import { dns1035Label, dnsSubdomain } from '../../validation/names';
import { DEFAULT_COLUMNS, declareKind } from '../declare';
import { fillIn } from '../fill-in';
import type { KindObject } from '../kind-object';
import { asGo } from '../go-names';

export type CustomResourceDefinitionObject = KindObject<CustomResourceDefinition>;
type Spec = NonNullable<CustomResourceDefinitionObject['spec']>;
type Names = NonNullable<Spec['names']>;
type Column = NonNullable<NonNullable<Spec['versions']>[number]['additionalPrinterColumns']>[number];

const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];

/** apiextensions-apiserver, pkg/apis/apiextensions/v1/defaults.go. */
function defaultSpec(given: Spec): Spec {
  const { names = {} } = given;
  const { kind = '' } = names;
  const filled = fillIn(names, { singular: kind.toLowerCase(), ...(kind && { listKind: `${kind}List` }) });
  return { ...given, names: filled, conversion: given.conversion ?? { strategy: 'None' } };
}

function storedVersion(spec: Spec | undefined): readonly string[] {
  const stored = (spec?.versions ?? []).find(({ storage }) => storage)?.name;
  return stored === undefined ? [] : [stored];
}

function validateNames(names: Names, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['plural', 'singular', 'kind', 'listKind'] as const) {
    if (!names[field]) errors.push(required(child(path, field)));
  }
  for (const field of ['plural', 'singular'] as const) {
    const value = names[field] ?? '';
    const messages = value ? dns1035Label(value) : [];
    if (messages.length) errors.push(invalid(child(path, field), value, messages.join(',')));
  }
  for (const field of ['kind', 'listKind'] as const) {
    const value = names[field] ?? '';
    const messages = value ? dns1035Label(value.toLowerCase()) : [];
    if (!messages.length) continue;
    const detail = `may have mixed case, but should otherwise match: ${messages.join(',')}`;
    errors.push(invalid(child(path, field), value, detail));
  }
  const listErrors = (field: 'shortNames' | 'categories'): FieldError[] =>
    (names[field] ?? []).flatMap((name, i) => {
      const messages = dns1035Label(name);
      return messages.length ? [invalid(at(child(path, field), i), name, messages.join(','))] : [];
    });
  errors.push(...listErrors('shortNames'));
  if (names.kind && names.kind === names.listKind) {
    errors.push(invalid(child(path, 'listKind'), names.listKind, 'kind and listKind may not be the same'));
  }
  return [...errors, ...listErrors('categories')];
}

function validateColumn({ name, type = '', jsonPath }: Column, path: string): FieldError[] {
  const errors = name ? [] : [required(child(path, 'name'))];
  const detail = `must be one of ${COLUMN_TYPES.join(',')}`;
  if (!type) errors.push(required(child(path, 'type'), detail));
  else if (!COLUMN_TYPES.includes(type)) errors.push(invalid(child(path, 'type'), type, detail));
  if (!jsonPath) errors.push(required(child(path, 'JSONPath')));
  return errors;
}

/** apiextensions-apiserver, pkg/apis/apiextensions/validation: validateCustomResourceDefinitionSpec, but for the schemas themselves. */
function validateSpec(spec: Spec): FieldError[] {
  const errors: FieldError[] = [];
  const { group = '', scope, versions = [], names = {} } = spec;
  const groupMessages = group ? dnsSubdomain(group) : [];
  if (!group) errors.push(required('spec.group'));
  else if (groupMessages.length) errors.push(invalid('spec.group', group, groupMessages.join(',')));
  else if (!group.includes('.')) errors.push(invalid('spec.group', group, 'should be a domain with at least one dot'));
  if (!scope) errors.push(required('spec.scope'));
  else if (scope !== 'Cluster' && scope !== 'Namespaced') {
    errors.push(notSupported('spec.scope', scope, ['Cluster', 'Namespaced']));
  }
  versions.forEach(({ schema }, i) => {
    if (!schema?.openAPIV3Schema) errors.push(required(child(at('spec.versions', i), 'schema.openAPIV3Schema')));
  });
  versions.forEach(({ name = '', additionalPrinterColumns = [] }, i) => {
    const path = at('spec.versions', i);
    const messages = dns1035Label(name);
    if (messages.length) errors.push(invalid(child(path, 'name'), name, messages.join(',')));
    additionalPrinterColumns.forEach((one, j) =>
      errors.push(...validateColumn(one, at(child(path, 'additionalPrinterColumns'), j))),
    );
  });
  if (new Set(versions.map(({ name }) => name)).size < versions.length) {
    errors.push(invalid('spec.versions', asGo(versions), 'must contain unique version names'));
  }
  if (versions.filter(({ storage }) => storage).length !== 1) {
    const detail = 'must have exactly one version marked as storage version';
    errors.push(invalid('spec.versions', asGo(versions), detail));
  }
  return [...errors, ...validateNames(names, 'spec.names')];
}

export const customResourceDefinition = declareKind<CustomResourceDefinitionObject>(
  'apiextensions.k8s.io/v1',
  'CustomResourceDefinition',
  'customresourcedefinitions',
  {
    shortNames: ['crd', 'crds'],
    categories: ['api-extensions'],
    namespaced: false,
    subresources: { status: true },
    generation: true,
    strategy: {
      defaults: (object) => ({ ...object, spec: defaultSpec(object.spec ?? {}) }),
      prepareForCreate: (object) =>
        ({
          ...object,
          status: {
            conditions: null,
            acceptedNames: { plural: '', kind: '' },
            storedVersions: storedVersion(object.spec),
          },
        }) as never,
      validate: ({ metadata, spec = {} }) => {
        const { name = '' } = metadata;
        const wrongName = name !== `${spec.names?.plural ?? ''}.${spec.group ?? ''}`;
        const errors = wrongName ? [invalid('metadata.name', name, 'must be spec.names.plural+"."+spec.group')] : [];
        return [...errors, ...validateSpec(spec)];
      },
      validateUpdate: ({ spec = {} }, old) => {
        const errors = validateSpec(spec);
        const [next, before] = [spec, old.spec ?? {}];
        if (next.scope !== before.scope) errors.push(invalid('spec.scope', next.scope, 'field is immutable'));
        if (next.names?.kind !== before.names?.kind) {
          errors.push(invalid('spec.names.kind', next.names?.kind, 'field is immutable'));
        }
        if (next.group !== before.group) errors.push(invalid('spec.group', next.group, 'field is immutable'));
        if (next.names?.plural !== before.names?.plural) {
          errors.push(invalid('spec.names.plural', next.names?.plural, 'field is immutable'));
        }
        return errors;
      },
    },
    columns: DEFAULT_COLUMNS,
  },
);
