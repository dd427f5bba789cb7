import { IMAGES } from './versions';

/** Calico's manifest for a cluster that keeps its data in the API (manifests/calico.yaml of v3.31); of its custom resources only names, not schemas. */

/** Kinds of crd.projectcalico.org by their plural; `!` stands before those that belong to a namespace. */
const KINDS: Readonly<Record<string, string>> = {
  bgpconfigurations: 'BGPConfiguration',
  bgpfilters: 'BGPFilter',
  bgppeers: 'BGPPeer',
  blockaffinities: 'BlockAffinity',
  caliconodestatuses: 'CalicoNodeStatus',
  clusterinformations: 'ClusterInformation',
  felixconfigurations: 'FelixConfiguration',
  globalnetworkpolicies: 'GlobalNetworkPolicy',
  globalnetworksets: 'GlobalNetworkSet',
  hostendpoints: 'HostEndpoint',
  ipamblocks: 'IPAMBlock',
  ipamconfigs: 'IPAMConfig',
  ipamhandles: 'IPAMHandle',
  ippools: 'IPPool',
  ipreservations: 'IPReservation',
  kubecontrollersconfigurations: 'KubeControllersConfiguration',
  networkpolicies: 'NetworkPolicy',
  networksets: 'NetworkSet',
  stagedglobalnetworkpolicies: 'StagedGlobalNetworkPolicy',
  stagedkubernetesnetworkpolicies: 'StagedKubernetesNetworkPolicy',
  stagednetworkpolicies: 'StagedNetworkPolicy',
  tiers: 'Tier',
};
const NAMESPACED = /^(staged(kubernetes)?)?network(policies|sets)$/;

function definition([plural, kind]: readonly [string, string]): string {
  return `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${plural}.crd.projectcalico.org }
spec:
  group: crd.projectcalico.org
  names: { kind: ${kind}, listKind: ${kind}List, plural: ${plural}, singular: ${kind.toLowerCase()} }
  preserveUnknownFields: false
  scope: ${NAMESPACED.test(plural) ? 'Namespaced' : 'Cluster'}
  versions:
  - name: v1
    served: true
    storage: true
    schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
`;
}

const CONFLIST = `{
  "name": "k8s-pod-network",
  "cniVersion": "0.3.1",
  "plugins": [
    {
      "type": "calico",
      "log_level": "info",
      "log_file_path": "/var/log/calico/cni/cni.log",
      "datastore_type": "kubernetes",
      "nodename": "__KUBERNETES_NODE_NAME__",
      "mtu": __CNI_MTU__,
      "ipam": {
          "type": "calico-ipam"
      },
      "policy": {
          "type": "k8s"
      },
      "kubernetes": {
          "kubeconfig": "__KUBECONFIG_FILEPATH__"
      }
    },
    {
      "type": "portmap",
      "snat": true,
      "capabilities": {"portMappings": true}
    }
  ]
}`;

function indented(text: string, by: number): string {
  return text
    .split('\n')
    .map((line) => `${' '.repeat(by)}${line}`)
    .join('\n');
}

function account(name: string, rules: string): string {
  return `---
apiVersion: v1
kind: ServiceAccount
metadata: { name: ${name}, namespace: kube-system }
---
kind: ClusterRole
apiVersion: rbac.authorization.k8s.io/v1
metadata: { name: ${name} }
rules:
${rules}
---
kind: ClusterRoleBinding
apiVersion: rbac.authorization.k8s.io/v1
metadata: { name: ${name} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${name} }
subjects:
- { kind: ServiceAccount, name: ${name}, namespace: kube-system }
`;
}

