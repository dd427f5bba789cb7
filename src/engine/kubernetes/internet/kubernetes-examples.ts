import { yamlText } from '../../tools/kubectl/json/yaml-print';
import type { Json } from '../../tools/kubectl/json/types';
import type { WebPage } from './page';

/** Objects as a manifest. */
export function manifest(...objects: readonly Json[]): string {
  return objects.map((object) => yamlText(object)).join('---\n');
}

function pod(name: string, container: Json): Json {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { containers: [container], restartPolicy: 'Always' },
  };
}

function nginxDeployment(replicas: number): Json {
  const labels = { app: 'nginx' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'nginx-deployment', labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'nginx', image: 'nginx:1.14.2', ports: [{ containerPort: 80 }] }] },
      },
    },
  };
}

const EXAMPLES: Readonly<Record<string, string>> = {
  'admin/dns/dnsutils.yaml': manifest(
    pod('dnsutils', {
      name: 'dnsutils',
      image: 'registry.k8s.io/e2e-test-images/agnhost:2.39',
      imagePullPolicy: 'IfNotPresent',
    }),
  ),
  'admin/dns/busybox.yaml': manifest(
    pod('busybox', {
      name: 'busybox',
      image: 'busybox:1.28',
      command: ['sleep', '3600'],
      imagePullPolicy: 'IfNotPresent',
    }),
  ),
  'pods/simple-pod.yaml': manifest({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'nginx' },
    spec: { containers: [{ name: 'nginx', image: 'nginx:1.14.2', ports: [{ containerPort: 80 }] }] },
  }),
  'controllers/nginx-deployment.yaml': manifest(nginxDeployment(3)),
  'application/deployment.yaml': manifest(nginxDeployment(2)),
  'service/networking/network-policy-default-deny-ingress.yaml': manifest(denyAll('Ingress')),
  'service/networking/network-policy-default-deny-egress.yaml': manifest(denyAll('Egress')),
};

function denyAll(type: string): Json {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `default-deny-${type.toLowerCase()}` },
    spec: { podSelector: {}, policyTypes: [type] },
  };
}

/** Manifests that Kubernetes' own documentation tells people to apply: `kubectl apply -f https://k8s.io/examples/…`. */
export const KUBERNETES_EXAMPLES: readonly WebPage[] = Object.entries(EXAMPLES).flatMap(([name, text]): WebPage[] =>
  ['k8s.io', 'kubernetes.io'].map((host) => ({
    host,
    path: new RegExp(`^/examples/${name.replaceAll('.', '\\.')}$`),
    body: () => text,
  })),
);
