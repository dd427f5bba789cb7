import { IMAGES } from './versions';

/**
 * Cilium's manifest, as the chart of v1.18 makes it with its own defaults but without Hubble (install/kubernetes/cilium of github.com/cilium/cilium): a tunnel by
 * VXLAN, addresses from cluster-pool, kube-proxy stays. The chart's init containers run scripts; here each runs the program that its script is about.
 */

export interface CiliumOptions {
  /** `ipam.operator.clusterPoolIPv4PodCIDRList` */
  readonly pool?: string;
  /** `ipam.operator.clusterPoolIPv4MaskSize` */
  readonly maskSize?: number;
  readonly version?: string;
  /** `policyEnforcementMode` */
  readonly policy?: string;
  readonly operators?: number;
  /** `bpf.masquerade` and others that only the ConfigMap shows. */
  readonly config?: Readonly<Record<string, string>>;
}

export const CILIUM_VERSION = '1.18.4';

/** What the agent and the operator read. */
function ciliumConfig({
  pool = '10.0.0.0/8',
  maskSize = 24,
  policy = 'default',
  config = {},
}: CiliumOptions): Readonly<Record<string, string>> {
  return {
    'agent-not-ready-taint-key': 'node.cilium.io/agent-not-ready',
    'auto-direct-node-routes': 'false',
    'bpf-lb-acceleration': 'disabled',
    'bpf-map-dynamic-size-ratio': '0.0025',
    'bpf-policy-map-max': '16384',
    'bpf-root': '/sys/fs/bpf',
    'cgroup-root': '/run/cilium/cgroupv2',
    'cilium-endpoint-gc-interval': '5m0s',
    'cluster-id': '0',
    'cluster-name': 'kubernetes',
    'cluster-pool-ipv4-cidr': pool,
    'cluster-pool-ipv4-mask-size': String(maskSize),
    'cni-exclusive': 'true',
    'cni-log-file': '/var/run/cilium/cilium-cni.log',
    'custom-cni-conf': 'false',
    'datapath-mode': 'veth',
    debug: 'false',
    'enable-auto-protect-node-port-range': 'true',
    'enable-bpf-clock-probe': 'false',
    'enable-endpoint-health-checking': 'true',
    'enable-health-checking': 'true',
    'enable-hubble': 'false',
    'enable-ipv4': 'true',
    'enable-ipv4-masquerade': 'true',
    'enable-ipv6': 'false',
    'enable-ipv6-masquerade': 'true',
    'enable-k8s-networkpolicy': 'true',
    'enable-l7-proxy': 'true',
    'enable-policy': policy,
    'enable-remote-node-identity': 'true',
    'external-envoy-proxy': 'true',
    'identity-allocation-mode': 'crd',
    'identity-gc-interval': '15m0s',
    ipam: 'cluster-pool',
    'ipam-cilium-node-update-rate': '15s',
    'kube-proxy-replacement': 'false',
    'kube-proxy-replacement-healthz-bind-address': '',
    'mesh-auth-enabled': 'true',
    'monitor-aggregation': 'medium',
    'node-port-bind-protection': 'true',
    'nodes-gc-interval': '5m0s',
    'operator-api-serve-addr': '127.0.0.1:9234',
    'preallocate-bpf-maps': 'false',
    'remove-cilium-node-taints': 'true',
    'routing-mode': 'tunnel',
    'service-no-backend-response': 'reject',
    'set-cilium-is-up-condition': 'true',
    'set-cilium-node-taints': 'true',
    'synchronize-k8s-nodes': 'true',
    'tunnel-protocol': 'vxlan',
    'tunnel-source-port-range': '0-0',
    'unmanaged-pod-watcher-interval': '15',
    'vtep-endpoint': '',
    'write-cni-conf-when-ready': '/host/etc/cni/net.d/05-cilium.conflist',
    ...config,
  };
}