const NODE_RULES = `- { apiGroups: [""], resources: [nodes, namespaces, pods, serviceaccounts, endpoints, services, configmaps], verbs: [get, list, watch] }
- { apiGroups: [""], resources: [pods/status, nodes/status], verbs: [patch, update] }
- { apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [watch, list] }
- { apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [watch, list] }
- { apiGroups: [crd.projectcalico.org], resources: ["*"], verbs: [get, list, watch, create, update, delete] }`;
const CNI_RULES = `- { apiGroups: [""], resources: [pods, nodes, namespaces], verbs: [get] }
- { apiGroups: [""], resources: [pods/status], verbs: [patch] }
- { apiGroups: [crd.projectcalico.org], resources: [blockaffinities, ipamblocks, ipamhandles, clusterinformations, ippools, ipreservations, ipamconfigs], verbs: [get, list, create, update, delete] }`;
const CONTROLLER_RULES = `- { apiGroups: [""], resources: [nodes, pods], verbs: [get, list, watch] }
- { apiGroups: [crd.projectcalico.org], resources: ["*"], verbs: [get, list, watch, create, update, delete] }`;

export interface CalicoOptions {
  /** CALICO_IPV4POOL_CIDR; without it calico/node takes what kubeadm was told. */
  readonly pool?: string;
  readonly ipip?: string;
  readonly vxlan?: string;
}

