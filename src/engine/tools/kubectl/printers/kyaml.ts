import { keysOf, numberText, quote } from '../json/go-json';
import { isList, isMap, type Json, type JsonMap } from '../json/types';

/** KYAML, the flow style of YAML that is hard to get wrong (sigs.k8s.io/yaml/kyaml). */
export function kyamlText(value: JsonMap, sorted: boolean): string {
  return `---\n${flow(value, '', sorted)}\n`;
}

function flow(value: Json | undefined, indent: string, sorted: boolean): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return quote(value, false);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  const deeper = `${indent}  `;
  if (isList(value)) {
    if (value.length === 0) return '[]';
    if (value.every((item) => isMap(item) && keysOf(item, sorted).length > 0))
      return `[${value.map((item) => flow(item, indent, sorted)).join(', ')}]`;
    return `[\n${value.map((item) => `${deeper}${flow(item, deeper, sorted)},\n`).join('')}${indent}]`;
  }
  if (!isMap(value)) return 'null';
  const keys = keysOf(value, sorted);
  if (keys.length === 0) return '{}';
  return `{\n${keys.map((key) => `${deeper}${keyText(key)}: ${flow(value[key], deeper, sorted)},\n`).join('')}${indent}}`;
}

/** A key needs quotes when YAML could take it for something else. */
function keyText(key: string): string {
  if (/^(y|n|yes|no|on|off|true|false|null|~)$/i.test(key) || !/^[A-Za-z_][\w./-]*$/.test(key))
    return quote(key, false);
  return key;
}
