import { sha256Hex } from '../../../tools/digest/sha256';
import type { NewObject } from '../../controllers/client';
import type { KubeObject } from '../../api/object';
import { NGF_NAMESPACE, SECURITY } from './manifest';
import type { Gateway } from './types';

/** What the controller makes for every Gateway: a Deployment of nginx, a Service in front, and what they need (internal/controller/provisioner/objects.go). */

/** The settings of the data plane, from the class's NginxProxy. */
export interface NginxProxy extends KubeObject {
  readonly spec?: {
    readonly kubernetes?: {
      readonly deployment?: {
        readonly replicas?: number;
        readonly container?: { readonly image?: { readonly repository?: string; readonly tag?: string; readonly pullPolicy?: string } }; // prettier-ignore
      };
      readonly service?: {
        readonly type?: string;
        readonly externalTrafficPolicy?: string;
        readonly loadBalancerClass?: string;
        readonly nodePorts?: readonly { readonly port: number; readonly listenerPort: number }[];
      };
    };
  };
}

const LONGEST = 63;

/** `gateway-nginx`, cut with a hash when it would be too long for a Service. */
export function resourceName(name: string, suffix: string): string {
  const full = `${name}-${suffix}`;
  if (full.length <= LONGEST) return full;
  const hash = sha256Hex(full).slice(0, 8);
  return `${name.slice(0, LONGEST - suffix.length - hash.length - 2)}-${hash}-${suffix}`;
}

export interface DataPlane {
  readonly configMaps: readonly NewObject[];
  readonly serviceAccount: NewObject;
  readonly service: NewObject & {
    readonly spec: Readonly<Record<string, unknown>> & { readonly ports: readonly unknown[]; readonly type: string };
  };
  readonly deployment: NewObject & { readonly spec: Readonly<Record<string, unknown>> };
}

function selectorLabels(gateway: string, name: string, className: string): Readonly<Record<string, string>> {
  return {
    'app.kubernetes.io/instance': 'nginx-gateway',
    'app.kubernetes.io/managed-by': `nginx-gateway-${className}`,
    'app.kubernetes.io/name': name,
    'gateway.networking.k8s.io/gateway-name': gateway,
  };
}

