import type { LabelSelector } from 'kubernetes-types/meta/v1';
import type { Frozen } from '../api/object';

type Labels = Readonly<Record<string, string>>;

/** meta/v1 LabelSelector. An empty one selects everything, none at all nothing (LabelSelectorAsSelector). */
export function selectorMatches(selector: Frozen<LabelSelector> | undefined, labels: Labels = {}): boolean {
  if (!selector) return false;
  for (const key in selector.matchLabels) if (labels[key] !== selector.matchLabels[key]) return false;
  return (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    switch (operator) {
      case 'In':
        return value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default:
        return false;
    }
  });
}

/** Whether every label of a plain map (a Service's selector) is there. */
export function labelsMatch(wanted: Labels, labels: Labels = {}): boolean {
  for (const key in wanted) if (labels[key] !== wanted[key]) return false;
  return true;
}

/** A selector that selects nothing in particular, and so everything. */
export function isEmptySelector(selector: Frozen<LabelSelector> | undefined): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length === 0 && (selector?.matchExpressions ?? []).length === 0;
}
