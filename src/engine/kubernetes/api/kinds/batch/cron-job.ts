import type { CronJob } from 'kubernetes-types/batch/v1';
import { ageSince } from '../../age';
import type { FieldError } from '../../field-error';
import type { KubeObject } from '../../object';
import { AGE_COLUMN, containerColumns, describe, formatSelector, NAME_COLUMN } from '../../tables/cells';
import { invalid, notSupported, required } from '../../validation/field-errors';
import { nonNegative } from '../../validation/numbers';
import { column, declareKind } from '../declare';
import { changeField, fillIn } from '../fill-in';
import type { KindObject, Loose } from '../kind-object';
import { defaultPodTemplate } from '../pod-spec/defaults';
import { templateWarnings } from '../pod-spec/warnings';
import { parseCronSchedule } from './cron-schedule';
import { type JobSpec, validateJobSpec } from './job-spec';

type Spec = Omit<Loose<NonNullable<CronJob['spec']>>, 'jobTemplate'> & {
  readonly jobTemplate?: { readonly metadata?: KubeObject['metadata']; readonly spec?: JobSpec };
};
export type CronJobObject = Omit<KindObject<CronJob>, 'spec'> & KubeObject & { readonly spec?: Spec };

/** pkg/apis/batch/v1/defaults.go: SetDefaults_CronJob; a Job's own defaults come when the Job is made. */
function defaultSpec(object: Spec): Spec {
  const spec = fillIn<Spec>(object, {
    concurrencyPolicy: 'Allow',
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
    jobTemplate: {},
  });
  return changeField(spec, 'jobTemplate', (template) => {
    const next = fillIn(template, { metadata: {}, spec: {} });
    return changeField(next, 'spec', (jobSpec) =>
      changeField(fillIn(jobSpec, { template: {} }), 'template', defaultPodTemplate),
    );
  });
}

function validateTimeZone(zone: string | undefined): FieldError[] {
  if (zone === undefined) return [];
  const field = 'spec.timeZone';
  if (zone === '') return [invalid(field, zone, 'timeZone must be nil or non-empty string')];
  const parts = zone.split('/');
  if (parts.some((part) => part === '.' || part === '..' || !/^(?!-)[A-Za-z._0-9+-]{1,14}$/.test(part))) {
    return [invalid(field, zone, `unknown time zone ${zone}`)];
  }
  if (zone.toLowerCase() === 'local') {
    const detail = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
    return [invalid(field, zone, detail)];
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return [];
  } catch {
    return [invalid(field, zone, `unknown time zone ${zone}`)];
  }
}

/** pkg/apis/batch/validation: validateCronJobSpec. */
function validateSpec(spec: Spec, old: Spec | undefined): FieldError[] {
  const errors: FieldError[] = [];
  const { schedule = '', jobTemplate = {} } = spec;
  if (!schedule) errors.push(required('spec.schedule'));
  else {
    const parsed = parseCronSchedule(schedule);
    if (typeof parsed === 'string') errors.push(invalid('spec.schedule', schedule, parsed));
    if (schedule.includes('TZ') && !old?.schedule?.includes('TZ')) {
      const detail = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
      errors.push(invalid('spec.schedule', schedule, detail));
    }
  }
  errors.push(...nonNegative('spec.startingDeadlineSeconds', spec.startingDeadlineSeconds));
  if (spec.timeZone !== old?.timeZone) errors.push(...validateTimeZone(spec.timeZone));
  const policy: string = spec.concurrencyPolicy ?? '';
  const policies = ['Allow', 'Forbid', 'Replace'];
  if (!policy) errors.push(required('spec.concurrencyPolicy'));
  else if (!policies.includes(policy)) errors.push(notSupported('spec.concurrencyPolicy', policy, policies));
  errors.push(...validateJobSpec(jobTemplate.spec ?? {}, 'spec.jobTemplate.spec'));
  if (jobTemplate.spec?.selector) {
    errors.push(
      invalid('spec.jobTemplate.spec.selector', jobTemplate.spec.selector, '`selector` will be auto-generated'),
    );
  }
  if (jobTemplate.spec?.manualSelector) {
    errors.push(notSupported('spec.jobTemplate.spec.manualSelector', true, ['nil', 'false']));
  }
  errors.push(...nonNegative('spec.successfulJobsHistoryLimit', spec.successfulJobsHistoryLimit));
  return [...errors, ...nonNegative('spec.failedJobsHistoryLimit', spec.failedJobsHistoryLimit)];
}

/** A Job's name is the CronJob's and eleven characters more. */
const LONGEST_NAME = 52;

export const cronJob = declareKind<CronJobObject>('batch/v1', 'CronJob', 'cronjobs', {
  shortNames: ['cj'],
  categories: ['all'],
  subresources: { status: true },
  generation: true,
  strategy: {
    defaults: (object) => ({ ...object, spec: defaultSpec(object.spec ?? {}), status: object.status ?? {} }),
    prepareForCreate: (object) => ({ ...object, status: {} }),
    validate: ({ metadata, spec = {} }) => {
      const errors = validateSpec(spec, undefined);
      const { name = '' } = metadata;
      if (name.length <= LONGEST_NAME) return errors;
      return [...errors, invalid('metadata.name', name, `must be no more than ${LONGEST_NAME} bytes`)];
    },
    validateUpdate: (next, old) => validateSpec(next.spec ?? {}, old.spec),
    warnings: ({ metadata, spec }, old) =>
      templateWarnings(
        old ? '' : (metadata.name ?? ''),
        spec?.jobTemplate?.spec?.template,
        'spec.jobTemplate.spec.template',
      ),
  },
  columns: [
    NAME_COLUMN,
    column('Schedule', describe('CronJobSpec.schedule'), ({ spec }) => spec?.schedule ?? ''),
    column('Timezone', describe('CronJobSpec.timeZone'), ({ spec }) => spec?.timeZone ?? '<none>'),
    column(
      'Suspend',
      describe('CronJobSpec.suspend'),
      ({ spec }) => (spec?.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False'),
      { type: 'boolean' },
    ),
    column('Active', describe('CronJobStatus.active'), ({ status }) => status?.active?.length ?? 0, {
      type: 'integer',
    }),
    column('Last Schedule', describe('CronJobStatus.lastScheduleTime'), ({ status }, nowMs) =>
      status?.lastScheduleTime ? ageSince(status.lastScheduleTime, nowMs) : '<none>',
    ),
    AGE_COLUMN,
    ...containerColumns<CronJobObject>(({ spec }) => spec?.jobTemplate?.spec?.template),
    column('Selector', describe('JobSpec.selector'), ({ spec }) => formatSelector(spec?.jobTemplate?.spec?.selector), {
      wide: true,
    }),
  ],
});