export function calicoManifest({ pool, ipip = 'Always', vxlan = 'Never' }: CalicoOptions = {}): string {
  const range = pool === undefined ? '' : `\n            - { name: CALICO_IPV4POOL_CIDR, value: "${pool}" }`;
  const backend = ipip === 'Never' && vxlan !== 'Never' ? 'vxlan' : 'bird';
  return `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: calico-kube-controllers, namespace: kube-system, labels: { k8s-app: calico-kube-controllers } }
spec:
  maxUnavailable: 1
  selector:
    matchLabels: { k8s-app: calico-kube-controllers }
${account('calico-kube-controllers', CONTROLLER_RULES)}${account('calico-node', NODE_RULES)}${account('calico-cni-plugin', CNI_RULES)}---
kind: ConfigMap
apiVersion: v1
metadata: { name: calico-config, namespace: kube-system }
data:
  typha_service_name: "none"
  calico_backend: "${backend}"
  veth_mtu: "0"
  cni_network_config: |-
${indented(CONFLIST, 4)}
${Object.entries(KINDS).map(definition).join('')}---
kind: DaemonSet
apiVersion: apps/v1
metadata: { name: calico-node, namespace: kube-system, labels: { k8s-app: calico-node } }
spec:
  selector:
    matchLabels: { k8s-app: calico-node }
  updateStrategy:
    type: RollingUpdate
    rollingUpdate: { maxUnavailable: 1 }
  template:
    metadata:
      labels: { k8s-app: calico-node }
    spec:
      nodeSelector: { kubernetes.io/os: linux }
      hostNetwork: true
      tolerations:
        - { effect: NoSchedule, operator: Exists }
        - { key: CriticalAddonsOnly, operator: Exists }
        - { effect: NoExecute, operator: Exists }
      serviceAccountName: calico-node
      terminationGracePeriodSeconds: 0
      priorityClassName: system-node-critical
      initContainers:
        - name: upgrade-ipam
          image: ${IMAGES.calicoCni}
          imagePullPolicy: IfNotPresent
          command: ["/opt/cni/bin/calico-ipam", "-upgrade"]
          env:
            - { name: KUBERNETES_NODE_NAME, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }
            - { name: CALICO_NETWORKING_BACKEND, valueFrom: { configMapKeyRef: { name: calico-config, key: calico_backend } } }
          volumeMounts:
            - { mountPath: /var/lib/cni/networks, name: host-local-net-dir }
            - { mountPath: /host/opt/cni/bin, name: cni-bin-dir }
          securityContext: { privileged: true }
        - name: install-cni
          image: ${IMAGES.calicoCni}
          imagePullPolicy: IfNotPresent
          command: ["/opt/cni/bin/install"]
          env:
            - { name: CNI_CONF_NAME, value: "10-calico.conflist" }
            - { name: CNI_NETWORK_CONFIG, valueFrom: { configMapKeyRef: { name: calico-config, key: cni_network_config } } }
            - { name: KUBERNETES_NODE_NAME, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }
            - { name: CNI_MTU, valueFrom: { configMapKeyRef: { name: calico-config, key: veth_mtu } } }
            - { name: SLEEP, value: "false" }
          volumeMounts:
            - { mountPath: /host/opt/cni/bin, name: cni-bin-dir }
            - { mountPath: /host/etc/cni/net.d, name: cni-net-dir }
          securityContext: { privileged: true }
        - name: ebpf-bootstrap
          image: ${IMAGES.calicoNode}
          imagePullPolicy: IfNotPresent
          command: ["calico-node", "-init", "-best-effort"]
          volumeMounts:
            - { mountPath: /var/run/calico, name: var-run-calico }
            - { mountPath: /nodeproc, name: nodeproc, readOnly: true }
          securityContext: { privileged: true }
      containers:
        - name: calico-node
          image: ${IMAGES.calicoNode}
          imagePullPolicy: IfNotPresent
          env:
            - { name: DATASTORE_TYPE, value: kubernetes }
            - { name: WAIT_FOR_DATASTORE, value: "true" }
            - { name: NODENAME, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }
            - { name: CALICO_NETWORKING_BACKEND, valueFrom: { configMapKeyRef: { name: calico-config, key: calico_backend } } }
            - { name: CLUSTER_TYPE, value: "k8s,bgp" }
            - { name: IP, value: autodetect }
            - { name: CALICO_IPV4POOL_IPIP, value: "${ipip}" }
            - { name: CALICO_IPV4POOL_VXLAN, value: "${vxlan}" }
            - { name: CALICO_IPV6POOL_VXLAN, value: "Never" }
            - { name: FELIX_IPINIPMTU, valueFrom: { configMapKeyRef: { name: calico-config, key: veth_mtu } } }${range}
            - { name: CALICO_DISABLE_FILE_LOGGING, value: "true" }
            - { name: FELIX_DEFAULTENDPOINTTOHOSTACTION, value: ACCEPT }
            - { name: FELIX_IPV6SUPPORT, value: "false" }
            - { name: FELIX_HEALTHENABLED, value: "true" }
          securityContext: { privileged: true }
          resources:
            requests: { cpu: 250m }
          volumeMounts:
            - { mountPath: /host/etc/cni/net.d, name: cni-net-dir }
            - { mountPath: /lib/modules, name: lib-modules, readOnly: true }
            - { mountPath: /run/xtables.lock, name: xtables-lock }
            - { mountPath: /var/run/calico, name: var-run-calico }
            - { mountPath: /var/lib/calico, name: var-lib-calico }
      volumes:
        - { name: lib-modules, hostPath: { path: /lib/modules } }
        - { name: var-run-calico, hostPath: { path: /var/run/calico, type: DirectoryOrCreate } }
        - { name: var-lib-calico, hostPath: { path: /var/lib/calico, type: DirectoryOrCreate } }
        - { name: xtables-lock, hostPath: { path: /run/xtables.lock, type: FileOrCreate } }
        - { name: nodeproc, hostPath: { path: /proc } }
        - { name: cni-bin-dir, hostPath: { path: /opt/cni/bin, type: DirectoryOrCreate } }
        - { name: cni-net-dir, hostPath: { path: /etc/cni/net.d } }
        - { name: host-local-net-dir, hostPath: { path: /var/lib/cni/networks } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: calico-kube-controllers, namespace: kube-system, labels: { k8s-app: calico-kube-controllers } }
spec:
  replicas: 1
  selector:
    matchLabels: { k8s-app: calico-kube-controllers }
  strategy: { type: Recreate }
  template:
    metadata:
      name: calico-kube-controllers
      namespace: kube-system
      labels: { k8s-app: calico-kube-controllers }
    spec:
      nodeSelector: { kubernetes.io/os: linux }
      tolerations:
        - { key: CriticalAddonsOnly, operator: Exists }
        - { key: node-role.kubernetes.io/master, effect: NoSchedule }
        - { key: node-role.kubernetes.io/control-plane, effect: NoSchedule }
      serviceAccountName: calico-kube-controllers
      priorityClassName: system-cluster-critical
      containers:
        - name: calico-kube-controllers
          image: ${IMAGES.calicoControllers}
          imagePullPolicy: IfNotPresent
          env:
            - { name: ENABLED_CONTROLLERS, value: "node,loadbalancer" }
            - { name: DATASTORE_TYPE, value: kubernetes }
`;
}
