import type { FieldError } from '../field-error';
import { invalid } from './field-errors';
import { inclusiveRange, percentText, portName, portNumber } from './names';

const NEGATIVE = 'must be greater than or equal to 0';
export const NOT_POSITIVE = 'must be greater than zero';

/** apimachinery, ValidateNonnegativeField; nothing is wrong with a number that is not there. */
export function nonNegative(field: string, value: number | undefined): FieldError[] {
  return value !== undefined && value < 0 ? [invalid(field, value, NEGATIVE)] : [];
}

export function inRange(field: string, value: number | undefined, low: number, high: number): FieldError[] {
  return value !== undefined && (value < low || value > high) ? [invalid(field, value, inclusiveRange(low, high))] : [];
}

/** A port by number or by name: pkg/apis/core/validation, ValidatePortNumOrName. */
export function portNumberOrName(field: string, port: number | string | undefined): FieldError[] {
  const messages = typeof port === 'string' ? portName(port) : portNumber(port ?? 0);
  return messages.map((message) => invalid(field, port ?? 0, message));
}

/** pkg/apis/apps/validation: ValidatePositiveIntOrPercent. */
export function positiveIntOrPercent(field: string, value: number | string | undefined): FieldError[] {
  if (typeof value === 'string') return percentText(value).map((message) => invalid(field, value, message));
  return nonNegative(field, value ?? 0);
}

/** pkg/apis/apps/validation: IsNotMoreThan100Percent. */
export function atMost100Percent(field: string, value: number | string | undefined): FieldError[] {
  if (typeof value !== 'string' || percentText(value).length || intOrPercentValue(value) <= 100) return [];
  return [invalid(field, value, 'must not be greater than 100%')];
}

/** The number, or that of the percentage: getIntOrPercentValue. */
export function intOrPercentValue(value: number | string | undefined): number {
  if (typeof value !== 'string') return value ?? 0;
  return Number(/^([0-9]+)%?$/.exec(value)?.[1] ?? 0);
}
