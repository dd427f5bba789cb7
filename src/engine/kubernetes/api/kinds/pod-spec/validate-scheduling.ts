import type { FieldError } from '../../field-error';
import {
  at,
  child,
  duplicate,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../../validation/field-errors';
import { validateLabelSelector } from '../../validation/metadata';
import { dnsLabel, dnsSubdomain, labelKey, labelValue } from '../../validation/names';
import { NOT_POSITIVE } from '../../validation/numbers';
import type { PodSpec } from './types';

/** Where a Pod may and may not run: pkg/apis/core/validation/validation.go. */

type Affinity = NonNullable<PodSpec['affinity']>;
type PodTerm = NonNullable<
  NonNullable<Affinity['podAffinity']>['requiredDuringSchedulingIgnoredDuringExecution']
>[number];
type NodeSelector = NonNullable<
  NonNullable<Affinity['nodeAffinity']>['requiredDuringSchedulingIgnoredDuringExecution']
>;
type NodeTerm = NonNullable<NodeSelector['nodeSelectorTerms']>[number];
type NodeRequirement = NonNullable<NodeTerm['matchExpressions']>[number];

const TAINT_EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** ValidateTolerations. */
export function validateTolerations(list: NonNullable<PodSpec['tolerations']>, path: string): FieldError[] {
  return list.flatMap((toleration, i) => {
    const here = at(path, i);
    const { key = '', value = '', effect = '', tolerationSeconds } = toleration;
    const operator: string = toleration.operator ?? '';
    const errors = key ? invalidEach(child(here, 'key'), key, labelKey(key)) : [];
    if (!key && operator !== 'Exists') {
      const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      errors.push(invalid(child(here, 'operator'), operator, detail));
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      errors.push(invalid(child(here, 'effect'), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    }
    if (operator === 'Equal' || operator === '') {
      const messages = labelValue(value);
      if (messages.length) errors.push(invalid(child(here, 'operator'), value, messages.join(';')));
    } else if (operator === 'Exists') {
      if (value) {
        const detail = "value must be empty when `operator` is 'Exists'";
        const asGo = {
          Key: key,
          Operator: operator,
          Value: value,
          Effect: effect,
          TolerationSeconds: tolerationSeconds ?? null,
        };
        errors.push(invalid(child(here, 'operator'), asGo, detail));
      }
    } else errors.push(notSupported(child(here, 'operator'), operator, ['Equal', 'Exists']));
    if (effect && !TAINT_EFFECTS.includes(effect))
      errors.push(notSupported(child(here, 'effect'), effect, TAINT_EFFECTS));
    return errors;
  });
}

function validateNodeRequirement(
  { key = '', operator = '', values = [] }: NodeRequirement,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (!values.length) {
        errors.push(required(child(path, 'values'), "must be specified when `operator` is 'In' or 'NotIn'"));
      }
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length) {
        const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
        errors.push(forbidden(child(path, 'values'), detail));
      }
      break;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) {
        errors.push(required(child(path, 'values'), "must be specified single value when `operator` is 'Lt' or 'Gt'"));
      }
      break;
    default:
      errors.push(invalid(child(path, 'operator'), operator, 'not a valid selector operator'));
  }
  return [...errors, ...invalidEach(child(path, 'key'), key, labelKey(key))];
}

function validateFieldRequirement(
  { key = '', operator = '', values = [] }: NodeRequirement,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length !== 1) {
      const detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
      errors.push(required(child(path, 'values'), detail));
    }
  } else errors.push(invalid(child(path, 'operator'), operator, 'not a valid selector operator'));
  if (key !== 'metadata.name') errors.push(invalid(child(path, 'key'), key, 'not a valid field selector key'));
  else
    values.forEach((value, i) => errors.push(...invalidEach(at(child(path, 'values'), i), value, dnsSubdomain(value))));
  return errors;
}

function validateNodeTerm(term: NodeTerm, path: string): FieldError[] {
  return [
    ...(term.matchExpressions ?? []).flatMap((one, i) =>
      validateNodeRequirement(one, at(child(path, 'matchExpressions'), i)),
    ),
    ...(term.matchFields ?? []).flatMap((one, i) => validateFieldRequirement(one, at(child(path, 'matchFields'), i))),
  ];
}

/** ValidateNodeSelector. */
export function validateNodeSelector(selector: NodeSelector, path: string): FieldError[] {
  const terms = selector.nodeSelectorTerms ?? [];
  const here = child(path, 'nodeSelectorTerms');
  if (!terms.length) return [required(here, 'must have at least one node selector term')];
  return terms.flatMap((term, i) => validateNodeTerm(term, at(here, i)));
}

function validateWeight(weight: number | undefined, path: string): FieldError[] {
  const value = weight ?? 0;
  return value <= 0 || value > 100 ? [invalid(child(path, 'weight'), value, 'must be in the range 1-100')] : [];
}

interface SelectorKeys {
  readonly matchLabels?: Readonly<Record<string, string | undefined>>;
  readonly matchExpressions?: readonly { readonly key?: string }[];
}