function account(name: string, rules: string): string {
  return `---
apiVersion: v1
kind: ServiceAccount
metadata: { name: ${name}, namespace: kube-system }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: ${name}, labels: { app.kubernetes.io/part-of: cilium } }
rules:
${rules}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: ${name}, labels: { app.kubernetes.io/part-of: cilium } }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${name} }
subjects:
- { kind: ServiceAccount, name: ${name}, namespace: kube-system }
`;
}

const AGENT_RULES = `- { apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [get, list, watch] }
- { apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [get, list, watch] }
- { apiGroups: [""], resources: [namespaces, services, pods, endpoints, nodes], verbs: [get, list, watch] }
- { apiGroups: [apiextensions.k8s.io], resources: [customresourcedefinitions], verbs: [list, watch, get] }
- { apiGroups: [cilium.io], resources: ["*"], verbs: [get, list, watch, create, update, delete, patch] }`;
const OPERATOR_RULES = `- { apiGroups: [""], resources: [pods], verbs: [get, list, watch, delete] }
- { apiGroups: [""], resources: [nodes], verbs: [list, watch] }
- { apiGroups: [""], resources: [nodes, nodes/status], verbs: [patch] }
- { apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [get, list, watch] }
- { apiGroups: [""], resources: [services, namespaces, secrets], verbs: [get, list, watch] }
- { apiGroups: [cilium.io], resources: ["*"], verbs: [get, list, watch, create, update, delete, patch] }
- { apiGroups: [apiextensions.k8s.io], resources: [customresourcedefinitions], verbs: [create, get, list, watch, update] }
- { apiGroups: [coordination.k8s.io], resources: [leases], verbs: [create, get, update] }`;

/** The agent's pod has these for itself; every one of them mounts or copies something before it starts. */
function initContainer(name: string, image: string, command: string, mounts: string): string {
  return `      - name: ${name}
        image: ${image}
        imagePullPolicy: IfNotPresent
        command: ${command}
        env:
        - { name: K8S_NODE_NAME, valueFrom: { fieldRef: { apiVersion: v1, fieldPath: spec.nodeName } } }
        - { name: CILIUM_K8S_NAMESPACE, valueFrom: { fieldRef: { apiVersion: v1, fieldPath: metadata.namespace } } }
        terminationMessagePolicy: FallbackToLogsOnError
        securityContext: { capabilities: { add: [NET_ADMIN, SYS_ADMIN, SYS_CHROOT, SYS_PTRACE], drop: [ALL] } }
        volumeMounts: ${mounts}
`;
}

