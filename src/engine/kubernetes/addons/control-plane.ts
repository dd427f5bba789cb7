import { IMAGES } from './versions';

/** The manifests that kubeadm writes for the control plane (cmd/kubeadm/app/phases/controlplane, phases/etcd). */

export interface ControlPlaneSettings {
  readonly node: string;
  readonly address: string;
  readonly podCIDR: string;
  readonly serviceCIDR: string;
}

interface ProbeText {
  readonly kind: 'livenessProbe' | 'readinessProbe' | 'startupProbe';
  readonly threshold: number;
  readonly path: string;
  readonly host: string;
  readonly scheme: 'HTTP' | 'HTTPS';
  readonly delay?: number;
  readonly period: number;
}

interface HostVolume {
  readonly name: string;
  readonly path: string;
  readonly type: 'DirectoryOrCreate' | 'FileOrCreate';
  readonly readOnly: boolean;
}

interface ComponentText {
  readonly name: string;
  readonly annotations?: readonly (readonly [string, string])[];
  readonly command: readonly string[];
  readonly image: string;
  readonly port: number;
  readonly requests: readonly string[];
  readonly probes: readonly ProbeText[];
  readonly volumes: readonly HostVolume[];
}

function manifest({ name, annotations = [], command, image, port, requests, probes, volumes }: ComponentText): string {
  const list = [...volumes].sort((a, b) => (a.name < b.name ? -1 : 1));
  const probe = (kind: ProbeText['kind']): string =>
    probes
      .filter((each) => each.kind === kind)
      .map(probeText)
      .join('');
  const annotation = annotations.map(([key, value]) => `    ${key}: ${value}\n`).join('');
  return `apiVersion: v1
kind: Pod
metadata:
${annotation === '' ? '' : `  annotations:\n${annotation}`}  labels:
    component: ${name}
    tier: control-plane
  name: ${name}
  namespace: kube-system
spec:
  containers:
  - command:
${command.map((word) => `    - ${word}\n`).join('')}    image: ${image}
    imagePullPolicy: IfNotPresent
${probe('livenessProbe')}    name: ${name}
    ports:
    - containerPort: ${port}
      name: probe-port
      protocol: TCP
${probe('readinessProbe')}    resources:
      requests:
${requests.map((request) => `        ${request}\n`).join('')}${probe('startupProbe')}    volumeMounts:
${list.map((volume) => `    - mountPath: ${volume.path}\n      name: ${volume.name}\n${volume.readOnly ? '      readOnly: true\n' : ''}`).join('')}  hostNetwork: true
  priority: 2000001000
  priorityClassName: system-node-critical
  securityContext:
    seccompProfile:
      type: RuntimeDefault
  volumes:
${list.map((volume) => `  - hostPath:\n      path: ${volume.path}\n      type: ${volume.type}\n    name: ${volume.name}\n`).join('')}status: {}
`;
}

function probeText({ kind, threshold, path, host, scheme, delay, period }: ProbeText): string {
  return `    ${kind}:
      failureThreshold: ${threshold}
      httpGet:
        host: ${host}
        path: ${path}
        port: probe-port
        scheme: ${scheme}
${delay === undefined ? '' : `      initialDelaySeconds: ${delay}\n`}      periodSeconds: ${period}
      timeoutSeconds: 15
`;
}

function probes(host: string, scheme: 'HTTP' | 'HTTPS', live: string, ready: string): readonly ProbeText[] {
  return [
    { kind: 'livenessProbe', threshold: 8, path: live, host, scheme, delay: 10, period: 10 },
    { kind: 'readinessProbe', threshold: 3, path: ready, host, scheme, period: 1 },
    { kind: 'startupProbe', threshold: 24, path: live, host, scheme, delay: 10, period: 10 },
  ];
}

const CERTIFICATES: readonly HostVolume[] = [
  { name: 'ca-certs', path: '/etc/ssl/certs', type: 'DirectoryOrCreate', readOnly: true },
  { name: 'etc-ca-certificates', path: '/etc/ca-certificates', type: 'DirectoryOrCreate', readOnly: true },
  { name: 'k8s-certs', path: '/etc/kubernetes/pki', type: 'DirectoryOrCreate', readOnly: true },
  { name: 'usr-local-share-ca-certificates', path: '/usr/local/share/ca-certificates', type: 'DirectoryOrCreate', readOnly: true }, // prettier-ignore
  { name: 'usr-share-ca-certificates', path: '/usr/share/ca-certificates', type: 'DirectoryOrCreate', readOnly: true },
];