function validatePodTerm(term: PodTerm, path: string): FieldError[] {
  const { labelSelector, namespaceSelector, namespaces = [], matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  const topologyKey = term.topologyKey ?? '';
  const errors = [
    ...validateLabelSelector(labelSelector, child(path, 'labelSelector')),
    ...validateLabelSelector(namespaceSelector, child(path, 'namespaceSelector')),
    ...namespaces.flatMap((name) => invalidEach(child(path, 'namespace'), name, dnsLabel(name))),
  ];
  for (const [name, keys] of [
    ['matchLabelKeys', matchLabelKeys],
    ['mismatchLabelKeys', mismatchLabelKeys],
  ] as const) {
    if (!keys.length) continue;
    const field = child(path, name);
    if (!labelSelector) errors.push(forbidden(field, 'must not be specified when labelSelector is not set'));
    else keys.forEach((key, i) => errors.push(...invalidEach(at(field, i), key, labelKey(key))));
  }
  matchLabelKeys.forEach((key, i) => {
    if (!mismatchLabelKeys.includes(key)) return;
    const detail = 'exists in both matchLabelKeys and mismatchLabelKeys';
    errors.push(invalid(at(child(path, 'matchLabelKeys'), i), key, detail));
  });
  if (!topologyKey) errors.push(required(child(path, 'topologyKey'), 'can not be empty'));
  return [...errors, ...invalidEach(child(path, 'topologyKey'), topologyKey, labelKey(topologyKey))];
}

/** validateAffinity. */
export function validateAffinity(affinity: Affinity, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const node = affinity.nodeAffinity;
  const [hard, soft] = [
    'requiredDuringSchedulingIgnoredDuringExecution',
    'preferredDuringSchedulingIgnoredDuringExecution',
  ] as const;
  if (node) {
    const here = child(path, 'nodeAffinity');
    if (node[hard]) errors.push(...validateNodeSelector(node[hard], child(here, hard)));
    (node[soft] ?? []).forEach((term, i) => {
      const one = at(child(here, soft), i);
      errors.push(
        ...validateWeight(term.weight, one),
        ...validateNodeTerm(term.preference ?? {}, child(one, 'preference')),
      );
    });
  }
  for (const name of ['podAffinity', 'podAntiAffinity'] as const) {
    const pods = affinity[name];
    const here = child(path, name);
    (pods?.[hard] ?? []).forEach((term, i) => errors.push(...validatePodTerm(term, at(child(here, hard), i))));
    (pods?.[soft] ?? []).forEach((term, i) => {
      const one = at(child(here, soft), i);
      errors.push(...validateWeight(term.weight, one));
      errors.push(...validatePodTerm(term.podAffinityTerm ?? {}, child(one, 'podAffinityTerm')));
    });
  }
  return errors;
}

/** validateTopologySpreadConstraints. */
export function validateTopologySpread(
  list: NonNullable<PodSpec['topologySpreadConstraints']>,
  path: string,
): FieldError[] {
  return list.flatMap((constraint, i) => {
    const here = at(path, i);
    const { maxSkew = 0, topologyKey = '', minDomains, matchLabelKeys = [], labelSelector } = constraint;
    const action: string = constraint.whenUnsatisfiable ?? '';
    const errors: FieldError[] = [];
    if (maxSkew <= 0) errors.push(invalid(child(here, 'maxSkew'), maxSkew, NOT_POSITIVE));
    if (!topologyKey) errors.push(required(child(here, 'topologyKey'), 'can not be empty'));
    const actions = ['DoNotSchedule', 'ScheduleAnyway'];
    if (!actions.includes(action)) errors.push(notSupported(child(here, 'whenUnsatisfiable'), action, actions));
    const again = list
      .slice(i + 1)
      .some((other) => (other.topologyKey ?? '') === topologyKey && (other.whenUnsatisfiable ?? '') === action);
    if (again) errors.push(duplicate(child(here, '{topologyKey, whenUnsatisfiable}'), `{${topologyKey}, ${action}}`));
    if (minDomains !== undefined) {
      if (minDomains <= 0) errors.push(invalid(child(here, 'minDomains'), minDomains, NOT_POSITIVE));
      if (action !== 'DoNotSchedule') {
        const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`;
        errors.push(invalid(child(here, 'minDomains'), minDomains, detail));
      }
    }
    for (const name of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy = constraint[name];
      const policies = ['Honor', 'Ignore'];
      if (policy !== undefined && !policies.includes(policy))
        errors.push(notSupported(child(here, name), policy, policies));
    }
    errors.push(...validateSpreadKeys(matchLabelKeys, labelSelector, child(here, 'matchLabelKeys')));
    return [...errors, ...validateLabelSelector(labelSelector, child(here, 'labelSelector'))];
  });
}

function validateSpreadKeys(keys: readonly string[], selector: SelectorKeys | undefined, path: string): FieldError[] {
  if (!keys.length) return [];
  const errors: FieldError[] = [];
  if (!selector) errors.push(forbidden(path, 'must not be specified when labelSelector is not set'));
  const selected = new Set([
    ...Object.keys(selector?.matchLabels ?? {}),
    ...(selector?.matchExpressions ?? []).map(({ key }) => key ?? ''),
  ]);
  keys.forEach((key, i) => {
    errors.push(...invalidEach(at(path, i), key, labelKey(key)));
    if (selected.has(key)) errors.push(invalid(at(path, i), key, 'exists in both matchLabelKeys and labelSelector'));
  });
  return errors;
}
