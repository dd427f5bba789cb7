import { jsonEqual } from '../json-equal';
import type { Json } from '../object';
import { isObject } from './merge-patch';

/** A JSON Patch that does not apply; the words are those of evanphx/json-patch, which kube-apiserver uses. */
export class JsonPatchError extends Error {}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: Json;
}

/** Applies a JSON Patch (RFC 6902). Throws JsonPatchError. */
export function jsonPatch(document: Json, operations: readonly Json[]): Json {
  return operations.reduce<Json>((target, item) => apply(target, parseOperation(item)), document);
}

function parseOperation(item: Json): Operation {
  if (!isObject(item)) throw new JsonPatchError('Invalid patch operation');
  const { op, path, from, value } = item;
  return {
    op: typeof op === 'string' ? op : 'unknown',
    path: typeof path === 'string' ? path : 'unknown',
    ...(typeof from === 'string' && { from }),
    ...(value !== undefined && { value }),
  };
}

function apply(document: Json, { op, path, from = '', value = null }: Operation): Json {
  switch (op) {
    case 'add':
      return edit(document, pointer(path), path, 'add', value);
    case 'remove':
      return edit(document, pointer(path), path, 'remove', null);
    case 'replace':
      return edit(document, pointer(path), path, 'replace', value);
    case 'move': {
      const moved = read(document, from, 'move');
      return edit(edit(document, pointer(from), from, 'remove', null), pointer(path), path, 'add', moved);
    }
    case 'copy':
      return edit(document, pointer(path), path, 'add', read(document, from, 'copy'));
    case 'test': {
      const found = find(document, pointer(path));
      if (found === undefined ? value === null : jsonEqual(found, value)) return document;
      if (found === undefined) throw new JsonPatchError(`testing path ${path} failed: missing value`);
      throw new JsonPatchError(`testing value ${path} failed: test failed`);
    }
    default:
      throw new JsonPatchError(`Unexpected kind: ${op}`);
  }
}

function pointer(path: string): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function read(document: Json, path: string, op: string): Json {
  const found = find(document, pointer(path));
  if (found === undefined) {
    throw new JsonPatchError(`${op} operation does not apply: doc is missing from path: "${path}": missing value`);
  }
  return found;
}

function find(document: Json, parts: readonly string[]): Json | undefined {
  let value: Json | undefined = document;
  for (const part of parts) {
    if (Array.isArray(value)) value = (value as readonly Json[])[Number(part)];
    else if (isObject(value) && Object.hasOwn(value, part)) value = value[part];
    else return undefined;
  }
  return value;
}

type Verb = 'add' | 'remove' | 'replace';

/** A copy of the document with one place changed; everything beside it is shared. */
function edit(target: Json | undefined, parts: readonly string[], path: string, verb: Verb, value: Json): Json {
  const [head, ...rest] = parts;
  if (head === undefined) return value;
  if (Array.isArray(target)) return editArray(target as readonly Json[], head, rest, path, verb, value);
  if (!isObject(target)) throw missingDocument(path, verb);
  const present = Object.hasOwn(target, head) && target[head] !== undefined;
  if (rest.length > 0) {
    if (!present) throw missingDocument(path, verb);
    return { ...target, [head]: edit(target[head], rest, path, verb, value) };
  }
  if (verb === 'replace' && !present) {
    throw new JsonPatchError(`replace operation does not apply: doc is missing key: ${path}: missing value`);
  }
  if (verb !== 'remove') return { ...target, [head]: value };
  if (!present)
    throw new JsonPatchError(`remove operation does not apply: doc is missing key: "${path}": missing value`);
  const { [head]: _, ...kept } = target;
  return kept;
}

function editArray(
  target: readonly Json[],
  head: string,
  rest: readonly string[],
  path: string,
  verb: Verb,
  value: Json,
): Json {
  const index = head === '-' && verb === 'add' && rest.length === 0 ? target.length : indexOf(head, target, path, verb);
  if (rest.length > 0) {
    if (index >= target.length) throw missingDocument(path, verb);
    return target.with(index, edit(target[index], rest, path, verb, value));
  }
  if (index > target.length || (verb !== 'add' && index === target.length)) throw outOfBounds(path, verb, index);
  if (verb === 'add') return target.toSpliced(index, 0, value);
  return verb === 'remove' ? target.toSpliced(index, 1) : target.with(index, value);
}

function indexOf(head: string, target: readonly Json[], path: string, verb: Verb): number {
  if (!/^-?\d+$/.test(head)) {
    throw new JsonPatchError(
      `${verb} operation does not apply: doc is missing path: "${path}": strconv.Atoi: parsing "${head}": invalid syntax`,
    );
  }
  const index = Number(head);
  if (index >= 0) return index;
  if (index < -target.length) throw outOfBounds(path, verb, index);
  return index + target.length;
}

function outOfBounds(path: string, verb: Verb, index: number): JsonPatchError {
  return new JsonPatchError(
    `error in ${verb} for path: '${path}': Unable to access invalid index: ${index}: invalid index referenced`,
  );
}

function missingDocument(path: string, verb: Verb): JsonPatchError {
  return new JsonPatchError(`${verb} operation does not apply: doc is missing path: "${path}": missing value`);
}
