import type { FieldError } from './field-error';
import type { Json, ObjectMeta, OwnerReference } from './object';
import type { Strategy } from './resource-type';
import { validateAnnotations, validateLabels } from './validation/metadata';
import { dns1035Label, dnsLabel, dnsSubdomain, labelKey, pathSegment } from './validation/names';

type NameRule = NonNullable<Strategy<never>['nameRule']>;

const NAME_RULES: Readonly<Record<NameRule, (name: string) => readonly string[]>> = {
  'dns-subdomain': dnsSubdomain,
  'dns-label': dnsLabel,
  'dns-1035-label': dns1035Label,
  'path-segment': pathSegment,
};

/** Metadata of a new object (apimachinery's pkg/api/validation/objectmeta.go ValidateObjectMeta). */
export function validateObjectMeta(meta: ObjectMeta, namespaced: boolean, rule: NameRule): readonly FieldError[] {
  const { name = '', namespace = '' } = meta;
  const errors: FieldError[] = [...validateObjectName(meta, rule)];
  if (name === '') errors.push(required('metadata.name', 'name or generateName is required'));
  if (namespaced) {
    if (namespace === '') errors.push(required('metadata.namespace', ''));
    else errors.push(...dnsLabel(namespace).map((detail) => bad('metadata.namespace', namespace, detail)));
  } else if (namespace !== '') {
    errors.push({ type: 'FieldValueForbidden', field: 'metadata.namespace', detail: 'not allowed on this type' });
  }
  return [...errors, ...validateLabelsAndSuch(meta), ...validateFinalizers(meta.finalizers ?? [])];
}

/** The name, and what a name is generated from, under a rule. */
export function validateObjectName(
  { name = '', generateName = '' }: ObjectMeta,
  rule: NameRule,
): readonly FieldError[] {
  const check = NAME_RULES[rule];
  const errors: FieldError[] = [];
  if (generateName !== '') {
    errors.push(
      ...check(maskTrailingDash(generateName)).map((detail) => bad('metadata.generateName', generateName, detail)),
    );
  }
  if (name !== '') errors.push(...check(name).map((detail) => bad('metadata.name', name, detail)));
  return errors;
}

/** A change of metadata (ValidateObjectMetaUpdate). */
export function validateObjectMetaUpdate(meta: ObjectMeta, old: ObjectMeta): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (old.deletionTimestamp !== undefined) {
    const known = new Set(old.finalizers ?? []);
    const added = [...new Set((meta.finalizers ?? []).filter((name) => !known.has(name)))].sort();
    if (added.length > 0) {
      const list = `[]string{${added.map((name) => JSON.stringify(name)).join(', ')}}`;
      errors.push({
        type: 'FieldValueForbidden',
        field: 'metadata.finalizers',
        detail: `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`,
      });
    }
  }
  if ((meta.resourceVersion ?? '') === '') {
    errors.push(bad('metadata.resourceVersion', meta.resourceVersion ?? '', 'must be specified for an update'));
  }
  for (const field of IMMUTABLE) {
    const value = meta[field];
    if (value === old[field]) continue;
    errors.push(
      bad(
        `metadata.${field}`,
        value ?? (field.endsWith('Timestamp') || field.endsWith('Seconds') ? null : ''),
        'field is immutable',
      ),
    );
  }
  return [...errors, ...validateLabelsAndSuch(meta)];
}

const IMMUTABLE = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const;

function validateLabelsAndSuch(meta: ObjectMeta): readonly FieldError[] {
  return [
    ...validateLabels(meta.labels, 'metadata.labels'),
    ...validateAnnotations(meta.annotations, 'metadata.annotations'),
    ...validateOwnerReferences(meta.ownerReferences ?? []),
  ];
}

function validateOwnerReferences(references: readonly OwnerReference[]): readonly FieldError[] {
  const field = 'metadata.ownerReferences';
  const errors: FieldError[] = [];
  let controller: string | undefined;
  for (const reference of references) {
    const { apiVersion = '', kind = '', name = '', uid = '' } = reference;
    if (apiVersion === '') errors.push(bad(`${field}.apiVersion`, apiVersion, 'version must not be empty'));
    if (kind === '') errors.push(bad(`${field}.kind`, kind, 'must not be empty'));
    if (name === '') errors.push(bad(`${field}.name`, name, 'must not be empty'));
    if (uid === '') errors.push(bad(`${field}.uid`, uid, 'must not be empty'));
    if (apiVersion === 'v1' && kind === 'Event') {
      errors.push(bad(field, reference as unknown as Json, '/v1, Kind=Event is disallowed from being an owner'));
    }
    if (reference.controller !== true) continue;
    const current = `${kind}/${name}`;
    if (controller === undefined) controller = current;
    else {
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${current}`;
      errors.push(bad(field, references as unknown as Json, detail));
    }
  }
  return errors;
}

function validateFinalizers(finalizers: readonly string[]): readonly FieldError[] {
  const field = 'metadata.finalizers';
  const errors = finalizers.flatMap((name) => labelKey(name).map((detail) => bad(field, name, detail)));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(bad(field, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'));
  }
  finalizers.forEach((name, i) => {
    if (name.includes('/') || STANDARD_FINALIZERS.has(name)) return;
    errors.push(bad(`${field}[${i}]`, name, 'name is neither a standard finalizer name nor is it fully qualified'));
  });
  return errors;
}

/** pkg/apis/core/helper: IsStandardFinalizerName. */
const STANDARD_FINALIZERS: ReadonlySet<string> = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** A name that more will be added to may end in a dash. */
function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}

function bad(field: string, value: Json, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field, value, detail };
}

function required(field: string, detail: string): FieldError {
  return { type: 'FieldValueRequired', field, detail };
}
