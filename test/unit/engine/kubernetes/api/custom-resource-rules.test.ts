import { describe, expect, it } from 'vitest';
import { gatewayApiDefinitions } from '../../../../../src/engine/kubernetes/addons/gateway-api';
import { TestCluster, type Reply } from './cluster';

/** Rules in CEL of custom resources, by those of the Gateway API. */
function withGatewayApi(): TestCluster {
  const cluster = new TestCluster();
  for (const definition of gatewayApiDefinitions()) {
    const { status } = cluster.ask('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition);
    expect(status).toBe(201);
  }
  return cluster;
}

const API = '/apis/gateway.networking.k8s.io/v1/namespaces/default';
const route = (rule: object): object => ({
  metadata: { name: 'r' },
  spec: { parentRefs: [{ name: 'g' }], rules: [rule] },
});
const postRoute = (cluster: TestCluster, rule: object): Reply => cluster.ask('POST', `${API}/httproutes`, route(rule));
const gateway = (listeners: readonly object[]): object => ({
  metadata: { name: 'g' },
  spec: { gatewayClassName: 'c', listeners },
});

describe('rules of custom resources', () => {
  it('let pass what keeps them', () => {
    const cluster = withGatewayApi();
    const filters = [
      { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
    ];
    const matches = [{ path: { type: 'PathPrefix', value: '/shop' } }];
    const { status, body } = postRoute(cluster, {
      matches,
      filters,
      timeouts: { request: '10s', backendRequest: '2s' },
    });
    expect([status, body.message]).toEqual([201, undefined]);
    const listeners = [{ name: 'http', port: 80, protocol: 'HTTP' }];
    expect(cluster.ask('POST', `${API}/gateways`, gateway(listeners)).status).toBe(201);
  });

  it('refuse in their own words, with the place', () => {
    const cluster = withGatewayApi();
    expect(postRoute(cluster, { matches: [{ path: { type: 'PathPrefix', value: 'shop' } }] }).body.message).toContain(
      "spec.rules[0].matches[0].path: Invalid value: value must be an absolute path and start with '/' when type one of ['Exact', 'PathPrefix']",
    );
    expect(postRoute(cluster, { filters: [{ type: 'URLRewrite' }] }).body.message).toContain(
      'spec.rules[0].filters[0]: Invalid value: filter.urlRewrite must be specified for URLRewrite filter.type',
    );
    expect(postRoute(cluster, { timeouts: { request: '1s', backendRequest: '2s' } }).body.message).toContain(
      'backendRequest timeout cannot be longer than request timeout',
    );
    const twice = ['a', 'a'].map((name, index) => ({ name, port: 80 + index, protocol: 'HTTP' }));
    expect(cluster.ask('POST', `${API}/gateways`, gateway(twice)).body.message).toContain(
      'Listener name must be unique within the Gateway',
    );
  });

  it('wait until the form is right', () => {
    const { body } = postRoute(withGatewayApi(), { matches: [{ method: 'PRAY', path: { value: 'x' } }] });
    expect(body.message).toContain('Unsupported value: "PRAY"');
    expect(body.message).toContain(
      '<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
    );
  });
});
