import type { FieldError } from '../field-error';
import { goQuote } from '../go-text';
import type { Json } from '../object';

const TYPE_TEXT: Readonly<Record<FieldError['type'], string>> = {
  FieldValueNotFound: 'Not found',
  FieldValueRequired: 'Required value',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueInvalid: 'Invalid value',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueForbidden: 'Forbidden',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
  FieldValueTypeInvalid: 'Invalid value',
  InternalError: 'Internal error',
};

const WITHOUT_VALUE: ReadonlySet<FieldError['type']> = new Set([
  'FieldValueRequired',
  'FieldValueForbidden',
  'FieldValueTooLong',
  'InternalError',
]);

/** The complaint without its field, as a cause in a Status has it (apimachinery, field.Error.ErrorBody). */
export function fieldErrorBody(error: FieldError): string {
  const type = TYPE_TEXT[error.type];
  const head = WITHOUT_VALUE.has(error.type) || error.value === undefined ? type : `${type}: ${valueText(error.value)}`;
  return error.detail ? `${head}: ${error.detail}` : head;
}

/** `spec.ports[0].port: Invalid value: 0: must be between …` */
export function fieldErrorText(error: FieldError): string {
  return `${error.field}: ${fieldErrorBody(error)}`;
}

/** All complaints in one line: each once, in brackets when there is more than one (apimachinery, aggregate.Error). */
export function fieldErrorListText(errors: readonly FieldError[]): string {
  const texts = [...new Set(errors.map(fieldErrorText))];
  return texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]`;
}

function valueText(value: Json): string {
  return typeof value === 'string' ? goQuote(value) : goJson(value);
}

/** Go's json.Marshal writes <, > and & as escapes. */
function goJson(value: Json): string {
  return JSON.stringify(value).replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
}
