import { describe, expect, it } from 'vitest';
import { renewLease } from '../../../../../src/engine/kubernetes/node/lease';
import { deployment, podTemplate, TestCluster } from './cluster';

describe('a namespace that is deleted', () => {
  it('is emptied five seconds later, and goes when everything in it has gone', () => {
    const cluster = new TestCluster();
    cluster.create('namespaces', { metadata: { name: 'shop' } }, '');
    cluster.create('configmaps', { metadata: { name: 'settings' } }, 'shop');
    cluster.api.remove('namespaces', cluster.get('namespaces', 'shop', ''));
    cluster.run(3);
    expect(cluster.api.list('configmaps', 'shop').map(({ metadata }) => metadata.name)).toContain('settings');
    cluster.run(3);
    expect(cluster.api.get('namespaces', '', 'shop')).toBeUndefined();
    expect(cluster.api.list('configmaps', 'shop')).toEqual([]);
  });

  it('waits for finalizers and says so', () => {
    const cluster = new TestCluster();
    cluster.create('namespaces', { metadata: { name: 'shop' } }, '');
    cluster.create('configmaps', { metadata: { name: 'held', finalizers: ['example.com/hold'] } }, 'shop');
    cluster.api.remove('namespaces', cluster.get('namespaces', 'shop', ''));
    cluster.run(6);
    const { status } = cluster.get('namespaces', 'shop', '');
    expect(status?.phase).toBe('Terminating');
    expect(status?.conditions?.map(({ message }) => message)).toContain(
      'Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
    );
    cluster.api.update('configmaps', cluster.get('configmaps', 'held', 'shop'), ({ metadata, ...rest }) => ({
      ...rest,
      metadata: { ...metadata, finalizers: [] },
    }));
    cluster.run(1);
    expect(cluster.api.get('namespaces', '', 'shop')).toBeUndefined();
  });
});

describe('a node without a sign of life', () => {
  it('is NotReady after 50 s and gets the taints that evict its Pods', () => {
    const cluster = new TestCluster();
    cluster.create('deployments.apps', deployment('web', 2));
    cluster.settle();
    renewLease(cluster.api, 'node01');
    renewLease(cluster.api, 'node02');
    const live = (seconds: number): void => {
      for (let i = 0; i < seconds; i += 10) {
        cluster.run(10);
        renewLease(cluster.api, 'node02');
      }
    };
    live(40);
    const ready = (node: string) =>
      cluster.get('nodes', node, '').status?.conditions?.find(({ type }) => type === 'Ready')?.status;
    expect(ready('node01')).toBe('True');
    live(20);
    expect(ready('node01')).toBe('Unknown');
    expect(ready('node02')).toBe('True');
    expect(cluster.get('nodes', 'node01', '').spec?.taints?.map(({ key, effect }) => `${key}:${effect}`)).toEqual([
      'node.kubernetes.io/unreachable:NoSchedule',
      'node.kubernetes.io/unreachable:NoExecute',
    ]);
    expect(cluster.eventsOf('node01')).toContain('NodeNotReady: Node node01 status is now: NodeNotReady');
  });
});

