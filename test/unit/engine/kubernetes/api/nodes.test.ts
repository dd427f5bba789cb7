import { beforeAll, describe, expect, it } from 'vitest';
import { addToken } from '../../../../../src/engine/kubernetes/api/auth/authenticate';
import { TestCluster } from './cluster';

/** What a kubelet may do: the Node authorizer and the NodeRestriction plugin. */
const PODS = '/api/v1/namespaces/default/pods';
const NODES = '/api/v1/nodes';
let base: TestCluster;

beforeAll(() => {
  base = new TestCluster();
  for (const name of ['node01', 'node02']) base.ask('POST', NODES, { metadata: { name } });
  addToken(base.world, 'node01', { username: 'system:node:node01', groups: ['system:nodes', 'system:authenticated'] });
  for (const name of ['mine', 'other']) {
    base.ask('POST', '/api/v1/namespaces/default/secrets', { metadata: { name } });
    base.ask('POST', PODS, {
      metadata: { name },
      spec: {
        nodeName: name === 'mine' ? 'node01' : 'node02',
        containers: [{ name: 'c', image: 'nginx', envFrom: [{ secretRef: { name } }] }],
      },
    });
  }
});

const AS_NODE = { token: 'node01' };

function refusal(method: string, path: string, body?: unknown, more: object = {}): unknown {
  const reply = base.fork().ask(method, path, body, { ...AS_NODE, ...more });
  expect([reply.status, reply.body.reason]).toEqual([403, 'Forbidden']);
  return reply.body.message;
}

describe('a kubelet', () => {
  it('reads its own node and Pods, and what these refer to', () => {
    const who = 'User "system:node:node01" cannot';
    expect(base.get(`${NODES}/node01`, AS_NODE).status).toBe(200);
    expect(refusal('GET', `${NODES}/node02`)).toBe(
      `nodes "node02" is forbidden: ${who} get resource "nodes" in API group "" at the cluster scope: node 'node01' cannot read 'node02', only its own Node object`,
    );
    expect(refusal('GET', NODES)).toContain("node 'node01' cannot read all nodes, only its own Node object");
    expect(base.get('/api/v1/pods?fieldSelector=spec.nodeName%3Dnode01', AS_NODE).status).toBe(200);
    expect(refusal('GET', '/api/v1/pods')).toContain('can only list/watch pods with spec.nodeName field selector');
    const secrets = '/api/v1/namespaces/default/secrets';
    expect(base.get(`${secrets}/mine`, AS_NODE).status).toBe(200);
    expect(refusal('GET', `${secrets}/other`)).toBe(
      `secrets "other" is forbidden: ${who} get resource "secrets" in API group "" in the namespace "default": no relationship found between node 'node01' and this object`,
    );
  });

  it('changes its own node, but neither its taints nor labels that steer others to it', () => {
    const merge = { type: 'application/merge-patch+json' };
    const own = `${NODES}/node01`;
    const labels = (name: string) => ({ metadata: { labels: { [name]: 'x' } } });
    expect(base.fork().ask('PATCH', own, labels('disk'), { ...AS_NODE, ...merge }).status).toBe(200);
    expect(base.fork().ask('PATCH', own, labels('node.kubernetes.io/kind'), { ...AS_NODE, ...merge }).status).toBe(200);
    expect(refusal('PATCH', own, labels('node-role.kubernetes.io/control-plane'), merge)).toBe(
      'nodes "node01" is forbidden: is not allowed to modify labels: node-role.kubernetes.io/control-plane',
    );
    expect(refusal('PATCH', own, labels('node-restriction.kubernetes.io/a'), merge)).toContain('is not allowed');
    expect(refusal('PATCH', own, { spec: { taints: [] } }, merge)).toBe(
      'nodes "node01" is forbidden: node "node01" is not allowed to modify taints',
    );
    expect(refusal('PATCH', `${NODES}/node02`, labels('disk'), merge)).toBe(
      'nodes "node02" is forbidden: node "node01" is not allowed to modify node "node02"',
    );
  });

  it('makes no Pods but mirrors of its own, and removes only what runs on it', () => {
    const pod = { metadata: { name: 'p' }, spec: { nodeName: 'node01', containers: [{ name: 'c', image: 'nginx' }] } };
    expect(refusal('POST', PODS, pod)).toBe(
      'pods "p" is forbidden: pod does not have "kubernetes.io/config.mirror" annotation, node "node01" can only create mirror pods',
    );
    const annotations = { 'kubernetes.io/config.mirror': 'x' };
    expect(refusal('POST', PODS, { ...pod, metadata: { name: 'p', annotations } })).toBe(
      'pods "p" is forbidden: node "node01" can only create pods with an owner reference set to itself',
    );
    expect(refusal('DELETE', `${PODS}/other`)).toBe(
      'pods "other" is forbidden: node "node01" can only delete pods with spec.nodeName set to itself',
    );
    expect(base.fork().ask('DELETE', `${PODS}/mine`, undefined, AS_NODE).status).toBe(200);
  });

  it('renews its own lease', () => {
    const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';
    const lease = (name: string) => ({ metadata: { name }, spec: { holderIdentity: name, leaseDurationSeconds: 40 } });
    expect(base.fork().ask('POST', leases, lease('node01'), AS_NODE).status).toBe(201);
    expect(refusal('POST', leases, lease('node02'))).toBe(
      'leases.coordination.k8s.io "node02" is forbidden: can only access node lease with the same name as the requesting node',
    );
  });
});

describe('who shows nothing', () => {
  it('may ask for no path but those that every cluster opens', () => {
    const world = base.fork();
    const answer = world.open('GET', '/', undefined, { token: '' });
    expect(answer.kind === 'answer' && answer.status).toBe(401);
    addToken(world.world, 'nobody', { username: 'system:anonymous', groups: ['system:unauthenticated'] });
    expect(world.get('/', { token: 'nobody' }).body.message).toBe(
      'forbidden: User "system:anonymous" cannot get path "/"',
    );
  });
});
