import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { FieldError } from '../../field-error';
import type { KubeObject } from '../../object';
import { AGE_COLUMN, containerColumns, NAME_COLUMN } from '../../tables/cells';
import { at, forbidden, invalid, invalidEach, notSupported, required } from '../../validation/field-errors';
import { dnsLabel } from '../../validation/names';
import { atMost100Percent, intOrPercentValue, nonNegative, positiveIntOrPercent } from '../../validation/numbers';
import { defaultClaimSpec } from '../core/persistent-volume-claim';
import { column, declareKind, REPLICAS_SCALE } from '../declare';
import { changeEach, changeField, fillIn } from '../fill-in';
import { asGo } from '../go-names';
import type { KindObject, Loose } from '../kind-object';
import { defaultPodTemplate } from '../pod-spec/defaults';
import {
  validateAlwaysRestarted,
  validateTemplateLabels,
  validateWorkloadSelector,
} from '../pod-spec/matches-template';
import type { PodTemplateSpec } from '../pod-spec/types';
import { validateClaimTemplate } from '../pod-spec/validate-claim';
import { validatePodTemplate } from '../pod-spec/validate-pod-spec';
import { podSpecWarnings } from '../pod-spec/warnings';
import { semanticEqual } from '../semantic-equal';

type Spec = Omit<Loose<NonNullable<StatefulSet['spec']>>, 'template'> & { readonly template?: PodTemplateSpec };
export type StatefulSetObject = Omit<KindObject<StatefulSet>, 'spec'> & KubeObject & { readonly spec?: Spec };

const NO_STATUS = { replicas: 0, availableReplicas: 0 };

/** pkg/apis/apps/v1/defaults.go: SetDefaults_StatefulSet. */
function defaultSpec(object: Spec): Spec {
  let spec: Spec = fillIn(object, {
    podManagementPolicy: 'OrderedReady',
    updateStrategy: {},
    persistentVolumeClaimRetentionPolicy: {},
    replicas: 1,
    revisionHistoryLimit: 10,
    serviceName: '',
    template: {},
  });
  if (spec.serviceName === undefined) spec = { ...spec, serviceName: '' };
  spec = changeField(spec, 'updateStrategy', (given) => {
    const next = given.type ? given : { ...given, type: 'RollingUpdate', rollingUpdate: given.rollingUpdate ?? {} };
    if (next.type !== 'RollingUpdate' || !next.rollingUpdate) return next;
    return { ...next, rollingUpdate: fillIn(next.rollingUpdate, { partition: 0 }) };
  });
  spec = changeField(spec, 'persistentVolumeClaimRetentionPolicy', (policy) =>
    fillIn(policy, { whenDeleted: 'Retain', whenScaled: 'Retain' }),
  );
  spec = changeField(spec, 'volumeClaimTemplates', (list) =>
    changeEach(list, (claim) => ({
      ...claim,
      apiVersion: 'v1' as const,
      kind: 'PersistentVolumeClaim' as const,
      metadata: claim.metadata ?? {},
      spec: defaultClaimSpec(claim.spec),
      status: fillIn(claim.status, { phase: 'Pending' }),
    })),
  );
  return changeField(spec, 'template', defaultPodTemplate);
}

function validateStrategy(spec: Spec): FieldError[] {
  const { updateStrategy = {} } = spec;
  const type: string = updateStrategy.type ?? '';
  const path = 'spec.updateStrategy';
  const { rollingUpdate } = updateStrategy;
  if (!type) return [required(path)];
  if (type === 'OnDelete') {
    if (!rollingUpdate) return [];
    return [invalid(`${path}.rollingUpdate`, asGo(rollingUpdate), "only allowed for updateStrategy 'RollingUpdate'")];
  }
  if (type !== 'RollingUpdate') {
    return [invalid(path, asGo(updateStrategy), "must be 'RollingUpdate' or 'OnDelete'")];
  }
  const { partition, maxUnavailable } = rollingUpdate ?? {};
  const errors = nonNegative(`${path}.rollingUpdate.partition`, partition);
  if (maxUnavailable === undefined) return errors;
  const field = `${path}.rollingUpdate.maxUnavailable`;
  errors.push(...positiveIntOrPercent(field, maxUnavailable));
  if (intOrPercentValue(maxUnavailable) === 0) errors.push(invalid(field, maxUnavailable, 'cannot be 0'));
  return [...errors, ...atMost100Percent(field, maxUnavailable)];
}

