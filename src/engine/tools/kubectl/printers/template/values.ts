import { isList, isMap, keysOfMap, type Json } from '../jsonpath/values';

/** A value inside a template: undefined is what a missing key gives. */
export type Value = Json | undefined;

/** Go's %v. */
export function plain(value: Value): string {
  if (value === undefined) return '<no value>';
  if (value === null) return '<no value>';
  return inner(value);
}

function inner(value: Json | undefined): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'number') return floatText(value);
  if (isList(value)) return `[${value.map(inner).join(' ')}]`;
  if (isMap(value))
    return `map[${keysOfMap(value)
      .map((key) => `${key}:${inner(value[key])}`)
      .join(' ')}]`;
  return String(value);
}

/** An integer as it is; another number as strconv.FormatFloat(value, 'g', -1, 64). */
function floatText(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const [digits = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 21) return String(value);
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** text/template's truth. */
export function isTrue(value: Value): boolean {
  if (value === undefined || value === null) return false;
  if (isList(value)) return value.length > 0;
  if (isMap(value)) return keysOfMap(value).length > 0;
  return value !== 0 && value !== '' && value !== false;
}
