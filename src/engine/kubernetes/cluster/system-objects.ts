import type { World } from '../../kernel/world';
import { findResource } from '../api/registry';
import { calicoManifest } from '../addons/calico';
import { ciliumManifest } from '../addons/cilium';
import { corednsConfig, corednsDeployment, corednsService } from '../addons/coredns';
import { flannelObjects } from '../addons/flannel';
import { installManifest, installObjects } from '../addons/install';
import { kindnetManifest } from '../addons/kindnet';
import { kubeProxyConfig, kubeProxyDaemonSet } from '../addons/kube-proxy';
import { weaveManifest } from '../addons/weave';
import { KUBERNETES_VERSION } from '../addons/versions';
import { ControllerClient, type NewObject } from '../controllers/client';
import { createApiServerObjects, createMissing } from '../bootstrap/create';
import { KUBEADM_POLICY } from '../bootstrap/kubeadm-policy';
import { nodeFile } from '../node/node-files';
import type { Resource } from '../objects/kinds';
import { CLUSTER_DEFAULTS, DUAL_STACK, withSecondRange, type ClusterDefinition } from './definition';
import { kubeadmObjects } from './kubeadm-objects';

/** The objects that `kubeadm init` and the network add-on leave in the API. */

const KUBEADM = {
  username: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:masters', 'system:authenticated'],
};

/** The n-th address of a range, as kubeadm chooses those of the API server (first) and the DNS server (tenth). */
export function nthAddress(cidr: string, n: number): string {
  const [base = ''] = cidr.split('/');
  const parts = base.split('.').map(Number);
  const value =
    ((parts[0] ?? 0) * 2 ** 24 + (parts[1] ?? 0) * 2 ** 16 + (parts[2] ?? 0) * 256 + (parts[3] ?? 0) + n) >>> 0;
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
}

export function createSystemObjects(world: World, definition: ClusterDefinition, address: string): void {
  const api = new ControllerClient(world, 'kubeadm', KUBEADM, 'kubeadm');
  const put = (resource: Resource, object: NewObject): void => {
    if (!served(world, resource)) return;
    const { namespace = '', name = '' } = object.metadata;
    if (!api.get(resource, namespace, name)) api.create(resource, namespace, object);
  };
  const endpoint = `${address}:6443`;
  createApiServerObjects(world, {
    address,
    port: 6443,
    serviceCidrs: withSecondRange(definition, definition.serviceCIDR, DUAL_STACK.serviceCIDR).split(','),
    serviceAddress: nthAddress(definition.serviceCIDR, 1),
  });
  for (const name of ['coredns', 'kube-proxy']) put('serviceaccounts', account('kube-system', name));
  createMissing(world, KUBEADM_POLICY);
  const [controlPlane = ''] = definition.nodes;
  for (const [resource, object] of kubeadmObjects(world, controlPlane)) put(resource, object);
  put('configmaps', clusterInfo(nodeFile(world, controlPlane, '/etc/kubernetes/pki/ca.crt') ?? '', endpoint));
  put('configmaps', kubeadmConfig(definition));
  put('configmaps', kubeletConfigMap());
  put('configmaps', corednsConfig());
  put('services', corednsService(nthAddress(definition.serviceCIDR, 10)));
  put('deployments.apps', corednsDeployment(2));
  put(
    'configmaps',
    kubeProxyConfig(
      endpoint,
      withSecondRange(definition, definition.podCIDR, DUAL_STACK.podCIDR),
      definition.proxyMode === 'iptables' ? '' : definition.proxyMode,
    ),
  );
  put('daemonsets.apps', kubeProxyDaemonSet());
  if (definition.network === 'calico') installManifest(world, calicoManifest());
  if (definition.network === 'cilium') installManifest(world, ciliumManifest({ pool: ciliumPool(definition) }));
  if (definition.network === 'weave') installManifest(world, weaveManifest(definition.podCIDR));
  if (definition.network === 'kindnet')
    installManifest(world, kindnetManifest(withSecondRange(definition, definition.podCIDR, DUAL_STACK.podCIDR)));
  if (definition.network === 'flannel') installObjects(world, flannelObjects(definition.podCIDR));
}

/** Cilium has its own range, whatever kubeadm was told, unless the lab says otherwise. */
function ciliumPool({ podCIDR }: ClusterDefinition): string {
  return podCIDR === CLUSTER_DEFAULTS.podCIDR ? '10.0.0.0/8' : podCIDR;
}

function served(world: World, resource: Resource): boolean {
  const dot = resource.indexOf('.');
  const [plural, group] = dot < 0 ? [resource, ''] : [resource.slice(0, dot), resource.slice(dot + 1)];
  return findResource(world, group, 'v1', plural) !== undefined;
}

function account(namespace: string, name: string): NewObject {
  return { metadata: { name, namespace } };
}

function clusterInfo(authority: string, endpoint: string): NewObject {
  return {
    metadata: { name: 'cluster-info', namespace: 'kube-public' },
    data: {
      kubeconfig: `apiVersion: v1\nclusters:\n- cluster:\n    certificate-authority-data: ${btoa(authority)}\n    server: https://${endpoint}\n  name: ""\ncontexts: null\ncurrent-context: ""\nkind: Config\nusers: null\n`,
    },
  };
}

function kubeadmConfig(definition: ClusterDefinition): NewObject {
  const podCIDR = withSecondRange(definition, definition.podCIDR, DUAL_STACK.podCIDR);
  const serviceCIDR = withSecondRange(definition, definition.serviceCIDR, DUAL_STACK.serviceCIDR);
  return {
    metadata: { name: 'kubeadm-config', namespace: 'kube-system' },
    data: {
      ClusterConfiguration: `apiServer: {}
apiVersion: kubeadm.k8s.io/v1beta4
caCertificateValidityPeriod: 87600h0m0s
certificateValidityPeriod: 8760h0m0s
certificatesDir: /etc/kubernetes/pki
clusterName: kubernetes
controllerManager: {}
dns: {}
encryptionAlgorithm: RSA-2048
etcd:
  local:
    dataDir: /var/lib/etcd
imageRepository: registry.k8s.io
kind: ClusterConfiguration
kubernetesVersion: ${KUBERNETES_VERSION}
networking:
  dnsDomain: cluster.local
  podSubnet: ${podCIDR}
  serviceSubnet: ${serviceCIDR}
proxy: {}
scheduler: {}
`,
    },
  };
}

function kubeletConfigMap(): NewObject {
  return {
    metadata: { name: 'kubelet-config', namespace: 'kube-system' },
    data: {
      kubelet:
        'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nstaticPodPath: /etc/kubernetes/manifests\n',
    },
  };
}
