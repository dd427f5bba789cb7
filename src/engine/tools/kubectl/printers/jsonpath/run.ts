import { marshal, marshalIndent } from '../../json/go-json';
import { compare, isList, isMap, keysOfMap, type Json } from './values';
import type { Node, Param } from './nodes';
import { JsonPathError, parseJsonPath } from './parse';

/** A JSONPath template, ready to be run over objects (client-go/util/jsonpath/jsonpath.go). */
export class JsonPath {
  private readonly nodes: readonly Node[];

  /** Throws JsonPathError. */
  constructor(
    text: string,
    private readonly allowMissing: boolean,
  ) {
    this.nodes = parseJsonPath(text);
  }

  /** The results of every part of the template, in order. Throws JsonPathError. */
  find(data: Json): readonly (readonly Json[])[] {
    return new Run(this.allowMissing).block(this.nodes, 0, data, 0).results;
  }

  /** What `-o jsonpath=…` prints. */
  text(data: Json): string {
    return this.find(data)
      .map((results) => results.map(valueText).join(' '))
      .join('');
  }

  /** What `-o jsonpath-as-json=…` prints. */
  json(data: Json): string {
    return this.find(data)
      .map((results) => `${marshalIndent(results)}\n`)
      .join('');
  }
}

function valueText(value: Json): string {
  return typeof value === 'object' && value !== null ? marshal(value) : value === null ? 'null' : String(value);
}

class Run {
  constructor(private readonly allowMissing: boolean) {}

  /** Runs the nodes from `from` to the `end` of the range they are in, or to the last; says where it stopped. */
  block(
    nodes: readonly Node[],
    from: number,
    data: Json,
    depth: number,
  ): { readonly results: readonly (readonly Json[])[]; readonly stopped: number } {
    const results: (readonly Json[])[] = [];
    for (let i = from; i < nodes.length; i++) {
      const node = nodes[i];
      if (!node) break;
      const name = identifierOf(node);
      if (name === 'end') {
        if (depth === 0) throw new JsonPathError('not in range, nothing to end');
        return { results, stopped: i };
      }
      const found = this.walk([data], node);
      if (name !== 'range') {
        results.push(found);
        continue;
      }
      let stopped = i;
      for (const value of found) {
        const round = this.block(nodes, i + 1, value, depth + 1);
        results.push(...round.results);
        stopped = round.stopped;
      }
      if (found.length === 0) stopped = this.block(nodes, i + 1, null, depth + 1).stopped;
      i = stopped;
    }
    return { results, stopped: nodes.length };
  }

  private walk(values: readonly Json[], node: Node): readonly Json[] {
    switch (node.type) {
      case 'list':
        return node.nodes.reduce<readonly Json[]>((found, each) => this.walk(found, each), values);
      case 'text':
        return [node.text];
      case 'field':
        return this.field(values, node.name);
      case 'array':
        return values.flatMap((value) => (value === null ? [] : slice(value, node.params)));
      case 'filter':
        return values.flatMap((value) => this.filter(value, node));
      case 'number':
        return values.map(() => node.value);
      case 'bool':
        return values.map(() => node.value);
      case 'wildcard':
        return values.flatMap(children);
      case 'recursive':
        return values.flatMap(descend);
      case 'union':
        return node.nodes.flatMap((each) => this.walk(values, each));
      case 'identifier':
        if (node.name === 'range') return values;
        if (node.name === 'end') return [];
        throw new JsonPathError(`unrecognized identifier ${node.name}`);
    }
  }

  private field(values: readonly Json[], name: string): readonly Json[] {
    if (values.length === 0) return [];
    const found = values.flatMap((value) => {
      if (!isMap(value) || !Object.hasOwn(value, name)) return [];
      const field = value[name];
      return field === undefined ? [] : [field];
    });
    if (found.length === 0 && !this.allowMissing) throw new JsonPathError(`${name} is not found`);
    return found;
  }

