import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

const INSTALL = 'https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.4.0/standard-install.yaml';
const OBJECTS = `kubectl apply -f - <<'X'
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: nginx}
spec: {controllerName: example.com/gateway}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web}
spec:
  gatewayClassName: nginx
  listeners: [{name: http, port: 80, protocol: HTTP}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop}
spec:
  parentRefs: [{name: web}]
  hostnames: [shop.example.com]
  rules: [{backendRefs: [{name: shop, port: 80}]}]
X`;

/** The Gateway API as a learner installs it: the definitions from where the project publishes them. */
let lab: Lab;

beforeAll(async () => {
  lab = await createLab('kubeadm');
});

describe('the Gateway API', () => {
  it('is unknown to a new cluster', async () => {
    const { stderr } = await runOn(lab.fork(), OBJECTS);
    expect(stderr).toContain('no matches for kind "Gateway" in version "gateway.networking.k8s.io/v1"');
  });

  it('is installed from its well-known URL, and has the defaults and columns of its definitions', async () => {
    const installed = lab.fork();
    expect((await runOn(installed, `kubectl apply -f ${INSTALL}`)).stdout.match(/ created$/gm)).toHaveLength(6);
    expect((await runOn(installed, OBJECTS)).stdout.match(/ created$/gm)).toHaveLength(3);
    const { stdout } = await runOn(installed, 'kubectl get gc,gtw,httproute');
    expect(stdout.replace(/ +/g, ' ').replace(/ \d+s$/gm, '')).toBe(
      [
        'NAME CONTROLLER ACCEPTED AGE',
        'gatewayclass.gateway.networking.k8s.io/nginx example.com/gateway Unknown',
        '',
        'NAME CLASS ADDRESS PROGRAMMED AGE',
        'gateway.gateway.networking.k8s.io/web nginx Unknown',
        '',
        'NAME HOSTNAMES AGE',
        'httproute.gateway.networking.k8s.io/shop ["shop.example.com"]',
        '',
      ].join('\n'),
    );
    const route = await runOn(installed, `kubectl get httproute shop -o jsonpath='{.spec.rules[0].matches}'`);
    expect(route.stdout).toBe('[{"path":{"type":"PathPrefix","value":"/"}}]');
    const kinds = await runOn(installed, 'kubectl api-resources --api-group=gateway.networking.k8s.io -o name');
    expect(kinds.stdout).toContain('referencegrants.gateway.networking.k8s.io');
  });

  it('is nowhere else on an internet that a lab does not have', async () => {
    const { stderr } = await runOn(lab.fork(), 'kubectl apply -f https://example.com/nothing.yaml');
    expect(stderr).toContain('unable to read URL "https://example.com/nothing.yaml"');
  });
});
