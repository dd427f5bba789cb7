import type { Json } from '../../../tools/kubectl/json/types';

/** ingress-nginx as its project publishes it: deploy/static/provider/{cloud,baremetal}/deploy.yaml. */

export const INGRESS_NAMESPACE = 'ingress-nginx';
const INGRESS_VERSION = '1.14.1';
export const CONTROLLER_CLASS = 'k8s.io/ingress-nginx';
const NAME = 'ingress-nginx';
const ADMISSION = 'ingress-nginx-admission';
const CONTROLLER = 'ingress-nginx-controller';

type Fields = { readonly [name: string]: Json };
type Component = 'controller' | 'admission-webhook' | undefined;

const SELECTOR = {
  'app.kubernetes.io/component': 'controller',
  'app.kubernetes.io/instance': NAME,
  'app.kubernetes.io/name': NAME,
};

/** What provider-specific files of the project differ in: the Service's type. */
export type Provider = 'cloud' | 'baremetal' | 'kind';

function labels(component: Component): Fields {
  return {
    ...(component !== undefined && { 'app.kubernetes.io/component': component }),
    'app.kubernetes.io/instance': NAME,
    'app.kubernetes.io/name': NAME,
    'app.kubernetes.io/part-of': NAME,
    'app.kubernetes.io/version': INGRESS_VERSION,
  };
}

function meta(name: string, component: Component, namespaced = true): Fields {
  return { labels: labels(component), name, ...(namespaced && { namespace: INGRESS_NAMESPACE }) };
}

function rule(group: string, resources: readonly string[], verbs: string, names?: readonly string[]): Fields {
  return { apiGroups: [group], ...(names && { resourceNames: names }), resources, verbs: verbs.split(' ') };
}

const WATCHED = [
  rule('networking.k8s.io', ['ingresses'], 'get list watch'),
  rule('networking.k8s.io', ['ingresses/status'], 'update'),
  rule('networking.k8s.io', ['ingressclasses'], 'get list watch'),
  rule('discovery.k8s.io', ['endpointslices'], 'list watch get'),
];

function roles(): readonly Fields[] {
  const rbac = (kind: string, name: string, component: Component, rules: readonly Fields[]): Fields => ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata: meta(name, component, kind === 'Role'), rules }); // prettier-ignore
  const binding = (kind: string, name: string, component: Component): Fields => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: `${kind}Binding`,
    metadata: meta(name, component, kind === 'Role'),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: INGRESS_NAMESPACE }],
  });
  return [
    rbac('Role', NAME, 'controller', [
      rule('', ['namespaces'], 'get'),
      rule('', ['configmaps', 'pods', 'secrets', 'endpoints'], 'get list watch'),
      rule('', ['services'], 'get list watch'),
      ...WATCHED,
      rule('coordination.k8s.io', ['leases'], 'get update', ['ingress-nginx-leader']),
      rule('coordination.k8s.io', ['leases'], 'create'),
      rule('', ['events'], 'create patch'),
    ]),
    rbac('Role', ADMISSION, 'admission-webhook', [rule('', ['secrets'], 'get create')]),
    rbac('ClusterRole', NAME, undefined, [
      rule('', ['configmaps', 'endpoints', 'nodes', 'pods', 'secrets', 'namespaces'], 'list watch'),
      rule('coordination.k8s.io', ['leases'], 'list watch'),
      rule('', ['nodes'], 'get'),
      rule('', ['services'], 'get list watch'),
      ...WATCHED,
      rule('', ['events'], 'create patch'),
    ]),
    rbac('ClusterRole', ADMISSION, 'admission-webhook', [
      rule('admissionregistration.k8s.io', ['validatingwebhookconfigurations'], 'get update'),
    ]),
    binding('Role', NAME, 'controller'),
    binding('Role', ADMISSION, 'admission-webhook'),
    binding('ClusterRole', NAME, undefined),
    binding('ClusterRole', ADMISSION, 'admission-webhook'),
  ];
}

function services(provider: Provider): readonly Fields[] {
  const port = (name: string, port: number): Fields => ({ appProtocol: name, name, port, protocol: 'TCP', targetPort: name }); // prettier-ignore
  const cloud = provider === 'cloud';
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta(CONTROLLER, 'controller'),
      spec: {
        ...(cloud && { externalTrafficPolicy: 'Local' }),
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        ports: [port('http', 80), port('https', 443)],
        selector: SELECTOR,
        type: cloud ? 'LoadBalancer' : 'NodePort',
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta('ingress-nginx-controller-admission', 'controller'),
      spec: {
        ports: [{ appProtocol: 'https', name: 'https-webhook', port: 443, targetPort: 'webhook' }],
        selector: SELECTOR,
        type: 'ClusterIP',
      },
    },
  ];
}

const FIELD = (name: string, fieldPath: string): Fields => ({ name, valueFrom: { fieldRef: { fieldPath } } });

