import { describe, expect, test } from 'vitest';
import { addToken } from '../../../../../src/engine/kubernetes/api/auth/authenticate';
import { TestCluster } from './cluster';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const PODS = '/api/v1/namespaces/default/pods';

const container = { name: 'a', image: 'nginx' };

function deployment(): object {
  const labels = { app: 'web' };
  const template = { metadata: { labels }, spec: { containers: [container] } };
  return { metadata: { name: 'web' }, spec: { replicas: 2, selector: { matchLabels: labels }, template } };
}

describe('scale', () => {
  test('speaks autoscaling/v1 and changes the replicas', () => {
    const cluster = new TestCluster();
    cluster.ask('POST', DEPLOYMENTS, deployment());
    const { body } = cluster.get(`${DEPLOYMENTS}/web/scale`);
    expect(body).toMatchObject({ kind: 'Scale', spec: { replicas: 2 }, status: { replicas: 0, selector: 'app=web' } });
    const scaled = cluster.ask('PUT', `${DEPLOYMENTS}/web/scale`, { ...body, spec: { replicas: 5 } });
    expect(scaled.body.spec).toEqual({ replicas: 5 });
    expect(cluster.get(`${DEPLOYMENTS}/web`).body).toMatchObject({
      spec: { replicas: 5 },
      metadata: { generation: 2 },
    });
  });

  test('refuses less than none', () => {
    const cluster = new TestCluster();
    cluster.ask('POST', DEPLOYMENTS, deployment());
    const patch = { spec: { replicas: -1 } };
    const refused = cluster.ask('PATCH', `${DEPLOYMENTS}/web/scale`, patch, { type: 'application/merge-patch+json' });
    expect(refused.body.message).toBe(
      'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    );
  });
});

describe('binding', () => {
  test('gives a Pod to a node once', () => {
    const cluster = new TestCluster();
    cluster.ask('POST', PODS, { metadata: { name: 'p' }, spec: { containers: [container] } });
    const binding = { metadata: { name: 'p' }, target: { kind: 'Node', name: 'node01' } };
    expect(cluster.ask('POST', `${PODS}/p/binding`, binding).status).toBe(201);
    expect(cluster.get(`${PODS}/p`).body).toMatchObject({
      spec: { nodeName: 'node01' },
      status: { conditions: [{ type: 'PodScheduled', status: 'True' }] },
    });
    expect(cluster.ask('POST', `${PODS}/p/binding`, binding).body.message).toBe(
      'Operation cannot be fulfilled on pods/binding "p": pod p is already assigned to node "node01"',
    );
  });
});

describe('namespaces', () => {
  test('stay until their finalizers are gone', () => {
    const cluster = new TestCluster();
    cluster.ask('POST', '/api/v1/namespaces', { metadata: { name: 'x' } });
    const { body } = cluster.ask('DELETE', '/api/v1/namespaces/x');
    expect(body).toMatchObject({ kind: 'Namespace', status: { phase: 'Terminating' } });
    const refused = cluster.ask('POST', '/api/v1/namespaces/x/configmaps', { metadata: { name: 'a' } });
    expect(refused.body.message).toBe(
      'configmaps "a" is forbidden: unable to create new content in namespace x because it is being terminated',
    );
    cluster.ask('PUT', '/api/v1/namespaces/x/finalize', { ...body, spec: {} });
    expect(cluster.get('/api/v1/namespaces/x').status).toBe(404);
  });
});

describe('a Pod', () => {
  test('gets its ServiceAccount, its token and the tolerations of lost nodes', () => {
    const cluster = new TestCluster();
    cluster.ask('POST', '/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'default' } });
    const { body } = cluster.ask('POST', PODS, { metadata: { name: 'p' }, spec: { containers: [container] } });
    expect(body.spec).toMatchObject({
      serviceAccountName: 'default',
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
      tolerations: [{ key: 'node.kubernetes.io/not-ready' }, { key: 'node.kubernetes.io/unreachable' }],
      containers: [{ volumeMounts: [{ mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }] }],
    });
    const refused = cluster.ask('POST', PODS, {
      metadata: { name: 'q' },
      spec: { serviceAccountName: 'none', containers: [container] },
    });
    expect(refused.body.message).toBe(
      'pods "q" is forbidden: error looking up service account default/none: serviceaccount "none" not found',
    );
  });

  test('waits for its grace period once it runs on a node', () => {
    const cluster = new TestCluster();
    cluster.ask('POST', PODS, { metadata: { name: 'p' }, spec: { nodeName: 'node01', containers: [container] } });
    const { body } = cluster.ask('DELETE', `${PODS}/p`);
    expect(body.metadata).toMatchObject({ deletionTimestamp: '2026-01-01T00:00:30Z', deletionGracePeriodSeconds: 30 });
    expect(cluster.ask('DELETE', `${PODS}/p?gracePeriodSeconds=0`).body).toMatchObject({ kind: 'Status' });
    expect(cluster.get(`${PODS}/p`).status).toBe(404);
  });
});

describe('tokens', () => {
  test('of a ServiceAccount let it in, and may do nothing without a role', () => {
    const cluster = new TestCluster();
    cluster.ask('POST', '/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'sa' } });
    const { body } = cluster.ask('POST', '/api/v1/namespaces/default/serviceaccounts/sa/token', { spec: {} });
    const token = body.status?.token as unknown as string;
    const refused = cluster.get(PODS, { token });
    expect(refused.status).toBe(403);
    expect(refused.body.message).toBe(
      'pods is forbidden: User "system:serviceaccount:default:sa" cannot list resource "pods" in API group "" in the namespace "default"',
    );
    cluster.ask('DELETE', '/api/v1/namespaces/default/serviceaccounts/sa');
    expect(cluster.get(PODS, { token }).status).toBe(401);
  });

  test('of others speak for the user that they were given to', () => {
    const cluster = new TestCluster();
    addToken(cluster.world, 'jane', { username: 'jane', groups: ['system:authenticated'] });
    expect(cluster.get('/api/v1/nodes', { token: 'jane' }).body.message).toBe(
      'nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope',
    );
  });

  test('of those who may let them ask as somebody else', () => {
    const cluster = new TestCluster();
    const asked = cluster.get('/api/v1/nodes', { as: 'jane' });
    expect(asked.body.message).toBe(
      'nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope',
    );
    addToken(cluster.world, 'jane', { username: 'jane', groups: ['system:authenticated'] });
    expect(cluster.get('/api/v1/nodes', { token: 'jane', as: 'admin' }).body.message).toBe(
      'users "admin" is forbidden: User "jane" cannot impersonate resource "users" in API group "" at the cluster scope',
    );
  });
});
