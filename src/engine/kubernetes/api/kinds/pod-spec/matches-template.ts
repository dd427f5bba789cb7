import type { FieldError } from '../../field-error';
import { child, forbidden, invalid, notSupported, required } from '../../validation/field-errors';
import { validateLabelSelector } from '../../validation/metadata';
import type { PodTemplateSpec } from './types';
import { validatePodTemplate } from './validate-pod-spec';

export interface Selector {
  readonly matchLabels?: Readonly<Record<string, string | undefined>>;
  readonly matchExpressions?: readonly {
    readonly key?: string;
    readonly operator?: string;
    readonly values?: readonly string[];
  }[];
}

export function isEmptySelector(selector: Selector | undefined): boolean {
  return !Object.keys(selector?.matchLabels ?? {}).length && !(selector?.matchExpressions ?? []).length;
}

/** Whether labels meet a selector as an object has it (LabelSelectorAsSelector). */
export function selectorMatches(
  selector: Selector,
  labels: Readonly<Record<string, string | undefined>> = {},
): boolean {
  const value = (key: string): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  const exact = Object.entries(selector.matchLabels ?? {}).every(([key, wanted]) => value(key) === wanted);
  return (
    exact &&
    (selector.matchExpressions ?? []).every(({ key = '', operator, values = [] }) => {
      const own = value(key);
      if (operator === 'Exists') return own !== undefined;
      if (operator === 'DoesNotExist') return own === undefined;
      const listed = own !== undefined && values.includes(own);
      return operator === 'In' ? listed : !listed;
    })
  );
}

/** The selector of a workload: there, well-formed, and not the one that takes everything. */
export function validateWorkloadSelector(selector: Selector | undefined, path: string, kind: string): FieldError[] {
  if (!selector) return [required(path)];
  const errors = validateLabelSelector(selector, path);
  if (isEmptySelector(selector)) errors.push(invalid(path, selector, `empty selector is invalid for ${kind}`));
  return errors;
}

/** `spec.template.metadata.labels` must meet the selector. */
export function validateTemplateLabels(
  selector: Selector | undefined,
  template: PodTemplateSpec,
  path: string,
): FieldError[] {
  const labels = template.metadata?.labels;
  // A selector that is missing matches nothing, one that is empty everything.
  if (selector && (isEmptySelector(selector) || selectorMatches(selector, labels))) return [];
  const field = child(child(path, 'metadata'), 'labels');
  return [invalid(field, labels, '`selector` does not match template `labels`')];
}

/** What a controller that keeps Pods running asks of its template: pkg/apis/apps/validation. */
export function validateRunningTemplate(
  selector: Selector | undefined,
  template: PodTemplateSpec,
  path: string,
  kind: string,
): FieldError[] {
  return [
    ...validateTemplateLabels(selector, template, path),
    ...validatePodTemplate(template, path),
    ...validateAlwaysRestarted(template, path, kind),
  ];
}

export function validateAlwaysRestarted(template: PodTemplateSpec, path: string, kind: string): FieldError[] {
  const errors: FieldError[] = [];
  const spec = child(path, 'spec');
  if (template.spec?.restartPolicy !== 'Always') {
    errors.push(notSupported(child(spec, 'restartPolicy'), template.spec?.restartPolicy ?? '', ['Always']));
  }
  if (template.spec?.activeDeadlineSeconds !== undefined) {
    errors.push(forbidden(child(spec, 'activeDeadlineSeconds'), `activeDeadlineSeconds in ${kind} is not Supported`));
  }
  return errors;
}
