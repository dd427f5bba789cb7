import { isList, isMap, mapAt, textAt, type Json, type JsonMap } from '../../json/types';
import { goPlain } from '../../printers/jsonpath/run';
import { keysOf } from '../../json/go-json';
import { annotations, events, labels } from '../parts';
import type { DescribeWriter } from '../writer';
import type { Describe } from './context';

const SKIPPED = new Set([
  '.metadata.managedFields',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.labels',
  '.metadata.annotations',
]);

/** genericDescriber: every field of a kind that kubectl does not know. */
export const describeAnything: Describe = ({ w, object, events: list }) => {
  const meta = mapAt(object, 'metadata');
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  content(w, 0, object, '');
  events(w, list);
};

function content(w: DescribeWriter, level: number, map: JsonMap, prefix: string): void {
  for (const field of keysOf(map, true)) {
    const value: Json = map[field] ?? null;
    const path = `${prefix}.${field}`;
    if (SKIPPED.has(path)) continue;
    if (isMap(value)) {
      w.write(level, `${title(field)}:\n`);
      content(w, level + 1, value, path);
    } else if (isList(value)) {
      w.write(level, `${title(field)}:\n`);
      for (const item of value) {
        if (isMap(item)) content(w, level + 1, item, path);
        else w.write(level + 1, `${goPlain(item)}\n`);
      }
    } else w.write(level, `${title(field)}:\t${goPlain(value)}\n`);
  }
}

const ACRONYMS = new Set(['API', 'URL', 'UID', 'OSB', 'GUID']);

/** smartLabelFor: `creationTimestamp` → `Creation Timestamp`, `apiVersion` → `API Version`. */
function title(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field;
  const parts = field.match(/[A-Z]+(?![a-z])|[A-Z][a-z]*|[a-z]+|-/g) ?? [field];
  return parts
    .map((part) =>
      ACRONYMS.has(part.toUpperCase())
        ? part.toUpperCase()
        : part.charAt(0).toUpperCase() + part.slice(1).toLowerCase(),
    )
    .join(' ');
}
