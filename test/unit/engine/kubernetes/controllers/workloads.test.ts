import { describe, expect, it } from 'vitest';
import type { CronJob, DaemonSet, Job, StatefulSet } from '../../../../../src/engine/kubernetes/objects/kinds';
import { deployment, podTemplate, TestCluster } from './cluster';

const names = (cluster: TestCluster): readonly string[] => cluster.pods.map(({ metadata }) => metadata.name ?? '');

describe('a DaemonSet', () => {
  const set = {
    metadata: { name: 'agent' },
    spec: { selector: { matchLabels: { app: 'agent' } }, template: podTemplate('agent') },
  };

  it('has one Pod on every node, also on one that joins later, and none on a tainted one', () => {
    const cluster = new TestCluster();
    cluster.create('daemonsets.apps', set);
    cluster.settle();
    expect(cluster.pods.map(({ spec }) => spec?.nodeName).sort()).toEqual(['node01', 'node02']);
    cluster.addNode('node03');
    cluster.settle();
    expect(cluster.pods).toHaveLength(3);
    cluster.api.update('nodes', cluster.get('nodes', 'node01', ''), (old) => ({
      ...old,
      spec: { ...old.spec, taints: [{ key: 'dedicated', value: 'db', effect: 'NoExecute' }] },
    }));
    cluster.settle();
    expect(cluster.pods.map(({ spec }) => spec?.nodeName).sort()).toEqual(['node02', 'node03']);
    expect(cluster.get('daemonsets.apps', 'agent').status).toMatchObject({ desiredNumberScheduled: 2, numberReady: 2 });
  });

  it('rolls out one node at a time', () => {
    const cluster = new TestCluster();
    cluster.create('daemonsets.apps', set);
    cluster.settle();
    cluster.change('daemonsets.apps', 'agent', (old): DaemonSet => ({
      ...old,
      spec: { ...old.spec, selector: old.spec?.selector ?? {}, template: podTemplate('agent', 'nginx:1.27') },
    }));
    expect(cluster.pods.filter(({ metadata }) => metadata.deletionTimestamp !== undefined)).toHaveLength(1);
    cluster.settle();
    expect(cluster.pods.map(({ spec }) => spec?.containers[0]?.image)).toEqual(['nginx:1.27', 'nginx:1.27']);
  });
});

describe('a StatefulSet', () => {
  const set = {
    metadata: { name: 'db' },
    spec: { replicas: 3, serviceName: 'db', selector: { matchLabels: { app: 'db' } }, template: podTemplate('db') },
  };

  it('starts its Pods in order, each when the one before is ready', () => {
    const cluster = new TestCluster();
    cluster.create('statefulsets.apps', set);
    cluster.run(5);
    expect(names(cluster)).toEqual(['db-0']);
    cluster.startPods();
    cluster.run(1);
    expect(names(cluster)).toEqual(['db-0', 'db-1']);
    cluster.settle();
    expect(names(cluster)).toEqual(['db-0', 'db-1', 'db-2']);
  });

  it('updates only what is not below the partition, the highest first', () => {
    const cluster = new TestCluster();
    cluster.create('statefulsets.apps', set);
    cluster.settle();
    cluster.change('statefulsets.apps', 'db', (old) => ({
      ...old,
      spec: {
        ...(old.spec as NonNullable<StatefulSet['spec']>),
        template: podTemplate('db', 'nginx:1.27'),
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
      },
    }));
    cluster.settle();
    expect(cluster.pods.map(({ spec }) => spec?.containers[0]?.image)).toEqual(['nginx', 'nginx:1.27', 'nginx:1.27']);
  });
});

