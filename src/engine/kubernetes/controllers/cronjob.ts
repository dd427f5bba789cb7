import { LAB_EPOCH_MS } from '../../kernel/clock';
import { jsonEqual } from '../api/json-equal';
import { nowMs } from '../api/store';
import type { CronJob, Job } from '../objects/kinds';
import { isDeleting } from '../objects/pod-state';
import { isReason, type ControllerClient } from './client';
import { controllerKey, controllerOf, controllerUser, ownKey, splitKey, type Component } from './component';
import { controllerReference } from './controlled-pods';
import { nextTime } from './cron-schedule';

const MINUTE_MS = 60_000;

/** Starts Jobs on a schedule (pkg/controller/cronjob). */
export const cronJobController: Component = {
  name: 'cronjob-controller',
  process: 'kube-controller-manager',
  user: controllerUser('cronjob-controller'),
  watches: { 'cronjobs.batch': ownKey, 'jobs.batch': controllerKey('CronJob') },
  reconcile(api, key) {
    const cron = api.get('cronjobs.batch', ...splitKey(key));
    if (!cron || isDeleting(cron)) return;
    const jobs = api
      .ownedBy('jobs.batch', cron.metadata.uid ?? '')
      .filter((job) => controllerOf(job)?.uid === cron.metadata.uid);
    removeHistory(api, cron, jobs);
    const active = jobs.filter((job) => !finished(job));
    for (const job of jobs) if (finished(job)) tellFinished(api, cron, job);
    const after = startDue(api, cron, active, key);
    updateStatus(api, after.cron, [...active, ...after.started], jobs);
  },
};

function condition(job: Job, type: string): boolean {
  return job.status?.conditions?.some((each) => each.type === type && each.status === 'True') === true;
}

function finished(job: Job): boolean {
  return condition(job, 'Complete') || condition(job, 'Failed');
}

function tellFinished(api: ControllerClient, cron: CronJob, job: Job): void {
  const name = job.metadata.name ?? '';
  if (!cron.status?.active?.some((reference) => reference.uid === job.metadata.uid)) return;
  const status = condition(job, 'Complete') ? 'Complete' : 'Failed';
  api.event(cron, {
    type: 'Normal',
    reason: 'SawCompletedJob',
    message: `Saw completed job: ${name}, condition: ${status}`,
    from: 'cronjob-controller',
  });
}

/** Old Jobs go when there are more than the history keeps. */
function removeHistory(api: ControllerClient, cron: CronJob, jobs: readonly Job[]): void {
  const sorted = [...jobs].sort((a, b) => ((a.status?.startTime ?? '') < (b.status?.startTime ?? '') ? -1 : 1));
  const drop = (type: string, limit: number): void => {
    const ended = sorted.filter((job) => condition(job, type));
    for (const job of ended.slice(0, Math.max(0, ended.length - limit))) {
      api.remove('jobs.batch', job, { propagationPolicy: 'Background' });
      api.event(cron, {
        type: 'Normal',
        reason: 'SuccessfulDelete',
        message: `Deleted job ${job.metadata.name ?? ''}`,
        from: 'cronjob-controller',
      });
    }
  };
  drop('Complete', cron.spec?.successfulJobsHistoryLimit ?? 3);
  drop('Failed', cron.spec?.failedJobsHistoryLimit ?? 1);
}

interface Started {
  readonly cron: CronJob;
  readonly started: readonly Job[];
}

function startDue(api: ControllerClient, cron: CronJob, active: readonly Job[], key: string): Started {
  const none = { cron, started: [] };
  if (cron.spec?.suspend === true) return none;
  const now = nowMs(api.world);
  const since = Date.parse(cron.status?.lastScheduleTime ?? cron.metadata.creationTimestamp ?? '');
  let due: number | undefined;
  let next = nextTime(cron.spec?.schedule ?? '', since);
  for (let i = 0; next !== undefined && next <= now && i < 100; i++) {
    due = next;
    next = nextTime(cron.spec?.schedule ?? '', next);
  }
  if (next === undefined) return none;
  api.enqueue(key, Math.max(1, next * 1000 - LAB_EPOCH_MS * 1000 - api.world.nowUs), true);
  if (due === undefined) return none;
  const late = cron.spec?.startingDeadlineSeconds;
  if (late !== undefined && now - due > late * 1000) return none;
  const policy = cron.spec?.concurrencyPolicy ?? 'Allow';
  if (policy === 'Forbid' && active.length > 0) {
    api.event(cron, {
      type: 'Normal',
      reason: 'JobAlreadyActive',
      message: 'Not starting job because prior execution is running and concurrency policy is Forbid',
      from: 'cronjob-controller',
    });
    return none;
  }
  if (policy === 'Replace') {
    for (const job of active) api.remove('jobs.batch', job, { propagationPolicy: 'Background' });
  }
  const job = start(api, cron, due);
  const lastScheduleTime = `${new Date(due).toISOString().slice(0, 19)}Z`;
  const updated = api.updateStatus('cronjobs.batch', cron, (old) => ({
    ...old,
    status: { ...old.status, lastScheduleTime },
  }));
  return { cron: updated, started: job ? [job] : [] };
}

function start(api: ControllerClient, cron: CronJob, due: number): Job | undefined {
  const { namespace = '', name = '' } = cron.metadata;
  const template = cron.spec?.jobTemplate;
  const jobName = `${name}-${Math.floor(due / MINUTE_MS)}`;
  try {
    const job = api.create('jobs.batch', namespace, {
      metadata: {
        name: jobName,
        namespace,
        ...(template?.metadata?.labels && { labels: template.metadata.labels }),
        annotations: {
          ...template?.metadata?.annotations,
          'batch.kubernetes.io/cronjob-scheduled-timestamp': `${new Date(due).toISOString().slice(0, 19)}Z`,
        },
        ownerReferences: [controllerReference(cron)],
      },
      spec: template?.spec,
    });
    api.event(cron, {
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `Created job ${jobName}`,
      from: 'cronjob-controller',
    });
    return job;
  } catch (error) {
    if (isReason(error, 'AlreadyExists')) return undefined;
    throw error;
  }
}

function updateStatus(api: ControllerClient, cron: CronJob, active: readonly Job[], jobs: readonly Job[]): void {
  const references = active.map(({ metadata }) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    name: metadata.name ?? '',
    namespace: metadata.namespace ?? '',
    resourceVersion: metadata.resourceVersion ?? '',
    uid: metadata.uid ?? '',
  }));
  const times = jobs.filter((job) => condition(job, 'Complete')).map(({ status }) => status?.completionTime ?? '');
  const last = times.sort().at(-1);
  const same = jsonEqual(
    cron.status?.active?.map(({ uid }) => uid) ?? [],
    references.map(({ uid }) => uid),
  );
  if (same && (last === undefined || cron.status?.lastSuccessfulTime === last)) return;
  api.updateStatus('cronjobs.batch', cron, ({ status: { active: _, ...rest } = {}, ...old }) => ({
    ...old,
    status: {
      ...rest,
      ...(references.length > 0 && { active: references }),
      ...(last !== undefined && { lastSuccessfulTime: last }),
    },
  }));
}
