import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../../../../src/engine/kubernetes/objects/kinds';
import { deployment, podTemplate, TestCluster } from './cluster';

function numbers({ status }: Deployment): string {
  return `${status?.replicas ?? 0} replicas, ${status?.updatedReplicas ?? 0} updated, ${status?.availableReplicas ?? 0} available`;
}

function conditions({ status }: Deployment): readonly string[] {
  return (status?.conditions ?? []).map(({ type, status: value, reason }) => `${type}=${value} ${reason ?? ''}`);
}

describe('a Deployment', () => {
  it('makes a ReplicaSet named after the hash of its template, as v1.35 computes it', () => {
    const cluster = new TestCluster();
    cluster.create('deployments.apps', deployment('nginx', 1));
    // kubectl create deployment nginx --image=nginx
    expect(cluster.api.list('replicasets.apps').map(({ metadata }) => metadata.name)).toEqual(['nginx-56c45fd5ff']);
    expect(cluster.pods[0]?.metadata.name).toMatch(/^nginx-56c45fd5ff-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  it('is available when its Pods are ready', () => {
    const cluster = new TestCluster();
    cluster.create('deployments.apps', deployment('web', 3));
    expect(numbers(cluster.get('deployments.apps', 'web'))).toBe('3 replicas, 3 updated, 0 available');
    expect(conditions(cluster.get('deployments.apps', 'web'))).toEqual([
      'Available=False MinimumReplicasUnavailable',
      'Progressing=True ReplicaSetUpdated',
    ]);
    cluster.settle();
    expect(numbers(cluster.get('deployments.apps', 'web'))).toBe('3 replicas, 3 updated, 3 available');
    expect(conditions(cluster.get('deployments.apps', 'web'))).toEqual([
      'Available=True MinimumReplicasAvailable',
      'Progressing=True NewReplicaSetAvailable',
    ]);
    expect(cluster.eventsOf('web')).toEqual([
      expect.stringMatching(/^ScalingReplicaSet: Scaled up replica set web-\w+ from 0 to 3$/),
    ]);
  });

  it('rolls out by 25 % more and 25 % fewer, and keeps the old ReplicaSet', () => {
    const cluster = new TestCluster();
    cluster.create('deployments.apps', deployment('web', 4));
    cluster.settle();
    cluster.change('deployments.apps', 'web', (old) => ({
      ...old,
      spec: { ...old.spec, selector: old.spec?.selector ?? {}, template: podTemplate('web', 'nginx:1.27') },
    }));
    const during = cluster.api
      .list('replicasets.apps')
      .map(({ spec }) => spec?.replicas)
      .sort();
    expect(during).toEqual([2, 3]);
    cluster.settle();
    const sets = cluster.api.list('replicasets.apps');
    expect(
      sets
        .map(
          ({ spec, metadata }) =>
            `${metadata.annotations?.['deployment.kubernetes.io/revision'] ?? ''}: ${spec?.replicas ?? 0}`,
        )
        .sort(),
    ).toEqual(['1: 0', '2: 4']);
    expect(numbers(cluster.get('deployments.apps', 'web'))).toBe('4 replicas, 4 updated, 4 available');
    expect(cluster.get('deployments.apps', 'web').metadata.annotations?.['deployment.kubernetes.io/revision']).toBe(
      '2',
    );
  });

  it('goes back to an old template under a new revision', () => {
    const cluster = new TestCluster();
    cluster.create('deployments.apps', deployment('web', 2));
    cluster.settle();
    for (const image of ['nginx:1.27', 'nginx']) {
      cluster.change('deployments.apps', 'web', (old) => ({
        ...old,
        spec: { ...old.spec, selector: old.spec?.selector ?? {}, template: podTemplate('web', image) },
      }));
      cluster.settle();
    }
    const sets = cluster.api
      .list('replicasets.apps')
      .map(({ metadata, spec }) => [
        metadata.annotations?.['deployment.kubernetes.io/revision'],
        metadata.annotations?.['deployment.kubernetes.io/revision-history'],
        spec?.replicas,
      ]);
    expect(sets).toContainEqual(['3', '1', 2]);
    expect(sets).toContainEqual(['2', undefined, 0]);
  });

  it('gives up after its progress deadline and says so', () => {
    const cluster = new TestCluster();
    cluster.create(
      'deployments.apps',
      deployment('web', 1, { progressDeadlineSeconds: 60 } as Partial<Deployment['spec']>),
    );
    cluster.run(59);
    expect(conditions(cluster.get('deployments.apps', 'web'))).toContain('Progressing=True ReplicaSetUpdated');
    cluster.run(5);
    expect(conditions(cluster.get('deployments.apps', 'web'))).toContain('Progressing=False ProgressDeadlineExceeded');
  });

  it('scales, and does not roll out while it is paused', () => {
    const cluster = new TestCluster();
    cluster.create('deployments.apps', deployment('web', 2));
    cluster.settle();
    cluster.change('deployments.apps', 'web', (old) => ({
      ...old,
      spec: {
        ...old.spec,
        selector: old.spec?.selector ?? {},
        paused: true,
        replicas: 5,
        template: podTemplate('web', 'nginx:1.27'),
      },
    }));
    cluster.settle();
    expect(cluster.pods).toHaveLength(5);
    expect(cluster.api.list('replicasets.apps')).toHaveLength(1);
    expect(conditions(cluster.get('deployments.apps', 'web'))).toContain('Progressing=Unknown DeploymentPaused');
  });

  it('of type Recreate starts nothing before the old Pods are gone', () => {
    const cluster = new TestCluster();
    cluster.create(
      'deployments.apps',
      deployment('web', 2, { strategy: { type: 'Recreate' } } as Partial<Deployment['spec']>),
    );
    cluster.settle();
    cluster.change('deployments.apps', 'web', (old) => ({
      ...old,
      spec: { ...old.spec, selector: old.spec?.selector ?? {}, template: podTemplate('web', 'nginx:1.27') },
    }));
    expect(cluster.pods.every(({ metadata }) => metadata.deletionTimestamp !== undefined)).toBe(true);
    cluster.settle();
    expect(cluster.pods.map(({ spec }) => spec?.containers[0]?.image)).toEqual(['nginx:1.27', 'nginx:1.27']);
  });
});