describe('a Job', () => {
  const spec = (more: object) => ({
    ...more,
    template: { spec: { restartPolicy: 'Never', containers: [{ name: 'work', image: 'busybox' }] } },
  });

  it('is complete when enough Pods have succeeded', () => {
    const cluster = new TestCluster();
    cluster.create('jobs.batch', { metadata: { name: 'work' }, spec: spec({ completions: 3, parallelism: 2 }) });
    expect(cluster.pods).toHaveLength(2);
    for (let i = 0; i < 3; i++) {
      for (const pod of cluster.pods)
        if (pod.status?.phase === 'Pending') cluster.setPodStatus(pod, { phase: 'Succeeded', ready: false });
      cluster.run(1);
    }
    const { status }: Job = cluster.get('jobs.batch', 'work');
    expect(status?.succeeded).toBe(3);
    expect(status?.conditions?.map(({ type }) => type)).toEqual(['SuccessCriteriaMet', 'Complete']);
    expect(cluster.eventsOf('work').at(-1)).toBe('Completed: Job completed');
  });

  it('waits longer after each failure, and gives up at its limit', () => {
    const cluster = new TestCluster();
    cluster.create('jobs.batch', { metadata: { name: 'work' }, spec: spec({ backoffLimit: 1 }) });
    const fail = (): void => {
      for (const pod of cluster.pods)
        if (pod.status?.phase === 'Pending') cluster.setPodStatus(pod, { phase: 'Failed', ready: false });
      cluster.run(0);
    };
    fail();
    cluster.run(30);
    expect(cluster.pods).toHaveLength(2);
    fail();
    expect(cluster.eventsOf('work').at(-1)).toBe('BackoffLimitExceeded: Job has reached the specified backoff limit');
  });

  it('is started by a CronJob when its minute comes', () => {
    const cluster = new TestCluster();
    const cron = { metadata: { name: 'tick' }, spec: { schedule: '*/5 * * * *', jobTemplate: { spec: spec({}) } } };
    cluster.create('cronjobs.batch', cron);
    cluster.run(299);
    expect(cluster.api.list('jobs.batch')).toHaveLength(0);
    cluster.run(2);
    // Minutes since 1970 of 2026-01-01T00:05:00Z.
    expect(cluster.api.list('jobs.batch').map(({ metadata }) => metadata.name)).toEqual(['tick-29453765']);
    expect((cluster.get('cronjobs.batch', 'tick') satisfies CronJob).status?.lastScheduleTime).toBe(
      '2026-01-01T00:05:00Z',
    );
  });
});

describe('the garbage collector', () => {
  it('takes Pods with their ReplicaSet and that with its Deployment', () => {
    const cluster = new TestCluster();
    cluster.create('deployments.apps', deployment('web', 3));
    cluster.settle();
    cluster.api.remove('deployments.apps', cluster.get('deployments.apps', 'web'), { propagationPolicy: 'Background' });
    cluster.settle();
    expect(cluster.pods).toEqual([]);
    expect(cluster.api.list('replicasets.apps')).toEqual([]);
  });

  it('keeps the owner until its dependents are gone when it is deleted in the foreground', () => {
    const cluster = new TestCluster();
    cluster.create('deployments.apps', deployment('web', 2));
    cluster.settle();
    cluster.api.remove('deployments.apps', cluster.get('deployments.apps', 'web'), { propagationPolicy: 'Foreground' });
    cluster.run(1);
    expect(cluster.get('deployments.apps', 'web').metadata.finalizers).toEqual(['foregroundDeletion']);
    cluster.finishDeletions();
    cluster.settle();
    expect(cluster.api.get('deployments.apps', 'default', 'web')).toBeUndefined();
    expect(cluster.pods).toEqual([]);
  });

  it('leaves orphans when it is told so', () => {
    const cluster = new TestCluster();
    cluster.create('deployments.apps', deployment('web', 2));
    cluster.settle();
    cluster.api.remove('deployments.apps', cluster.get('deployments.apps', 'web'), { propagationPolicy: 'Orphan' });
    cluster.settle();
    expect(cluster.pods).toHaveLength(2);
    expect(cluster.api.list('replicasets.apps').map(({ metadata }) => metadata.ownerReferences ?? [])).toEqual([[]]);
  });
});
