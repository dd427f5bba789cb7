import { describe, expect, test } from 'vitest';
import { items, TestCluster } from './cluster';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';

function configMap(name: string, data: Record<string, string> = {}): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

describe('objects', () => {
  test('a new object gets uid, version and time, and is found again', () => {
    const cluster = new TestCluster();
    const created = cluster.ask('POST', CONFIG_MAPS, configMap('a', { k: 'v' }));
    expect(created.status).toBe(201);
    expect(created.body.metadata).toMatchObject({
      name: 'a',
      namespace: 'default',
      creationTimestamp: '2026-01-01T00:00:00Z',
    });
    expect(created.body.metadata?.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(cluster.get(`${CONFIG_MAPS}/a`).body).toEqual(created.body);
  });

  test.each([
    ['NotFound', 'GET', `${CONFIG_MAPS}/none`, undefined, 404, 'configmaps "none" not found'],
    ['no namespace', 'POST', '/api/v1/namespaces/none/configmaps', configMap('a'), 404, 'namespaces "none" not found'],
    [
      'AlreadyExists',
      'POST',
      '/api/v1/namespaces',
      { metadata: { name: 'default' } },
      409,
      'namespaces "default" already exists',
    ],
    ['no method', 'PUT', CONFIG_MAPS, configMap('a'), 405, 'put is not supported on resources of kind "configmaps"'],
    [
      'a name',
      'POST',
      CONFIG_MAPS,
      configMap('A_b'),
      422,
      "ConfigMap \"A_b\" is invalid: metadata.name: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
    [
      'an immortal namespace',
      'DELETE',
      '/api/v1/namespaces/default',
      undefined,
      403,
      'namespaces "default" is forbidden: this namespace may not be deleted',
    ],
  ])('%s is refused in the real words', (_what, method, path, body, status, message) => {
    const refused = new TestCluster().ask(method, path, body);
    expect(refused.body.message).toBe(message);
    expect(refused.status).toBe(status);
    expect(refused.body).toMatchObject({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code: status });
  });

  test('an update of an older version is a conflict', () => {
    const cluster = new TestCluster();
    const { body } = cluster.ask('POST', CONFIG_MAPS, configMap('a'));
    cluster.ask('PUT', `${CONFIG_MAPS}/a`, configMap('a', { k: '1' }));
    const late = cluster.ask('PUT', `${CONFIG_MAPS}/a`, { ...body, data: { k: '2' } });
    expect(late.body.message).toBe(
      'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
    );
  });

  test('an update that changes nothing keeps the version', () => {
    const cluster = new TestCluster();
    const { body } = cluster.ask('POST', CONFIG_MAPS, configMap('a', { k: 'v' }));
    const again = cluster.ask('PUT', `${CONFIG_MAPS}/a`, configMap('a', { k: 'v' }));
    expect(again.body.metadata?.resourceVersion).toBe(body.metadata?.resourceVersion);
  });

  test('a fork is a cluster of its own', () => {
    const cluster = new TestCluster();
    cluster.ask('POST', CONFIG_MAPS, configMap('a'));
    const fork = cluster.fork();
    fork.ask('DELETE', `${CONFIG_MAPS}/a`);
    cluster.ask('POST', CONFIG_MAPS, configMap('b'));
    expect(items(fork.get(CONFIG_MAPS).body)).toHaveLength(0);
    expect(items(cluster.get(CONFIG_MAPS).body)).toHaveLength(2);
  });
});

describe('watches', () => {
  test('tell what there is, then what happens, seen through the selector', () => {
    const cluster = new TestCluster();
    cluster.ask('POST', CONFIG_MAPS, { ...configMap('a'), metadata: { name: 'a', labels: { app: 'x' } } });
    cluster.ask('POST', CONFIG_MAPS, configMap('b'));
    const first = cluster.news(cluster.watch(`${CONFIG_MAPS}?watch=true&labelSelector=app%3Dx`));
    expect(first.events.map((event) => [event.type, event.object?.metadata?.name])).toEqual([['ADDED', 'a']]);
    cluster.ask('PUT', `${CONFIG_MAPS}/b`, { ...configMap('b'), metadata: { name: 'b', labels: { app: 'x' } } });
    cluster.ask('PUT', `${CONFIG_MAPS}/a`, configMap('a'));
    const second = cluster.news(first.next ?? cluster.watch(CONFIG_MAPS));
    expect(second.events.map((event) => [event.type, event.object?.metadata?.name])).toEqual([
      ['ADDED', 'b'],
      ['DELETED', 'a'],
    ]);
  });

  test('resume at a version, and end with 410 when it is forgotten', () => {
    const cluster = new TestCluster();
    const { body } = cluster.ask('POST', CONFIG_MAPS, configMap('a'));
    const version = body.metadata?.resourceVersion as unknown as string;
    cluster.ask('POST', CONFIG_MAPS, configMap('b'));
    const resumed = cluster.news(cluster.watch(`${CONFIG_MAPS}?watch=1&resourceVersion=${version}`));
    expect(resumed.events.map((event) => event.object?.metadata?.name)).toEqual(['b']);
    for (let i = 0; i < 4200; i++) cluster.ask('PUT', `${CONFIG_MAPS}/a`, configMap('a', { i: String(i) }));
    const late = cluster.ask('GET', `${CONFIG_MAPS}?watch=1&resourceVersion=${version}`);
    expect(late.body).toMatchObject({ code: 410, reason: 'Expired' });
    const lagging = resumed.next && cluster.news(resumed.next);
    expect(lagging?.events[0]).toMatchObject({ type: 'ERROR', object: { code: 410 } });
    expect(lagging?.next).toBeUndefined();
  });
});

describe('fields that a kind does not have', () => {
  const pod = (name: string): object => ({
    metadata: { name, colour: 'red' },
    spec: { containers: [{ name: 'c', image: 'nginx', imagePullPolcy: 'Always' }] },
  });
  const PODS = '/api/v1/namespaces/default/pods';
  const UNKNOWN = ['unknown field "metadata.colour"', 'unknown field "spec.containers[0].imagePullPolcy"'];

  test('are refused, warned of or dropped, as the client asks', () => {
    const cluster = new TestCluster();
    const strict = cluster.ask('POST', `${PODS}?fieldValidation=Strict`, pod('a'));
    expect([strict.status, strict.body.message]).toEqual([
      400,
      `Pod in version "v1" cannot be handled as a Pod: strict decoding error: ${UNKNOWN.join(', ')}`,
    ]);
    const warned = cluster.ask('POST', `${PODS}?fieldValidation=Warn`, pod('b'));
    expect([warned.status, warned.headers.get('warning')]).toEqual([
      201,
      UNKNOWN.map((text) => `299 - "${text.replaceAll('"', '\\"')}"`).join(', '),
    ]);
    const ignored = cluster.ask('POST', `${PODS}?fieldValidation=Ignore`, pod('c'));
    expect([ignored.status, ignored.headers.get('warning')]).toEqual([201, undefined]);
    for (const { body } of [warned, ignored]) expect(JSON.stringify(body)).not.toMatch(/colour|imagePullPolcy/);
    expect(cluster.get(`${PODS}/a`).status).toBe(404);
  });

  test('are refused in patches too', () => {
    const cluster = new TestCluster();
    cluster.ask('POST', CONFIG_MAPS, configMap('a'));
    const patched = cluster.ask('PATCH', `${CONFIG_MAPS}/a?fieldValidation=Strict`, { dta: {} }, { type: 'application/merge-patch+json' }); // prettier-ignore
    expect(patched.status).toBe(422);
    expect(patched.body.message).toContain('strict decoding error: unknown field "dta"');
  });
});

describe('who asks', () => {
  test('a wrong token is no one', () => {
    const refused = new TestCluster().get('/api/v1/namespaces', { token: 'wrong' });
    expect(refused.body).toMatchObject({ message: 'Unauthorized', reason: 'Unauthorized', code: 401 });
  });
});

test('a path that nobody serves is a page that is not found', () => {
  const { status, text } = new TestCluster().get('/api/v1/unicorns');
  expect([status, text]).toEqual([404, '404 page not found\n']);
});
