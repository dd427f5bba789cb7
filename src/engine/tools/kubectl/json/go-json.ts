import { compare, isList, isMap, type Json, type JsonMap } from './types';

/** A text as encoding/json quotes it: with HTML's characters escaped. */
export function quote(text: string, escapeHtml = true): string {
  const plain = JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  if (!escapeHtml) return plain;
  return plain.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026');
}

interface Layout {
  readonly indent: string;
  readonly sorted: boolean;
}

/** json.Marshal: on one line. `sorted` as Go prints maps; otherwise in the order of the keys, as Go prints structures. */
export function marshal(value: Json, sorted = true): string {
  return print(value, { indent: '', sorted }, '');
}

/** json.MarshalIndent with four blanks. */
export function marshalIndent(value: Json, sorted = true, indent = '    '): string {
  return print(value, { indent, sorted }, '\n');
}

function print(value: Json | undefined, layout: Layout, newline: string): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  const deeper = newline === '' ? '' : newline + layout.indent;
  if (isList(value)) {
    if (value.length === 0) return '[]';
    return `[${deeper}${value.map((item) => print(item, layout, deeper)).join(`,${deeper}`)}${newline}]`;
  }
  if (!isMap(value)) return 'null';
  const keys = keysOf(value, layout.sorted);
  if (keys.length === 0) return '{}';
  const colon = newline === '' ? ':' : ': ';
  const fields = keys.map((key) => `${quote(key)}${colon}${print(value[key], layout, deeper)}`);
  return `{${deeper}${fields.join(`,${deeper}`)}${newline}}`;
}

export function keysOf(value: JsonMap, sorted: boolean): readonly string[] {
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return sorted ? keys.sort(compare) : keys;
}

/** encoding/json's float64: exponents from 1e21 on and below 1e-6. */
export function numberText(value: number): string {
  const text = String(value);
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}
