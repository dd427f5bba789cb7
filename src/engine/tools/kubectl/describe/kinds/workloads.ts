import {
  at,
  isMap,
  listAt,
  mapAt,
  numberAt,
  textAt,
  textsAt,
  equal,
  withAt,
  type Json,
  type JsonMap,
} from '../../json/types';
import { humanDuration, rfc1123 } from '../../time/ages';
import { annotations, controller, events, labels, selectorText } from '../parts';
import { podTemplate } from '../pod-template';
import type { Describe, DescribeContext } from './context';

const HASH = 'pod-template-hash';

/** Selector as labels.Selector prints it: sorted, `in` for sets. */
function query(object: JsonMap): string {
  return selectorText(mapAt(object, 'spec', 'selector'));
}

function conditions({ w, object }: DescribeContext): void {
  const list = listAt(object, 'status', 'conditions');
  if (list.length === 0) return;
  w.write(0, 'Conditions:\n  Type\tStatus\tReason\n');
  w.write(1, '----\t------\t------\n');
  for (const one of list) w.write(1, `${textAt(one, 'type')} \t${textAt(one, 'status')}\t${textAt(one, 'reason')}\n`);
}

/** describeDeployment. */
export const describeDeployment: Describe = async (context) => {
  const { w, object } = context;
  const meta = mapAt(object, 'metadata');
  const spec = mapAt(object, 'spec');
  const status = (field: string): number => numberAt(object, 'status', field);
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  w.field('CreationTimestamp', rfc1123(textAt(meta, 'creationTimestamp')));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.field('Selector', query(object));
  w.field(
    'Replicas',
    `${numberAt(spec, 'replicas')} desired | ${status('updatedReplicas')} updated | ${status('replicas')} total | ${status('availableReplicas')} available | ${status('unavailableReplicas')} unavailable`,
  );
  w.field('StrategyType', textAt(spec, 'strategy', 'type'));
  w.field('MinReadySeconds', numberAt(spec, 'minReadySeconds'));
  const rolling = at(spec, 'strategy', 'rollingUpdate');
  if (rolling !== undefined)
    w.field(
      'RollingUpdateStrategy',
      `${textAt(rolling, 'maxUnavailable')} max unavailable, ${textAt(rolling, 'maxSurge')} max surge`,
    );
  podTemplate(w, mapAt(spec, 'template'));
  conditions(context);
  const { old, fresh } = await replicaSets(context);
  if (old.length > 0 || fresh.length > 0) {
    w.field('OldReplicaSets', replicaSetText(old));
    w.field('NewReplicaSet', replicaSetText(fresh));
  }
  events(w, context.events);
};

async function replicaSets({
  k,
  object,
}: DescribeContext): Promise<{ readonly old: readonly Json[]; readonly fresh: readonly Json[] }> {
  const uid = textAt(object, 'metadata', 'uid');
  const list = await k.client.json(
    'GET',
    `/apis/apps/v1/namespaces/${textAt(object, 'metadata', 'namespace')}/replicasets`,
    {
      query: { labelSelector: query(object) },
    },
  );
  const owned = listAt(list, 'items').filter((item) =>
    listAt(item, 'metadata', 'ownerReferences').some((owner) => textAt(owner, 'uid') === uid),
  );
  const bare = (template: Json): Json => {
    const { [HASH]: _, ...rest } = mapAt(template, 'metadata', 'labels');
    return withAt(template, ['metadata', 'labels'], rest);
  };
  const template = bare(mapAt(object, 'spec', 'template'));
  const fresh = [...owned]
    .sort((a, b) => (textAt(a, 'metadata', 'creationTimestamp') < textAt(b, 'metadata', 'creationTimestamp') ? -1 : 1))
    .find((item) => equal(bare(mapAt(item, 'spec', 'template')), template));
  const old = owned.filter((item) => item !== fresh);
  return { old, fresh: fresh === undefined ? [] : [fresh] };
}

function replicaSetText(list: readonly Json[]): string {
  const words = list.map(
    (item) =>
      `${textAt(item, 'metadata', 'name')} (${numberAt(item, 'status', 'replicas')}/${numberAt(item, 'spec', 'replicas')} replicas created)`,
  );
  return words.length === 0 ? '<none>' : words.join(', ');
}

