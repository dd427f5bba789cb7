import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../../../../src/engine/kubernetes/api/api-error';
import { TestCluster } from '../../controllers/cluster';

/** LimitRanges and ResourceQuotas, in the words of plugin/pkg/admission/limitranger and apiserver's plugin/resourcequota. */

type Resources = Readonly<Record<string, Readonly<Record<string, string>>>>;

function pod(name: string, resources?: Resources, more: object = {}) {
  return {
    metadata: { name },
    spec: { containers: [{ name: 'web', image: 'nginx', ...(resources && { resources }) }], ...more },
  };
}

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
  return '';
}

describe('a LimitRange', () => {
  const withLimits = (...limits: readonly object[]): TestCluster => {
    const cluster = new TestCluster();
    cluster.create('limitranges' as never, { metadata: { name: 'limits' }, spec: { limits } });
    return cluster;
  };

  it('fills in what containers do not say, and notes it', () => {
    const cluster = withLimits({
      type: 'Container',
      default: { cpu: '500m', memory: '256Mi' },
      defaultRequest: { cpu: '100m', memory: '128Mi' },
    });
    const { metadata, spec } = cluster.create('pods', pod('a', { requests: { memory: '200Mi' } }));
    expect(spec?.containers[0]?.resources).toEqual({
      limits: { cpu: '500m', memory: '256Mi' },
      requests: { cpu: '100m', memory: '200Mi' },
    });
    expect(metadata.annotations?.['kubernetes.io/limit-ranger']).toBe(
      'LimitRanger plugin set: cpu request for container web; cpu, memory limit for container web',
    );
  });

  it('refuses what is too little, too much or too far apart', () => {
    const cluster = withLimits({
      type: 'Container',
      min: { memory: '64Mi' },
      max: { cpu: '1' },
      maxLimitRequestRatio: { cpu: '2' },
    });
    const resources = { limits: { cpu: '1500m', memory: '100Mi' }, requests: { cpu: '500m', memory: '50Mi' } };
    expect(refusal(() => cluster.create('pods', pod('a', resources)))).toBe(
      'pods "a" is forbidden: [minimum memory usage per Container is 64Mi, but request is 50Mi, maximum cpu usage per Container is 1, but limit is 1500m, cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000]',
    );
  });

  it('counts a Pod as a whole, and claims', () => {
    const cluster = withLimits(
      { type: 'Pod', max: { memory: '1Gi' } },
      { type: 'PersistentVolumeClaim', min: { storage: '1Gi' }, max: { storage: '2Gi' } },
    );
    const containers = ['a', 'b'].map((name) => ({
      name,
      image: 'nginx',
      resources: { limits: { memory: '600Mi' } },
    }));
    expect(refusal(() => cluster.create('pods', { metadata: { name: 'two' }, spec: { containers } }))).toBe(
      'pods "two" is forbidden: maximum memory usage per Pod is 1Gi, but limit is 1200Mi',
    );
    const claim = {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '3Gi' } } },
    };
    expect(refusal(() => cluster.create('persistentvolumeclaims', claim))).toBe(
      'persistentvolumeclaims "data" is forbidden: maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 3Gi',
    );
  });
});