/** Files under /etc/kubernetes/manifests. */
export function controlPlaneManifests({
  node,
  address,
  podCIDR,
  serviceCIDR,
}: ControlPlaneSettings): Readonly<Record<string, string>> {
  const etcd = manifest({
    name: 'etcd',
    annotations: [['kubeadm.kubernetes.io/etcd.advertise-client-urls', `https://${address}:2379`]],
    command: [
      'etcd',
      `--advertise-client-urls=https://${address}:2379`,
      '--cert-file=/etc/kubernetes/pki/etcd/server.crt',
      '--client-cert-auth=true',
      '--data-dir=/var/lib/etcd',
      '--feature-gates=InitialCorruptCheck=true',
      `--initial-advertise-peer-urls=https://${address}:2380`,
      `--initial-cluster=${node}=https://${address}:2380`,
      '--key-file=/etc/kubernetes/pki/etcd/server.key',
      `--listen-client-urls=https://127.0.0.1:2379,https://${address}:2379`,
      '--listen-metrics-urls=http://127.0.0.1:2381',
      `--listen-peer-urls=https://${address}:2380`,
      `--name=${node}`,
      '--peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt',
      '--peer-client-cert-auth=true',
      '--peer-key-file=/etc/kubernetes/pki/etcd/peer.key',
      '--peer-trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt',
      '--snapshot-count=10000',
      '--trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt',
      '--watch-progress-notify-interval=5s',
    ],
    image: IMAGES.etcd,
    port: 2381,
    requests: ['cpu: 100m', 'memory: 100Mi'],
    probes: probes('127.0.0.1', 'HTTP', '/livez', '/readyz').map((each) => ({
      ...each,
      path: each.kind === 'startupProbe' ? '/readyz' : each.path,
    })),
    volumes: [
      { name: 'etcd-certs', path: '/etc/kubernetes/pki/etcd', type: 'DirectoryOrCreate', readOnly: false },
      { name: 'etcd-data', path: '/var/lib/etcd', type: 'DirectoryOrCreate', readOnly: false },
    ],
  });
  const apiserver = manifest({
    name: 'kube-apiserver',
    annotations: [['kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint', `${address}:6443`]],
    command: [
      'kube-apiserver',
      `--advertise-address=${address}`,
      '--allow-privileged=true',
      '--authorization-mode=Node,RBAC',
      '--client-ca-file=/etc/kubernetes/pki/ca.crt',
      '--enable-admission-plugins=NodeRestriction',
      '--enable-bootstrap-token-auth=true',
      '--etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt',
      '--etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt',
      '--etcd-keyfile=/etc/kubernetes/pki/apiserver-etcd-client.key',
      '--etcd-servers=https://127.0.0.1:2379',
      '--kubelet-client-certificate=/etc/kubernetes/pki/apiserver-kubelet-client.crt',
      '--kubelet-client-key=/etc/kubernetes/pki/apiserver-kubelet-client.key',
      '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
      '--proxy-client-cert-file=/etc/kubernetes/pki/front-proxy-client.crt',
      '--proxy-client-key-file=/etc/kubernetes/pki/front-proxy-client.key',
      '--requestheader-allowed-names=front-proxy-client',
      '--requestheader-client-ca-file=/etc/kubernetes/pki/front-proxy-ca.crt',
      '--requestheader-extra-headers-prefix=X-Remote-Extra-',
      '--requestheader-group-headers=X-Remote-Group',
      '--requestheader-username-headers=X-Remote-User',
      '--secure-port=6443',
      '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
      '--service-account-key-file=/etc/kubernetes/pki/sa.pub',
      '--service-account-signing-key-file=/etc/kubernetes/pki/sa.key',
      `--service-cluster-ip-range=${serviceCIDR}`,
      '--tls-cert-file=/etc/kubernetes/pki/apiserver.crt',
      '--tls-private-key-file=/etc/kubernetes/pki/apiserver.key',
    ],
    image: IMAGES.apiserver,
    port: 6443,
    requests: ['cpu: 250m'],
    probes: probes(address, 'HTTPS', '/livez', '/readyz'),
    volumes: CERTIFICATES,
  });
  const controllerManager = manifest({
    name: 'kube-controller-manager',
    command: [
      'kube-controller-manager',
      '--allocate-node-cidrs=true',
      '--authentication-kubeconfig=/etc/kubernetes/controller-manager.conf',
      '--authorization-kubeconfig=/etc/kubernetes/controller-manager.conf',
      '--bind-address=127.0.0.1',
      '--client-ca-file=/etc/kubernetes/pki/ca.crt',
      `--cluster-cidr=${podCIDR}`,
      '--cluster-name=kubernetes',
      '--cluster-signing-cert-file=/etc/kubernetes/pki/ca.crt',
      '--cluster-signing-key-file=/etc/kubernetes/pki/ca.key',
      '--controllers=*,bootstrapsigner,tokencleaner',
      '--kubeconfig=/etc/kubernetes/controller-manager.conf',
      '--leader-elect=true',
      '--requestheader-client-ca-file=/etc/kubernetes/pki/front-proxy-ca.crt',
      '--root-ca-file=/etc/kubernetes/pki/ca.crt',
      '--service-account-private-key-file=/etc/kubernetes/pki/sa.key',
      `--service-cluster-ip-range=${serviceCIDR}`,
      '--use-service-account-credentials=true',
    ],
    image: IMAGES.controllerManager,
    port: 10257,
    requests: ['cpu: 200m'],
    probes: probes('127.0.0.1', 'HTTPS', '/healthz', '/healthz').filter(({ kind }) => kind !== 'readinessProbe'),
    volumes: [
      ...CERTIFICATES,
      {
        name: 'flexvolume-dir',
        path: '/usr/libexec/kubernetes/kubelet-plugins/volume/exec',
        type: 'DirectoryOrCreate',
        readOnly: false,
      },
      { name: 'kubeconfig', path: '/etc/kubernetes/controller-manager.conf', type: 'FileOrCreate', readOnly: true },
    ],
  });
  const scheduler = manifest({
    name: 'kube-scheduler',
    command: [
      'kube-scheduler',
      '--authentication-kubeconfig=/etc/kubernetes/scheduler.conf',
      '--authorization-kubeconfig=/etc/kubernetes/scheduler.conf',
      '--bind-address=127.0.0.1',
      '--kubeconfig=/etc/kubernetes/scheduler.conf',
      '--leader-elect=true',
    ],
    image: IMAGES.scheduler,
    port: 10259,
    requests: ['cpu: 100m'],
    probes: probes('127.0.0.1', 'HTTPS', '/livez', '/readyz'),
    volumes: [{ name: 'kubeconfig', path: '/etc/kubernetes/scheduler.conf', type: 'FileOrCreate', readOnly: true }],
  });
  return {
    'etcd.yaml': etcd,
    'kube-apiserver.yaml': apiserver,
    'kube-controller-manager.yaml': controllerManager,
    'kube-scheduler.yaml': scheduler,
  };
}