describe('a Service', () => {
  it('has the addresses of its ready Pods in Endpoints and EndpointSlices', () => {
    const cluster = new TestCluster();
    cluster.create('deployments.apps', deployment('web', 2));
    cluster.create('services', {
      metadata: { name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    });
    cluster.settle();
    expect(cluster.get('endpoints', 'web').subsets?.[0]?.addresses).toHaveLength(2);
    const [slice] = cluster.api.list('endpointslices.discovery.k8s.io', 'default');
    expect(slice?.endpoints.map(({ conditions }) => conditions?.ready)).toEqual([true, true]);
    expect(slice?.metadata.name).toMatch(/^web-[a-z0-9]{5}$/);
    const [pod] = cluster.pods;
    if (pod) cluster.setPodStatus(pod, { phase: 'Running', ready: false });
    cluster.run(1);
    expect(cluster.get('endpoints', 'web').subsets?.[0]?.notReadyAddresses).toHaveLength(1);
  });
});

describe('a quota', () => {
  it('tells what is used', () => {
    const cluster = new TestCluster();
    cluster.create('resourcequotas', { metadata: { name: 'few' }, spec: { hard: { pods: '4', 'requests.cpu': '1' } } });
    cluster.create('pods', {
      metadata: { name: 'one' },
      spec: { containers: [{ name: 'c', image: 'nginx', resources: { requests: { cpu: '300m' } } }] },
    });
    cluster.run(1);
    expect(cluster.get('resourcequotas', 'few').status?.used).toEqual({ pods: '1', 'requests.cpu': '300m' });
  });
});

describe('a disruption budget', () => {
  it('counts how many Pods may go', () => {
    const cluster = new TestCluster();
    cluster.create('deployments.apps', deployment('web', 3));
    cluster.create('poddisruptionbudgets.policy', {
      metadata: { name: 'web' },
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
    });
    cluster.settle();
    expect(cluster.get('poddisruptionbudgets.policy', 'web').status).toMatchObject({
      disruptionsAllowed: 1,
      currentHealthy: 3,
      desiredHealthy: 2,
    });
  });
});

describe('a claim', () => {
  it('is bound to the smallest volume that is large enough', () => {
    const cluster = new TestCluster();
    for (const [name, storage] of [
      ['large', '10Gi'],
      ['small', '2Gi'],
    ] as const) {
      cluster.create(
        'persistentvolumes',
        {
          metadata: { name },
          spec: {
            capacity: { storage },
            accessModes: ['ReadWriteOnce'],
            storageClassName: 'manual',
            hostPath: { path: `/mnt/${name}` },
          },
        },
        '',
      );
    }
    cluster.create('persistentvolumeclaims', {
      metadata: { name: 'data' },
      spec: { storageClassName: 'manual', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
    cluster.run(1);
    expect(cluster.get('persistentvolumeclaims', 'data').spec?.volumeName).toBe('small');
    expect(cluster.get('persistentvolumeclaims', 'data').status?.phase).toBe('Bound');
    expect(cluster.get('persistentvolumes', 'large', '').status?.phase).toBe('Available');
  });
});

describe('the scheduler', () => {
  const message = (cluster: TestCluster): string | undefined =>
    cluster.pods[0]?.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;

  it('says why a Pod fits nowhere, in the words of v1.35', () => {
    const cluster = new TestCluster();
    cluster.api.update('nodes', cluster.get('nodes', 'node01', ''), (old) => ({
      ...old,
      spec: { ...old.spec, taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] },
    }));
    const requests = { cpu: '3' };
    const big = (name: string) => ({
      metadata: { name },
      spec: { containers: [{ name: 'c', image: 'nginx', resources: { requests } }] },
    });
    cluster.create('pods', big('b'));
    cluster.create('pods', big('a'));
    expect(message(cluster)).toBe(
      '0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s). no new claims to deallocate, preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.',
    );
  });

  it('places a waiting Pod as soon as a node fits', () => {
    const cluster = new TestCluster();
    cluster.create('pods', {
      metadata: { name: 'ssd' },
      spec: { ...podTemplate('ssd').spec, nodeSelector: { disk: 'ssd' } },
    });
    expect(message(cluster)).toContain("2 node(s) didn't match Pod's node affinity/selector");
    cluster.api.update('nodes', cluster.get('nodes', 'node02', ''), (old) => ({
      ...old,
      metadata: { ...old.metadata, labels: { ...old.metadata.labels, disk: 'ssd' } },
    }));
    cluster.run(0);
    expect(cluster.pods[0]?.spec?.nodeName).toBe('node02');
  });

  it('spreads the Pods of a Deployment over the nodes', () => {
    const cluster = new TestCluster();
    cluster.create('deployments.apps', deployment('web', 4));
    const on = (node: string): number => cluster.pods.filter(({ spec }) => spec?.nodeName === node).length;
    expect([on('node01'), on('node02')]).toEqual([2, 2]);
  });
});