export function ciliumManifest(options: CiliumOptions = {}): string {
  const { version = CILIUM_VERSION, operators = 1 } = options;
  const image = `${IMAGES.cilium}:v${version}`;
  const config = Object.entries(ciliumConfig(options)).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`);
  const probe = `httpGet: { host: 127.0.0.1, path: /healthz, port: 9879, scheme: HTTP, httpHeaders: [{ name: brief, value: "true" }] }`;
  return `${account('cilium', AGENT_RULES)}---
apiVersion: v1
kind: ServiceAccount
metadata: { name: cilium-envoy, namespace: kube-system }
${account('cilium-operator', OPERATOR_RULES)}---
apiVersion: v1
kind: ConfigMap
metadata: { name: cilium-config, namespace: kube-system }
data:
${config.join('')}---
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: cilium
  namespace: kube-system
  labels: { k8s-app: cilium, app.kubernetes.io/part-of: cilium, app.kubernetes.io/name: cilium-agent }
spec:
  selector:
    matchLabels: { k8s-app: cilium }
  updateStrategy:
    type: RollingUpdate
    rollingUpdate: { maxUnavailable: 2 }
  template:
    metadata:
      annotations: { kubectl.kubernetes.io/default-container: cilium-agent }
      labels: { k8s-app: cilium, app.kubernetes.io/name: cilium-agent, app.kubernetes.io/part-of: cilium }
    spec:
      securityContext: { appArmorProfile: { type: Unconfined }, seccompProfile: { type: Unconfined } }
      initContainers:
${initContainer('config', image, '[cilium-dbg, build-config]', '[{ name: tmp, mountPath: /tmp }]')}${initContainer('mount-cgroup', image, '[cilium-mount]', '[{ name: cni-path, mountPath: /hostbin }]')}${initContainer('apply-sysctl-overwrites', image, '[cilium-sysctlfix]', '[{ name: cni-path, mountPath: /hostbin }]')}${initContainer('clean-cilium-state', image, '[/init-container.sh]', '[{ name: bpf-maps, mountPath: /sys/fs/bpf }, { name: cilium-run, mountPath: /var/run/cilium }]')}${initContainer('install-cni-binaries', image, '[/install-plugin.sh]', '[{ name: cni-path, mountPath: /host/opt/cni/bin }]')}      containers:
      - name: cilium-agent
        image: ${image}
        imagePullPolicy: IfNotPresent
        command: [cilium-agent]
        args: [--config-dir=/tmp/cilium/config-map]
        startupProbe: { ${probe}, failureThreshold: 300, periodSeconds: 2, successThreshold: 1, initialDelaySeconds: 5 }
        livenessProbe: { ${probe}, periodSeconds: 30, successThreshold: 1, failureThreshold: 10, timeoutSeconds: 5 }
        readinessProbe: { ${probe}, periodSeconds: 30, successThreshold: 1, failureThreshold: 3, timeoutSeconds: 5 }
        env:
        - { name: K8S_NODE_NAME, valueFrom: { fieldRef: { apiVersion: v1, fieldPath: spec.nodeName } } }
        - { name: CILIUM_K8S_NAMESPACE, valueFrom: { fieldRef: { apiVersion: v1, fieldPath: metadata.namespace } } }
        - { name: CILIUM_CLUSTERMESH_CONFIG, value: /var/lib/cilium/clustermesh/ }
        securityContext:
          seLinuxOptions: { level: s0, type: spc_t }
          capabilities:
            add: [CHOWN, KILL, NET_ADMIN, NET_RAW, IPC_LOCK, SYS_MODULE, SYS_ADMIN, SYS_RESOURCE, DAC_OVERRIDE, FOWNER, SETGID, SETUID, SYSLOG]
            drop: [ALL]
        terminationMessagePolicy: FallbackToLogsOnError
        volumeMounts:
        - { name: envoy-sockets, mountPath: /var/run/cilium/envoy/sockets }
        - { name: bpf-maps, mountPath: /sys/fs/bpf }
        - { name: cilium-run, mountPath: /var/run/cilium }
        - { name: etc-cni-netd, mountPath: /host/etc/cni/net.d }
        - { name: clustermesh-secrets, mountPath: /var/lib/cilium/clustermesh, readOnly: true }
        - { name: lib-modules, mountPath: /lib/modules, readOnly: true }
        - { name: xtables-lock, mountPath: /run/xtables.lock }
        - { name: cilium-config-path, mountPath: /tmp/cilium/config-map, readOnly: true }
      restartPolicy: Always
      priorityClassName: system-node-critical
      serviceAccountName: cilium
      automountServiceAccountToken: true
      terminationGracePeriodSeconds: 1
      hostNetwork: true
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
          - { labelSelector: { matchLabels: { k8s-app: cilium } }, topologyKey: kubernetes.io/hostname }
      nodeSelector: { kubernetes.io/os: linux }
      tolerations: [{ operator: Exists }]
      volumes:
      - { name: tmp, emptyDir: {} }
      - { name: cilium-run, hostPath: { path: /var/run/cilium, type: DirectoryOrCreate } }
      - { name: bpf-maps, hostPath: { path: /sys/fs/bpf, type: DirectoryOrCreate } }
      - { name: cni-path, hostPath: { path: /opt/cni/bin, type: DirectoryOrCreate } }
      - { name: etc-cni-netd, hostPath: { path: /etc/cni/net.d, type: DirectoryOrCreate } }
      - { name: lib-modules, hostPath: { path: /lib/modules } }
      - { name: xtables-lock, hostPath: { path: /run/xtables.lock, type: FileOrCreate } }
      - { name: envoy-sockets, hostPath: { path: /var/run/cilium/envoy/sockets, type: DirectoryOrCreate } }
      - { name: clustermesh-secrets, secret: { secretName: cilium-clustermesh, optional: true } }
      - { name: cilium-config-path, configMap: { name: cilium-config } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: cilium-envoy
  namespace: kube-system
  labels: { k8s-app: cilium-envoy, app.kubernetes.io/part-of: cilium, app.kubernetes.io/name: cilium-envoy, name: cilium-envoy }
spec:
  selector:
    matchLabels: { k8s-app: cilium-envoy }
  updateStrategy:
    type: RollingUpdate
    rollingUpdate: { maxUnavailable: 2 }
  template:
    metadata:
      labels: { k8s-app: cilium-envoy, name: cilium-envoy, app.kubernetes.io/name: cilium-envoy, app.kubernetes.io/part-of: cilium }
    spec:
      containers:
      - name: cilium-envoy
        image: ${IMAGES.ciliumEnvoy}
        imagePullPolicy: IfNotPresent
        command: [/usr/bin/cilium-envoy-starter]
        args: ["--", "-c /var/run/cilium/envoy/bootstrap-config.json", "--base-id 0"]
        terminationMessagePolicy: FallbackToLogsOnError
      restartPolicy: Always
      priorityClassName: system-node-critical
      serviceAccountName: cilium-envoy
      terminationGracePeriodSeconds: 1
      hostNetwork: true
      nodeSelector: { kubernetes.io/os: linux }
      tolerations: [{ operator: Exists }]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cilium-operator
  namespace: kube-system
  labels: { io.cilium/app: operator, name: cilium-operator, app.kubernetes.io/part-of: cilium, app.kubernetes.io/name: cilium-operator }
spec:
  replicas: ${operators}
  selector:
    matchLabels: { io.cilium/app: operator, name: cilium-operator }
  strategy:
    type: RollingUpdate
    rollingUpdate: { maxSurge: 25%, maxUnavailable: 100% }
  template:
    metadata:
      labels: { io.cilium/app: operator, name: cilium-operator, app.kubernetes.io/part-of: cilium, app.kubernetes.io/name: cilium-operator }
    spec:
      containers:
      - name: cilium-operator
        image: ${IMAGES.ciliumOperator}:v${version}
        imagePullPolicy: IfNotPresent
        command: [cilium-operator-generic]
        args: [--config-dir=/tmp/cilium/config-map, --debug=$(CILIUM_DEBUG)]
        env:
        - { name: K8S_NODE_NAME, valueFrom: { fieldRef: { apiVersion: v1, fieldPath: spec.nodeName } } }
        - { name: CILIUM_K8S_NAMESPACE, valueFrom: { fieldRef: { apiVersion: v1, fieldPath: metadata.namespace } } }
        - { name: CILIUM_DEBUG, valueFrom: { configMapKeyRef: { key: debug, name: cilium-config, optional: true } } }
        livenessProbe:
          httpGet: { host: 127.0.0.1, path: /healthz, port: 9234, scheme: HTTP }
          initialDelaySeconds: 60
          periodSeconds: 10
          timeoutSeconds: 3
        readinessProbe:
          httpGet: { host: 127.0.0.1, path: /healthz, port: 9234, scheme: HTTP }
          periodSeconds: 5
          timeoutSeconds: 3
          failureThreshold: 5
        volumeMounts:
        - { name: cilium-config-path, mountPath: /tmp/cilium/config-map, readOnly: true }
        terminationMessagePolicy: FallbackToLogsOnError
      hostNetwork: true
      restartPolicy: Always
      priorityClassName: system-cluster-critical
      serviceAccountName: cilium-operator
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
          - { labelSelector: { matchLabels: { io.cilium/app: operator } }, topologyKey: kubernetes.io/hostname }
      nodeSelector: { kubernetes.io/os: linux }
      tolerations:
      - { key: node-role.kubernetes.io/control-plane, operator: Exists }
      - { key: node-role.kubernetes.io/master, operator: Exists }
      - { key: node.kubernetes.io/not-ready, operator: Exists }
      - { key: node.cloudprovider.kubernetes.io/uninitialized, operator: Exists }
      - { key: node.cilium.io/agent-not-ready, operator: Exists }
      volumes:
      - { name: cilium-config-path, configMap: { name: cilium-config } }
`;
}

/** Cilium's definitions, which its operator registers when it starts (pkg/k8s/apis/cilium.io/client); of their schemas nothing. */
const KINDS = [
  ['ciliumcidrgroups', 'CiliumCIDRGroup', 'ccg', 'Cluster', []],
  ['ciliumclusterwidenetworkpolicies', 'CiliumClusterwideNetworkPolicy', 'ccnp', 'Cluster', ['Valid|string|.status.conditions[?(@.type=="Valid")].status']], // prettier-ignore
  ['ciliumendpoints', 'CiliumEndpoint', 'cep,ciliumep', 'Namespaced', ['Security Identity|integer|.status.identity.id', 'Endpoint State|string|.status.state', 'IPv4|string|.status.networking.addressing[0].ipv4', 'IPv6|string|.status.networking.addressing[0].ipv6']], // prettier-ignore
  ['ciliumexternalworkloads', 'CiliumExternalWorkload', 'cew', 'Cluster', []],
  ['ciliumidentities', 'CiliumIdentity', 'ciliumid', 'Cluster', ['Namespace|string|.metadata.labels.io\\.kubernetes\\.pod\\.namespace', 'Age|date|.metadata.creationTimestamp']], // prettier-ignore
  ['ciliuml2announcementpolicies', 'CiliumL2AnnouncementPolicy', 'l2announcement', 'Cluster', []],
  ['ciliumloadbalancerippools', 'CiliumLoadBalancerIPPool', 'ippools,ippool,lbippool,lbippools', 'Cluster', []],
  ['ciliumnetworkpolicies', 'CiliumNetworkPolicy', 'cnp,ciliumnp', 'Namespaced', ['Age|date|.metadata.creationTimestamp', 'Valid|string|.status.conditions[?(@.type=="Valid")].status']], // prettier-ignore
  ['ciliumnodeconfigs', 'CiliumNodeConfig', '', 'Namespaced', []],
  ['ciliumnodes', 'CiliumNode', 'cn,ciliumn', 'Cluster', ['CiliumInternalIP|string|.spec.addresses[?(@.type=="CiliumInternalIP")].ip', 'InternalIP|string|.spec.addresses[?(@.type=="InternalIP")].ip', 'Age|date|.metadata.creationTimestamp']], // prettier-ignore
  ['ciliumpodippools', 'CiliumPodIPPool', 'cpip', 'Cluster', []],
] as const;

export function ciliumDefinitions(): readonly object[] {
  return KINDS.map(([plural, kind, short, scope, columns]) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.cilium.io`, labels: { 'io.cilium.k8s.crd.schema.version': '1.32.3' } },
    spec: {
      group: 'cilium.io',
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        categories: ['cilium'],
        ...(short !== '' && { shortNames: short.split(',') }),
      },
      scope,
      versions: [
        {
          name: VERSIONS.get(plural) ?? 'v2',
          served: true,
          storage: true,
          ...(columns.length > 0 && {
            additionalPrinterColumns: columns.map((column) => {
              const [name, type, jsonPath] = column.split('|');
              return { name, type, jsonPath };
            }),
          }),
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
          ...(plural === 'ciliumnodes' || plural.endsWith('policies') ? { subresources: { status: {} } } : {}),
        },
      ],
    },
  }));
}

const VERSIONS: ReadonlyMap<string, string> = new Map([
  ['ciliuml2announcementpolicies', 'v2alpha1'],
  ['ciliumpodippools', 'v2alpha1'],
]);
