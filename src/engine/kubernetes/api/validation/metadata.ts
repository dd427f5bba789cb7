import type { FieldError } from '../field-error';
import { at, child, forbidden, invalid, invalidEach, required, tooLong } from './field-errors';
import { byteLength, labelKey, labelValue } from './names';

type StringMap = Readonly<Record<string, string>> | undefined;

const ANNOTATIONS_LIMIT = 256 * 1024;

/** Keys and values of labels; Go walks its map in no order, here it is that of the keys. apimachinery, meta/v1/validation. */
export function validateLabels(labels: StringMap, path: string): FieldError[] {
  return unlessValid(labels, VALID_LABELS, () => labelErrors(labels, path));
}

/** Maps that were found right: nobody changes one in place, and every update of an object brings the same ones again. */
const VALID_LABELS = new WeakSet<object>();
const VALID_ANNOTATIONS = new WeakSet<object>();

function unlessValid(map: StringMap, valid: WeakSet<object>, check: () => FieldError[]): FieldError[] {
  if (map === undefined || valid.has(map)) return [];
  const errors = check();
  if (errors.length === 0) valid.add(map);
  return errors;
}

function labelErrors(labels: StringMap, path: string): FieldError[] {
  return sortedEntries(labels).flatMap(([key, value]) => [
    ...invalidEach(path, key, labelKey(key)),
    ...invalidEach(path, value, labelValue(value)),
  ]);
}

/** Keys and total size of annotations: apimachinery, pkg/api/validation/objectmeta.go. */
export function validateAnnotations(annotations: StringMap, path: string): FieldError[] {
  return unlessValid(annotations, VALID_ANNOTATIONS, () => annotationErrors(annotations, path));
}

function annotationErrors(annotations: StringMap, path: string): FieldError[] {
  const entries = sortedEntries(annotations);
  const errors = entries.flatMap(([key]) => invalidEach(path, key, labelKey(key.toLowerCase())));
  const size = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  return size > ANNOTATIONS_LIMIT ? [...errors, tooLong(path, ANNOTATIONS_LIMIT)] : errors;
}

interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string | undefined>>;
  readonly matchExpressions?: readonly SelectorRequirement[];
}

interface SelectorRequirement {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

/** A label selector: apimachinery, meta/v1/validation/validation.go: ValidateLabelSelector. */
export function validateLabelSelector(selector: LabelSelector | undefined, path: string): FieldError[] {
  if (!selector) return [];
  return [
    ...validateLabels(selector.matchLabels as StringMap, child(path, 'matchLabels')),
    ...(selector.matchExpressions ?? []).flatMap((term, i) =>
      validateRequirement(term, at(child(path, 'matchExpressions'), i)),
    ),
  ];
}

function validateRequirement(term: SelectorRequirement, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const values = term.values ?? [];
  if (term.operator === 'In' || term.operator === 'NotIn') {
    if (!values.length)
      errors.push(required(child(path, 'values'), "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (term.operator === 'Exists' || term.operator === 'DoesNotExist') {
    if (values.length) {
      errors.push(
        forbidden(child(path, 'values'), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
      );
    }
  } else errors.push(invalid(child(path, 'operator'), term.operator ?? '', 'not a valid selector operator'));
  errors.push(...invalidEach(child(path, 'key'), term.key ?? '', labelKey(term.key ?? '')));
  values.forEach((value, i) => errors.push(...invalidEach(at(child(path, 'values'), i), value, labelValue(value))));
  return errors;
}

/** A map's entries in the order of their keys, which is how errors and tables list them here. */
export function sortedEntries<V>(map: Readonly<Record<string, V>> | undefined): [string, V][] {
  return Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