/** The selector of a ReplicationController, which is a plain map. */
function flatSelector(object: JsonMap): string {
  return textsAt(object, 'spec', 'selector')
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** `2 Running / 0 Waiting / 0 Succeeded / 0 Failed`. */
async function podsStatus({ k, object }: DescribeContext): Promise<string> {
  const uid = textAt(object, 'metadata', 'uid');
  const list = await k.client.json('GET', `/api/v1/namespaces/${textAt(object, 'metadata', 'namespace')}/pods`, {
    query: {
      labelSelector: object.kind === 'ReplicationController' ? flatSelector(object) : query(object),
      limit: 500,
    },
  });
  const owned = listAt(list, 'items').filter((item) =>
    listAt(item, 'metadata', 'ownerReferences').some(
      (owner) => isMap(owner) && owner.controller === true && owner.uid === uid,
    ),
  );
  const count = (phase: string): number => owned.filter((item) => textAt(item, 'status', 'phase') === phase).length;
  return `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`;
}

/** describeReplicaSet. */
export const describeReplicaSet: Describe = async (context) => {
  const { w, object } = context;
  const meta = mapAt(object, 'metadata');
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  w.field('Selector', object.kind === 'ReplicationController' ? flatSelector(object) : query(object));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  const owner = controller(object);
  if (owner !== '') w.field('Controlled By', owner);
  w.field(
    'Replicas',
    `${numberAt(object, 'status', 'replicas')} current / ${numberAt(object, 'spec', 'replicas')} desired`,
  );
  w.field('Pods Status', await podsStatus(context));
  podTemplate(w, mapAt(object, 'spec', 'template'));
  conditions(context);
  events(w, context.events);
};

/** describeDaemonSet. */
export const describeDaemonSet: Describe = async (context) => {
  const { w, object } = context;
  const meta = mapAt(object, 'metadata');
  const status = (field: string): number => numberAt(object, 'status', field);
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  w.field('Selector', query(object));
  const nodes = textsAt(object, 'spec', 'template', 'spec', 'nodeSelector').map(([key, value]) => `${key}=${value}`);
  w.field('Node-Selector', nodes.length === 0 ? '<none>' : nodes.join(','));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.write(0, `Desired Number of Nodes Scheduled: ${status('desiredNumberScheduled')}\n`);
  w.write(0, `Current Number of Nodes Scheduled: ${status('currentNumberScheduled')}\n`);
  w.write(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status('updatedNumberScheduled')}\n`);
  w.write(0, `Number of Nodes Scheduled with Available Pods: ${status('numberAvailable')}\n`);
  w.write(0, `Number of Nodes Misscheduled: ${status('numberMisscheduled')}\n`);
  w.field('Pods Status', await podsStatus(context));
  podTemplate(w, mapAt(object, 'spec', 'template'));
  events(w, context.events);
};

/** describeStatefulSet. */
export const describeStatefulSet: Describe = async (context) => {
  const { w, object } = context;
  const meta = mapAt(object, 'metadata');
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  w.field('CreationTimestamp', rfc1123(textAt(meta, 'creationTimestamp')));
  w.field('Selector', query(object));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.field(
    'Replicas',
    `${numberAt(object, 'spec', 'replicas')} desired | ${numberAt(object, 'status', 'replicas')} total`,
  );
  w.field('Update Strategy', textAt(object, 'spec', 'updateStrategy', 'type'));
  const partition = at(object, 'spec', 'updateStrategy', 'rollingUpdate', 'partition');
  if (typeof partition === 'number') w.field('Partition', partition, 1);
  w.field('Pods Status', await podsStatus(context));
  podTemplate(w, mapAt(object, 'spec', 'template'));
  const claims = listAt(object, 'spec', 'volumeClaimTemplates');
  w.write(0, claims.length === 0 ? 'Volume Claims:\t<none>\n' : 'Volume Claims:\n');
  for (const claim of claims) {
    w.field('Name', textAt(claim, 'metadata', 'name'), 1);
    w.field('StorageClass', textAt(claim, 'spec', 'storageClassName'), 1);
    labels(w, '  Labels', mapAt(claim, 'metadata', 'labels'));
    annotations(w, '  Annotations', mapAt(claim, 'metadata', 'annotations'));
    const capacity = textAt(claim, 'spec', 'resources', 'requests', 'storage');
    w.field('Capacity', capacity === '' ? '<default>' : capacity, 1);
    w.field('Access Modes', `[${listAt(claim, 'spec', 'accessModes').map(String).join(' ')}]`, 1);
  }
  events(w, context.events);
};

/** describeJob. */
export const describeJob: Describe = ({ w, object, events: list }) => {
  const meta = mapAt(object, 'metadata');
  const spec = mapAt(object, 'spec');
  const status = mapAt(object, 'status');
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  w.field('Selector', query(object));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  const owner = controller(object);
  if (owner !== '') w.field('Controlled By', owner);
  if (typeof spec.parallelism === 'number') w.field('Parallelism', spec.parallelism);
  w.field('Completions', typeof spec.completions === 'number' ? spec.completions : '<unset>');
  if (textAt(spec, 'completionMode') !== '') w.field('Completion Mode', textAt(spec, 'completionMode'));
  if (typeof spec.suspend === 'boolean') w.field('Suspend', spec.suspend);
  if (typeof spec.backoffLimit === 'number') w.field('Backoff Limit', spec.backoffLimit);
  if (typeof spec.ttlSecondsAfterFinished === 'number')
    w.field('TTL Seconds After Finished', spec.ttlSecondsAfterFinished);
  const started = textAt(status, 'startTime');
  const completed = textAt(status, 'completionTime');
  if (started !== '') w.field('Start Time', rfc1123(started));
  if (completed !== '') w.field('Completed At', rfc1123(completed));
  if (started !== '' && completed !== '')
    w.field('Duration', humanDuration(Date.parse(completed) - Date.parse(started)));
  if (typeof spec.activeDeadlineSeconds === 'number')
    w.field('Active Deadline Seconds', `${spec.activeDeadlineSeconds}s`);
  const ready = typeof status.ready === 'number' ? ` (${status.ready} Ready)` : '';
  w.field(
    'Pods Statuses',
    `${numberAt(status, 'active')} Active${ready} / ${numberAt(status, 'succeeded')} Succeeded / ${numberAt(status, 'failed')} Failed`,
  );
  if (textAt(spec, 'completionMode') === 'Indexed')
    w.field('Completed Indexes', textAt(status, 'completedIndexes') || '<none>');
  podTemplate(w, mapAt(spec, 'template'));
  events(w, list);
};

/** describeCronJob. */
export const describeCronJob: Describe = ({ w, object, events: list }) => {
  const meta = mapAt(object, 'metadata');
  const spec = mapAt(object, 'spec');
  const job = mapAt(spec, 'jobTemplate', 'spec');
  const number = (value: Json | undefined, unit = ''): string =>
    typeof value === 'number' ? `${value}${unit}` : '<unset>';
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.field('Schedule', textAt(spec, 'schedule'));
  w.field('Concurrency Policy', textAt(spec, 'concurrencyPolicy'));
  w.field('Suspend', typeof spec.suspend === 'boolean' ? (spec.suspend ? 'True' : 'False') : '<unset>');
  w.field('Successful Job History Limit', number(spec.successfulJobsHistoryLimit));
  w.field('Failed Job History Limit', number(spec.failedJobsHistoryLimit));
  w.field('Starting Deadline Seconds', number(spec.startingDeadlineSeconds, 's'));
  w.field('Selector', isMap(job.selector) ? selectorText(job.selector) : '<unset>');
  w.field('Parallelism', number(job.parallelism));
  w.field('Completions', number(job.completions));
  if (typeof job.activeDeadlineSeconds === 'number')
    w.field('Active Deadline Seconds', `${job.activeDeadlineSeconds}s`);
  podTemplate(w, mapAt(job, 'template'));
  const last = textAt(object, 'status', 'lastScheduleTime');
  w.field('Last Schedule Time', last === '' ? '<unset>' : rfc1123(last));
  const active = listAt(object, 'status', 'active').map((one) => textAt(one, 'name'));
  w.field('Active Jobs', active.length === 0 ? '<none>' : active.join(', '));
  events(w, list);
};
