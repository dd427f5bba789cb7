import type { World } from '../../kernel/world';
import { pullImage } from '../../tools/containers/images';
import { makeNode } from '../../tools/node-files/lay';
import { KUBEADM_DEFAULTS } from '../../tools/node-files/values';
import { CILIUM_VERSION } from '../addons/cilium';
import { IMAGES, KUBERNETES_VERSION } from '../addons/versions';
import { hostIp } from '../node/host-ip';
import { NODE_REGISTRATION } from '../node/node-status';
import { makeNodeDirectory, writeNodeFile } from '../node/node-files';
import type { ClusterDefinition } from './definition';

/** What `kubeadm init` and `kubeadm join` leave on a host, before its kubelet starts. */
export function setUpNode(world: World, host: string, definition: ClusterDefinition, dns: string): void {
  const [first = host] = definition.nodes;
  const controlPlane = host === first;
  makeNode(world, host, {
    ...KUBEADM_DEFAULTS,
    version: KUBERNETES_VERSION,
    podCidr: definition.podCIDR,
    serviceCidr: definition.serviceCIDR,
    dnsAddress: dns,
    endpoint: `${hostIp(world, first)}:6443`,
    etcdImage: IMAGES.etcd,
    pauseImage: IMAGES.pause,
    node: host,
    address: hostIp(world, host),
    controlPlane,
  });
  for (const directory of ['/etc/kubernetes/manifests', '/etc/cni/net.d', '/var/lib/kubelet/pods', '/var/log/pods']) {
    makeNodeDirectory(world, host, directory);
  }
  // kind lets ordinary Pods run on a control plane only when there is no other node.
  const taints =
    controlPlane && definition.nodes.length > 1
      ? [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }]
      : [];
  const labels = controlPlane
    ? { 'node-role.kubernetes.io/control-plane': '', 'node.kubernetes.io/exclude-from-external-load-balancers': '' }
    : {};
  writeNodeFile(world, host, NODE_REGISTRATION, JSON.stringify({ labels, taints }));
  const images = controlPlane
    ? [
        IMAGES.apiserver,
        IMAGES.controllerManager,
        IMAGES.scheduler,
        IMAGES.proxy,
        IMAGES.coredns,
        IMAGES.pause,
        IMAGES.etcd,
      ]
    : [IMAGES.proxy, IMAGES.coredns, IMAGES.pause];
  for (const image of [...images, ...networkImages(definition)]) pullImage(world, host, image);
}

function networkImages({ network }: ClusterDefinition): readonly string[] {
  if (network === 'flannel') return [IMAGES.flannel, IMAGES.flannelPlugin];
  if (network === 'calico') return [IMAGES.calicoNode, IMAGES.calicoCni, IMAGES.calicoControllers];
  if (network === 'cilium') return [`${IMAGES.cilium}:v${CILIUM_VERSION}`, `${IMAGES.ciliumOperator}:v${CILIUM_VERSION}`, IMAGES.ciliumEnvoy]; // prettier-ignore
  if (network === 'weave') return [IMAGES.weave, IMAGES.weaveNpc];
  return network === 'kindnet' ? [IMAGES.kindnet] : [];
}
