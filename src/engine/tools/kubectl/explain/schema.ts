import { isList, isMap, listAt, mapAt, textAt, type Json, type JsonMap } from '../json/types';
import { keysOf } from '../json/go-json';

/** One printing of `kubectl explain`: pkg/explain/v2/templates/plaintext.tmpl over an OpenAPI v3 document. */
export class Explanation {
  constructor(
    private readonly document: JsonMap,
    private readonly recursive: boolean,
  ) {}

  /** The schema of a kind; undefined when the document has none. */
  schemaOf(group: string, version: string, kind: string): JsonMap | undefined {
    const schemas = mapAt(this.document, 'components', 'schemas');
    for (const name of keysOf(schemas, true)) {
      const schema = mapAt(schemas, name);
      const fits = listAt(schema, 'x-kubernetes-group-version-kind').some(
        (one) => textAt(one, 'group') === group && textAt(one, 'version') === version && textAt(one, 'kind') === kind,
      );
      if (fits) return schema;
    }
    return undefined;
  }

  /** What is said of a field, or of the whole; empty when there is no such field. */
  output(schema: JsonMap, path: readonly string[], seen: ReadonlySet<string> = new Set()): string {
    const reference = textAt(schema, '$ref');
    const resolved = this.resolve(schema);
    const [first, ...rest] = path;
    if (first === undefined) {
      const description = this.description(resolved);
      const fields = this.fieldList(resolved, 1, new Set());
      return `DESCRIPTION:\n${indent(4, wrap(76, description === '' ? '<empty>' : description))}\n${fields === '' ? '' : `FIELDS:\n${fields}`}`;
    }
    if (reference !== '' && seen.has(reference)) return '';
    const known = new Set([...seen, ...(reference === '' ? [] : [reference])]);
    const property = mapAt(resolved, 'properties')[first];
    if (isMap(property)) {
      const head =
        rest.length === 0 ? `FIELD: ${first} <${this.type(property)}>\n${this.enumText(property, true, 0)}\n\n` : '';
      return head + this.output(property, rest);
    }
    if (isMap(resolved.items)) return this.output(resolved.items, path, known);
    if (isMap(resolved.additionalProperties)) return this.output(resolved.additionalProperties, path, known);
    for (const one of listAt(resolved, 'allOf')) {
      const text = isMap(one) ? this.output(one, path, known) : '';
      if (text !== '') return text;
    }
    return '';
  }

  private resolve(schema: JsonMap): JsonMap {
    const reference = textAt(schema, '$ref');
    if (!reference.startsWith('#/')) return schema;
    const found = mapAt(this.document, ...reference.slice(2).split('/'));
    return Object.keys(found).length === 0 ? schema : found;
  }

  private fieldList(schema: JsonMap, level: number, seen: ReadonlySet<string>): string {
    const reference = textAt(schema, '$ref');
    if (reference !== '' && seen.has(reference)) return '';
    const known = new Set([...seen, ...(reference === '' ? [] : [reference])]);
    const resolved = this.resolve(schema);
    const properties = mapAt(resolved, 'properties');
    let text = '';
    for (const name of keysOf(properties, true)) {
      text += this.fieldDetail(resolved, name, level);
      if (this.recursive) text += this.fieldList(mapAt(properties, name), level + 1, known);
    }
    for (const one of listAt(resolved, 'allOf')) if (isMap(one)) text += this.fieldList(one, level, known);
    if (isMap(resolved.items)) text += this.fieldList(resolved.items, level, known);
    if (isMap(resolved.additionalProperties)) text += this.fieldList(resolved.additionalProperties, level, known);
    return text;
  }

  private fieldDetail(schema: JsonMap, name: string, level: number): string {
    const field = mapAt(schema, 'properties', name);
    const amount = level * 2;
    const required = listAt(schema, 'required').includes(name) ? ' -required-' : '';
    const head = `${indent(amount, name)}\t<${this.type(field)}>${required}${this.enumText(field, false, amount)}\n`;
    if (this.recursive) return head;
    const description = textAt(field, 'description') || '<no description>';
    return `${head}${indent(amount + 2, wrap(78 - amount, description))}\n\n`;
  }

  private description(schema: JsonMap): string {
    const resolved = this.resolve(schema);
    let text = textAt(resolved, 'description');
    if (text !== '') text += '\n';
    for (const one of listAt(resolved, 'allOf')) if (isMap(one)) text += this.description(one);
    if (isMap(resolved.items)) text += this.description(resolved.items);
    if (isMap(resolved.additionalProperties)) text += this.description(resolved.additionalProperties);
    return text;
  }

  private type(schema: JsonMap): string {
    if (isMap(schema.items)) return `[]${this.type(schema.items)}`;
    if (isMap(schema.additionalProperties)) return `map[string]${this.type(schema.additionalProperties)}`;
    const all = listAt(schema, 'allOf');
    const [only] = all;
    if (all.length === 1 && isMap(only) && schema.properties === undefined) return this.type(only);
    const reference = textAt(schema, '$ref');
    const type = textAt(schema, 'type');
    if (reference === '') return type === 'object' || type === '' ? 'Object' : type;
    const resolved = this.resolve(schema);
    const inner = resolved === schema ? '' : textAt(resolved, 'type');
    if (inner !== '' && inner !== 'object') return inner;
    return reference.split('/').at(-1)?.split('.').at(-1) ?? 'Object';
  }

  private enumText(schema: JsonMap, long: boolean, amount: number): string {
    const values = schema.enum;
    if (!isList(values)) return '';
    const words = values.map((value: Json) =>
      value === '' ? '""' : typeof value === 'string' ? value : JSON.stringify(value),
    );
    if (long) return `ENUM:${words.map((word) => `\n    ${word}`).join('')}`;
    const shown = words.slice(0, 4).join(', ');
    return `\n${' '.repeat(amount)}enum: ${shown}${words.length > 4 ? ', ....' : ''}`;
  }
}

function indent(amount: number, text: string): string {
  const pad = ' '.repeat(amount);
  return pad + text.replaceAll('\n', `\n${pad}`);
}

/** mitchellh/go-wordwrap: breaks at blanks; lines keep their own breaks. */
function wrap(limit: number, text: string): string {
  return text
    .split('\n')
    .map((line) => wrapLine(limit, line))
    .join('\n');
}

function wrapLine(limit: number, line: string): string {
  let out = '';
  let current = 0;
  let space = '';
  for (const part of line.match(/\s+|\S+/g) ?? []) {
    if (/^\s/.test(part)) {
      space += part;
      continue;
    }
    if (current > 0 && current + space.length + part.length > limit) {
      out += `\n${part}`;
      current = part.length;
    } else {
      out += space + part;
      current += space.length + part.length;
    }
    space = '';
  }
  return out + (current + space.length > limit ? '' : space);
}
