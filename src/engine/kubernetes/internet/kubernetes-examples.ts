import type { Json } from '../../tools/kubectl/json/types';
import { manifest } from './manifest';
import { NETWORKING_EXAMPLES } from './networking-examples';
import type { WebPage } from './page';

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
  ...NETWORKING_EXAMPLES,
};

/** Manifests that Kubernetes' own documentation tells people to apply: `kubectl apply -f https://k8s.io/examples/…`. */
export const KUBERNETES_EXAMPLES: readonly WebPage[] = Object.entries(EXAMPLES).flatMap(([name, text]): WebPage[] =>
  ['k8s.io', 'kubernetes.io'].map((host) => ({
    host,
    path: new RegExp(`^/examples/${name.replaceAll('.', '\\.')}$`),
    body: () => text,
  })),
);
