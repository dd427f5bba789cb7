import { CommandError } from '../errors/errors';
import { equal, isList, isMap, textAt, type Json } from '../json/types';

/** JSON Patch (RFC 6902), with evanphx/json-patch's complaints. Throws CommandError. */
export function applyJsonPatch(document: Json, patch: Json): Json {
  if (!isList(patch)) throw new CommandError('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  let current = document;
  for (const operation of patch) {
    const path = pointer(textAt(operation, 'path'));
    const value = isMap(operation) ? (operation.value ?? null) : null;
    switch (textAt(operation, 'op')) {
      case 'add':
        current = change(current, path, 'add', value);
        break;
      case 'replace':
        current = change(current, path, 'replace', value);
        break;
      case 'remove':
        current = change(current, path, 'remove', null);
        break;
      case 'test':
        if (!equal(find(current, path), value))
          throw new CommandError(`testing value ${textAt(operation, 'path')} failed: test failed`);
        break;
      case 'move':
      case 'copy': {
        const from = pointer(textAt(operation, 'from'));
        const moved = find(current, from) ?? null;
        if (textAt(operation, 'op') === 'move') current = change(current, from, 'remove', null);
        current = change(current, path, 'add', moved);
        break;
      }
      default:
        throw new CommandError(`Unexpected kind: ${textAt(operation, 'op')}`);
    }
  }
  return current;
}

function pointer(text: string): readonly string[] {
  return text
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function find(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (found, step) => (isList(found) ? found[Number(step)] : isMap(found) ? found[step] : undefined),
    value,
  );
}

function change(
  target: Json | undefined,
  path: readonly string[],
  how: 'add' | 'replace' | 'remove',
  value: Json,
): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (isList(target)) {
    const list = [...target];
    const index = step === '-' ? list.length : Number(step);
    if (rest.length > 0) list[index] = change(list[index], rest, how, value);
    else if (how === 'add') list.splice(index, 0, value);
    else if (how === 'replace') list[index] = value;
    else list.splice(index, 1);
    return list;
  }
  if (!isMap(target)) throw new CommandError(`doc is missing path: "/${path.join('/')}": missing value`);
  const map: Record<string, Json | undefined> = { ...target };
  if (rest.length > 0) {
    if (map[step] === undefined)
      throw new CommandError(`add operation does not apply: doc is missing path: "/${path.join('/')}": missing value`);
    map[step] = change(map[step], rest, how, value);
  } else if (how === 'remove') {
    if (map[step] === undefined)
      throw new CommandError(
        `remove operation does not apply: doc is missing path: "/${path.join('/')}": missing value`,
      );
    Reflect.deleteProperty(map, step);
  } else if (how === 'replace' && map[step] === undefined)
    throw new CommandError(`replace operation does not apply: doc is missing key: /${path.join('/')}: missing value`);
  else map[step] = value;
  return map;
}
