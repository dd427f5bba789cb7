import type { MutatingWebhookConfiguration } from 'kubernetes-types/admissionregistration/v1';
import type { FieldError } from '../../field-error';
import type { ResourceType } from '../../resource-type';
import { AGE_COLUMN, NAME_COLUMN } from '../../tables/cells';
import { at, child, duplicate, invalid, notSupported, required } from '../../validation/field-errors';
import { validateLabelSelector } from '../../validation/metadata';
import { dnsSubdomain } from '../../validation/names';
import { column, declareKind } from '../declare';
import { changeEach, changeField, fillIn } from '../fill-in';
import type { KindObject } from '../kind-object';

/** Either configuration: that of validating webhooks only lacks `reinvocationPolicy`. */
export type WebhookConfigurationObject = KindObject<MutatingWebhookConfiguration>;
type Webhook = NonNullable<WebhookConfigurationObject['webhooks']>[number];
/** The published types leave out two fields. */
type Rule = NonNullable<Webhook['rules']>[number] & { readonly resources?: readonly string[]; readonly scope?: string };

const REVIEW_VERSIONS = ['v1', 'v1beta1'];

/** pkg/apis/admissionregistration/v1/defaults.go. */
function defaultWebhook(webhook: Webhook, isMutating: boolean): Webhook {
  const next = fillIn<Webhook>(webhook, {
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    namespaceSelector: {},
    objectSelector: {},
    timeoutSeconds: 10,
    ...(isMutating && { reinvocationPolicy: 'Never' }),
  });
  return changeField(next, 'rules', (rules) => changeEach(rules, (rule) => fillIn<Rule>(rule, { scope: '*' })));
}

/** apimachinery, IsFullyQualifiedName. */
function validateName(name: string, path: string): FieldError[] {
  if (!name) return [required(path)];
  const messages = dnsSubdomain(name);
  if (messages.length) return [invalid(path, name, messages.join(','))];
  return name.split('.').length < 3
    ? [invalid(path, name, 'should be a domain with at least three segments separated by dots')]
    : [];
}

function validateRule(rule: Rule, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['operations', 'apiGroups', 'apiVersions', 'resources'] as const) {
    if (!rule[field]?.length) errors.push(required(child(path, field)));
  }
  const scopes = ['*', 'Cluster', 'Namespaced'];
  if (rule.scope !== undefined && !scopes.includes(rule.scope)) {
    errors.push(notSupported(child(path, 'scope'), rule.scope, scopes));
  }
  return errors;
}

/** pkg/apis/admissionregistration/validation: validateMutatingWebhook, but for expressions. */
function validateWebhook(webhook: Webhook, path: string): FieldError[] {
  const { name = '', rules = [], failurePolicy, matchPolicy, sideEffects, timeoutSeconds, clientConfig } = webhook;
  const errors = validateName(name, child(path, 'name'));
  errors.push(...rules.flatMap((rule, i) => validateRule(rule, at(child(path, 'rules'), i))));
  const oneOf = (field: string, value: string | undefined, values: readonly string[]): void => {
    if (value !== undefined && !values.includes(value)) errors.push(notSupported(child(path, field), value, values));
  };
  oneOf('failurePolicy', failurePolicy, ['Fail', 'Ignore']);
  oneOf('matchPolicy', matchPolicy, ['Equivalent', 'Exact']);
  const effects = ['None', 'NoneOnDryRun'];
  if (sideEffects === undefined) {
    errors.push(required(child(path, 'sideEffects'), `must specify one of ${effects.join(', ')}`));
  }
  oneOf('sideEffects', sideEffects, effects);
  if (timeoutSeconds !== undefined && (timeoutSeconds > 30 || timeoutSeconds < 1)) {
    const detail = 'the timeout value must be between 1 and 30 seconds';
    errors.push(invalid(child(path, 'timeoutSeconds'), timeoutSeconds, detail));
  }
  errors.push(...validateLabelSelector(webhook.namespaceSelector, child(path, 'namespaceSelector')));
  errors.push(...validateLabelSelector(webhook.objectSelector, child(path, 'objectSelector')));
  if ((clientConfig?.url === undefined) === (clientConfig?.service === undefined)) {
    errors.push(required(child(path, 'clientConfig'), 'exactly one of url or service is required'));
  }
  const versions = webhook.admissionReviewVersions ?? [];
  const field = child(path, 'admissionReviewVersions');
  if (!versions.length) errors.push(required(field, `must specify one of ${REVIEW_VERSIONS.join(', ')}`));
  else if (!versions.some((version) => REVIEW_VERSIONS.includes(version))) {
    errors.push(invalid(field, versions, `must include at least one of ${REVIEW_VERSIONS.join(', ')}`));
  }
  return errors;
}

function validate({ webhooks }: WebhookConfigurationObject): FieldError[] {
  const seen = new Set<string>();
  return (webhooks ?? []).flatMap((webhook, i) => {
    const path = at('webhooks', i);
    const errors = validateWebhook(webhook, path);
    const { name = '' } = webhook;
    if (name && seen.has(name)) errors.push(duplicate(child(path, 'name'), name));
    seen.add(name);
    return errors;
  });
}

function declareWebhooks(
  kind: 'MutatingWebhookConfiguration' | 'ValidatingWebhookConfiguration',
): ResourceType<WebhookConfigurationObject> {
  const isMutating = kind.startsWith('Mutating');
  return declareKind<WebhookConfigurationObject>('admissionregistration.k8s.io/v1', kind, `${kind.toLowerCase()}s`, {
    categories: ['api-extensions'],
    namespaced: false,
    generation: true,
    strategy: {
      defaults: (object) =>
        changeField(object, 'webhooks', (hooks) => changeEach(hooks, (hook) => defaultWebhook(hook, isMutating))),
      validate,
      validateUpdate: validate,
    },
    columns: [
      NAME_COLUMN,
      column(
        'Webhooks',
        'Webhooks indicates the number of webhooks registered in this configuration',
        ({ webhooks }) => webhooks?.length ?? 0,
        {
          type: 'integer',
        },
      ),
      AGE_COLUMN,
    ],
  });
}

export const mutatingWebhookConfiguration = declareWebhooks('MutatingWebhookConfiguration');
export const validatingWebhookConfiguration = declareWebhooks('ValidatingWebhookConfiguration');
