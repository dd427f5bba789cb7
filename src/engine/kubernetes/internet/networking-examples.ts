import type { Json } from '../../tools/kubectl/json/types';
import { manifest } from './manifest';

/** The examples of kubernetes.io/docs/concepts/services-networking and of the tasks about it: same names, same fields. */

const NETWORKING = 'networking.k8s.io/v1';

function policy(name: string, spec: Readonly<Record<string, Json>>): string {
  return manifest({ apiVersion: NETWORKING, kind: 'NetworkPolicy', metadata: { name }, spec });
}

function ingress(
  name: string,
  spec: Readonly<Record<string, Json>>,
  annotations?: Readonly<Record<string, Json>>,
): string {
  const metadata = annotations ? { name, annotations } : { name };
  return manifest({ apiVersion: NETWORKING, kind: 'Ingress', metadata, spec });
}

function path(at: string, name: string, port: number): Json {
  return { path: at, pathType: 'Prefix', backend: { service: { name, port: { number: port } } } };
}

function rule(host: string | undefined, ...paths: readonly Json[]): Json {
  return host === undefined ? { http: { paths } } : { host, http: { paths } };
}

const myNginx = { run: 'my-nginx' };
const nginxDeployment: Json = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'my-nginx' },
  spec: {
    selector: { matchLabels: myNginx },
    replicas: 2,
    template: {
      metadata: { labels: myNginx },
      spec: { containers: [{ name: 'my-nginx', image: 'nginx', ports: [{ containerPort: 80 }] }] },
    },
  },
};
const nginxService: Json = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'my-nginx', labels: myNginx },
  spec: { ports: [{ port: 80, protocol: 'TCP' }], selector: myNginx },
};

const hello: Json = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { labels: { 'app.kubernetes.io/name': 'load-balancer-example' }, name: 'hello-world' },
  spec: {
    replicas: 5,
    selector: { matchLabels: { 'app.kubernetes.io/name': 'load-balancer-example' } },
    template: {
      metadata: { labels: { 'app.kubernetes.io/name': 'load-balancer-example' } },
      spec: { containers: [{ image: 'gcr.io/google-samples/hello-app:2.0', name: 'hello-world', ports: [{ containerPort: 8080 }] }] }, // prettier-ignore
    },
  },
};

export const NETWORKING_EXAMPLES: Readonly<Record<string, string>> = {
  'service/load-balancer-example.yaml': manifest(hello),
  'service/networking/run-my-nginx.yaml': manifest(nginxDeployment),
  'service/networking/nginx-svc.yaml': manifest(nginxService),
  'service/networking/minimal-ingress.yaml': ingress(
    'minimal-ingress',
    { ingressClassName: 'nginx-example', rules: [rule(undefined, path('/testpath', 'test', 80))] },
    { 'nginx.ingress.kubernetes.io/rewrite-target': '/' },
  ),
  'service/networking/test-ingress.yaml': ingress('test-ingress', {
    defaultBackend: { service: { name: 'test', port: { number: 80 } } },
  }),
  'service/networking/simple-fanout-example.yaml': ingress('simple-fanout-example', {
    rules: [rule('foo.bar.com', path('/foo', 'service1', 4200), path('/bar', 'service2', 8080))],
  }),
  'service/networking/name-virtual-host-ingress.yaml': ingress('name-virtual-host-ingress', {
    rules: [rule('foo.bar.com', path('/', 'service1', 80)), rule('bar.foo.com', path('/', 'service2', 80))],
  }),
  'service/networking/name-virtual-host-ingress-no-third-host.yaml': ingress(
    'name-virtual-host-ingress-no-third-host',
    {
      rules: [
        rule('first.bar.com', path('/', 'service1', 80)),
        rule('second.bar.com', path('/', 'service2', 80)),
        rule(undefined, path('/', 'service3', 80)),
      ],
    },
  ),
  'service/networking/tls-example-ingress.yaml': ingress('tls-example-ingress', {
    tls: [{ hosts: ['https-example.foo.com'], secretName: 'testsecret-tls' }],
    rules: [rule('https-example.foo.com', path('/', 'service1', 80))],
  }),
  'service/networking/networkpolicy.yaml': policy('test-network-policy', {
    podSelector: { matchLabels: { role: 'db' } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      {
        from: [
          { ipBlock: { cidr: '172.17.0.0/16', except: ['172.17.1.0/24'] } },
          { namespaceSelector: { matchLabels: { project: 'myproject' } } },
          { podSelector: { matchLabels: { role: 'frontend' } } },
        ],
        ports: [{ protocol: 'TCP', port: 6379 }],
      },
    ],
    egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/24' } }], ports: [{ protocol: 'TCP', port: 5978 }] }],
  }),
  'service/networking/nginx-policy.yaml': policy('access-nginx', {
    podSelector: { matchLabels: { app: 'nginx' } },
    ingress: [{ from: [{ podSelector: { matchLabels: { access: 'true' } } }] }],
  }),
  'service/networking/network-policy-default-deny-ingress.yaml': policy('default-deny-ingress', { podSelector: {}, policyTypes: ['Ingress'] }), // prettier-ignore
  'service/networking/network-policy-default-deny-egress.yaml': policy('default-deny-egress', { podSelector: {}, policyTypes: ['Egress'] }), // prettier-ignore
  'service/networking/network-policy-default-deny-all.yaml': policy('default-deny-all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }), // prettier-ignore
  'service/networking/network-policy-allow-all-ingress.yaml': policy('allow-all-ingress', { podSelector: {}, ingress: [{}], policyTypes: ['Ingress'] }), // prettier-ignore
  'service/networking/network-policy-allow-all-egress.yaml': policy('allow-all-egress', { podSelector: {}, egress: [{}], policyTypes: ['Egress'] }), // prettier-ignore
};
