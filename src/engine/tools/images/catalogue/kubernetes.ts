import { GATEWAY_NGINX_CONF, GRPC_ERROR_LOCATIONS, GRPC_ERROR_PAGES } from '../files/gateway-files';
import { NGINX_MIME } from '../files/nginx-files';
import { tags, type ImageDeclaration } from '../image';

function component(
  name: string,
  size: number,
  spec: Parameters<typeof tags>[0] = { versions: ['1'], v: true },
): ImageDeclaration {
  return {
    repository: `registry.k8s.io/${name}`,
    hasTag: (tag) => tag !== 'latest' && tags(spec)(tag),
    contents: () => ({
      base: 'scratch',
      programs: [`/usr/local/bin/${name}`, '/go-runner'],
      entrypoint: [`/usr/local/bin/${name}`],
      size,
    }),
  };
}

const CALICO = [
  { name: 'kube-controllers', programs: ['/usr/bin/kube-controllers', '/usr/bin/check-status'], entrypoint: '/usr/bin/kube-controllers', size: 53_000_000 }, // prettier-ignore
  { name: 'node', programs: ['/usr/sbin/start_runit', '/usr/bin/calico-node', '/usr/bin/mountns'], entrypoint: '/usr/sbin/start_runit', size: 159_000_000 }, // prettier-ignore
  { name: 'cni', programs: ['/opt/cni/bin/install', '/opt/cni/bin/calico', '/opt/cni/bin/calico-ipam'], entrypoint: '/opt/cni/bin/install', size: 72_000_000 }, // prettier-ignore
  { name: 'typha', programs: ['/usr/bin/calico-typha'], entrypoint: '/usr/bin/calico-typha', size: 33_000_000 },
] as const;

const CILIUM = [
  {
    name: 'cilium',
    programs: ['/usr/bin/cilium-agent', '/usr/bin/cilium-dbg', '/usr/bin/cilium', '/usr/bin/cilium-health', '/usr/bin/cilium-mount', '/usr/bin/cilium-sysctlfix', '/opt/cni/bin/cilium-cni', '/init-container.sh', '/install-plugin.sh', 'iptables', 'iptables-save', 'ipset', 'ip', 'bash', 'curl'], // prettier-ignore
    entrypoint: [],
    cmd: ['/usr/bin/cilium-dbg'],
    size: 246_000_000,
    hasTag: tags({ versions: ['1'], v: true }),
  },
  { name: 'operator-generic', programs: ['/usr/bin/cilium-operator-generic'], entrypoint: [], cmd: ['/usr/bin/cilium-operator-generic'], size: 34_000_000, hasTag: tags({ versions: ['1'], v: true }) }, // prettier-ignore
  { name: 'cilium-envoy', programs: ['/usr/bin/cilium-envoy', '/usr/bin/cilium-envoy-starter'], entrypoint: [], cmd: ['/usr/bin/cilium-envoy-starter'], size: 72_000_000, hasTag: (tag: string) => /^v1\.\d+\.\d+(-[0-9a-f-]+)?$/.test(tag) }, // prettier-ignore
] as const;

const METALLB = ['controller', 'speaker'] as const;

