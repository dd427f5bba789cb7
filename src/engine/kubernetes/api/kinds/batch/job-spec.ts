import type { Job } from 'kubernetes-types/batch/v1';
import type { FieldError } from '../../field-error';
import { at, child, invalid, notSupported, required, tooMany } from '../../validation/field-errors';
import { nonNegative } from '../../validation/numbers';
import { asGo } from '../go-names';
import type { Loose } from '../kind-object';
import type { PodTemplateSpec } from '../pod-spec/types';
import { validatePodTemplate } from '../pod-spec/validate-pod-spec';

export type JobSpec = Omit<Loose<NonNullable<Job['spec']>>, 'template'> & { readonly template?: PodTemplateSpec };

const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];

function validateFailurePolicy(spec: JobSpec, path: string): FieldError[] {
  const rules = spec.podFailurePolicy?.rules ?? [];
  const here = child(path, 'rules');
  const errors: FieldError[] = rules.length > 20 ? [tooMany(here, rules.length, 20)] : [];
  rules.forEach(({ action, onExitCodes, onPodConditions = [] }, i) => {
    const one = at(here, i);
    const text: string = action ?? '';
    if (!text) {
      errors.push(required(child(one, 'action'), `valid values: [${ACTIONS.map((name) => `"${name}"`).join(' ')}]`));
    } else if (text === 'FailIndex' && spec.backoffLimitPerIndex === undefined) {
      errors.push(invalid(child(one, 'action'), text, 'requires the backoffLimitPerIndex to be set'));
    } else if (!ACTIONS.includes(text)) errors.push(notSupported(child(one, 'action'), text, ACTIONS));
    if (onExitCodes) {
      const operator: string = onExitCodes.operator ?? '';
      const field = child(child(one, 'onExitCodes'), 'operator');
      if (!operator) errors.push(required(field, 'valid values: ["In" "NotIn"]'));
      else if (operator !== 'In' && operator !== 'NotIn') errors.push(notSupported(field, operator, ['In', 'NotIn']));
      const values = onExitCodes.values ?? [];
      const valuesField = child(child(one, 'onExitCodes'), 'values');
      if (!values.length)
        errors.push(invalid(valuesField, values.length ? values : undefined, 'at least one value is required'));
      values.forEach((value, j) => {
        if (operator === 'In' && value === 0) {
          errors.push(invalid(at(valuesField, j), value, 'must not be 0 for the In operator'));
        }
      });
    }
    const both = onExitCodes !== undefined && onPodConditions.length > 0;
    const none = onExitCodes === undefined && onPodConditions.length === 0;
    if (both || none) {
      const detail = both
        ? 'specifying both OnExitCodes and OnPodConditions is not supported'
        : 'specifying one of OnExitCodes and OnPodConditions is required';
      errors.push({ type: 'FieldValueInvalid', field: one, detail });
    }
  });
  return errors;
}

function validateIndexes(spec: JobSpec, path: string): FieldError[] {
  const { backoffLimitPerIndex: perIndex, maxFailedIndexes: failed, completions, parallelism } = spec;
  const errors: FieldError[] = [];
  const mode: string | undefined = spec.completionMode;
  const modes = ['NonIndexed', 'Indexed'];
  if (mode !== undefined && !modes.includes(mode))
    errors.push(notSupported(child(path, 'completionMode'), mode, modes));
  if (mode === 'Indexed') {
    if (completions === undefined) errors.push(required(child(path, 'completions'), 'when completion mode is Indexed'));
    if ((parallelism ?? 0) > 100_000) {
      const detail = 'must be less than or equal to 100000 when completion mode is Indexed';
      errors.push(invalid(child(path, 'parallelism'), parallelism, detail));
    }
    if (completions !== undefined && (failed ?? 0) > completions) {
      errors.push(invalid(child(path, 'maxFailedIndexes'), failed, 'must be less than or equal to completions'));
    }
  } else if (mode === undefined || mode === 'NonIndexed') {
    const detail = 'requires indexed completion mode';
    if (perIndex !== undefined) errors.push(invalid(child(path, 'backoffLimitPerIndex'), perIndex, detail));
    if (failed !== undefined) errors.push(invalid(child(path, 'maxFailedIndexes'), failed, detail));
  }
  return errors;
}

/** pkg/apis/batch/validation: validateJobSpec, which is also that of a CronJob's template. */
export function validateJobSpec(spec: JobSpec, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
  ] as const) {
    errors.push(...nonNegative(child(path, field), spec[field]));
  }
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
    errors.push(required(child(path, 'backoffLimitPerIndex'), 'when maxFailedIndexes is specified'));
  }
  errors.push(...validateIndexes(spec, path));
  if (spec.podFailurePolicy) errors.push(...validateFailurePolicy(spec, child(path, 'podFailurePolicy')));
  if (spec.successPolicy && spec.completionMode !== 'Indexed') {
    errors.push(invalid(child(path, 'successPolicy'), asGo(spec.successPolicy), 'requires indexed completion mode'));
  }
  const replacement: string | undefined = spec.podReplacementPolicy;
  const replacements = spec.podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  if (replacement !== undefined && !replacements.includes(replacement)) {
    errors.push(notSupported(child(path, 'podReplacementPolicy'), replacement, replacements));
  }
  const template = spec.template ?? {};
  errors.push(...validatePodTemplate(template, child(path, 'template')));
  const restart: string = template.spec?.restartPolicy ?? '';
  const field = `${child(path, 'template')}.spec.restartPolicy`;
  if (restart === '' || restart === 'Always') errors.push(required(field, 'valid values: "OnFailure", "Never"'));
  else if (restart !== 'OnFailure' && restart !== 'Never') {
    errors.push(notSupported(field, restart, ['OnFailure', 'Never']));
  } else if (spec.podFailurePolicy && restart !== 'Never') {
    errors.push(invalid(field, restart, 'only "Never" is supported when podFailurePolicy is specified'));
  }
  return errors;
}
