import { describe, expect, it } from 'vitest';
import type { CronJob, Job } from '../../../../../src/engine/kubernetes/objects/kinds';
import type { NewObject } from '../../../../../src/engine/kubernetes/controllers/client';
import { TestCluster } from './cluster';
import { alive, named, told } from './loop-words';

describe('a Job', () => {
  const spec = (more: object) => ({
    ...more,
    template: { spec: { restartPolicy: 'Never', containers: [{ name: 'work', image: 'busybox' }] } },
  });
  const finish = (cluster: TestCluster, phase: string): void => {
    for (const pod of alive(cluster))
      if (pod.status?.phase === 'Pending') cluster.setPodStatus(pod, { phase, ready: false });
    cluster.run(1);
  };

  it('tells of its Pods and its end', () => {
    const cluster = new TestCluster();
    cluster.create('jobs.batch', { metadata: { name: 'work' }, spec: spec({}) });
    const [pod] = named(cluster.pods);
    finish(cluster, 'Succeeded');
    expect(told(cluster, 'Job')).toEqual([`SuccessfulCreate: Created pod: ${pod ?? ''}`, 'Completed: Job completed']);
  });

  it('is over at its deadline, and gone when its time to live is over', () => {
    const cluster = new TestCluster();
    cluster.create('jobs.batch', {
      metadata: { name: 'work' },
      spec: spec({ activeDeadlineSeconds: 30, ttlSecondsAfterFinished: 60 }),
    });
    cluster.run(29);
    expect(told(cluster, 'Job')).toHaveLength(1);
    cluster.run(2);
    cluster.finishDeletions();
    cluster.run(1);
    expect(told(cluster, 'Job')).toContain('DeadlineExceeded: Job was active longer than specified deadline');
    expect(cluster.get('jobs.batch', 'work').status?.conditions?.at(-1)).toMatchObject({ type: 'Failed', reason: 'DeadlineExceeded' }); // prettier-ignore
    cluster.run(70);
    cluster.settle();
    expect(cluster.api.get('jobs.batch', 'default', 'work')).toBeUndefined();
  });

  it('has no Pods while it is suspended', () => {
    const cluster = new TestCluster();
    cluster.create('jobs.batch', { metadata: { name: 'work' }, spec: spec({ suspend: true }) });
    expect(cluster.pods).toEqual([]);
    const suspend = (value: boolean): void =>
      cluster.change('jobs.batch', 'work', (old): Job => ({ ...old, spec: { ...(old.spec as NonNullable<Job['spec']>), suspend: value } })); // prettier-ignore
    suspend(false);
    expect(alive(cluster)).toHaveLength(1);
    suspend(true);
    expect(alive(cluster)).toHaveLength(0);
    expect(cluster.get('jobs.batch', 'work').status?.conditions?.find(({ type }) => type === 'Suspended')).toMatchObject({ status: 'True', reason: 'JobSuspended', message: 'Job suspended' }); // prettier-ignore
    expect(told(cluster, 'Job')).toContain('Suspended: Job suspended');
    expect(told(cluster, 'Job')).toContain('Resumed: Job resumed');
  });

  it('with indexes gives each Pod one, until all are done', () => {
    const cluster = new TestCluster();
    cluster.create('jobs.batch', { metadata: { name: 'work' }, spec: spec({ completions: 3, parallelism: 2, completionMode: 'Indexed' }) }); // prettier-ignore
    const indexes = (): readonly string[] =>
      cluster.pods
        .map(({ metadata }) => metadata.annotations?.['batch.kubernetes.io/job-completion-index'] ?? '')
        .sort();
    expect(indexes()).toEqual(['0', '1']);
    finish(cluster, 'Succeeded');
    finish(cluster, 'Succeeded');
    expect(indexes()).toEqual(['0', '1', '2']);
    expect(cluster.get('jobs.batch', 'work').status).toMatchObject({ succeeded: 3, completedIndexes: '0-2' });
  });
});

describe('a CronJob', () => {
  const cron = (more: object): NewObject => ({
    metadata: { name: 'tick' },
    spec: {
      schedule: '*/5 * * * *',
      jobTemplate: {
        spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox' }] } } },
      },
      ...more,
    },
  });
  const jobs = (cluster: TestCluster): readonly string[] =>
    cluster.api.list('jobs.batch').map(({ metadata }) => metadata.name ?? '');
  const FIRST = 29_453_765;

  it('starts no second Job while one runs when it is told so, and says so', () => {
    const cluster = new TestCluster();
    cluster.create('cronjobs.batch', cron({ concurrencyPolicy: 'Forbid' }));
    cluster.run(601);
    expect(jobs(cluster)).toEqual([`tick-${FIRST}`]);
    expect(told(cluster, 'CronJob')).toEqual([
      `SuccessfulCreate: Created job tick-${FIRST}`,
      'JobAlreadyActive: Not starting job because prior execution is running and concurrency policy is Forbid',
    ]);
    expect(cluster.get('cronjobs.batch', 'tick').status?.active).toHaveLength(1);
  });

  it('replaces the Job that runs when it is told so', () => {
    const cluster = new TestCluster();
    cluster.create('cronjobs.batch', cron({ concurrencyPolicy: 'Replace' }));
    cluster.run(601);
    expect(jobs(cluster)).toEqual([`tick-${FIRST + 5}`]);
  });

  it('keeps three Jobs that ended well, tells of what it drops, and rests while it is suspended', () => {
    const cluster = new TestCluster();
    cluster.create('cronjobs.batch', cron({}));
    for (let i = 0; i < 5; i++) {
      cluster.run(300);
      for (const pod of cluster.pods)
        if (pod.status?.phase === 'Pending') cluster.setPodStatus(pod, { phase: 'Succeeded', ready: false });
      cluster.run(1);
    }
    expect(jobs(cluster)).toEqual([10, 15, 20].map((minutes) => `tick-${FIRST + minutes}`));
    expect(told(cluster, 'CronJob')).toContain(
      `SawCompletedJob: Saw completed job: tick-${FIRST}, condition: Complete`,
    );
    expect(told(cluster, 'CronJob')).toContain(`SuccessfulDelete: Deleted job tick-${FIRST}`);
    cluster.change('cronjobs.batch', 'tick', (old): CronJob => ({ ...old, spec: { ...(old.spec as NonNullable<CronJob['spec']>), suspend: true } })); // prettier-ignore
    cluster.run(600);
    expect(jobs(cluster)).toHaveLength(3);
  });
});
