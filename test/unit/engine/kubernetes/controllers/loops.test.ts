import { describe, expect, it } from 'vitest';
import { handle } from '../../../../../src/engine/kubernetes/api/server';
import { addToken } from '../../../../../src/engine/kubernetes/api/auth/authenticate';
import { renewLease } from '../../../../../src/engine/kubernetes/node/lease';
import type {
  CronJob,
  Deployment,
  Job,
  Pod,
  ReplicaSet,
  StatefulSet,
} from '../../../../../src/engine/kubernetes/objects/kinds';
import type { NewObject } from '../../../../../src/engine/kubernetes/controllers/client';
import { deployment, podTemplate, TestCluster } from './cluster';

/** What control loops say and do beyond the ordinary, on virtual time; reasons and words are those of v1.35's pkg/controller. */

const named = (pods: readonly Pod[]): readonly string[] => pods.map(({ metadata }) => metadata.name ?? '');
const alive = (cluster: TestCluster): readonly Pod[] =>
  cluster.pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);

/** Events about objects of a kind, oldest first: `reason: message`, with the random ends of names cut off. */
function told(cluster: TestCluster, kind: string): readonly string[] {
  return cluster.events
    .filter(({ involvedObject }) => involvedObject.kind === kind)
    .map(({ reason = '', message = '' }) => `${reason}: ${message}`);
}

function rollOut(cluster: TestCluster, image: string, more: Partial<Deployment['spec']> = {}): void {
  cluster.change('deployments.apps', 'web', (old): Deployment => ({
    ...old,
    spec: { ...(old.spec as NonNullable<Deployment['spec']>), template: podTemplate('web', image), ...more },
  }));
}

describe('a Deployment', () => {
  it('never has more Pods than its surge, nor fewer than it may lack, and tells every step', () => {
    const cluster = new TestCluster();
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
    cluster.create('deployments.apps', deployment('web', 3, { strategy } as Partial<Deployment['spec']>));
    cluster.settle();
    rollOut(cluster, 'nginx:1.27');
    for (let i = 0; i < 12; i++) {
      expect(alive(cluster).length).toBeLessThanOrEqual(4);
      expect(cluster.get('deployments.apps', 'web').status?.availableReplicas).toBeGreaterThanOrEqual(3);
      cluster.run(1);
      cluster.startPods();
      cluster.finishDeletions();
    }
    const sets = cluster.api.list('replicasets.apps');
    const nameOf = (image: string): string =>
      sets.find(({ spec }) => spec?.template?.spec?.containers[0]?.image === image)?.metadata.name ?? '';
    const [before, after] = [nameOf('nginx'), nameOf('nginx:1.27')];
    expect(told(cluster, 'Deployment')).toEqual([
      `ScalingReplicaSet: Scaled up replica set ${before} from 0 to 3`,
      `ScalingReplicaSet: Scaled up replica set ${after} from 0 to 1`,
      `ScalingReplicaSet: Scaled down replica set ${before} from 3 to 2`,
      `ScalingReplicaSet: Scaled up replica set ${after} from 1 to 2`,
      `ScalingReplicaSet: Scaled down replica set ${before} from 2 to 1`,
      `ScalingReplicaSet: Scaled up replica set ${after} from 2 to 3`,
      `ScalingReplicaSet: Scaled down replica set ${before} from 1 to 0`,
    ]);
  });

  it('forgets revisions beyond its history, the oldest first', () => {
    const cluster = new TestCluster();
    cluster.create(
      'deployments.apps',
      deployment('web', 1, { revisionHistoryLimit: 2 } as Partial<Deployment['spec']>),
    );
    for (const image of ['nginx:1', 'nginx:2', 'nginx:3', 'nginx:4']) {
      cluster.settle();
      rollOut(cluster, image);
    }
    cluster.settle();
    const revisions = cluster.api
      .list('replicasets.apps')
      .map(({ metadata }) => metadata.annotations?.['deployment.kubernetes.io/revision'])
      .sort();
    expect(revisions).toEqual(['3', '4', '5']);
  });
});