/** The template with the volumes that its claims become, so that their mounts are found. */
function withClaimVolumes(template: PodTemplateSpec, claims: Spec['volumeClaimTemplates']): PodTemplateSpec {
  const names = (claims ?? []).map(({ metadata }) => metadata?.name ?? '');
  const own = (template.spec?.volumes ?? []).filter(({ name }) => !names.includes(name ?? ''));
  const made = names.filter(Boolean).map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  return { ...template, spec: { ...template.spec, volumes: [...own, ...made] } };
}

/** pkg/apis/apps/validation: ValidateStatefulSetSpec. */
function validate({ spec = {} }: StatefulSetObject): readonly FieldError[] {
  const { template = {}, selector } = spec;
  const errors: FieldError[] = [];
  const policy: string = spec.podManagementPolicy ?? '';
  if (!policy) errors.push(required('spec.podManagementPolicy'));
  else if (policy !== 'OrderedReady' && policy !== 'Parallel') {
    errors.push(invalid('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'"));
  }
  errors.push(...validateStrategy(spec));
  for (const field of ['whenDeleted', 'whenScaled'] as const) {
    const value: string = spec.persistentVolumeClaimRetentionPolicy?.[field] ?? '';
    if (value !== 'Retain' && value !== 'Delete') {
      errors.push(notSupported(`spec.persistentVolumeClaimRetentionPolicy.${field}`, value, ['Retain', 'Delete']));
    }
  }
  errors.push(...nonNegative('spec.replicas', spec.replicas));
  errors.push(...nonNegative('spec.minReadySeconds', spec.minReadySeconds));
  errors.push(...nonNegative('spec.ordinals.start', spec.ordinals?.start));
  errors.push(...validateWorkloadSelector(selector, 'spec.selector', 'statefulset'));
  errors.push(...validateTemplateLabels(selector, template, 'spec.template'));
  (spec.volumeClaimTemplates ?? []).forEach((claim, i) => {
    const path = at('spec.volumeClaimTemplates', i);
    const name = claim.metadata?.name ?? '';
    errors.push(
      ...(name ? invalidEach(`${path}.metadata.name`, name, dnsLabel(name)) : [required(`${path}.metadata.name`)]),
    );
    errors.push(...validateClaimTemplate(claim, path));
  });
  errors.push(...validatePodTemplate(withClaimVolumes(template, spec.volumeClaimTemplates), 'spec.template'));
  if (spec.serviceName) errors.push(...invalidEach('spec.serviceName', spec.serviceName, dnsLabel(spec.serviceName)));
  return [...errors, ...validateAlwaysRestarted(template, 'spec.template', 'StatefulSet')];
}

const CHANGEABLE = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
] as const;

export const statefulSet = declareKind<StatefulSetObject>('apps/v1', 'StatefulSet', 'statefulsets', {
  shortNames: ['sts'],
  categories: ['all'],
  subresources: { status: true, scale: REPLICAS_SCALE },
  generation: true,
  strategy: {
    nameRule: 'dns-label',
    defaults: (object) => ({
      ...object,
      spec: defaultSpec(object.spec ?? {}),
      status: fillIn(object.status, NO_STATUS),
    }),
    prepareForCreate: (object) => ({ ...object, status: NO_STATUS }),
    validate,
    validateUpdate: (next, old) => {
      const errors = validate(next);
      const kept = Object.fromEntries(CHANGEABLE.map((field) => [field, old.spec?.[field]]));
      if (semanticEqual({ ...next.spec, ...kept }, old.spec)) return errors;
      const quoted = CHANGEABLE.map((field) => `'${field}'`);
      const list = `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
      return [...errors, forbidden('spec', `updates to statefulset spec for fields other than ${list} are forbidden`)];
    },
    warnings: ({ spec }) => {
      const list = podSpecWarnings(spec?.template?.spec ?? {}, spec?.template?.metadata?.annotations, 'spec.template');
      if ((spec?.revisionHistoryLimit ?? 0) < 0) {
        list.push(
          'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended',
        );
      }
      return list;
    },
  },
  columns: [
    NAME_COLUMN,
    column(
      'Ready',
      'Number of the pod with ready state',
      ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    ),
    AGE_COLUMN,
    ...containerColumns<StatefulSetObject>(({ spec }) => spec?.template),
  ],
});
