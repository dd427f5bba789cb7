import type { Json } from '../../../tools/kubectl/json/types';

/** NGINX Gateway Fabric as its project publishes it: deploy/crds.yaml and deploy/{default,nodeport}/deploy.yaml. */

export const NGF_NAMESPACE = 'nginx-gateway';
export const CONTROLLER_NAME = 'gateway.nginx.org/nginx-gateway-controller';
const NAME = 'nginx-gateway';

type Fields = { readonly [name: string]: Json };

function labels(version: string): Fields {
  return {
    'app.kubernetes.io/instance': NAME,
    'app.kubernetes.io/name': NAME,
    'app.kubernetes.io/version': version,
  };
}

const SELECTOR = { 'app.kubernetes.io/instance': NAME, 'app.kubernetes.io/name': NAME };

function rule(group: string, resources: readonly string[], verbs: string): Fields {
  return { apiGroups: [group], resources, verbs: verbs.split(' ') };
}

const GATEWAY_API = 'gateway.networking.k8s.io';
const NGINX = 'gateway.nginx.org';
const EVERYTHING = 'create update delete list get watch';

function rules(): readonly Fields[] {
  return [
    rule('', ['secrets', 'configmaps', 'serviceaccounts', 'services'], EVERYTHING),
    rule('apps', ['deployments', 'daemonsets'], EVERYTHING),
    rule('', ['namespaces', 'pods'], 'get list watch'),
    rule('', ['nodes'], 'list'),
    rule('', ['events'], 'create patch'),
    rule('apps', ['replicasets'], 'get list'),
    rule('autoscaling', ['horizontalpodautoscalers'], EVERYTHING),
    rule('discovery.k8s.io', ['endpointslices'], 'list watch'),
    rule(GATEWAY_API, ['gatewayclasses', 'gateways', 'httproutes', 'referencegrants', 'grpcroutes', 'backendtlspolicies'], 'list watch'), // prettier-ignore
    rule(GATEWAY_API, ['httproutes/status', 'gateways/status', 'gatewayclasses/status', 'grpcroutes/status', 'backendtlspolicies/status'], 'update'), // prettier-ignore
    rule(NGINX, ['nginxgateways'], 'get list watch'),
    rule(NGINX, ['nginxproxies', 'clientsettingspolicies', 'observabilitypolicies', 'upstreamsettingspolicies'], 'list watch'), // prettier-ignore
    rule(NGINX, ['nginxgateways/status'], 'update'),
    rule('coordination.k8s.io', ['leases'], 'create get update'),
    rule('apiextensions.k8s.io', ['customresourcedefinitions'], 'list watch'),
    rule('authentication.k8s.io', ['tokenreviews'], 'create'),
  ];
}

const FIELD = (name: string, fieldPath: string): Fields => ({ name, valueFrom: { fieldRef: { fieldPath } } });

function deployment(version: string): Fields {
  const image = `ghcr.io/nginx/nginx-gateway-fabric:${version}`;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { labels: labels(version), name: NAME, namespace: NGF_NAMESPACE },
    spec: {
      replicas: 1,
      selector: { matchLabels: SELECTOR },
      template: {
        metadata: { annotations: { 'prometheus.io/port': '9113', 'prometheus.io/scrape': 'true' }, labels: SELECTOR },
        spec: {
          automountServiceAccountToken: true,
          containers: [
            {
              args: [
                'controller',
                `--gateway-ctlr-name=${CONTROLLER_NAME}`,
                '--gatewayclass=nginx',
                '--config=nginx-gateway-config',
                '--service=nginx-gateway',
                '--agent-tls-secret=agent-tls',
                '--metrics-port=9113',
                '--health-port=8081',
                '--leader-election-lock-name=nginx-gateway-leader-election',
              ],
              env: [
                FIELD('POD_NAMESPACE', 'metadata.namespace'),
                FIELD('POD_NAME', 'metadata.name'),
                FIELD('POD_UID', 'metadata.uid'),
                FIELD('INSTANCE_NAME', "metadata.labels['app.kubernetes.io/instance']"),
                { name: 'IMAGE_NAME', value: image },
              ],
              image,
              imagePullPolicy: 'IfNotPresent',
              name: NAME,
              ports: [
                { containerPort: 8443, name: 'agent-grpc' },
                { containerPort: 9113, name: 'metrics' },
                { containerPort: 8081, name: 'health' },
              ],
              readinessProbe: {
                httpGet: { path: '/readyz', port: 'health' },
                initialDelaySeconds: 3,
                periodSeconds: 1,
              },
              securityContext: SECURITY,
              volumeMounts: [{ mountPath: '/var/run/secrets/ngf', name: 'nginx-agent-tls' }],
            },
          ],
          securityContext: { fsGroup: 1001, runAsNonRoot: true },
          serviceAccountName: NAME,
          terminationGracePeriodSeconds: 30,
          volumes: [{ name: 'nginx-agent-tls', secret: { secretName: 'server-tls' } }],
        },
      },
    },
  };
}

/** What a container of the controller, and of the data planes it makes, may do. */
export const SECURITY: Fields = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
  runAsGroup: 1001,
  runAsUser: 101,
  seccompProfile: { type: 'RuntimeDefault' },
};

