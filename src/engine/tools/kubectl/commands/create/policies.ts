import { CommandError } from '../../errors/errors';
import type { ApiObject, JsonMap } from '../../json/types';
import { intOrString } from '../../generators/ports';
import { canonicalQuantity, parseQuantity } from '../../quantity/quantity';
import { parseSelector } from '../../resources/label-selector';
import { generator, metadata } from '../publish';

const QUANTITY_WORDS = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** `kubectl create namespace`. */
export const createNamespace = generator(
  { root: '/api/v1', plural: 'namespaces', namespaced: false },
  undefined,
  (k, name): ApiObject => ({
    kind: 'Namespace',
    apiVersion: 'v1',
    metadata: metadata(k, name, false),
    spec: {},
    status: {},
  }),
);

/** `kubectl create serviceaccount`. */
export const createServiceAccount = generator(
  { root: '/api/v1', plural: 'serviceaccounts', namespaced: true },
  'serviceaccount:',
  (k, name): ApiObject => ({ kind: 'ServiceAccount', apiVersion: 'v1', metadata: metadata(k, name, true) }),
);

/** `kubectl create priorityclass`. */
export const createPriorityClass = generator(
  { root: '/apis/scheduling.k8s.io/v1', plural: 'priorityclasses', namespaced: false },
  'priorityclass:',
  (k, name): ApiObject => {
    const description = k.text('description');
    return {
      kind: 'PriorityClass',
      apiVersion: 'scheduling.k8s.io/v1',
      metadata: metadata(k, name, false),
      value: k.flags.int('value'),
      ...(k.bool('global-default') && { globalDefault: true }),
      ...(description !== '' && { description }),
      preemptionPolicy: k.text('preemption-policy'),
    };
  },
);

/** `kubectl create poddisruptionbudget`. */
export const createPodDisruptionBudget = generator(
  { root: '/apis/policy/v1', plural: 'poddisruptionbudgets', namespaced: true },
  'poddisruptionbudgets:',
  (k, name): ApiObject => {
    const selector = k.text('selector');
    const most = k.text('max-unavailable');
    const least = k.text('min-available');
    if (selector === '') throw new CommandError('a selector must be specified');
    if (most === '' && least === '')
      throw new CommandError('one of min-available or max-unavailable must be specified');
    if (most !== '' && least !== '')
      throw new CommandError('min-available and max-unavailable cannot be both specified');
    if (least !== '' && !/^\d+%?$/.test(least)) throw new CommandError('invalid format specified for min-available');
    if (most !== '' && !/^\d+%?$/.test(most)) throw new CommandError('invalid format specified for max-unavailable');
    return {
      kind: 'PodDisruptionBudget',
      apiVersion: 'policy/v1',
      metadata: metadata(k, name, true),
      spec: {
        ...(least !== '' && { minAvailable: intOrString(least) }),
        selector: labelSelector(selector),
        ...(least === '' && { maxUnavailable: intOrString(most) }),
      },
      status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
    };
  },
);

/** metav1.ParseToLabelSelector. Throws CommandError. */
function labelSelector(text: string): JsonMap {
  const labels: Record<string, string> = {};
  const expressions: JsonMap[] = [];
  for (const { key, operator, values } of parseSelector(text)) {
    if (operator === '=') labels[key] = values[0] ?? '';
    else if (operator === 'in') expressions.push({ key, operator: 'In', values: [...values].sort() });
    else if (operator === 'notin') expressions.push({ key, operator: 'NotIn', values: [...values].sort() });
    else if (operator === 'exists') expressions.push({ key, operator: 'Exists' });
    else if (operator === '!') expressions.push({ key, operator: 'DoesNotExist' });
    else throw new CommandError(`${JSON.stringify(operator)} is not a valid label selector operator`);
  }
  return {
    ...(Object.keys(labels).length > 0 && { matchLabels: labels }),
    ...(expressions.length > 0 && { matchExpressions: expressions }),
  };
}

/** `kubectl create quota`. */
export const createQuota = generator(
  { root: '/api/v1', plural: 'resourcequotas', namespaced: true },
  'quota:',
  (k, name): ApiObject => {
    const hard = resourceList(k.text('hard'));
    const scopes = k.text('scopes') === '' ? [] : k.text('scopes').split(',');
    if (scopes.includes('')) throw new CommandError('invalid resource quota scope ""');
    return {
      kind: 'ResourceQuota',
      apiVersion: 'v1',
      metadata: metadata(k, name, true),
      spec: { ...(hard && { hard }), ...(scopes.length > 0 && { scopes }) },
      status: {},
    };
  },
);

/** `cpu=1,memory=2Gi`; undefined for nothing. Throws CommandError. */
export function resourceList(text: string): JsonMap | undefined {
  if (text === '') return undefined;
  const entries = text.split(',').map((statement): [string, string] => {
    const parts = statement.split('=');
    if (parts.length !== 2) throw new CommandError(`Invalid argument syntax ${statement}, expected <resource>=<value>`);
    const [name = '', quantity = ''] = parts;
    if (parseQuantity(quantity) === undefined) throw new CommandError(QUANTITY_WORDS);
    return [name, canonicalQuantity(quantity)];
  });
  return Object.fromEntries(entries);
}