describe('a ReplicaSet', () => {
  const set = (replicas: number): NewObject => ({
    metadata: { name: 'web' },
    spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: podTemplate('web') },
  });

  it('takes orphans that it selects, lets go what it does not, and tells what it makes and deletes', () => {
    const cluster = new TestCluster();
    cluster.create('pods', {
      metadata: { name: 'orphan', labels: { app: 'web' } },
      ...{ spec: podTemplate('web').spec },
    });
    cluster.create('replicasets.apps', set(2));
    expect(cluster.pods).toHaveLength(2);
    expect(cluster.get('pods', 'orphan').metadata.ownerReferences?.[0]).toMatchObject({ kind: 'ReplicaSet', name: 'web', controller: true, blockOwnerDeletion: true }); // prettier-ignore
    cluster.change('pods', 'orphan', (old) => ({ ...old, metadata: { ...old.metadata, labels: { app: 'other' } } }));
    expect(cluster.get('pods', 'orphan').metadata.ownerReferences ?? []).toEqual([]);
    expect(cluster.pods).toHaveLength(3);
    const made = named(cluster.pods).filter((name) => name !== 'orphan');
    expect(new Set(told(cluster, 'ReplicaSet'))).toEqual(new Set(made.map((name) => `SuccessfulCreate: Created pod: ${name}`))); // prettier-ignore
  });

  it('deletes what is not ready first', () => {
    const cluster = new TestCluster();
    cluster.create('replicasets.apps', set(3));
    cluster.settle();
    const victim = cluster.pods[1];
    if (victim) cluster.setPodStatus(victim, { phase: 'Running', ready: false });
    cluster.change('replicasets.apps', 'web', (old): ReplicaSet => ({
      ...old,
      spec: { ...(old.spec as NonNullable<ReplicaSet['spec']>), replicas: 2 },
    }));
    expect(named(alive(cluster))).not.toContain(victim?.metadata.name);
    expect(told(cluster, 'ReplicaSet').at(-1)).toBe(`SuccessfulDelete: Deleted pod: ${victim?.metadata.name ?? ''}`);
  });

  it('says when a quota leaves no room, and goes on when there is some', () => {
    const cluster = new TestCluster();
    cluster.create('resourcequotas', { metadata: { name: 'few' }, spec: { hard: { pods: '1' } } });
    cluster.run(1);
    cluster.create('replicasets.apps', set(2));
    cluster.run(1);
    expect(cluster.pods).toHaveLength(1);
    const failure = cluster.get('replicasets.apps', 'web').status?.conditions?.[0];
    expect(failure).toMatchObject({ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' });
    expect(failure?.message).toMatch(/^pods "web-\w{5}" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1$/); // prettier-ignore
    expect(told(cluster, 'ReplicaSet').at(-1)).toMatch(/^FailedCreate: Error creating: pods "web-\w{5}" is forbidden: exceeded quota: few/); // prettier-ignore
    cluster.change('resourcequotas', 'few', (old) => ({ ...old, spec: { hard: { pods: '5' } } }));
    cluster.run(120);
    expect(cluster.pods).toHaveLength(2);
    expect(cluster.get('replicasets.apps', 'web').status?.conditions).toBeUndefined();
  });
});

describe('a DaemonSet', () => {
  it('replaces a Pod that failed, and says so', () => {
    const cluster = new TestCluster();
    cluster.create('daemonsets.apps', { metadata: { name: 'agent' }, spec: { selector: { matchLabels: { app: 'agent' } }, template: podTemplate('agent') } }); // prettier-ignore
    cluster.settle();
    const [pod] = cluster.pods;
    if (pod) cluster.setPodStatus(pod, { phase: 'Failed', ready: false });
    cluster.run(2);
    cluster.finishDeletions();
    cluster.settle();
    expect(cluster.pods).toHaveLength(2);
    const { name = '' } = pod?.metadata ?? {};
    expect(told(cluster, 'DaemonSet')).toContain(`FailedDaemonPod: Found failed daemon pod default/${name} on node ${pod?.spec?.nodeName ?? ''}, will try to kill it`); // prettier-ignore
    expect(told(cluster, 'DaemonSet')).toContain(`SuccessfulDelete: Deleted pod: ${name}`);
  });
});

describe('a StatefulSet', () => {
  const set = (more: object = {}): NewObject => ({
    metadata: { name: 'db' },
    spec: {
      replicas: 3,
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: podTemplate('db'),
      ...more,
    },
  });
  const scale = (cluster: TestCluster, replicas: number): void =>
    cluster.change('statefulsets.apps', 'db', (old): StatefulSet => ({
      ...old,
      spec: { ...(old.spec as NonNullable<StatefulSet['spec']>), replicas },
    }));

  it('goes down in the other order, each when the one before has gone, and keeps its claims', () => {
    const cluster = new TestCluster();
    const claim = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }; // prettier-ignore
    for (const name of ['a', 'b', 'c']) {
      const spec = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/mnt' } };
      cluster.create('persistentvolumes', { metadata: { name }, spec }, '');
    }
    cluster.create('statefulsets.apps', set({ volumeClaimTemplates: [claim] }));
    cluster.settle();
    expect(cluster.api.list('persistentvolumeclaims').map(({ metadata }) => metadata.name)).toEqual(['data-db-0', 'data-db-1', 'data-db-2']); // prettier-ignore
    scale(cluster, 1);
    expect(named(alive(cluster))).toEqual(['db-0', 'db-1']);
    cluster.run(5);
    expect(named(alive(cluster))).toEqual(['db-0', 'db-1']);
    cluster.settle();
    expect(named(cluster.pods)).toEqual(['db-0']);
    expect(cluster.api.list('persistentvolumeclaims')).toHaveLength(3);
    const told_ = told(cluster, 'StatefulSet');
    expect(told_.slice(0, 2)).toEqual([
      'SuccessfulCreate: create Claim data-db-0 Pod db-0 in StatefulSet db success',
      'SuccessfulCreate: create Pod db-0 in StatefulSet db successful',
    ]);
    expect(told_.slice(-2)).toEqual([
      'SuccessfulDelete: delete Pod db-2 in StatefulSet db successful',
      'SuccessfulDelete: delete Pod db-1 in StatefulSet db successful',
    ]);
  });

  it('starts all at once when it is told so, and makes a failed Pod anew', () => {
    const cluster = new TestCluster();
    cluster.create('statefulsets.apps', set({ podManagementPolicy: 'Parallel' }));
    expect(named(cluster.pods)).toEqual(['db-0', 'db-1', 'db-2']);
    cluster.settle();
    cluster.setPodStatus(cluster.get('pods', 'db-1'), { phase: 'Failed', ready: false });
    cluster.run(1);
    cluster.finishDeletions();
    cluster.settle();
    expect(named(cluster.pods)).toEqual(['db-0', 'db-1', 'db-2']);
    expect(told(cluster, 'StatefulSet')).toContain('RecreatingFailedPod: StatefulSet default/db is recreating failed Pod db-1'); // prettier-ignore
  });
});

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