function deployment(provider: Provider): Fields {
  const probe = (failureThreshold: number): Fields => ({ failureThreshold, httpGet: { path: '/healthz', port: 10254, scheme: 'HTTP' }, initialDelaySeconds: 10, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 }); // prettier-ignore
  const kind = provider === 'kind';
  const port = (name: string, containerPort: number): Fields => ({ containerPort, ...(kind && name !== 'webhook' && { hostPort: containerPort }), name, protocol: 'TCP' }); // prettier-ignore
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta(CONTROLLER, 'controller'),
    spec: {
      minReadySeconds: 0,
      revisionHistoryLimit: 10,
      selector: { matchLabels: SELECTOR },
      strategy: { rollingUpdate: { maxUnavailable: 1 }, type: 'RollingUpdate' },
      template: {
        metadata: { labels: labels('controller') },
        spec: {
          automountServiceAccountToken: true,
          containers: [
            {
              args: [
                '/nginx-ingress-controller',
                ...(kind ? [] : [`--publish-service=$(POD_NAMESPACE)/${CONTROLLER}`]),
                '--election-id=ingress-nginx-leader',
                `--controller-class=${CONTROLLER_CLASS}`,
                '--ingress-class=nginx',
                `--configmap=$(POD_NAMESPACE)/${CONTROLLER}`,
                '--validating-webhook=:8443',
                '--validating-webhook-certificate=/usr/local/certificates/cert',
                '--validating-webhook-key=/usr/local/certificates/key',
                ...(kind ? ['--watch-ingress-without-class=true', '--publish-status-address=localhost'] : []),
              ],
              env: [
                FIELD('POD_NAME', 'metadata.name'),
                FIELD('POD_NAMESPACE', 'metadata.namespace'),
                { name: 'LD_PRELOAD', value: '/usr/local/lib/libmimalloc.so' },
              ],
              image: `registry.k8s.io/ingress-nginx/controller:v${INGRESS_VERSION}`,
              imagePullPolicy: 'IfNotPresent',
              lifecycle: { preStop: { exec: { command: ['/wait-shutdown'] } } },
              livenessProbe: probe(5),
              name: 'controller',
              ports: [port('http', 80), port('https', 443), port('webhook', 8443)],
              readinessProbe: probe(3),
              resources: { requests: { cpu: '100m', memory: '90Mi' } },
              volumeMounts: [{ mountPath: '/usr/local/certificates/', name: 'webhook-cert', readOnly: true }],
            },
          ],
          dnsPolicy: 'ClusterFirst',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          serviceAccountName: NAME,
          terminationGracePeriodSeconds: kind ? 0 : 300,
          ...(kind && {
            tolerations: [{ effect: 'NoSchedule', key: 'node-role.kubernetes.io/control-plane', operator: 'Equal' }],
          }),
          volumes: [{ name: 'webhook-cert', secret: { secretName: ADMISSION } }],
        },
      },
    },
  };
}

function job(step: 'create' | 'patch'): Fields {
  const args =
    step === 'create'
      ? [
          'create',
          `--host=${CONTROLLER}-admission,${CONTROLLER}-admission.$(POD_NAMESPACE).svc`,
          '--namespace=$(POD_NAMESPACE)',
          `--secret-name=${ADMISSION}`,
        ]
      : [
          'patch',
          `--webhook-name=${ADMISSION}`,
          '--namespace=$(POD_NAMESPACE)',
          '--patch-mutating=false',
          `--secret-name=${ADMISSION}`,
          '--patch-failure-policy=Fail',
        ];
  const name = `${ADMISSION}-${step}`;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: meta(name, 'admission-webhook'),
    spec: {
      template: {
        metadata: { labels: labels('admission-webhook'), name },
        spec: {
          automountServiceAccountToken: true,
          containers: [
            {
              args,
              env: [FIELD('POD_NAMESPACE', 'metadata.namespace')],
              image: 'registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.6.5',
              imagePullPolicy: 'IfNotPresent',
              name: step,
            },
          ],
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          restartPolicy: 'OnFailure',
          serviceAccountName: ADMISSION,
        },
      },
      ttlSecondsAfterFinished: 0,
    },
  };
}

/** Every object of the manifest, in its order. */
export function ingressNginxObjects(provider: Provider): readonly Fields[] {
  const account = (name: string, component: Component): Fields => ({ apiVersion: 'v1', automountServiceAccountToken: true, kind: 'ServiceAccount', metadata: meta(name, component) }); // prettier-ignore
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        labels: { 'app.kubernetes.io/instance': NAME, 'app.kubernetes.io/name': NAME },
        name: INGRESS_NAMESPACE,
      },
    },
    account(NAME, 'controller'),
    account(ADMISSION, 'admission-webhook'),
    ...roles(),
    { apiVersion: 'v1', data: {}, kind: 'ConfigMap', metadata: meta(CONTROLLER, 'controller') },
    ...services(provider),
    deployment(provider),
    job('create'),
    job('patch'),
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: meta('nginx', 'controller', false),
      spec: { controller: CONTROLLER_CLASS },
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: meta(ADMISSION, 'admission-webhook', false),
      webhooks: [
        {
          admissionReviewVersions: ['v1'],
          clientConfig: {
            service: {
              name: `${CONTROLLER}-admission`,
              namespace: INGRESS_NAMESPACE,
              path: '/networking/v1/ingresses',
              port: 443,
            },
          },
          failurePolicy: 'Fail',
          matchPolicy: 'Equivalent',
          name: 'validate.nginx.ingress.kubernetes.io',
          rules: [
            {
              apiGroups: ['networking.k8s.io'],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['ingresses'],
            },
          ],
          sideEffects: 'None',
        },
      ],
    },
  ];
}
