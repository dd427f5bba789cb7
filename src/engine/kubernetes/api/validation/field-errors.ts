import type { FieldError } from '../field-error';
import type { Json } from '../object';

/** `path.name`, where the root has no name. */
export function child(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** `path[key]`: an element of a list, or an entry of a map. */
export function at(path: string, key: number | string): string {
  return `${path}[${key}]`;
}

export function required(field: string, detail = ''): FieldError {
  return { type: 'FieldValueRequired', field, value: '', detail };
}

/** `undefined` stands for Go's nil pointer, which the server writes as null. */
export function invalid(field: string, value: unknown, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field, value: asJson(value), detail };
}

export function duplicate(field: string, value: unknown): FieldError {
  return { type: 'FieldValueDuplicate', field, value: asJson(value), detail: '' };
}

export function notFound(field: string, value: unknown): FieldError {
  return { type: 'FieldValueNotFound', field, value: asJson(value), detail: '' };
}

export function forbidden(field: string, detail: string): FieldError {
  return { type: 'FieldValueForbidden', field, value: '', detail };
}

/** The list is shown in the order given: callers hand it in as the server keeps it (most often sorted). */
export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldError {
  const detail = supported.length
    ? `supported values: ${supported.map((text) => JSON.stringify(text)).join(', ')}`
    : '';
  return { type: 'FieldValueNotSupported', field, value: asJson(value), detail };
}

export function tooLong(field: string, maxBytes: number): FieldError {
  const detail =
    maxBytes >= 0 ? `may not be more than ${maxBytes} ${maxBytes === 1 ? 'byte' : 'bytes'}` : 'value is too long';
  return { type: 'FieldValueTooLong', field, value: '<value omitted>', detail };
}

export function tooMany(field: string, count: number, max: number): FieldError {
  return {
    type: 'FieldValueTooMany',
    field,
    value: count,
    detail: `must have at most ${max} ${max === 1 ? 'item' : 'items'}`,
  };
}

/** One complaint of a rule that only knows the value's text. */
export function invalidEach(field: string, value: unknown, messages: readonly string[]): FieldError[] {
  return messages.map((message) => invalid(field, value, message));
}

function asJson(value: unknown): Json {
  return value === undefined ? null : (value as Json);
}
