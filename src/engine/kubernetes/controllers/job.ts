import { jsonEqual } from '../api/json-equal';
import { nowMs } from '../api/store';
import type { Job, Pod, PodTemplate } from '../objects/kinds';
import { isActive, isDeleting, isReady, isTerminating } from '../objects/pod-state';
import type { ControllerClient } from './client';
import { controllerUser, ownKey, splitKey, type Component } from './component';
import { claimPods, podKeys } from './controlled-pods';
import { createPod, deletePod, slowStart } from './pod-control';

const INDEX = 'batch.kubernetes.io/job-completion-index';
const BACKOFF_US = 10_000_000;
const MAX_BACKOFF_US = 600_000_000;

type Status = NonNullable<Job['status']>;
type JobCondition = NonNullable<Status['conditions']>[number];

/** Runs Pods to their end as often as a Job asks (pkg/controller/job). */
export const jobController: Component = {
  name: 'job-controller',
  process: 'kube-controller-manager',
  user: controllerUser('job-controller'),
  watches: { 'jobs.batch': ownKey, pods: podKeys('Job', 'jobs.batch') },
  reconcile(api, key) {
    const job = api.get('jobs.batch', ...splitKey(key));
    if (!job || isDeleting(job)) return;
    if (isFinished(job)) return expire(api, job, key);
    const pods = claimPods(api, job);
    const succeeded = pods.filter(({ status }) => status?.phase === 'Succeeded');
    const failed = pods.filter(({ status }) => status?.phase === 'Failed');
    const active = pods.filter(isActive);
    const started = job.spec?.suspend === true ? undefined : (job.status?.startTime ?? api.now);
    const failure = failureOf(api, job, key, failed, active, started);
    const done = indexes(succeeded);
    const wanted = job.spec?.completions;
    const count = job.spec?.completionMode === 'Indexed' ? done.size : succeeded.length;
    const complete = wanted === undefined ? succeeded.length > 0 && active.length === 0 : count >= wanted;
    let left: readonly Pod[] = active;
    if (failure || complete || job.spec?.suspend === true) {
      for (const pod of active) deletePod(api, job, pod);
      left = [];
    } else left = manage(api, job, key, active, failed, succeeded);
    const completed = job.spec?.completionMode === 'Indexed' ? intervals(done) : '';
    const facts = {
      pods,
      active: left,
      succeeded: count,
      failed: failed.length,
      started,
      failure,
      complete,
      completed,
    };
    updateStatus(api, job, facts);
  },
};

/** Indexes as `0-2,4` (pkg/controller/job/indexed_job_utils.go). */
function intervals(indexes_: ReadonlySet<string>): string {
  const parts: { readonly first: number; last: number }[] = [];
  for (const index of [...indexes_].map(Number).sort((a, b) => a - b)) {
    const part = parts.at(-1);
    if (part?.last === index - 1) part.last = index;
    else parts.push({ first: index, last: index });
  }
  // Two in a row stand for themselves.
  return parts
    .map(({ first, last }) => (first === last ? String(first) : `${first}${last === first + 1 ? ',' : '-'}${last}`))
    .join(',');
}

function isFinished(job: Job): boolean {
  return (
    job.status?.conditions?.some(
      ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
    ) === true
  );
}

/** ttlSecondsAfterFinished. */
function expire(api: ControllerClient, job: Job, key: string): void {
  const ttl = job.spec?.ttlSecondsAfterFinished;
  if (ttl === undefined) return;
  const end = job.status?.conditions?.find(({ type }) => type === 'Complete' || type === 'Failed')?.lastTransitionTime;
  const leftMs = Date.parse(end ?? '') + ttl * 1000 - nowMs(api.world);
  if (leftMs > 0) return api.enqueue(key, leftMs * 1000, true);
  api.remove('jobs.batch', job, { propagationPolicy: 'Foreground' });
}

interface Failure {
  readonly reason: string;
  readonly message: string;
}

