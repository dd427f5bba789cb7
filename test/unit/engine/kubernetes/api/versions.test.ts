import { describe, expect, it } from 'vitest';
import { items, TestCluster } from './cluster';

const V1 = '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers';
const V2 = '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers';
const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };

describe('autoscaling/v1', () => {
  it('is another view of what version 2 stores', () => {
    const cluster = new TestCluster();
    const made = cluster.ask('POST', V1, {
      metadata: { name: 'web' },
      spec: { scaleTargetRef: target, maxReplicas: 5, targetCPUUtilizationPercentage: 50 },
    });
    expect(made.body).toMatchObject({
      apiVersion: 'autoscaling/v1',
      spec: { minReplicas: 1, maxReplicas: 5, targetCPUUtilizationPercentage: 50 },
      status: { currentReplicas: 0, desiredReplicas: 0 },
    });
    expect(cluster.get(`${V2}/web`).body).toMatchObject({
      apiVersion: 'autoscaling/v2',
      spec: {
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
        ],
      },
    });
    const patched = cluster.ask('PATCH', `${V1}/web`, { spec: { targetCPUUtilizationPercentage: 70 } }, MERGE);
    expect(patched.body.spec).toMatchObject({ targetCPUUtilizationPercentage: 70, maxReplicas: 5 });
    expect(items(cluster.get(V2).body)[0]).toMatchObject({
      spec: { metrics: [{ resource: { target: { averageUtilization: 70 } } }] },
    });
  });

  it('keeps what it has no field for in annotations, and takes it back from there', () => {
    const cluster = new TestCluster();
    const memory = {
      type: 'Resource',
      resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '100Mi' } },
    };
    cluster.ask('POST', V2, {
      metadata: { name: 'web' },
      spec: {
        scaleTargetRef: target,
        maxReplicas: 3,
        metrics: [memory],
        behavior: { scaleDown: { stabilizationWindowSeconds: 60 } },
      },
    });
    const { body } = cluster.get(`${V1}/web`);
    expect(body.spec).toEqual({ scaleTargetRef: target, minReplicas: 1, maxReplicas: 3 });
    expect(body.metadata?.annotations?.['autoscaling.alpha.kubernetes.io/metrics']).toBe(
      '[{"type":"Resource","resource":{"name":"memory","targetAverageValue":"100Mi"}}]',
    );
    expect(body.metadata?.annotations?.['autoscaling.alpha.kubernetes.io/behavior']).toContain(
      '"ScaleDown":{"StabilizationWindowSeconds":60,"SelectPolicy":"Max"',
    );
    cluster.ask('PUT', `${V1}/web`, body);
    const back = cluster.get(`${V2}/web`).body;
    expect(back).toMatchObject({
      spec: { metrics: [memory], behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } },
    });
    expect(back.metadata).not.toHaveProperty('annotations');
  });

  it('is watched and printed like the other version', () => {
    const cluster = new TestCluster();
    const watch = cluster.watch(`${V1}?watch=true`);
    cluster.ask('POST', V2, { metadata: { name: 'web' }, spec: { scaleTargetRef: target, maxReplicas: 3 } });
    expect(cluster.news(watch).events).toMatchObject([
      { type: 'ADDED', object: { apiVersion: 'autoscaling/v1', spec: { targetCPUUtilizationPercentage: 80 } } },
    ]);
    const table = cluster.get(V1, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' }).body;
    expect(table.rows?.[0]?.cells?.[2]).toBe('cpu: <unknown>/80%');
  });
});

const MERGE = { type: 'application/merge-patch+json' };

describe('events.k8s.io/v1', () => {
  const OLD = '/api/v1/namespaces/default/events';
  const NEW = '/apis/events.k8s.io/v1/namespaces/default/events';
  const regarding = { kind: 'Pod', namespace: 'default', name: 'web' };

  it('names the fields of the same events otherwise', () => {
    const cluster = new TestCluster();
    cluster.ask('POST', OLD, {
      metadata: { name: 'a' },
      involvedObject: regarding,
      reason: 'Pulled',
      message: 'here it is',
      source: { component: 'kubelet' },
      type: 'Normal',
      count: 3,
    });
    expect(cluster.get(`${NEW}/a`).body).toMatchObject({
      apiVersion: 'events.k8s.io/v1',
      regarding,
      note: 'here it is',
      deprecatedSource: { component: 'kubelet' },
      deprecatedCount: 3,
    });
    cluster.ask('POST', NEW, {
      metadata: { name: 'b' },
      eventTime: '2026-01-01T00:00:00.000000Z',
      reportingController: 'example.com/me',
      reportingInstance: 'me-0',
      action: 'Look',
      reason: 'Looked',
      regarding,
      note: 'nothing to see',
      type: 'Normal',
    });
    expect(cluster.get(`${OLD}/b`).body).toMatchObject({
      apiVersion: 'v1',
      involvedObject: regarding,
      message: 'nothing to see',
      reportingComponent: 'example.com/me',
    });
  });

  it('asks more of a new event than core/v1 does, and stores none that is wrong', () => {
    const cluster = new TestCluster();
    const wrong = cluster.ask('POST', NEW, { metadata: { name: 'c' }, regarding, deprecatedCount: 2, type: 'Odd' });
    expect(wrong.body.message).toBe(
      'Event.events.k8s.io "c" is invalid: [eventTime: Required value, type: Invalid value: "": has invalid value: Odd, count: Invalid value: "": needs to be unset]',
    );
    const elsewhere = cluster.ask('POST', OLD, { metadata: { name: 'd' }, involvedObject: { namespace: 'other' } });
    expect(elsewhere.body.message).toBe(
      'Event "d" is invalid: involvedObject.namespace: Invalid value: "other": does not match event.namespace',
    );
    expect(items(cluster.get(OLD).body)).toEqual([]);
  });
});