/** What a cluster made by kubeadm consists of, and the test images of its documentation. Sizes as `crictl images` shows them for v1.35. */
export const KUBERNETES_IMAGES: readonly ImageDeclaration[] = [
  component('kube-apiserver', 27_686_000),
  component('kube-controller-manager', 23_129_000),
  component('kube-scheduler', 17_236_000),
  {
    ...component('kube-proxy', 25_787_000),
    contents: () => ({
      base: 'debian',
      programs: ['/usr/local/bin/kube-proxy', 'iptables', 'iptables-save', 'iptables-restore', 'ip6tables', 'ipset', 'conntrack', 'nft'], // prettier-ignore
      entrypoint: ['/usr/local/bin/kube-proxy'],
      size: 25_787_000,
    }),
  },
  {
    repository: 'registry.k8s.io/etcd',
    hasTag: (tag) => /^3\.\d+\.\d+-\d+$/.test(tag),
    contents: () => ({
      base: 'scratch',
      programs: ['/usr/local/bin/etcd', '/usr/local/bin/etcdctl', '/usr/local/bin/etcdutl'],
      cmd: ['/usr/local/bin/etcd'],
      size: 23_643_000,
    }),
  },
  ...['registry.k8s.io/coredns/coredns', 'docker.io/coredns/coredns'].map((repository): ImageDeclaration => ({
    repository,
    hasTag: tags({ versions: ['1'], v: repository.startsWith('registry') }),
    contents: () => ({ base: 'scratch', programs: ['/coredns'], entrypoint: ['/coredns'], size: 23_553_000 }),
  })),
  ...METALLB.map((name): ImageDeclaration => ({
    repository: `quay.io/metallb/${name}`,
    hasTag: (tag) => /^v0\.\d+\.\d+$/.test(tag) || tag === 'main',
    contents: () => ({ base: 'scratch', programs: [`/${name}`], entrypoint: [`/${name}`], size: 28_000_000 }),
  })),
  {
    repository: 'registry.k8s.io/pause',
    hasTag: (tag) => /^3\.\d+(\.\d+)?$/.test(tag) || tag === 'latest',
    contents: () => ({ base: 'scratch', programs: ['/pause'], entrypoint: ['/pause'], size: 320_448 }),
  },
  {
    repository: 'registry.k8s.io/e2e-test-images/agnhost',
    hasTag: tags({ versions: ['2'] }),
    contents: () => ({
      base: 'alpine',
      programs: ['/agnhost', 'dig', 'nslookup', 'host', 'curl', 'iperf'],
      entrypoint: ['/agnhost'],
      cmd: ['pause'],
      size: 53_030_000,
    }),
  },
  {
    repository: 'registry.k8s.io/e2e-test-images/nginx',
    hasTag: tags({ versions: ['1'], suffixes: ['-1', '-2', '-4'] }),
    contents: () => ({
      base: 'alpine',
      programs: ['/usr/sbin/nginx', '/docker-entrypoint.sh'],
      entrypoint: ['/docker-entrypoint.sh'],
      cmd: ['nginx', '-g', 'daemon off;'],
      stopSignal: 'SIGQUIT',
      size: 19_500_000,
    }),
  },
  {
    repository: 'registry.k8s.io/metrics-server/metrics-server',
    hasTag: tags({ versions: ['0'], v: true }),
    contents: () => ({
      base: 'scratch',
      programs: ['/metrics-server'],
      entrypoint: ['/metrics-server'],
      size: 22_500_000,
    }),
  },
  {
    repository: 'registry.k8s.io/ingress-nginx/kube-webhook-certgen',
    hasTag: tags({ versions: ['1', '20220916'], v: true }),
    contents: () => ({
      base: 'scratch',
      programs: ['/kube-webhook-certgen'],
      entrypoint: ['/kube-webhook-certgen'],
      size: 24_000_000,
    }),
  },
  {
    repository: 'registry.k8s.io/ingress-nginx/controller',
    hasTag: tags({ versions: ['1'], v: true }),
    contents: (tag) => ({
      base: 'alpine',
      programs: ['/nginx-ingress-controller', '/usr/bin/dumb-init', '/wait-shutdown', 'curl'],
      env: [['INGRESS_NGINX_VERSION', tag === 'latest' ? 'v1.14.1' : tag]],
      entrypoint: ['/usr/bin/dumb-init', '--'],
      cmd: ['/nginx-ingress-controller'],
      size: 120_000_000,
    }),
  },
  {
    repository: 'ghcr.io/nginx/nginx-gateway-fabric',
    hasTag: tags({ versions: ['1', '2'], words: ['edge'] }),
    contents: () => ({
      base: 'scratch',
      programs: ['/usr/bin/gateway'],
      entrypoint: ['/usr/bin/gateway'],
      user: 101,
      size: 31_000_000,
    }),
  },
  {
    repository: 'ghcr.io/nginx/nginx-gateway-fabric/nginx',
    hasTag: tags({ versions: ['2'], words: ['edge'] }),
    contents: () => ({
      base: 'alpine',
      programs: ['/usr/sbin/nginx', '/agent/entrypoint.sh', '/usr/bin/nginx-agent', 'curl', 'bash'],
      files: {
        '/etc/nginx/nginx.conf': GATEWAY_NGINX_CONF,
        '/etc/nginx/mime.types': NGINX_MIME,
        '/etc/nginx/grpc-error-pages.conf': GRPC_ERROR_PAGES,
        '/etc/nginx/grpc-error-locations.conf': GRPC_ERROR_LOCATIONS,
      },
      entrypoint: ['/agent/entrypoint.sh'],
      env: [['NGINX_VERSION', '1.29.4']],
      user: 101,
      size: 66_000_000,
    }),
  },
  ...['docker.io/flannel/flannel', 'ghcr.io/flannel-io/flannel'].map((repository): ImageDeclaration => ({
    repository,
    hasTag: tags({ versions: ['0'], v: true }),
    contents: () => ({
      base: 'alpine',
      programs: ['/opt/bin/flanneld', 'iptables', 'ip'],
      entrypoint: ['/opt/bin/flanneld'],
      size: 32_000_000,
    }),
  })),
  ...['docker.io/flannel/flannel-cni-plugin', 'ghcr.io/flannel-io/flannel-cni-plugin'].map(
    (repository): ImageDeclaration => ({
      repository,
      hasTag: (tag) => /^v1\.\d+\.\d+-flannel\d+$/.test(tag),
      contents: () => ({ base: 'alpine', programs: ['/flannel'], size: 4_900_000 }),
    }),
  ),
  ...CALICO.flatMap(({ name, programs, entrypoint, size }) =>
    ['docker.io/calico', 'quay.io/calico'].map((registry): ImageDeclaration => ({
      repository: `${registry}/${name}`,
      hasTag: tags({ versions: ['3'], v: true }),
      contents: () => ({ base: name === 'node' ? 'fedora' : 'scratch', programs, entrypoint: [entrypoint], size }),
    })),
  ),
  ...CILIUM.flatMap(({ name, programs, entrypoint, cmd, size, hasTag }) =>
    ['docker.io/cilium', 'quay.io/cilium'].map((registry): ImageDeclaration => ({
      repository: `${registry}/${name}`,
      hasTag,
      contents: () => ({ base: name === 'cilium' ? 'debian' : 'scratch', programs, entrypoint, cmd, size }),
    })),
  ),
  {
    repository: 'docker.io/weaveworks/weave-kube',
    hasTag: tags({ versions: ['2'], words: ['latest'] }),
    contents: () => ({
      base: 'alpine',
      programs: ['/home/weave/init.sh', '/home/weave/launch.sh', '/home/weave/weave', '/home/weave/weaver', 'iptables', 'ipset', 'conntrack', 'curl'], // prettier-ignore
      entrypoint: ['/home/weave/launch.sh'],
      size: 34_000_000,
    }),
  },
  {
    repository: 'docker.io/weaveworks/weave-npc',
    hasTag: tags({ versions: ['2'], words: ['latest'] }),
    contents: () => ({
      base: 'alpine',
      programs: ['/usr/bin/launch.sh', '/usr/bin/weave-npc', 'iptables', 'ipset'],
      entrypoint: ['/usr/bin/launch.sh'],
      size: 15_000_000,
    }),
  },
  {
    repository: 'docker.io/kindest/kindnetd',
    hasTag: () => true,
    contents: () => ({ base: 'debian', programs: ['/bin/kindnetd'], cmd: ['/bin/kindnetd'], size: 36_000_000 }),
  },
  {
    repository: 'docker.io/rancher/local-path-provisioner',
    hasTag: tags({ versions: ['0'], v: true }),
    contents: () => ({ base: 'alpine', programs: ['/usr/bin/local-path-provisioner'], entrypoint: ['/usr/bin/local-path-provisioner'], size: 17_000_000 }), // prettier-ignore
  },
];
