import { describe, expect, it } from 'vitest';
import { items, TestCluster } from './cluster';

/** pkg/registry/core/service/storage/alloc.go and what it says when it cannot. */

const SERVICES = '/api/v1/namespaces/default/services';

function manifest(name: string, spec: object): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
  };
}

describe("a Service's addresses", () => {
  it('come from the range and are held by an IPAddress', () => {
    const cluster = new TestCluster();
    const { body } = cluster.ask('POST', SERVICES, manifest('web', {}));
    expect(body.spec).toMatchObject({
      type: 'ClusterIP',
      clusterIP: expect.stringMatching(/^10\.(9[6-9]|1\d\d)\.\d+\.\d+$/) as string,
      clusterIPs: [body.spec?.clusterIP],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
      sessionAffinity: 'None',
    });
    const address = body.spec?.clusterIP as unknown as string;
    const held = cluster.get(`/apis/networking.k8s.io/v1/ipaddresses/${address}`);
    expect(held.body.spec).toEqual({
      parentRef: { group: '', resource: 'services', namespace: 'default', name: 'web' },
    });
    cluster.ask('DELETE', `${SERVICES}/web`);
    expect(cluster.get(`/apis/networking.k8s.io/v1/ipaddresses/${address}`).status).toBe(404);
  });

  it('are those that are asked for, once', () => {
    const cluster = new TestCluster();
    expect(cluster.ask('POST', SERVICES, manifest('a', { clusterIP: '10.96.0.10' })).status).toBe(201);
    expect(cluster.ask('POST', SERVICES, manifest('b', { clusterIP: '10.96.0.10' })).body.message).toBe(
      'Service "b" is invalid: spec.clusterIPs: Invalid value: ["10.96.0.10"]: failed to allocate IP 10.96.0.10: provided IP is already allocated',
    );
    expect(cluster.ask('POST', SERVICES, manifest('c', { clusterIP: '10.1.2.3' })).body.message).toBe(
      'Service "c" is invalid: spec.clusterIPs: Invalid value: ["10.1.2.3"]: failed to allocate IP 10.1.2.3: the provided network does not match the current range',
    );
  });

  it('are of one family in a cluster of one', () => {
    const cluster = new TestCluster();
    expect(cluster.ask('POST', SERVICES, manifest('a', { ipFamilyPolicy: 'RequireDualStack' })).body.message).toBe(
      'Service "a" is invalid: spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    );
    expect(cluster.ask('POST', SERVICES, manifest('a', { ipFamilies: ['IPv6'] })).body.message).toBe(
      'Service "a" is invalid: spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
    );
  });

  it('are none for a headless Service, whose families are both without a selector', () => {
    const cluster = new TestCluster();
    const { spec } = cluster.ask('POST', SERVICES, manifest('a', { clusterIP: 'None', selector: {} })).body;
    expect(spec).toMatchObject({
      clusterIPs: ['None'],
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'RequireDualStack',
    });
  });

  it('are not kept by a dry run', () => {
    const cluster = new TestCluster();
    const { spec } = cluster.ask('POST', `${SERVICES}?dryRun=All`, manifest('a', { clusterIP: '10.96.0.10' })).body;
    expect(spec?.clusterIP).toBe('10.96.0.10');
    expect(cluster.ask('POST', SERVICES, manifest('b', { clusterIP: '10.96.0.10' })).status).toBe(201);
  });
});

describe("a Service's node ports", () => {
  const ports = [
    { name: 'dns', port: 53, protocol: 'UDP' },
    { name: 'dns-tcp', port: 53, protocol: 'TCP' },
    { name: 'web', port: 80 },
  ];

  it('are shared by ports of one number, and asked for by number', () => {
    const cluster = new TestCluster();
    const { spec } = cluster.ask('POST', SERVICES, manifest('a', { type: 'NodePort', ports })).body;
    const found = (spec?.ports as unknown as { nodePort: number }[]).map(({ nodePort }) => nodePort);
    expect(found[0]).toBe(found[1]);
    expect(found[2]).not.toBe(found[0]);
    expect(found.every((port) => port >= 30_000 && port <= 32_767)).toBe(true);
    const asked = manifest('b', { type: 'NodePort', ports: [{ port: 80, nodePort: found[2] }] });
    expect(cluster.ask('POST', SERVICES, asked).body.message).toBe(
      `Service "b" is invalid: spec.ports[0].nodePort: Invalid value: ${found[2]}: provided port is already allocated`,
    );
    const outside = manifest('b', { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] });
    expect(cluster.ask('POST', SERVICES, outside).body.message).toBe(
      'Service "b" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    );
  });

  it('come and go with the type', () => {
    const cluster = new TestCluster();
    cluster.ask('POST', SERVICES, manifest('a', {}));
    const merge = { type: 'application/merge-patch+json' };
    const opened = cluster.ask('PATCH', `${SERVICES}/a`, { spec: { type: 'NodePort' } }, merge).body.spec;
    expect(opened?.ports?.[0]?.nodePort).toBeGreaterThanOrEqual(30_000);
    expect(opened?.externalTrafficPolicy).toBe('Cluster');
    const closed = cluster.ask('PATCH', `${SERVICES}/a`, { spec: { type: 'ClusterIP' } }, merge).body.spec;
    expect(closed?.ports?.[0]?.nodePort).toBeUndefined();
    expect(closed?.clusterIP).toBe(opened?.clusterIP);
  });

  it('are none for a load balancer that wants none', () => {
    const cluster = new TestCluster();
    const spec = { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false };
    expect(cluster.ask('POST', SERVICES, manifest('a', spec)).body.spec?.ports?.[0]?.nodePort).toBeUndefined();
    const local = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' };
    const { body } = cluster.ask('POST', SERVICES, manifest('b', local));
    expect(body.spec?.healthCheckNodePort).toBeGreaterThanOrEqual(30_000);
  });
});

describe('a fork', () => {
  it('gives addresses of its own', () => {
    const cluster = new TestCluster();
    const fork = cluster.fork();
    fork.ask('POST', SERVICES, manifest('a', { clusterIP: '10.96.0.10' }));
    expect(
      items(cluster.get(SERVICES).body).some(({ metadata }) => (metadata?.name as unknown as string) === 'a'),
    ).toBe(false);
    expect(cluster.ask('POST', SERVICES, manifest('b', { clusterIP: '10.96.0.10' })).status).toBe(201);
  });
});
