import { ageSince } from '../age';
import type { FieldError } from '../field-error';
import type { Json, JsonObject, KubeObject } from '../object';
import { isObject } from '../patch/merge-patch';
import type { ResourceType, TableColumn } from '../resource-type';
import { AGE_COLUMN, NAME_COLUMN } from '../tables/cells';
import { hasRules, validateRules } from './cel/rules';
import { readPath } from './json-path';
import { pruneAndDefault, validateStructure } from './structural-schema';

/** The resources that a CustomResourceDefinition adds to the API: one for each version that it serves. */

export const DEFINITIONS = 'customresourcedefinitions.apiextensions.k8s.io';

const known = new WeakMap<KubeObject, readonly ResourceType[]>();

/** The types of a definition; derived once for each version of it. */
export function customTypes(definition: KubeObject): readonly ResourceType[] {
  const found = known.get(definition);
  if (found) return found;
  const types = derive(definition);
  known.set(definition, types);
  return types;
}

interface Names {
  readonly plural: string;
  readonly singular?: string;
  readonly kind: string;
  readonly listKind?: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
}

interface Version {
  readonly name: string;
  readonly served?: boolean;
  readonly schema?: { readonly openAPIV3Schema?: JsonObject };
  readonly subresources?: {
    readonly status?: JsonObject;
    readonly scale?: {
      readonly specReplicasPath: string;
      readonly statusReplicasPath: string;
      readonly labelSelectorPath?: string;
    };
  };
  readonly additionalPrinterColumns?: readonly Column[];
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly jsonPath: string;
  readonly description?: string;
  readonly priority?: number;
}

function derive(definition: KubeObject): readonly ResourceType[] {
  const { spec } = definition as KubeObject & {
    readonly spec?: {
      readonly group?: string;
      readonly scope?: string;
      readonly names?: Names;
      readonly versions?: readonly Version[];
    };
  };
  const { group = '', scope, names, versions = [] } = spec ?? {};
  if (!names) return [];
  return versions
    .filter(({ served }) => served !== false)
    .map((version) => typeOf(group, scope === 'Namespaced', names, version));
}

function typeOf(group: string, namespaced: boolean, names: Names, version: Version): ResourceType {
  const schema = version.schema?.openAPIV3Schema ?? {};
  const { status, scale } = version.subresources ?? {};
  const check = (object: KubeObject, old?: KubeObject): readonly FieldError[] => {
    const value = object as unknown as JsonObject;
    const errors = validateStructure(value, schema);
    if (errors.some(({ type }) => BLOCKING.has(type))) return hasRules(schema) ? [...errors, UNCHECKED] : errors;
    return [...errors, ...validateRules(value, schema, '', old as unknown as JsonObject | undefined)];
  };
  return {
    group,
    version: version.name,
    kind: names.kind,
    plural: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    listKind: names.listKind ?? `${names.kind}List`,
    ...(names.shortNames && { shortNames: names.shortNames }),
    ...(names.categories && { categories: names.categories }),
    namespaced,
    subresources: {
      ...(status && { status: true as const }),
      ...(scale && {
        scale: {
          specReplicas: scale.specReplicasPath,
          statusReplicas: scale.statusReplicasPath,
          ...(scale.labelSelectorPath !== undefined && { labelSelector: scale.labelSelectorPath }),
        },
      }),
    },
    generation: true,
    structuralSchema: schema,
    strategy: {
      prepareForCreate: (object) => (status ? withoutStatus(object, schema) : object),
      validate: (object) => check(object),
      validateUpdate: check,
      validateStatusUpdate: check,
    },
    columns: version.additionalPrinterColumns?.length
      ? [NAME_COLUMN, ...version.additionalPrinterColumns.map(columnOf)]
      : [NAME_COLUMN, AGE_COLUMN],
  };
}

/** Rules are asked only of what has the form that they expect (hasBlockingErr of the registry's customresource strategy). */
const BLOCKING: ReadonlySet<FieldError['type']> = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);
const UNCHECKED: FieldError = {
  type: 'FieldValueInvalid',
  field: '<nil>',
  value: null,
  detail:
    'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
};

/** The status is the controller's: what the creator wrote there goes; a default of the schema is there whenever the object is read. */
function withoutStatus(object: KubeObject, schema: JsonObject): KubeObject {
  const { status: _, ...rest } = object as KubeObject & { readonly status?: Json };
  return pruneAndDefault(rest as unknown as JsonObject, schema).value as unknown as KubeObject;
}

/** additionalPrinterColumns (apiextensions-apiserver's pkg/registry/customresource/tableconvertor). */
function columnOf({ name, type, jsonPath, description = '', priority }: Column): TableColumn<KubeObject> {
  return {
    name,
    type: COLUMN_TYPES.get(type) ?? 'string',
    description: description || `Custom resource definition column (in JSONPath format): ${jsonPath}`,
    ...(priority === 1 && { priority: 1 as const }),
    cell(object, nowMs) {
      const value = readPath(object as unknown as JsonObject, jsonPath);
      if (value === undefined || value === null) return null;
      if (type === 'date') return typeof value === 'string' ? ageSince(value, nowMs) : '<invalid>';
      if (type === 'string') return typeof value === 'string' ? value : JSON.stringify(value);
      return isObject(value) || Array.isArray(value) ? JSON.stringify(value) : value;
    },
  };
}

const COLUMN_TYPES: ReadonlyMap<string, TableColumn<KubeObject>['type']> = new Map([
  ['integer', 'integer'],
  ['number', 'number'],
  ['boolean', 'boolean'],
  ['date', 'date'],
]);
