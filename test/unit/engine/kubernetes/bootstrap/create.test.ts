import { describe, expect, it } from 'vitest';
import { createApiServerObjects } from '../../../../../src/engine/kubernetes/bootstrap/create';
import { items, type Loose, TestCluster } from '../api/cluster';

const OPTIONS = {
  address: '172.18.0.2',
  port: 6443,
  serviceCidrs: ['10.43.0.0/16'],
  serviceAddress: '10.43.0.1',
  caCertificate: 'PEM',
};

function newCluster(): TestCluster {
  const cluster = new TestCluster();
  createApiServerObjects(cluster.world, OPTIONS);
  return cluster;
}

const names = (list: Loose): readonly unknown[] => items(list).map(({ metadata }) => metadata?.name);
const RBAC = '/apis/rbac.authorization.k8s.io/v1';

describe('what a new API server has', () => {
  it('has its Service at the first address of its range, and that range for others', () => {
    const cluster = newCluster();
    const { spec } = cluster.get('/api/v1/namespaces/default/services/kubernetes').body;
    expect(spec).toMatchObject({
      clusterIP: '10.43.0.1',
      ipFamilies: ['IPv4'],
      ports: [{ port: 443, targetPort: 6443 }],
    });
    const { subsets } = cluster.get('/api/v1/namespaces/default/endpoints/kubernetes').body;
    expect(subsets).toEqual([
      { addresses: [{ ip: '172.18.0.2' }], ports: [{ name: 'https', port: 6443, protocol: 'TCP' }] },
    ]);
    const service = { metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } };
    const made = cluster.ask('POST', '/api/v1/namespaces/default/services', service).body;
    expect(made.spec?.clusterIP).toMatch(/^10\.43\./);
  });

  it('has the roles of people, those that others are a part of with all their rules', () => {
    const cluster = newCluster();
    const role = (name: string): Loose => cluster.get(`${RBAC}/clusterroles/${name}`).body;
    expect(role('cluster-admin').rules).toEqual([
      { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
      { verbs: ['*'], nonResourceURLs: ['*'] },
    ]);
    const counts = ['view', 'edit', 'admin'].map((name) => (role(name).rules as unknown as object[]).length);
    expect(counts).toEqual([10, 22, 24]);
    expect(role('edit').metadata?.labels).toEqual({
      'kubernetes.io/bootstrapping': 'rbac-defaults',
      'rbac.authorization.k8s.io/aggregate-to-admin': 'true',
    });
  });

  it('binds every role that it binds to one that is there', () => {
    const cluster = newCluster();
    const roles = names(cluster.get(`${RBAC}/clusterroles`).body);
    const bindings = items(cluster.get(`${RBAC}/clusterrolebindings`).body);
    expect(bindings).toHaveLength(49);
    for (const { roleRef } of bindings) expect(roles).toContain(roleRef?.name);
  });

  it('lets every control loop do what it must, under its own name', () => {
    const cluster = newCluster();
    const role = cluster.get(`${RBAC}/clusterroles/system:controller:deployment-controller`).body;
    expect(role.rules?.[3]).toEqual({
      apiGroups: ['apps', 'extensions'],
      resources: ['replicasets'],
      verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
    });
    const binding = cluster.get(`${RBAC}/clusterrolebindings/system:controller:deployment-controller`).body;
    expect(binding.subjects).toEqual([
      { kind: 'ServiceAccount', name: 'deployment-controller', namespace: 'kube-system' },
    ]);
    expect(names(cluster.get(`${RBAC}/namespaces/kube-system/roles`).body)).toContain(
      'extension-apiserver-authentication-reader',
    );
  });

  it('has priority classes and levels, and a level for every flow schema', () => {
    const cluster = newCluster();
    expect(names(cluster.get('/apis/scheduling.k8s.io/v1/priorityclasses').body)).toEqual([
      'system-cluster-critical',
      'system-node-critical',
    ]);
    const flow = '/apis/flowcontrol.apiserver.k8s.io/v1';
    const levels = names(cluster.get(`${flow}/prioritylevelconfigurations`).body);
    const schemas = items(cluster.get(`${flow}/flowschemas`).body);
    expect(schemas).toHaveLength(11);
    for (const { spec } of schemas) expect(levels).toContain(spec?.priorityLevelConfiguration?.name);
  });

  it('has a ServiceAccount and certificates in every namespace, and is made once', () => {
    const cluster = newCluster();
    createApiServerObjects(cluster.world, OPTIONS);
    expect(items(cluster.get('/api/v1/serviceaccounts').body)).toHaveLength(4);
    expect(cluster.get('/api/v1/namespaces/kube-system/configmaps/kube-root-ca.crt').body.data).toEqual({
      'ca.crt': 'PEM',
    });
  });
});
