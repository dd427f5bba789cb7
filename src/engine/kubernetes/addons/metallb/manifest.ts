import type { Json } from '../../../tools/kubectl/json/types';

/** MetalLB in layer-2 mode as config/manifests/metallb-native.yaml deploys it (github.com/metallb/metallb), without its webhooks and BGP's kinds. */

export const METALLB_NAMESPACE = 'metallb-system';

function definition(kind: string, plural: string, columns: readonly Json[], properties: Json = {}): Json {
  const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.metallb.io` },
    spec: {
      group: 'metallb.io',
      names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1beta1',
          served: true,
          storage: true,
          additionalPrinterColumns: columns,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec: { ...open, properties }, status: open } } },
          subresources: { status: {} },
        },
      ],
    },
  };
}

const column = (name: string, type: string, jsonPath: string): Json => ({ name, type, jsonPath });

export function metallbObjects(version: string): readonly Json[] {
  const account = (name: string): Json => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: METALLB_NAMESPACE, labels: { app: 'metallb' } },
  });
  const labels = (component: string): Json => ({ app: 'metallb', component });
  const container = (name: string, more: { readonly [key: string]: Json }): Json => ({
    ...{ name, image: `quay.io/metallb/${name}:${version}`, args: ['--port=7472', '--log-level=info'] },
    ports: [{ containerPort: 7472, name: 'monitoring' }],
    ...more,
  });
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: METALLB_NAMESPACE,
        labels: {
          'pod-security.kubernetes.io/audit': 'privileged',
          'pod-security.kubernetes.io/enforce': 'privileged',
          'pod-security.kubernetes.io/warn': 'privileged',
        },
      },
    },
    definition(
      'IPAddressPool',
      'ipaddresspools',
      [
        column('Auto Assign', 'boolean', '.spec.autoAssign'),
        column('Avoid Buggy IPs', 'boolean', '.spec.avoidBuggyIPs'),
        column('Addresses', 'string', '.spec.addresses'),
      ],
      {
        addresses: { type: 'array', items: { type: 'string' } },
        autoAssign: { type: 'boolean', default: true },
        avoidBuggyIPs: { type: 'boolean', default: false },
      },
    ),
    definition('L2Advertisement', 'l2advertisements', [
      column('IPAddressPools', 'string', '.spec.ipAddressPools'),
      column('IPAddressPool Selectors', 'string', '.spec.ipAddressPoolSelectors'),
      column('Interfaces', 'string', '.spec.interfaces'),
    ]),
    account('controller'),
    account('speaker'),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'controller', namespace: METALLB_NAMESPACE, labels: labels('controller') },
      spec: {
        revisionHistoryLimit: 3,
        selector: { matchLabels: labels('controller') },
        template: {
          metadata: { labels: labels('controller') },
          spec: {
            containers: [container('controller', {})],
            nodeSelector: { 'kubernetes.io/os': 'linux' },
            serviceAccountName: 'controller',
            terminationGracePeriodSeconds: 0,
          },
        },
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'speaker', namespace: METALLB_NAMESPACE, labels: labels('speaker') },
      spec: {
        selector: { matchLabels: labels('speaker') },
        template: {
          metadata: { labels: labels('speaker') },
          spec: {
            containers: [
              container('speaker', {
                env: [{ name: 'METALLB_NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
              }),
            ],
            hostNetwork: true,
            nodeSelector: { 'kubernetes.io/os': 'linux' },
            serviceAccountName: 'speaker',
            terminationGracePeriodSeconds: 2,
            tolerations: [
              { effect: 'NoSchedule', key: 'node-role.kubernetes.io/master', operator: 'Exists' },
              { effect: 'NoSchedule', key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' },
            ],
          },
        },
      },
    },
  ];
}
