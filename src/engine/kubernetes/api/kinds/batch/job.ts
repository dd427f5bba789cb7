import type { Job } from 'kubernetes-types/batch/v1';
import { humanDuration } from '../../age';
import type { FieldError } from '../../field-error';
import type { KubeObject } from '../../object';
import { AGE_COLUMN, containerColumns, describe, formatSelector, NAME_COLUMN } from '../../tables/cells';
import { invalid, required } from '../../validation/field-errors';
import { validateLabelSelector } from '../../validation/metadata';
import { dnsLabel } from '../../validation/names';
import { column, declareKind } from '../declare';
import { changeField, fillIn } from '../fill-in';
import { asGo } from '../go-names';
import type { KindObject } from '../kind-object';
import { defaultPodTemplate } from '../pod-spec/defaults';
import { selectorMatches } from '../pod-spec/matches-template';
import type { PodTemplateSpec } from '../pod-spec/types';
import { templateWarnings } from '../pod-spec/warnings';
import { semanticEqual } from '../semantic-equal';
import { type JobSpec, validateJobSpec } from './job-spec';

export type JobObject = Omit<KindObject<Job>, 'spec'> & KubeObject & { readonly spec?: JobSpec };

const UID_LABEL = 'batch.kubernetes.io/controller-uid';
const NAME_LABEL = 'batch.kubernetes.io/job-name';

/** pkg/apis/batch/v1/defaults.go: SetDefaults_Job. */
function defaultSpec(object: JobSpec): JobSpec {
  const alone = object.completions === undefined && object.parallelism === undefined;
  const spec = fillIn<JobSpec>(alone ? { ...object, completions: 1 } : object, {
    parallelism: 1,
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    suspend: false,
    manualSelector: false,
    podReplacementPolicy: object.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed',
    template: {},
  });
  return changeField(spec, 'template', defaultPodTemplate);
}

/** The selector and the labels of its Pods that a Job gets: pkg/registry/batch/job/strategy.go, generateSelector. */
function generateSelector(object: JobObject): JobObject {
  const spec = object.spec ?? {};
  if (spec.manualSelector) return object;
  const { uid = '', name = '' } = object.metadata;
  const { template = {}, selector = {} } = spec;
  const labels = {
    ...template.metadata?.labels,
    'controller-uid': uid,
    [UID_LABEL]: uid,
    'job-name': name,
    [NAME_LABEL]: name,
  };
  const matchLabels = { ...selector.matchLabels, [UID_LABEL]: uid };
  const metadata = { ...template.metadata, labels } as PodTemplateSpec['metadata'];
  return { ...object, spec: { ...spec, selector: { ...selector, matchLabels }, template: { ...template, metadata } } };
}

/** pkg/apis/batch/validation: ValidateJobSpec. */
function validateSpec(spec: JobSpec): FieldError[] {
  const errors = validateJobSpec(spec, 'spec');
  const { selector, template } = spec;
  if (!selector) errors.push(required('spec.selector'));
  else errors.push(...validateLabelSelector(selector, 'spec.selector'));
  const labels = template?.metadata?.labels;
  if (selector && !selectorMatches(selector, labels)) {
    errors.push(invalid('spec.template.metadata.labels', labels, '`selector` does not match template `labels`'));
  }
  return errors;
}

function validate({ metadata, spec = {} }: JobObject): readonly FieldError[] {
  const errors = validateSpec(spec);
  if (spec.completionMode === 'Indexed' && (spec.completions ?? 0) > 0) {
    const last = `${metadata.name ?? ''}-${(spec.completions ?? 0) - 1}`;
    if (dnsLabel(last).length) {
      const detail = `will not able to create pod with invalid DNS label: ${last}`;
      errors.push(invalid('metadata.name', metadata.name, detail));
    }
  }
  return errors;
}

const SCHEDULING = ['affinity', 'nodeSelector', 'tolerations', 'schedulingGates'] as const;

/** pkg/apis/batch/validation: ValidateJobSpecUpdate. */
function validateUpdate(next: JobObject, old: JobObject): readonly FieldError[] {
  const [spec, before] = [next.spec ?? {}, old.spec ?? {}];
  const errors = validateSpec(spec);
  const fixed = (field: keyof JobSpec): void => {
    if (semanticEqual(spec[field], before[field])) return;
    errors.push(invalid(`spec.${field}`, asGo(spec[field]), 'field is immutable'));
  };
  // An indexed Job may be made larger or smaller when both numbers change alike.
  const elastic = before.completionMode === 'Indexed' && spec.completions === spec.parallelism;
  if (!elastic) fixed('completions');
  fixed('selector');
  let template = before.template;
  if (before.suspend && old.status?.startTime === undefined && template) {
    // Before it starts, where its Pods run may still change.
    const kept = Object.fromEntries(SCHEDULING.map((field) => [field, spec.template?.spec?.[field]]));
    template = { ...template, metadata: spec.template?.metadata, spec: { ...template.spec, ...kept } };
  }
  if (!semanticEqual(spec.template, template)) {
    errors.push(invalid('spec.template', asGo(spec.template), 'field is immutable'));
  }
  for (const field of [
    'completionMode',
    'podFailurePolicy',
    'backoffLimitPerIndex',
    'managedBy',
    'successPolicy',
  ] as const) {
    fixed(field);
  }
  return errors;
}

function completionsText({ spec, status }: JobObject): string {
  const done = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) return `${done}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${done}/1 of ${parallelism}` : `${done}/1`;
}

function durationText({ status }: JobObject, nowMs: number): string {
  if (!status?.startTime) return '';
  const end = status.completionTime ? Date.parse(status.completionTime) : nowMs;
  return humanDuration(end - Date.parse(status.startTime));
}

function statusText({ metadata, status }: JobObject): string {
  const is = (type: string): boolean => status?.conditions?.find((one) => one.type === type)?.status === 'True';
  if (is('Complete')) return 'Complete';
  if (is('Failed')) return 'Failed';
  if (metadata.deletionTimestamp !== undefined) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(is) ?? 'Running';
}

export const job = declareKind<JobObject>('batch/v1', 'Job', 'jobs', {
  categories: ['all'],
  subresources: { status: true },
  generation: true,
  strategy: {
    defaults: (object) => {
      const labels = object.spec?.template?.metadata?.labels as Readonly<Record<string, string>> | undefined;
      const bare = !Object.keys(object.metadata.labels ?? {}).length;
      return {
        ...object,
        metadata: labels && bare ? { ...object.metadata, labels } : object.metadata,
        spec: defaultSpec(object.spec ?? {}),
        status: object.status ?? {},
      };
    },
    prepareForCreate: (object) => generateSelector({ ...object, status: {} }),
    validate,
    validateUpdate,
    warnings: ({ metadata, spec }, old) =>
      templateWarnings(old ? '' : (metadata.name ?? ''), spec?.template, 'spec.template'),
  },
  columns: [
    NAME_COLUMN,
    column('Status', 'Status of the job.', statusText),
    column('Completions', describe('JobStatus.succeeded'), completionsText),
    column('Duration', 'Time required to complete the job.', durationText),
    AGE_COLUMN,
    ...containerColumns<JobObject>(({ spec }) => spec?.template),
    column('Selector', describe('JobSpec.selector'), ({ spec }) => formatSelector(spec?.selector), { wide: true }),
  ],
  selectableFields: { 'status.successful': ({ status }) => String(status?.succeeded ?? 0) },
});