describe('a node that is lost', () => {
  it('loses its Pods after the five minutes that they tolerate, those of DaemonSets excepted', () => {
    const cluster = new TestCluster();
    const { world } = cluster;
    addToken(world, 't', { username: 'admin', groups: ['system:masters'] });
    cluster.create('daemonsets.apps', { metadata: { name: 'agent' }, spec: { selector: { matchLabels: { app: 'agent' } }, template: podTemplate('agent') } }); // prettier-ignore
    cluster.create('deployments.apps', deployment('web', 2));
    cluster.settle();
    const on = (node: string): readonly string[] =>
      alive(cluster).filter(({ spec }) => spec?.nodeName === node).map(({ metadata }) => metadata.labels?.app ?? '').sort(); // prettier-ignore
    expect(on('node01')).toEqual(['agent', 'web']);
    renewLease(cluster.api, 'node01');
    const live = (seconds: number): void => {
      for (let i = 0; i < seconds; i += 10) {
        renewLease(cluster.api, 'node02');
        cluster.run(10);
      }
    };
    live(60);
    const lost = alive(cluster).find(
      ({ spec, metadata }) => spec?.nodeName === 'node01' && metadata.labels?.app === 'web',
    );
    expect(lost?.status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('False');
    live(280);
    expect(on('node01')).toEqual(['agent', 'web']);
    live(30);
    expect(on('node01')).toEqual(['agent']);
    expect(on('node02')).toEqual(['agent', 'web', 'web']);
    const { name = '' } = lost?.metadata ?? {};
    expect(cluster.eventsOf(name)).toContain(`TaintManagerEviction: Marking for deletion Pod default/${name}`);
    expect(cluster.eventsOf(name)).toContain('NodeNotReady: Node is not ready');
    expect(cluster.get('pods', name).status?.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({ reason: 'DeletionByTaintManager', message: 'Taint manager: deleting due to NoExecute taint' }); // prettier-ignore
  });

  it('and removed leaves no Pods behind', () => {
    const cluster = new TestCluster();
    cluster.create('deployments.apps', deployment('web', 2));
    cluster.settle();
    const [gone] = cluster.pods.filter(({ spec }) => spec?.nodeName === 'node01');
    cluster.api.remove('nodes', cluster.get('nodes', 'node01', ''));
    cluster.run(35);
    expect(named(cluster.pods)).toContain(gone?.metadata.name);
    cluster.run(30);
    expect(named(cluster.pods)).not.toContain(gone?.metadata.name);
    expect(cluster.pods.map(({ spec }) => spec?.nodeName)).toEqual(['node02', 'node02']);
  });
});

describe('Endpoints and EndpointSlices', () => {
  it('of a Service without a selector are what somebody wrote', () => {
    const cluster = new TestCluster();
    cluster.create('services', { metadata: { name: 'db' }, spec: { ports: [{ port: 5432 }] } });
    cluster.create('endpoints', {
      metadata: { name: 'db', labels: { team: 'data' } },
      subsets: [
        { addresses: [{ ip: '192.168.1.9' }], notReadyAddresses: [{ ip: '192.168.1.10' }], ports: [{ port: 5432 }] },
      ],
    });
    const slices = () => cluster.api.list('endpointslices.discovery.k8s.io', 'default');
    expect(slices()).toHaveLength(1);
    expect(slices()[0]).toMatchObject({
      addressType: 'IPv4',
      endpoints: [
        { addresses: ['192.168.1.9'], conditions: { ready: true } },
        { addresses: ['192.168.1.10'], conditions: { ready: false } },
      ],
      ports: [{ name: '', port: 5432, protocol: 'TCP' }],
      metadata: {
        labels: {
          team: 'data',
          'kubernetes.io/service-name': 'db',
          'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
        },
        ownerReferences: [{ kind: 'Endpoints', name: 'db' }],
      },
    });
    cluster.change('endpoints', 'db', (old) => ({ ...old, subsets: [{ addresses: [{ ip: '192.168.1.11' }], ports: [{ port: 5432 }] }] })); // prettier-ignore
    expect(slices().flatMap(({ endpoints }) => endpoints.map(({ addresses }) => addresses[0]))).toEqual([
      '192.168.1.11',
    ]);
    cluster.api.remove('endpoints', cluster.get('endpoints', 'db'));
    cluster.run(1);
    expect(slices()).toEqual([]);
  });

  it('tell who ends, and have a slice for every hundred', () => {
    const cluster = new TestCluster();
    cluster.create('services', {
      metadata: { name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    });
    cluster.create('deployments.apps', deployment('web', 101));
    cluster.settle();
    const slices = () => cluster.api.list('endpointslices.discovery.k8s.io', 'default');
    expect(
      slices()
        .map(({ endpoints }) => endpoints.length)
        .sort((a, b) => a - b),
    ).toEqual([1, 100]);
    const [pod] = cluster.pods;
    if (pod) cluster.api.remove('pods', pod);
    cluster.run(0);
    const ending = slices().flatMap(({ endpoints }) => endpoints).find(({ targetRef }) => targetRef?.name === pod?.metadata.name); // prettier-ignore
    expect(ending?.conditions).toEqual({ ready: false, serving: true, terminating: true });
    cluster.api.remove('services', cluster.get('services', 'web'));
    cluster.run(1);
    expect(slices()).toEqual([]);
    expect(cluster.api.get('endpoints', 'default', 'web')).toBeUndefined();
  });
});

describe('ServiceAccounts and tokens', () => {
  it('every namespace has its own again when somebody deletes it', () => {
    const cluster = new TestCluster();
    const before = cluster.get('serviceaccounts', 'default').metadata.uid;
    cluster.api.remove('serviceaccounts', cluster.get('serviceaccounts', 'default'));
    cluster.run(1);
    expect(cluster.get('serviceaccounts', 'default').metadata.uid).not.toBe(before);
    cluster.api.remove('configmaps', cluster.get('configmaps', 'kube-root-ca.crt'));
    cluster.run(1);
    expect(cluster.get('configmaps', 'kube-root-ca.crt').data).toHaveProperty(['ca.crt']);
  });

  it('a Secret made for a token gets one that speaks for the account, and goes with it', () => {
    const cluster = new TestCluster();
    cluster.create('serviceaccounts', { metadata: { name: 'robot' } });
    const annotations = { 'kubernetes.io/service-account.name': 'robot' };
    cluster.create('secrets', {
      metadata: { name: 'robot-token', annotations },
      type: 'kubernetes.io/service-account-token',
    });
    const { data = {}, metadata } = cluster.get('secrets', 'robot-token');
    expect(Object.keys(data).sort()).toEqual(['ca.crt', 'namespace', 'token']);
    expect(metadata.annotations?.['kubernetes.io/service-account.uid']).toBe(cluster.get('serviceaccounts', 'robot').metadata.uid); // prettier-ignore
    const review = handle(cluster.world, {
      method: 'POST',
      path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
      query: [],
      headers: new Map([
        ['authorization', `Bearer ${atob(data.token ?? '')}`],
        ['content-type', 'application/json'],
      ]),
      body: '{}',
    });
    // It is known, though it may do nothing in a cluster without roles.
    expect(review.kind === 'answer' && review.body).toContain('system:serviceaccount:default:robot');
    cluster.api.remove('serviceaccounts', cluster.get('serviceaccounts', 'robot'));
    cluster.run(1);
    expect(cluster.api.get('secrets', 'default', 'robot-token')).toBeUndefined();
  });
});

describe('a disruption budget', () => {
  it('lets Pods be evicted one by one, as far as it allows, and says why not', () => {
    const cluster = new TestCluster();
    addToken(cluster.world, 't', { username: 'admin', groups: ['system:masters'] });
    cluster.create('deployments.apps', deployment('web', 3));
    cluster.create('poddisruptionbudgets.policy', { metadata: { name: 'web' }, spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } } }); // prettier-ignore
    cluster.settle();
    const evict = (pod: Pod | undefined): { readonly status: number; readonly body: string } => {
      const name = pod?.metadata.name ?? '';
      const answer = handle(cluster.world, {
        method: 'POST',
        path: `/api/v1/namespaces/default/pods/${name}/eviction`,
        query: [],
        headers: new Map([
          ['authorization', 'Bearer t'],
          ['content-type', 'application/json'],
        ]),
        body: JSON.stringify({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name } }),
      });
      if (answer.kind === 'watch') throw new Error('an eviction is no watch');
      return answer;
    };
    const [first, second] = cluster.pods;
    expect(evict(first).status).toBe(201);
    cluster.run(0);
    const refused = evict(second);
    expect(refused.status).toBe(429);
    expect(JSON.parse(refused.body)).toMatchObject({
      reason: 'TooManyRequests',
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      details: { causes: [{ reason: 'DisruptionBudget', message: 'The disruption budget web needs 2 healthy pods and has 2 currently' }] }, // prettier-ignore
    });
    cluster.settle();
    expect(evict(second).status).toBe(201);
  });
});

