import type { FieldError } from '../field-error';
import { invalid } from './field-errors';

/** pkg/apis/core/validation: validatePathNoBacksteps. */
export function noBacksteps(field: string, path: string): FieldError[] {
  return path.split('/').includes('..') ? [invalid(field, path, "must not contain '..'")] : [];
}

/** pkg/apis/core/validation: validateLocalDescendingPath. */
export function localDescendingPath(field: string, path: string): FieldError[] {
  const absolute = path.startsWith('/') ? [invalid(field, path, 'must be a relative path')] : [];
  return [...absolute, ...noBacksteps(field, path)];
}

/** pkg/apis/core/validation: ValidateLocalNonReservedPath. */
export function localNonReservedPath(field: string, path: string): FieldError[] {
  const errors = localDescendingPath(field, path);
  if (path.startsWith('..') && !path.startsWith('../')) errors.push(invalid(field, path, "must not start with '..'"));
  return errors;
}
