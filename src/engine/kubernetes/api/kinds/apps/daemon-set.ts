import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { FieldError } from '../../field-error';
import type { KubeObject } from '../../object';
import { AGE_COLUMN, containerColumns, describe, formatSelector, labelsText, NAME_COLUMN } from '../../tables/cells';
import { invalid, notSupported, required } from '../../validation/field-errors';
import { validateLabelSelector } from '../../validation/metadata';
import { atMost100Percent, intOrPercentValue, nonNegative, positiveIntOrPercent } from '../../validation/numbers';
import { column, declareKind } from '../declare';
import { changeField, fillIn } from '../fill-in';
import { asGo } from '../go-names';
import type { KindObject, Loose } from '../kind-object';
import { defaultPodTemplate } from '../pod-spec/defaults';
import { isEmptySelector, selectorMatches, validateAlwaysRestarted } from '../pod-spec/matches-template';
import type { PodTemplateSpec } from '../pod-spec/types';
import { validatePodTemplate } from '../pod-spec/validate-pod-spec';
import { templateWarnings } from '../pod-spec/warnings';
import { semanticEqual } from '../semantic-equal';

type Spec = Omit<Loose<NonNullable<DaemonSet['spec']>>, 'template'> & { readonly template?: PodTemplateSpec };
export type DaemonSetObject = Omit<KindObject<DaemonSet>, 'spec'> & KubeObject & { readonly spec?: Spec };

const NO_STATUS = { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 };
/** Counts the changes of the template, in apps/v1 an annotation (pkg/apis/apps/v1/conversion.go). */
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

/** pkg/apis/apps/v1/defaults.go: SetDefaults_DaemonSet. */
function defaultSpec(object: Spec): Spec {
  const spec = fillIn(object, { updateStrategy: {}, revisionHistoryLimit: 10, template: {} });
  const withStrategy = changeField(spec, 'updateStrategy', (given) => {
    const next = fillIn(given, { type: 'RollingUpdate' });
    if (next.type !== 'RollingUpdate') return next;
    return { ...next, rollingUpdate: fillIn(next.rollingUpdate, { maxUnavailable: 1, maxSurge: 0 }) };
  });
  return changeField(withStrategy, 'template', defaultPodTemplate);
}

function validateStrategy(spec: Spec): FieldError[] {
  const { updateStrategy = {} } = spec;
  const path = 'spec.updateStrategy';
  const type: string = updateStrategy.type ?? '';
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') return [notSupported(path, asGo(updateStrategy), ['RollingUpdate', 'OnDelete'])];
  const { rollingUpdate } = updateStrategy;
  if (!rollingUpdate) return [required(`${path}.rollingUpdate`)];
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const [down, up] = [`${path}.rollingUpdate.maxUnavailable`, `${path}.rollingUpdate.maxSurge`];
  const errors = [
    ...positiveIntOrPercent(down, maxUnavailable),
    ...positiveIntOrPercent(up, maxSurge),
    ...atMost100Percent(down, maxUnavailable),
    ...atMost100Percent(up, maxSurge),
  ];
  const [hasDown, hasUp] = [intOrPercentValue(maxUnavailable) !== 0, intOrPercentValue(maxSurge) !== 0];
  if (hasDown && hasUp) errors.push(invalid(up, maxSurge, 'may not be set when maxUnavailable is non-zero'));
  if (!hasDown && !hasUp) errors.push(required(down, 'cannot be 0 when maxSurge is 0'));
  return errors;
}

/** pkg/apis/apps/validation: ValidateDaemonSetSpec. */
function validate({ spec = {} }: DaemonSetObject): readonly FieldError[] {
  const { selector, template = {} } = spec;
  const errors = validateLabelSelector(selector, 'spec.selector');
  if (!selector || !(isEmptySelector(selector) || selectorMatches(selector, template.metadata?.labels))) {
    const detail = '`selector` does not match template `labels`';
    errors.push(invalid('spec.template.metadata.labels', template.metadata?.labels, detail));
  }
  if (selector && isEmptySelector(selector)) {
    errors.push(invalid('spec.selector', selector, 'empty selector is invalid for daemonset'));
  }
  return [
    ...errors,
    ...validatePodTemplate(template, 'spec.template'),
    ...validateAlwaysRestarted(template, 'spec.template', 'DaemonSet'),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateStrategy(spec),
    ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
  ];
}

function withTemplateGeneration(object: DaemonSetObject, generation: number): DaemonSetObject {
  const annotations = { ...object.metadata.annotations, [TEMPLATE_GENERATION]: String(generation) };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

const count = (
  name: string,
  field:
    'desiredNumberScheduled' | 'currentNumberScheduled' | 'numberReady' | 'updatedNumberScheduled' | 'numberAvailable',
): ReturnType<typeof column<DaemonSetObject>> =>
  column<DaemonSetObject>(name, describe(`DaemonSetStatus.${field}`), ({ status }) => status?.[field] ?? 0, {
    type: 'integer',
  });

export const daemonSet = declareKind<DaemonSetObject>('apps/v1', 'DaemonSet', 'daemonsets', {
  shortNames: ['ds'],
  categories: ['all'],
  subresources: { status: true },
  generation: true,
  strategy: {
    defaults: (object) => ({
      ...object,
      spec: defaultSpec(object.spec ?? {}),
      status: fillIn(object.status, NO_STATUS),
    }),
    prepareForCreate: (object) => withTemplateGeneration({ ...object, status: NO_STATUS }, 1),
    prepareForUpdate: (next, old) => {
      const before = Number(old.metadata.annotations?.[TEMPLATE_GENERATION] ?? 0);
      const changed = !semanticEqual(next.spec?.template, old.spec?.template);
      return withTemplateGeneration(next, before + (changed ? 1 : 0));
    },
    validate,
    validateUpdate: (next, old) => {
      const errors = validate(next);
      if (semanticEqual(next.spec?.selector, old.spec?.selector)) return errors;
      return [...errors, invalid('spec.selector', next.spec?.selector, 'field is immutable')];
    },
    warnings: ({ metadata, spec }, old) =>
      templateWarnings(old ? '' : (metadata.name ?? ''), spec?.template, 'spec.template'),
  },
  columns: [
    NAME_COLUMN,
    count('Desired', 'desiredNumberScheduled'),
    count('Current', 'currentNumberScheduled'),
    count('Ready', 'numberReady'),
    count('Up-to-date', 'updatedNumberScheduled'),
    count('Available', 'numberAvailable'),
    column('Node Selector', describe('PodSpec.nodeSelector'), ({ spec }) =>
      labelsText(spec?.template?.spec?.nodeSelector),
    ),
    AGE_COLUMN,
    ...containerColumns<DaemonSetObject>(({ spec }) => spec?.template),
    column('Selector', describe('DaemonSetSpec.selector'), ({ spec }) => formatSelector(spec?.selector), {
      wide: true,
    }),
  ],
});
