import type { KubeObject } from '../api/object';
import type { NewObject } from '../controllers/client';
import { IMAGES } from './versions';

/** Flannel's manifest (github.com/flannel-io/flannel, Documentation/kube-flannel.yml). */

const FLANNEL_NAMESPACE = 'kube-flannel';

const FLANNEL_CONFLIST = `{
  "name": "cbr0",
  "cniVersion": "0.3.1",
  "plugins": [
    {
      "type": "flannel",
      "delegate": {
        "hairpinMode": true,
        "isDefaultGateway": true
      }
    },
    {
      "type": "portmap",
      "capabilities": {
        "portMappings": true
      }
    }
  ]
}
`;

function flannelConfig(podCIDR: string): NewObject {
  return {
    metadata: {
      name: 'kube-flannel-cfg',
      namespace: FLANNEL_NAMESPACE,
      labels: { app: 'flannel', 'k8s-app': 'flannel', tier: 'node' },
    },
    data: {
      'cni-conf.json': FLANNEL_CONFLIST,
      'net-conf.json': `{
  "Network": "${podCIDR}",
  "EnableNFTables": false,
  "Backend": {
    "Type": "vxlan"
  }
}
`,
    },
  };
}

function flannelDaemonSet(): NewObject {
  const labels = { app: 'flannel', 'k8s-app': 'flannel', tier: 'node' };
  const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  return {
    metadata: { name: 'kube-flannel-ds', namespace: FLANNEL_NAMESPACE, labels },
    spec: {
      selector: { matchLabels: { app: 'flannel', 'k8s-app': 'flannel' } },
      template: {
        metadata: { labels },
        spec: {
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [
                  { matchExpressions: [{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }] },
                ],
              },
            },
          },
          hostNetwork: true,
          priorityClassName: 'system-node-critical',
          tolerations: [{ operator: 'Exists', effect: 'NoSchedule' }],
          serviceAccountName: 'flannel',
          initContainers: [
            {
              name: 'install-cni-plugin',
              image: IMAGES.flannelPlugin,
              command: ['cp'],
              args: ['-f', '/flannel', '/opt/cni/bin/flannel'],
              volumeMounts: [{ name: 'cni-plugin', mountPath: '/opt/cni/bin' }],
            },
            {
              name: 'install-cni',
              image: IMAGES.flannel,
              command: ['cp'],
              args: ['-f', '/etc/kube-flannel/cni-conf.json', '/etc/cni/net.d/10-flannel.conflist'],
              volumeMounts: [
                { name: 'cni', mountPath: '/etc/cni/net.d' },
                { name: 'flannel-cfg', mountPath: '/etc/kube-flannel/' },
              ],
            },
          ],
          containers: [
            {
              name: 'kube-flannel',
              image: IMAGES.flannel,
              command: ['/opt/bin/flanneld'],
              args: ['--ip-masq', '--kube-subnet-mgr'],
              resources: { requests: { cpu: '100m', memory: '50Mi' } },
              securityContext: { privileged: false, capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } },
              env: [
                field('POD_NAME', 'metadata.name'),
                field('POD_NAMESPACE', 'metadata.namespace'),
                { name: 'EVENT_QUEUE_DEPTH', value: '5000' },
                { name: 'CONT_WHEN_CACHE_NOT_READY', value: 'false' },
              ],
              volumeMounts: [
                { name: 'run', mountPath: '/run/flannel' },
                { name: 'flannel-cfg', mountPath: '/etc/kube-flannel/' },
                { name: 'xtables-lock', mountPath: '/run/xtables.lock' },
              ],
            },
          ],
          volumes: [
            { name: 'run', hostPath: { path: '/run/flannel' } },
            { name: 'cni-plugin', hostPath: { path: '/opt/cni/bin' } },
            { name: 'cni', hostPath: { path: '/etc/cni/net.d' } },
            { name: 'flannel-cfg', configMap: { name: 'kube-flannel-cfg' } },
            { name: 'xtables-lock', hostPath: { path: '/run/xtables.lock', type: 'FileOrCreate' } },
          ],
        },
      },
    },
  };
}

/** The objects of the manifest in their order, for Pods of this range. */
export function flannelObjects(podCIDR: string): readonly KubeObject[] {
  const named = (name: string) => ({ name, labels: { 'k8s-app': 'flannel' } });
  const core = { apiGroups: [''] };
  const objects: readonly (NewObject & { readonly apiVersion: string; readonly kind: string })[] = [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: FLANNEL_NAMESPACE,
        labels: { 'k8s-app': 'flannel', 'pod-security.kubernetes.io/enforce': 'privileged' },
      },
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: named('flannel'),
      rules: [
        { ...core, resources: ['pods'], verbs: ['get'] },
        { ...core, resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
        { ...core, resources: ['nodes/status'], verbs: ['patch'] },
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: named('flannel'),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'flannel' },
      subjects: [{ kind: 'ServiceAccount', name: 'flannel', namespace: FLANNEL_NAMESPACE }],
    },
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'flannel', namespace: FLANNEL_NAMESPACE, labels: { 'k8s-app': 'flannel' } },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', ...flannelConfig(podCIDR) },
    { apiVersion: 'apps/v1', kind: 'DaemonSet', ...flannelDaemonSet() },
  ];
  return objects;
}
