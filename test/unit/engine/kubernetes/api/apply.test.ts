import { describe, expect, test } from 'vitest';
import { items, TestCluster, type Loose } from './cluster';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const APPLY = { type: 'application/apply-patch+yaml' };

function manifest(image: string, more = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {a: b}}
spec:
  ${more}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: a, image: ${image}}
`;
}

function managers(body: Loose): readonly string[] {
  const list = body.metadata?.managedFields as unknown as readonly { manager: string; operation: string }[];
  return list.map(({ manager, operation }) => `${manager} ${operation}`);
}

describe('server-side apply', () => {
  test('creates, then changes what the configuration names', () => {
    const cluster = new TestCluster();
    const made = cluster.ask(
      'PATCH',
      `${DEPLOYMENTS}/web?fieldManager=kubectl`,
      manifest('nginx', 'replicas: 2'),
      APPLY,
    );
    expect(made.status).toBe(201);
    expect(managers(made.body)).toEqual(['kubectl Apply']);
    expect(made.body.metadata?.managedFields?.[0]?.fieldsV1).toEqual({
      'f:metadata': { 'f:labels': { 'f:a': {} } },
      'f:spec': {
        'f:replicas': {},
        'f:selector': {},
        'f:template': {
          'f:metadata': { 'f:labels': { 'f:app': {} } },
          'f:spec': { 'f:containers': { 'k:{"name":"a"}': { '.': {}, 'f:image': {}, 'f:name': {} } } },
        },
      },
    });
    const again = cluster.ask('PATCH', `${DEPLOYMENTS}/web?fieldManager=kubectl`, manifest('nginx:1'), APPLY);
    expect(again.status).toBe(200);
    // What is no longer applied, and nobody else owns, falls back to its default.
    expect(again.body.spec).toMatchObject({ replicas: 1, template: { spec: { containers: [{ image: 'nginx:1' }] } } });
  });

  test('does nothing the second time', () => {
    const cluster = new TestCluster();
    const first = cluster.ask('PATCH', `${DEPLOYMENTS}/web?fieldManager=kubectl`, manifest('nginx'), APPLY);
    const second = cluster.ask('PATCH', `${DEPLOYMENTS}/web?fieldManager=kubectl`, manifest('nginx'), APPLY);
    expect(second.body.metadata?.resourceVersion).toBe(first.body.metadata?.resourceVersion);
  });

  test('conflicts with another manager, unless it is forced', () => {
    const cluster = new TestCluster();
    cluster.ask('PATCH', `${DEPLOYMENTS}/web?fieldManager=kubectl`, manifest('nginx', 'replicas: 2'), APPLY);
    const other = cluster.ask(
      'PATCH',
      `${DEPLOYMENTS}/web?fieldManager=other`,
      manifest('redis', 'replicas: 2'),
      APPLY,
    );
    expect(other.body).toMatchObject({
      code: 409,
      message: 'Apply failed with 1 conflict: conflict with "kubectl": .spec.template.spec.containers[name="a"].image',
      details: { causes: [{ reason: 'FieldManagerConflict', message: 'conflict with "kubectl"' }] },
    });
    const forced = cluster.ask('PATCH', `${DEPLOYMENTS}/web?fieldManager=other&force=true`, manifest('redis'), APPLY);
    expect(managers(forced.body)).toEqual(['kubectl Apply', 'other Apply']);
  });

  test('names who updated what it wants to change', () => {
    const cluster = new TestCluster();
    cluster.ask('PATCH', `${DEPLOYMENTS}/web?fieldManager=kubectl`, manifest('nginx', 'replicas: 2'), APPLY);
    cluster.ask(
      'PATCH',
      `${DEPLOYMENTS}/web?fieldManager=kubectl-patch`,
      { spec: { replicas: 3 } },
      {
        type: 'application/merge-patch+json',
      },
    );
    const refused = cluster.ask(
      'PATCH',
      `${DEPLOYMENTS}/web?fieldManager=kubectl`,
      manifest('nginx', 'replicas: 2'),
      APPLY,
    );
    expect(refused.body.message).toBe(
      'Apply failed with 1 conflict: conflict with "kubectl-patch" using apps/v1 at 2026-01-01T00:00:00Z: .spec.replicas',
    );
  });

  test('knows no field that the schema does not', () => {
    const cluster = new TestCluster();
    const refused = cluster.ask('PATCH', `${DEPLOYMENTS}/web?fieldManager=kubectl`, manifest('nginx', 'foo: 1'), APPLY);
    expect(refused.body.message).toBe(
      'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.foo: field not declared in schema',
    );
  });

  test('refuses values of a wrong type, each with its place, and stores nothing', () => {
    const cluster = new TestCluster();
    const config = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        replicas: 'x',
        template: {
          spec: { containers: [{ name: 'web', image: 80, ports: [{ containerPort: '80' }], stdin: 'yes' }] },
        },
      },
    };
    const path = '/apis/apps/v1/namespaces/default/deployments/web';
    const { status, body } = cluster.ask('PATCH', `${path}?fieldManager=helm`, config, {
      type: 'application/apply-patch+yaml',
    });
    expect(status).toBe(500);
    expect(body.message).toBe(
      [
        'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): errors:',
        '  .spec.replicas: expected numeric (int or float), got string',
        '  .spec.template.spec.containers[name="web"].image: expected string, got &value.valueUnstructured{Value:80}',
        '  .spec.template.spec.containers[name="web"].ports[containerPort="80",protocol="TCP"].containerPort: expected numeric (int or float), got string',
        '  .spec.template.spec.containers[name="web"].stdin: expected boolean, got &{yes}',
      ].join('\n'),
    );
    expect(cluster.get(path).status).toBe(404);
  });
});

describe('managed fields of ordinary writes', () => {
  test('record who created what, in the shape of a real cluster', () => {
    const cluster = new TestCluster();
    const pod = {
      metadata: { name: 'p', labels: { run: 'p' } },
      spec: { containers: [{ name: 'p', image: 'nginx' }] },
    };
    const { body } = cluster.ask('POST', '/api/v1/namespaces/default/pods?fieldManager=kubectl-run', pod);
    expect(managers(body)).toEqual(['kubectl-run Update']);
    expect(body.metadata?.managedFields?.[0]?.fieldsV1).toMatchObject({
      'f:metadata': { 'f:labels': { '.': {}, 'f:run': {} } },
      'f:spec': {
        'f:containers': {
          'k:{"name":"p"}': { '.': {}, 'f:image': {}, 'f:imagePullPolicy': {}, 'f:name': {}, 'f:resources': {} },
        },
        'f:dnsPolicy': {},
        'f:restartPolicy': {},
      },
    });
    expect(items(cluster.get('/api/v1/namespaces/default/pods').body)).toHaveLength(1);
  });
});