  private filter(value: Json, node: Node & { readonly type: 'filter' }): readonly Json[] {
    if (!isList(value)) throw new JsonPathError(`${goPlain(value)} is not array or slice and cannot be filtered`);
    return value.filter((item) => {
      if (node.operator === 'exists') {
        try {
          return this.walk([item], node.left).length > 0;
        } catch (error) {
          if (error instanceof JsonPathError) return false;
          throw error;
        }
      }
      const lefts = this.walk([item], node.left);
      if (lefts.length === 0) return false;
      if (lefts.length > 1) throw new JsonPathError('can only compare one element at a time');
      const rights = this.walk([item], node.right);
      if (rights.length === 0) return false;
      if (rights.length > 1) throw new JsonPathError('can only compare one element at a time');
      return passes(node.operator, lefts[0] ?? null, rights[0] ?? null);
    });
  }
}

/** `range` or `end` when the action is one. */
function identifierOf(node: Node): string | undefined {
  if (node.type !== 'list') return undefined;
  return node.nodes.flatMap((each) => (each.type === 'identifier' ? [each.name] : []))[0];
}

function children(value: Json): readonly Json[] {
  if (isList(value)) return value;
  if (isMap(value)) return keysOfMap(value).map((key) => value[key] ?? null);
  return typeof value === 'string' ? [...value].map((sign) => sign.charCodeAt(0)) : [];
}

function descend(value: Json): readonly Json[] {
  const inside = children(value);
  return inside.length === 0 ? [] : [value, ...inside.flatMap(descend)];
}

function slice(value: Json, [from, to, by]: readonly [Param, Param, Param]): readonly Json[] {
  if (!isList(value)) throw new JsonPathError(`${goType(value)} is not array or slice`);
  const { length } = value;
  let first = from.known ? from.value : 0;
  if (first < 0) first += length;
  let last = to.known ? to.value : length;
  if (last < 0 || (last === 0 && to.derived)) last += length;
  if (last === first) return [];
  if (first >= length || first < 0)
    throw new JsonPathError(`array index out of bounds: index ${first}, length ${length}`);
  if (last > length || last < 0)
    throw new JsonPathError(`array index out of bounds: index ${last - 1}, length ${length}`);
  if (first > last) throw new JsonPathError(`starting index ${first} is greater than ending index ${last}`);
  if (by.known && by.value <= 0) throw new JsonPathError('step must be > 0');
  const step = by.known ? by.value : 1;
  return value.slice(first, last).filter((_, index) => index % step === 0);
}

/** The comparisons of text/template: only values of one kind compare. */
function passes(operator: string, left: Json, right: Json): boolean {
  if (!['<', '>', '==', '!=', '<=', '>='].includes(operator))
    throw new JsonPathError(`unrecognized filter operator ${operator}`);
  const kinds = [kindOf(left), kindOf(right)];
  if (kinds.includes('other')) throw new JsonPathError('invalid type for comparison');
  if (kinds[0] !== kinds[1]) throw new JsonPathError('incompatible types for comparison');
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (kinds[0] === 'bool') throw new JsonPathError('invalid type for comparison');
  const order =
    typeof left === 'number' && typeof right === 'number' ? left - right : compare(goPlain(left), goPlain(right));
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}

function kindOf(value: Json): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return 'other';
}

function goType(value: Json): string {
  if (isMap(value)) return 'map[string]interface {}';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  return Number.isInteger(value) ? 'int64' : 'float64';
}

/** Go's %v. */
export function goPlain(value: Json): string {
  if (value === null) return '<nil>';
  if (isList(value)) return `[${value.map(goPlain).join(' ')}]`;
  if (isMap(value))
    return `map[${keysOfMap(value)
      .map((key) => `${key}:${goPlain(value[key] ?? null)}`)
      .join(' ')}]`;
  return String(value);
}

/** Go's %#v. */
export function goSyntax(value: Json): string {
  if (value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return JSON.stringify(value);
  if (isList(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (isMap(value))
    return `map[string]interface {}{${keysOfMap(value)
      .map((key) => `${JSON.stringify(key)}:${goSyntax(value[key] ?? null)}`)
      .join(', ')}}`;
  return String(value);
}