describe('finalizers', () => {
  it('keep an object that is deleted until the last is taken away', () => {
    const cluster = new TestCluster();
    cluster.create('configmaps', { metadata: { name: 'held', finalizers: ['example.com/a', 'example.com/b'] } });
    cluster.api.remove('configmaps', cluster.get('configmaps', 'held'));
    expect(cluster.get('configmaps', 'held').metadata).toMatchObject({ deletionGracePeriodSeconds: 0 });
    for (const left of [['example.com/b'], []]) {
      cluster.change('configmaps', 'held', (old) => ({ ...old, metadata: { ...old.metadata, finalizers: left } }));
    }
    expect(cluster.api.get('configmaps', 'default', 'held')).toBeUndefined();
  });
});

describe('the addresses of Services', () => {
  it('go back to their range with the Service that had them', () => {
    const cluster = new TestCluster();
    const make = (name: string): string =>
      cluster.create('services', { metadata: { name }, spec: { clusterIP: '10.96.0.77', ports: [{ port: 80 }] } }).spec?.clusterIP ?? ''; // prettier-ignore
    expect(make('a')).toBe('10.96.0.77');
    expect(() => make('b')).toThrow('provided IP is already allocated');
    cluster.api.remove('services', cluster.get('services', 'a'));
    expect(make('b')).toBe('10.96.0.77');
  });
});
