import type { Json } from './object';

/**
 * One complaint of validation, as apimachinery's pkg/util/validation/field Error: which field, what it holds, and what is wrong with it. The
 * server's answer, and kubectl's, is made of these alone.
 */
export interface FieldError {
  readonly type:
    | 'FieldValueRequired'
    | 'FieldValueInvalid'
    | 'FieldValueDuplicate'
    | 'FieldValueNotFound'
    | 'FieldValueNotSupported'
    | 'FieldValueForbidden'
    | 'FieldValueTooLong'
    | 'FieldValueTooMany'
    | 'FieldValueTypeInvalid'
    | 'InternalError';
  /** `spec.ports[0].port`; map keys stand in brackets: `metadata.labels[app]`. */
  readonly field: string;
  readonly value?: Json;
  readonly detail: string;
}
