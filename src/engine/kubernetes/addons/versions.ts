/** What kubeadm v1.35.2 deploys (cmd/kubeadm/app/constants/constants.go), and the add-ons of the labs. */
export const KUBERNETES_VERSION = 'v1.35.2';
export const IMAGES = {
  apiserver: `registry.k8s.io/kube-apiserver:${KUBERNETES_VERSION}`,
  controllerManager: `registry.k8s.io/kube-controller-manager:${KUBERNETES_VERSION}`,
  scheduler: `registry.k8s.io/kube-scheduler:${KUBERNETES_VERSION}`,
  proxy: `registry.k8s.io/kube-proxy:${KUBERNETES_VERSION}`,
  etcd: 'registry.k8s.io/etcd:3.6.6-0',
  coredns: 'registry.k8s.io/coredns/coredns:v1.13.1',
  pause: 'registry.k8s.io/pause:3.10.1',
  flannel: 'ghcr.io/flannel-io/flannel:v0.27.4',
  flannelPlugin: 'ghcr.io/flannel-io/flannel-cni-plugin:v1.8.0-flannel1',
  calicoNode: 'quay.io/calico/node:v3.31.2',
  calicoCni: 'quay.io/calico/cni:v3.31.2',
  calicoControllers: 'quay.io/calico/kube-controllers:v3.31.2',
  cilium: 'quay.io/cilium/cilium',
  ciliumOperator: 'quay.io/cilium/operator-generic',
  ciliumEnvoy: 'quay.io/cilium/cilium-envoy:v1.34.10-1762597008-ff7ae7d623be00078865cff1b0672cc5d9bfc6d5',
  weave: 'weaveworks/weave-kube:2.8.1',
  weaveNpc: 'weaveworks/weave-npc:2.8.1',
  kindnet: 'docker.io/kindest/kindnetd:v20251212-v0.29.0-alpha-105-g20ccfc88',
} as const;
