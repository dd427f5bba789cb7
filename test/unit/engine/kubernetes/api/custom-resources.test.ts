import { describe, expect, test } from 'vitest';
import { items, TestCluster } from './cluster';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const CRON_TABS = '/apis/stable.example.com/v1/namespaces/default/crontabs';

const definition = {
  metadata: { name: 'crontabs.stable.example.com' },
  spec: {
    group: 'stable.example.com',
    scope: 'Namespaced',
    names: { plural: 'crontabs', singular: 'crontab', kind: 'CronTab', shortNames: ['ct'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        additionalPrinterColumns: [{ name: 'Spec', type: 'string', jsonPath: '.spec.cronSpec' }],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['cronSpec'],
                properties: {
                  cronSpec: { type: 'string', pattern: '^\\S+ \\S+$' },
                  replicas: { type: 'integer', minimum: 1, default: 1 },
                },
              },
              status: { type: 'object', properties: { ready: { type: 'boolean' } } },
            },
          },
        },
      },
    ],
  },
};

function withDefinition(): TestCluster {
  const cluster = new TestCluster();
  const { body, status } = cluster.ask('POST', DEFINITIONS, definition);
  expect(status, JSON.stringify(body)).toBe(201);
  return cluster;
}

function cronTab(spec: object): object {
  return { apiVersion: 'stable.example.com/v1', kind: 'CronTab', metadata: { name: 'a' }, spec };
}

describe('custom resources', () => {
  test('are served, discovered, defaulted and printed as their definition says', () => {
    const cluster = withDefinition();
    expect(cluster.get(`${DEFINITIONS}/crontabs.stable.example.com`).body.status).toMatchObject({
      conditions: [{ type: 'NamesAccepted' }, { type: 'Established', status: 'True' }],
      storedVersions: ['v1'],
    });
    expect(cluster.get('/apis/stable.example.com/v1').body).toMatchObject({
      resources: [{ name: 'crontabs', shortNames: ['ct'] }, { name: 'crontabs/status' }],
    });
    const { body } = cluster.ask('POST', CRON_TABS, cronTab({ cronSpec: '* *', foo: 1 }));
    expect(body.spec).toEqual({ cronSpec: '* *', replicas: 1 });
    const table = cluster.get(CRON_TABS, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' });
    expect(table.body).toMatchObject({
      columnDefinitions: [{ name: 'Name' }, { name: 'Spec' }],
      rows: [{ cells: ['a', '* *'] }],
    });
  });

  test('are refused in the words of their schema', () => {
    const cluster = withDefinition();
    const refused = cluster.ask('POST', CRON_TABS, cronTab({ replicas: 0 }));
    expect(refused.body.message).toBe(
      'CronTab.stable.example.com "a" is invalid: [spec.cronSpec: Required value, spec.replicas: Invalid value: 0: spec.replicas in body should be greater than or equal to 1]',
    );
    const typed = cluster.ask('POST', CRON_TABS, cronTab({ cronSpec: 5 }));
    expect(typed.body.message).toBe(
      'CronTab.stable.example.com "a" is invalid: spec.cronSpec: Invalid value: "integer": spec.cronSpec in body must be of type string: "integer"',
    );
    const strict = cluster.ask('POST', `${CRON_TABS}?fieldValidation=Strict`, cronTab({ cronSpec: '* *', foo: 1 }));
    expect(strict.body.message).toContain('strict decoding error: unknown field "spec.foo"');
  });

  test('keep their status to the subresource', () => {
    const cluster = withDefinition();
    const made = cluster.ask('POST', CRON_TABS, { ...cronTab({ cronSpec: '* *' }), status: { ready: true } });
    expect(made.body.status).toBeUndefined();
    const patch = { status: { ready: true }, spec: { replicas: 9 } };
    const { body } = cluster.ask('PATCH', `${CRON_TABS}/a/status`, patch, { type: 'application/merge-patch+json' });
    expect(body).toMatchObject({ status: { ready: true }, spec: { replicas: 1 } });
  });

  test('are gone from the API with their definition', () => {
    const cluster = withDefinition();
    expect(items(cluster.get(CRON_TABS).body)).toHaveLength(0);
    cluster.ask('DELETE', `${DEFINITIONS}/crontabs.stable.example.com`);
    expect(cluster.get(CRON_TABS).status).toBe(404);
  });
});
