import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../../../src/engine/kubernetes/api/object';
import { indexKeys, keepsIndexKeys } from '../../../../../src/engine/kubernetes/api/store-index';

const labels = fc.constantFrom<Record<string, string> | undefined>(
  undefined,
  { app: 'a' },
  { app: 'b' },
  { 'kubernetes.io/service-name': 'web' },
);
const owners = fc.constantFrom(undefined, [{ apiVersion: 'v1', kind: 'Node', name: 'n', uid: '1' }]);
const spec = fc.constantFrom({}, { nodeName: 'node01' }, { nodeName: 'node02' }, { clusterIPs: ['10.96.0.1'] });
const status = fc.constantFrom(undefined, {}, { podIP: '10.244.0.2' }, { podIP: '10.244.0.3', phase: 'Running' });
const endpoints = fc.constantFrom(undefined, null, [{ addresses: ['10.244.0.2'] }], [{ addresses: ['10.244.0.3'] }]);

/** Values are shared between objects, as they are when one of them is the next version of the other. */
const object: fc.Arbitrary<KubeObject> = fc.record({ labels, owners, spec, status, endpoints }).map((parts) => ({
  apiVersion: 'v1',
  kind: 'Any',
  metadata: {
    name: 'web',
    namespace: 'default',
    ...(parts.labels && { labels: parts.labels }),
    ...(parts.owners && { ownerReferences: parts.owners }),
  },
  spec: parts.spec,
  ...(parts.status && { status: parts.status }),
  ...(parts.endpoints !== undefined && { endpoints: parts.endpoints }),
}));

describe('the indexes of the store', () => {
  it('are left alone only by changes that change none of their keys', () => {
    const resource = fc.constantFrom('pods', 'services', 'endpointslices.discovery.k8s.io', 'nodes');
    fc.assert(
      fc.property(resource, object, object, (of, before, after) => {
        if (keepsIndexKeys(before, after)) expect(indexKeys(of, after)).toEqual(indexKeys(of, before));
      }),
      { numRuns: 500 },
    );
  });
});