export function dataPlane(gateway: Gateway, proxy: NginxProxy | undefined, image: string): DataPlane {
  const { name: gatewayName = '', namespace = '', uid = '' } = gateway.metadata;
  const { gatewayClassName, infrastructure, listeners, addresses = [] } = gateway.spec;
  const name = resourceName(gatewayName, gatewayClassName);
  const selector = selectorLabels(gatewayName, name, gatewayClassName);
  const { deployment, service = {} } = proxy?.spec?.kubernetes ?? {};
  const meta = (own: string): NewObject['metadata'] => ({
    name: own,
    namespace,
    labels: { ...infrastructure?.labels, ...selector },
    ...(infrastructure?.annotations && { annotations: infrastructure.annotations }),
    ownerReferences: [{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', name: gatewayName, uid, controller: true, blockOwnerDeletion: true }], // prettier-ignore
  });
  const ports = [...new Set(listeners.map(({ port }) => port))].sort((a, b) => a - b);
  const type = service.type ?? 'LoadBalancer';
  const external = addresses.flatMap(({ type: kind = 'IPAddress', value }) => (kind === 'IPAddress' && value ? [value] : [])); // prettier-ignore
  const { repository = 'ghcr.io/nginx/nginx-gateway-fabric/nginx', tag, pullPolicy = 'IfNotPresent' } = deployment?.container?.image ?? {}; // prettier-ignore
  const [agent, bootstrap] = [resourceName(name, 'agent-config'), resourceName(name, 'includes-bootstrap')];
  return {
    configMaps: [
      { metadata: meta(bootstrap), data: { 'events.conf': '\nworker_connections 1024;', 'main.conf': '\nerror_log stderr info;' } }, // prettier-ignore
      { metadata: meta(agent), data: { 'nginx-agent.conf': agentConfiguration() } },
    ],
    serviceAccount: { metadata: meta(name), automountServiceAccountToken: false },
    service: {
      metadata: meta(name),
      spec: {
        type,
        ...(type !== 'ClusterIP' && { externalTrafficPolicy: service.externalTrafficPolicy ?? 'Local' }),
        ...(type === 'LoadBalancer' && service.loadBalancerClass !== undefined && { loadBalancerClass: service.loadBalancerClass }), // prettier-ignore
        ports: ports.map((port) => {
          const nodePort = service.nodePorts?.find(({ listenerPort }) => listenerPort === port)?.port;
          return { name: `port-${port}`, port, protocol: 'TCP', targetPort: port, ...(type !== 'ClusterIP' && nodePort !== undefined && { nodePort }) }; // prettier-ignore
        }),
        selector,
        ...(external.length > 0 && { externalIPs: external }),
      },
    },
    deployment: {
      metadata: meta(name),
      spec: {
        replicas: deployment?.replicas ?? 1,
        selector: { matchLabels: selector },
        template: {
          metadata: {
            labels: { ...infrastructure?.labels, ...selector },
            annotations: { ...infrastructure?.annotations, 'prometheus.io/port': '9113', 'prometheus.io/scrape': 'true' }, // prettier-ignore
          },
          spec: podSpec({ name, agent, bootstrap, ports, image: `${repository}:${tag ?? image.replace(/^.*:/, '')}`, pullPolicy, control: image }), // prettier-ignore
        },
      },
    },
  };
}

function agentConfiguration(): string {
  return `command:
    server:
        host: nginx-gateway.${NGF_NAMESPACE}.svc
        port: 443
    auth:
        tokenpath: /var/run/secrets/ngf/serviceaccount/token
    tls:
        cert: /var/run/secrets/ngf/tls.crt
        key: /var/run/secrets/ngf/tls.key
        ca: /var/run/secrets/ngf/ca.crt
        server_name: nginx-gateway.${NGF_NAMESPACE}.svc
allowed_directories:
- /etc/nginx
- /usr/share/nginx
- /var/run/nginx
features:
- configuration
- certificates
- metrics
`;
}

const EMPTY: readonly (readonly [name: string, path: string])[] = [['nginx-conf', '/etc/nginx/conf.d'], ['nginx-stream-conf', '/etc/nginx/stream-conf.d'], ['nginx-main-includes', '/etc/nginx/main-includes'], ['nginx-events-includes', '/etc/nginx/events-includes'], ['nginx-secrets', '/etc/nginx/secrets'], ['nginx-run', '/var/run/nginx'], ['nginx-cache', '/var/cache/nginx'], ['nginx-includes', '/etc/nginx/includes']]; // prettier-ignore

function podSpec(of: {
  readonly name: string;
  readonly agent: string;
  readonly bootstrap: string;
  readonly ports: readonly number[];
  readonly image: string;
  readonly pullPolicy: string;
  readonly control: string;
}): Readonly<Record<string, unknown>> {
  const mount = (name: string, mountPath: string): Readonly<Record<string, string>> => ({ mountPath, name });
  return {
    containers: [
      {
        name: 'nginx',
        image: of.image,
        imagePullPolicy: of.pullPolicy,
        ports: [
          ...of.ports.map((port) => ({ containerPort: port, name: `port-${port}`, protocol: 'TCP' })),
          { containerPort: 9113, name: 'metrics', protocol: 'TCP' },
        ],
        readinessProbe: { httpGet: { path: '/readyz', port: 8081 }, initialDelaySeconds: 3 },
        securityContext: SECURITY,
        volumeMounts: [mount('nginx-agent', '/etc/nginx-agent'), ...EMPTY.map(([name, path]) => mount(name, path))],
      },
    ],
    initContainers: [
      {
        name: 'init',
        image: of.control,
        imagePullPolicy: of.pullPolicy,
        command: ['/usr/bin/gateway', 'initialize', '--source', '/agent/nginx-agent.conf', '--destination', '/etc/nginx-agent', '--source', '/includes/main.conf', '--destination', '/etc/nginx/main-includes', '--source', '/includes/events.conf', '--destination', '/etc/nginx/events-includes'], // prettier-ignore
        env: [{ name: 'POD_UID', valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } }],
        securityContext: SECURITY,
        volumeMounts: [
          mount('nginx-agent-config', '/agent'),
          mount('nginx-agent', '/etc/nginx-agent'),
          mount('nginx-includes-bootstrap', '/includes'),
        ],
      },
    ],
    serviceAccountName: of.name,
    securityContext: {
      fsGroup: 1001,
      runAsNonRoot: true,
      sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
    },
    volumes: [
      { name: 'nginx-agent', emptyDir: {} },
      { name: 'nginx-agent-config', configMap: { name: of.agent } },
      { name: 'nginx-includes-bootstrap', configMap: { name: of.bootstrap } },
      ...EMPTY.map(([name]) => ({ name, emptyDir: {} })),
    ],
  };
}
