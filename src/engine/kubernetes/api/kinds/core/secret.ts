import type { Secret } from 'kubernetes-types/core/v1';
import type { FieldError } from '../../field-error';
import type { ResourceType } from '../../resource-type';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import { at, forbidden, invalid, invalidEach, required, tooLong } from '../../validation/field-errors';
import { sortedEntries } from '../../validation/metadata';
import { configKey } from '../../validation/names';
import { base64Decode, base64Encode, base64Length } from '../base64';
import { fillIn, without } from '../fill-in';
import type { KindObject } from '../kind-object';
import { semanticEqual } from '../semantic-equal';

export type SecretObject = KindObject<Secret>;

const MAX_BYTES = 1024 * 1024;

/** `stringData` is only written: its values become those of `data` (pkg/apis/core/v1/conversion.go). */
function foldStringData(secret: SecretObject): SecretObject {
  const { stringData } = secret;
  if (!stringData) return secret;
  const data: Record<string, string | undefined> = { ...secret.data };
  for (const [key, value] of Object.entries(stringData)) data[key] = base64Encode(value ?? '');
  return { ...without(secret, 'stringData'), data };
}

/** The keys that a type of Secret must have: pkg/apis/core/validation, ValidateSecret. */
function validateType(secret: SecretObject): readonly FieldError[] {
  const data = secret.data ?? {};
  const has = (key: string): boolean => Object.hasOwn(data, key);
  const missing = (key: string): FieldError => required(at('data', key));
  switch (secret.type as string) {
    case 'kubernetes.io/service-account-token': {
      const annotation = 'kubernetes.io/service-account.name';
      return secret.metadata.annotations?.[annotation] ? [] : [required(at('metadata.annotations', annotation))];
    }
    case 'kubernetes.io/dockercfg':
      return has('.dockercfg') ? validateJson('.dockercfg', data['.dockercfg']) : [missing('.dockercfg')];
    case 'kubernetes.io/dockerconfigjson': {
      const key = '.dockerconfigjson';
      return has(key) ? validateJson(key, data[key]) : [missing(key)];
    }
    case 'kubernetes.io/basic-auth':
      return has('username') || has('password') ? [] : [missing('username'), missing('password')];
    case 'kubernetes.io/ssh-auth':
      return data['ssh-privatekey'] ? [] : [missing('ssh-privatekey')];
    case 'kubernetes.io/tls':
      return ['tls.crt', 'tls.key'].filter((key) => !has(key)).map(missing);
    default:
      return [];
  }
}

function validateJson(key: string, value: string | undefined): readonly FieldError[] {
  const text = base64Decode(value ?? '') ?? '';
  const bad = (detail: string): readonly FieldError[] => [
    invalid(at('data', key), '<secret contents redacted>', detail),
  ];
  if (text.trim() === '') return bad('unexpected end of JSON input');
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? [] : bad(notAnObject(json));
  } catch {
    const first = text.trim().charAt(0);
    return bad(
      /[[{"\d-]|t|f|n/.test(first)
        ? 'unexpected end of JSON input'
        : `invalid character '${first}' looking for beginning of value`,
    );
  }
}

function notAnObject(json: unknown): string {
  const kind = Array.isArray(json) ? 'array' : typeof json === 'boolean' ? 'bool' : typeof json;
  return `json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`;
}

function validate(secret: SecretObject): readonly FieldError[] {
  const entries = sortedEntries(secret.data);
  const errors = entries.flatMap(([key]) => invalidEach(at('data', key), key, configKey(key)));
  const size = entries.reduce((sum, [, value]) => sum + base64Length(value ?? ''), 0);
  if (size > MAX_BYTES) errors.push(tooLong('data', MAX_BYTES));
  return [...errors, ...validateType(secret)];
}

export const secret: ResourceType<SecretObject> = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  singular: 'secret',
  listKind: 'SecretList',
  namespaced: true,
  strategy: {
    defaults: (object) => fillIn(foldStringData(object), { type: 'Opaque' }),
    // A type that is left out is that of the old object (pkg/registry/core/secret/strategy.go).
    prepareForUpdate: (next, old) => fillIn(next, { type: old.type }),
    validate,
    validateUpdate: (next, old) => {
      const errors: FieldError[] = [];
      if (next.type !== old.type) errors.push(invalid('type', next.type, 'field is immutable'));
      if (old.immutable) {
        const detail = 'field is immutable when `immutable` is set';
        if (!next.immutable) errors.push(forbidden('immutable', detail));
        if (!semanticEqual(next.data, old.data)) errors.push(forbidden('data', detail));
      }
      return [...errors, ...validate(next)];
    },
  },
  columns: [
    NAME_COLUMN,
    { name: 'Type', type: 'string', description: describe('Secret.type'), cell: ({ type }) => type ?? '' },
    {
      name: 'Data',
      type: 'string',
      description: describe('Secret.data'),
      cell: ({ data }) => Object.keys(data ?? {}).length,
    },
    AGE_COLUMN,
  ],
  selectableFields: { type: ({ type }) => type ?? '' },
};