function failureOf(
  api: ControllerClient,
  job: Job,
  key: string,
  failed: readonly Pod[],
  active: readonly Pod[],
  started: string | undefined,
): Failure | undefined {
  const restarts = active.reduce(
    (sum, { spec, status }) =>
      spec?.restartPolicy === 'OnFailure'
        ? sum + (status?.containerStatuses ?? []).reduce((n, c) => n + c.restartCount, 0)
        : sum,
    0,
  );
  const limit = job.spec?.backoffLimit ?? 6;
  if (failed.length > limit || (restarts > 0 && restarts >= limit)) {
    return { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' };
  }
  const deadline = job.spec?.activeDeadlineSeconds;
  if (deadline === undefined || started === undefined) return undefined;
  const leftMs = Date.parse(started) + deadline * 1000 - nowMs(api.world);
  if (leftMs <= 0) return { reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' };
  api.enqueue(key, leftMs * 1000, true);
  return undefined;
}

function indexes(pods: readonly Pod[]): ReadonlySet<string> {
  return new Set(pods.map(({ metadata }) => metadata.annotations?.[INDEX] ?? metadata.uid ?? ''));
}

/** Starts what is missing, after a wait when Pods have failed. */
function manage(
  api: ControllerClient,
  job: Job,
  key: string,
  active: readonly Pod[],
  failed: readonly Pod[],
  succeeded: readonly Pod[],
): readonly Pod[] {
  const { parallelism = 1, completions, completionMode, template } = job.spec ?? {};
  if (!template) return active;
  const left =
    completions === undefined ? (succeeded.length > 0 ? active.length : parallelism) : completions - succeeded.length;
  const wanted = Math.min(parallelism, left);
  if (active.length > wanted) {
    const extra = active.slice(0, active.length - wanted);
    for (const pod of extra) deletePod(api, job, pod);
    return active.slice(extra.length);
  }
  const missing = wanted - active.length;
  if (missing === 0) return active;
  const waitMs = backoff(failed, nowMs(api.world));
  if (waitMs > 0) {
    api.enqueue(key, waitMs * 1000, waitMs > 2_000);
    return active;
  }
  const name = job.metadata.name ?? '';
  const made: Pod[] = [];
  const taken = indexes([...active, ...succeeded]);
  const free = Array.from({ length: completions ?? 0 }, (_, i) => String(i)).filter((index) => !taken.has(index));
  const problem = slowStart(missing, (i) => {
    const index = completionMode === 'Indexed' ? free[i] : undefined;
    const prefix = index === undefined ? `${name}-` : `${name}-${index}-`;
    made.push(
      createPod(api, job, index === undefined ? template : withIndex(template, index, name), { generateName: prefix }),
    );
  });
  if (problem) throw problem;
  return [...active, ...made];
}

function withIndex(template: PodTemplate, index: string, job: string): PodTemplate {
  const variable = {
    name: 'JOB_COMPLETION_INDEX',
    valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${INDEX}']` } },
  };
  const { spec, metadata } = template;
  return {
    metadata: {
      ...metadata,
      annotations: { ...metadata?.annotations, [INDEX]: index },
      labels: { ...metadata?.labels, [INDEX]: index },
    },
    spec: {
      ...spec,
      hostname: `${job}-${index}`,
      containers: (spec?.containers ?? []).map((container) => ({
        ...container,
        env: [...(container.env ?? []), variable],
      })),
    },
  };
}

/** Ten seconds after the first failure, twice as long after each further one, at most ten minutes. */
function backoff(failed: readonly Pod[], now: number): number {
  if (failed.length === 0) return 0;
  const last = Math.max(...failed.map(finishedAt));
  const delayMs = Math.min(MAX_BACKOFF_US, BACKOFF_US * 2 ** (failed.length - 1)) / 1000;
  return last + delayMs - now;
}

function finishedAt(pod: Pod): number {
  const times = (pod.status?.containerStatuses ?? []).map(
    ({ state }) => Date.parse(state?.terminated?.finishedAt ?? '') || 0,
  );
  return Math.max(0, ...times);
}

interface Facts {
  readonly pods: readonly Pod[];
  readonly active: readonly Pod[];
  readonly succeeded: number;
  readonly failed: number;
  readonly started: string | undefined;
  readonly failure: Failure | undefined;
  readonly complete: boolean;
  /** `completedIndexes`; '' without. */
  readonly completed: string;
}

function updateStatus(api: ControllerClient, job: Job, facts: Facts): void {
  const old = job.status ?? {};
  const ready = facts.active.filter(isReady).length;
  const terminating = facts.pods.filter(isTerminating).length;
  const suspended = old.conditions?.some(({ type, status }) => type === 'Suspended' && status === 'True') === true;
  const suspends = job.spec?.suspend === true;
  // Whether it rests is one condition, that comes with the first rest and then changes.
  const conditions = (old.conditions ?? []).map((condition) =>
    condition.type === 'Suspended' && suspended !== suspends ? suspension(api, suspends) : condition,
  );
  const add = (type: string, reason: string, message: string): void => {
    if (conditions.some((condition) => condition.type === type)) return;
    const condition: JobCondition = {
      type,
      status: 'True',
      lastProbeTime: api.now,
      lastTransitionTime: api.now,
      reason,
      message,
    };
    conditions.push(condition);
  };
  const finished = facts.active.length === 0 && terminating === 0;
  if (suspends && !conditions.some(({ type }) => type === 'Suspended')) conditions.push(suspension(api, true));
  if (facts.failure) {
    add('FailureTarget', facts.failure.reason, facts.failure.message);
    if (finished) add('Failed', facts.failure.reason, facts.failure.message);
  } else if (facts.complete) {
    const message = 'Reached expected number of succeeded pods';
    add('SuccessCriteriaMet', 'CompletionsReached', message);
    if (finished) add('Complete', 'CompletionsReached', message);
  }
  const complete = conditions.some(({ type }) => type === 'Complete');
  const failedNow = conditions.some(({ type }) => type === 'Failed');
  const status: Status = {
    ...(facts.active.length > 0 && { active: facts.active.length }),
    ...(facts.completed !== '' && { completedIndexes: facts.completed }),
    ...(complete && { completionTime: old.completionTime ?? api.now }),
    ...(conditions.length > 0 && { conditions }),
    ...(facts.failed > 0 && { failed: facts.failed }),
    ready,
    ...(facts.started !== undefined && { startTime: facts.started }),
    ...(facts.succeeded > 0 && { succeeded: facts.succeeded }),
    ...{ terminating },
    ...{ uncountedTerminatedPods: {} },
  };
  if (jsonEqual(status, old)) return;
  api.updateStatus('jobs.batch', job, (current) => ({ ...current, status }));
  const was = (type: string): boolean => old.conditions?.some((condition) => condition.type === type) === true;
  const tell = (type: 'Normal' | 'Warning', reason: string, message: string): void =>
    api.event(job, { type, reason, message, from: 'job-controller' });
  if (complete && !was('Complete')) tell('Normal', 'Completed', 'Job completed');
  if (failedNow && !was('Failed') && facts.failure) tell('Warning', facts.failure.reason, facts.failure.message);
  if (suspends && !suspended) tell('Normal', 'Suspended', 'Job suspended');
  if (!suspends && suspended) tell('Normal', 'Resumed', 'Job resumed');
}

function suspension(api: ControllerClient, suspends: boolean): JobCondition {
  return {
    type: 'Suspended',
    status: suspends ? 'True' : 'False',
    lastProbeTime: api.now,
    lastTransitionTime: api.now,
    reason: suspends ? 'JobSuspended' : 'JobResumed',
    message: suspends ? 'Job suspended' : 'Job resumed',
  };
}
