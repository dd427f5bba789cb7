import type { World } from '../../kernel/world';
import { pullImage } from '../../tools/containers/images';
import { makeNode } from '../../tools/node-files/lay';
import { KUBEADM_DEFAULTS } from '../../tools/node-files/values';
import { CILIUM_VERSION } from '../addons/cilium';
import { IMAGES, KUBERNETES_VERSION } from '../addons/versions';
import { hostIp } from '../node/host-ip';
import { NODE_REGISTRATION } from '../node/node-status';
import { makeNodeDirectory, writeNodeFile } from '../node/node-files';
import { openNetlink } from '../../kernel/netlink-socket';
import { addressFromNumber6, numberOf6, parseIpv6 } from '../../packet/ipv6-address';
import { DUAL_STACK, withSecondRange, type ClusterDefinition } from './definition';

/** What `kubeadm init` and `kubeadm join` leave on a host, before its kubelet starts. */
export function setUpNode(world: World, host: string, definition: ClusterDefinition, dns: string): void {
  const [first = host] = definition.nodes;
  const controlPlane = host === first;
  makeNode(world, host, {
    ...KUBEADM_DEFAULTS,
    version: KUBERNETES_VERSION,
    podCidr: withSecondRange(definition, definition.podCIDR, DUAL_STACK.podCIDR),
    serviceCidr: withSecondRange(definition, definition.serviceCIDR, DUAL_STACK.serviceCIDR),
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

/** The node's card has an address of IPv6 too, and the node forwards it. */
export function setUpSecondFamily(world: World, host: string, index: number): void {
  const netlink = openNetlink(world, world.host(host).rootNetns);
  const base = parseIpv6(DUAL_STACK.nodes);
  if (base === undefined || !netlink.hasLink('eth0')) return;
  const address = addressFromNumber6(numberOf6(base) + BigInt(index + 2));
  netlink.setSysctl('net.ipv6.conf.all.forwarding', '1');
  netlink.addAddress('eth0', { family: 'inet6', address, prefixLength: 64, mode: 'add', nodad: true });
}

function networkImages({ network }: ClusterDefinition): readonly string[] {
  if (network === 'flannel') return [IMAGES.flannel, IMAGES.flannelPlugin];
  if (network === 'calico') return [IMAGES.calicoNode, IMAGES.calicoCni, IMAGES.calicoControllers];
  if (network === 'cilium') return [`${IMAGES.cilium}:v${CILIUM_VERSION}`, `${IMAGES.ciliumOperator}:v${CILIUM_VERSION}`, IMAGES.ciliumEnvoy]; // prettier-ignore
  if (network === 'weave') return [IMAGES.weave, IMAGES.weaveNpc];
  return network === 'kindnet' ? [IMAGES.kindnet] : [];
}
