import { describe, expect, it } from 'vitest';
import { handle } from '../../../../../src/engine/kubernetes/api/server';
import { addToken } from '../../../../../src/engine/kubernetes/api/auth/authenticate';
import { renewLease } from '../../../../../src/engine/kubernetes/node/lease';
import type { Pod } from '../../../../../src/engine/kubernetes/objects/kinds';
import { deployment, podTemplate, TestCluster } from './cluster';
import { alive, named } from './loop-words';

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