describe('a ResourceQuota', () => {
  const withQuota = (hard: Record<string, string>, more: object = {}): TestCluster => {
    const cluster = new TestCluster();
    cluster.create('resourcequotas', { metadata: { name: 'quota' }, spec: { hard, ...more } });
    return cluster;
  };
  const used = (cluster: TestCluster) => cluster.get('resourcequotas', 'quota').status?.used;

  it('counts what there is, and what is made at once', () => {
    const cluster = withQuota({
      pods: '2',
      'requests.cpu': '1',
      'limits.memory': '1Gi',
      configmaps: '5',
      'count/deployments.apps': '1',
    });
    expect(used(cluster)).toEqual({
      pods: '0',
      'requests.cpu': '0',
      'limits.memory': '0',
      // kube-root-ca.crt
      configmaps: '1',
      'count/deployments.apps': '0',
    });
    cluster.api.create('pods', 'default', pod('a', { requests: { cpu: '300m' }, limits: { memory: '512Mi' } }));
    expect(used(cluster)).toMatchObject({ pods: '1', 'requests.cpu': '300m', 'limits.memory': '512Mi' });
  });

  it('refuses what it has no room for', () => {
    const cluster = withQuota({ pods: '1', 'requests.cpu': '1' });
    cluster.create('pods', pod('a', { requests: { cpu: '600m' } }));
    expect(refusal(() => cluster.create('pods', pod('b', { requests: { cpu: '500m' } })))).toBe(
      'pods "b" is forbidden: exceeded quota: quota, requested: pods=1,requests.cpu=500m, used: pods=1,requests.cpu=600m, limited: pods=1,requests.cpu=1',
    );
  });

  it('wants containers to say what it counts', () => {
    const cluster = withQuota({ 'requests.cpu': '1', 'limits.cpu': '2' });
    expect(refusal(() => cluster.create('pods', pod('a')))).toBe(
      'pods "a" is forbidden: failed quota: quota: must specify limits.cpu for: web; requests.cpu for: web',
    );
  });

  it('gives back what is gone or has ended', () => {
    const cluster = withQuota({ pods: '1' });
    const made = cluster.create('pods', pod('a'));
    cluster.api.updateStatus('pods', made, (old) => ({ ...old, status: { phase: 'Succeeded' } }));
    cluster.run(0);
    expect(used(cluster)).toEqual({ pods: '0' });
    cluster.create('pods', pod('b'));
    expect(used(cluster)).toEqual({ pods: '1' });
  });

  it('counts only what is in its scope', () => {
    const cluster = withQuota({ pods: '1' }, { scopes: ['BestEffort'] });
    cluster.create('pods', pod('a', { requests: { cpu: '1' } }));
    expect(used(cluster)).toEqual({ pods: '0' });
    cluster.create('pods', pod('b'));
    expect(refusal(() => cluster.create('pods', pod('c')))).toContain('exceeded quota: quota, requested: pods=1');
  });

  it('counts ports of Services, also when their type changes', () => {
    const cluster = withQuota({ services: '2', 'services.nodeports': '1' });
    const spec = (type: string) => ({
      type,
      ports: [
        { port: 80, name: 'a' },
        { port: 81, name: 'b' },
      ],
    });
    expect(refusal(() => cluster.create('services', { metadata: { name: 'n' }, spec: spec('NodePort') }))).toContain(
      'exceeded quota: quota, requested: services.nodeports=2, used: services.nodeports=0, limited: services.nodeports=1',
    );
    const made = cluster.create('services', { metadata: { name: 'c' }, spec: spec('ClusterIP') });
    expect(
      refusal(() =>
        cluster.api.update('services', made, (old) => ({ ...old, spec: { ...old.spec, type: 'NodePort' } })),
      ),
    ).toContain('services "c" is forbidden: exceeded quota');
    expect(used(cluster)).toMatchObject({ services: '1' });
  });

  it('stops a ReplicaSet, which says why', () => {
    const cluster = withQuota({ pods: '1' });
    const labels = { app: 'web' };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx' }] } };
    cluster.create('replicasets.apps', {
      metadata: { name: 'web' },
      spec: { replicas: 2, selector: { matchLabels: labels }, template },
    });
    cluster.run(1);
    expect(cluster.api.list('pods', 'default')).toHaveLength(1);
    const [condition] = cluster.get('replicasets.apps', 'web').status?.conditions ?? [];
    expect(condition).toMatchObject({ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' });
    expect(condition?.message).toMatch(
      /^pods "web-\w{5}" is forbidden: exceeded quota: quota, requested: pods=1, used: pods=1, limited: pods=1$/,
    );
  });
});
