import { describe, expect, it } from 'vitest';
import type { Deployment, ReplicaSet, StatefulSet } from '../../../../../src/engine/kubernetes/objects/kinds';
import type { NewObject } from '../../../../../src/engine/kubernetes/controllers/client';
import { deployment, podTemplate, TestCluster } from './cluster';
import { alive, named, rollOut, told } from './loop-words';

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