function certificateJob(version: string): Fields {
  const name = `${NAME}-cert-generator`;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { labels: labels(version), name, namespace: NGF_NAMESPACE },
    spec: {
      template: {
        metadata: {},
        spec: {
          automountServiceAccountToken: true,
          containers: [
            {
              args: ['generate-certs', '--service=nginx-gateway', '--cluster-domain=cluster.local', '--server-tls-secret=server-tls', '--agent-tls-secret=agent-tls'], // prettier-ignore
              env: [FIELD('POD_NAMESPACE', 'metadata.namespace')],
              image: `ghcr.io/nginx/nginx-gateway-fabric:${version}`,
              imagePullPolicy: 'IfNotPresent',
              name: 'cert-generator',
              securityContext: SECURITY,
            },
          ],
          restartPolicy: 'Never',
          securityContext: { fsGroup: 1001, runAsNonRoot: true },
          serviceAccountName: name,
        },
      },
      ttlSecondsAfterFinished: 30,
    },
  };
}

/** Every object of deploy.yaml, in its order. */
export function nginxGatewayObjects(version: string, flavour: 'default' | 'nodeport'): readonly Fields[] {
  const own = { labels: labels(version), namespace: NGF_NAMESPACE };
  const generator = `${NAME}-cert-generator`;
  const account = (name: string): Fields => ({ apiVersion: 'v1', automountServiceAccountToken: false, kind: 'ServiceAccount', metadata: { ...own, name } }); // prettier-ignore
  const binding = (kind: 'Role' | 'ClusterRole', name: string): Fields => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: `${kind}Binding`,
    metadata: kind === 'Role' ? { ...own, name } : { labels: labels(version), name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: NGF_NAMESPACE }],
  });
  const role = (kind: 'Role' | 'ClusterRole', name: string, list: readonly Fields[]): Fields => ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata: kind === 'Role' ? { ...own, name } : { labels: labels(version), name }, rules: list }); // prettier-ignore
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NGF_NAMESPACE } },
    account(NAME),
    account(generator),
    role('Role', generator, [rule('', ['secrets'], 'create update get')]),
    role('ClusterRole', NAME, rules()),
    binding('Role', generator),
    binding('ClusterRole', NAME),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...own, name: NAME },
      spec: {
        ports: [{ name: 'agent-grpc', port: 443, protocol: 'TCP', targetPort: 8443 }],
        selector: SELECTOR,
        type: 'ClusterIP',
      },
    },
    deployment(version),
    certificateJob(version),
    {
      apiVersion: `${GATEWAY_API}/v1`,
      kind: 'GatewayClass',
      metadata: { labels: labels(version), name: 'nginx' },
      spec: {
        controllerName: CONTROLLER_NAME,
        parametersRef: { group: NGINX, kind: 'NginxProxy', name: `${NAME}-proxy-config`, namespace: NGF_NAMESPACE },
      },
    },
    {
      apiVersion: `${NGINX}/v1alpha1`,
      kind: 'NginxGateway',
      metadata: { ...own, name: `${NAME}-config` },
      spec: { logging: { level: 'info' } },
    },
    {
      apiVersion: `${NGINX}/v1alpha2`,
      kind: 'NginxProxy',
      metadata: { ...own, name: `${NAME}-proxy-config` },
      spec: {
        kubernetes: {
          deployment: {
            container: {
              image: {
                pullPolicy: 'IfNotPresent',
                repository: 'ghcr.io/nginx/nginx-gateway-fabric/nginx',
                tag: version,
              },
            },
            replicas: 1,
          },
          service: { externalTrafficPolicy: 'Local', type: flavour === 'nodeport' ? 'NodePort' : 'LoadBalancer' },
        },
      },
    },
  ];
}

/** The controller's own kinds; what stands in their spec is let in as it is. */
export function nginxGatewayDefinitions(): readonly Fields[] {
  const kinds: readonly (readonly [kind: string, plural: string, version: string, short?: string])[] = [
    ['ClientSettingsPolicy', 'clientsettingspolicies', 'v1alpha1', 'cspolicy'],
    ['NginxGateway', 'nginxgateways', 'v1alpha1'],
    ['NginxProxy', 'nginxproxies', 'v1alpha2'],
    ['ObservabilityPolicy', 'observabilitypolicies', 'v1alpha2'],
    ['SnippetsFilter', 'snippetsfilters', 'v1alpha1'],
    ['UpstreamSettingsPolicy', 'upstreamsettingspolicies', 'v1alpha1', 'uspolicy'],
  ];
  const open: Fields = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  return kinds.map(([kind, plural, version, short]) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { annotations: { 'controller-gen.kubebuilder.io/version': 'v0.20.0' }, name: `${plural}.${NGINX}` },
    spec: {
      group: NGINX,
      names: { categories: ['nginx-gateway-fabric'], kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase(), ...(short !== undefined && { shortNames: [short] }) }, // prettier-ignore
      scope: 'Namespaced',
      versions: [
        {
          additionalPrinterColumns: [{ jsonPath: '.metadata.creationTimestamp', name: 'Age', type: 'date' }],
          name: version,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec: open, status: open } } },
          served: true,
          storage: true,
          subresources: { status: {} },
        },
      ],
    },
  }));
}
