import type { NodeValues } from './values';

/**
 * The static Pods of a control plane as `kubeadm init` writes them (cmd/kubeadm/app/phases/controlplane/manifests.go and etcd/local.go, kubeadm v1.35):
 * flags sorted by name, probes, volumes.
 */
export function staticPodManifests(values: NodeValues): Readonly<Record<string, string>> {
  return {
    'etcd.yaml': etcd(values),
    'kube-apiserver.yaml': apiserver(values),
    'kube-controller-manager.yaml': controllerManager(values),
    'kube-scheduler.yaml': scheduler(values),
  };
}

interface Probe {
  readonly path: string;
  readonly port: string;
  readonly host: string;
  readonly scheme: 'HTTP' | 'HTTPS';
}

interface Volume {
  readonly name: string;
  readonly path: string;
  readonly type: 'DirectoryOrCreate' | 'FileOrCreate';
  readonly readOnly: boolean;
}

interface Component {
  readonly name: string;
  readonly image: string;
  readonly annotation?: string;
  readonly command: readonly string[];
  readonly cpu: string;
  readonly memory?: string;
  readonly port?: readonly [name: string, port: number];
  readonly liveness: Probe;
  readonly readiness?: Probe;
  readonly startup: Probe;
  readonly volumes: readonly Volume[];
}

function probe(name: string, { path, port, host, scheme }: Probe, timing: readonly string[]): string {
  return `    ${name}:
      failureThreshold: ${timing[0] ?? '8'}
      httpGet:
        host: ${host}
        path: ${path}
        port: ${port}
        scheme: ${scheme}
${timing.slice(1).map((line) => `      ${line}\n`).join('')}`; // prettier-ignore
}

function manifest({
  name,
  image,
  annotation,
  command,
  cpu,
  memory,
  port,
  liveness,
  readiness,
  startup,
  volumes,
}: Component): string {
  const mounts = volumes.map(({ name: volume, path, readOnly }) => `    - mountPath: ${path}\n      name: ${volume}\n${readOnly ? '      readOnly: true\n' : ''}`); // prettier-ignore
  const byName = [...volumes].sort((a, b) => (a.name < b.name ? -1 : 1));
  const hostPaths = byName.map(({ name: volume, path, type }) => `  - hostPath:\n      path: ${path}\n      type: ${type}\n    name: ${volume}\n`); // prettier-ignore
  return `apiVersion: v1
kind: Pod
metadata:
${annotation === undefined ? '' : `  annotations:\n    ${annotation}\n`}  labels:
    component: ${name}
    tier: control-plane
  name: ${name}
  namespace: kube-system
spec:
  containers:
  - command:
${command.map((word) => `    - ${word}\n`).join('')}    image: ${image}
    imagePullPolicy: IfNotPresent
${probe('livenessProbe', liveness, ['8', 'initialDelaySeconds: 10', 'periodSeconds: 10', 'timeoutSeconds: 15'])}    name: ${name}
${port ? `    ports:\n    - containerPort: ${port[1]}\n      name: ${port[0]}\n      protocol: TCP\n` : ''}${readiness ? probe('readinessProbe', readiness, ['3', 'periodSeconds: 1', 'timeoutSeconds: 15']) : ''}    resources:
      requests:
        cpu: ${cpu}
${memory === undefined ? '' : `        memory: ${memory}\n`}${probe('startupProbe', startup, ['24', 'initialDelaySeconds: 10', 'periodSeconds: 10', 'timeoutSeconds: 15'])}    volumeMounts:
${mounts.join('')}  hostNetwork: true
  priority: 2000001000
  priorityClassName: system-node-critical
  securityContext:
    seccompProfile:
      type: RuntimeDefault
  volumes:
${hostPaths.join('')}status: {}
`;
}

const PKI = '/etc/kubernetes/pki';

/** Certificates of the machine that API server and controller manager trust; those that Debian has. */
const CA_VOLUMES: readonly Volume[] = [
  { name: 'ca-certs', path: '/etc/ssl/certs', type: 'DirectoryOrCreate', readOnly: true },
  { name: 'etc-ca-certificates', path: '/etc/ca-certificates', type: 'DirectoryOrCreate', readOnly: true },
  { name: 'k8s-certs', path: PKI, type: 'DirectoryOrCreate', readOnly: true },
  { name: 'usr-local-share-ca-certificates', path: '/usr/local/share/ca-certificates', type: 'DirectoryOrCreate', readOnly: true }, // prettier-ignore
  { name: 'usr-share-ca-certificates', path: '/usr/share/ca-certificates', type: 'DirectoryOrCreate', readOnly: true },
];

function apiserver({ address, version, serviceCidr, dnsDomain }: NodeValues): string {
  const at = (path: string): Probe => ({ path, port: 'probe-port', host: address, scheme: 'HTTPS' });
  return manifest({
    name: 'kube-apiserver',
    annotation: `kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint: ${address}:6443`,
    image: `registry.k8s.io/kube-apiserver:${version}`,
    command: [
      'kube-apiserver',
      `--advertise-address=${address}`,
      '--allow-privileged=true',
      '--authorization-mode=Node,RBAC',
      `--client-ca-file=${PKI}/ca.crt`,
      '--enable-admission-plugins=NodeRestriction',
      '--enable-bootstrap-token-auth=true',
      `--etcd-cafile=${PKI}/etcd/ca.crt`,
      `--etcd-certfile=${PKI}/apiserver-etcd-client.crt`,
      `--etcd-keyfile=${PKI}/apiserver-etcd-client.key`,
      '--etcd-servers=https://127.0.0.1:2379',
      `--kubelet-client-certificate=${PKI}/apiserver-kubelet-client.crt`,
      `--kubelet-client-key=${PKI}/apiserver-kubelet-client.key`,
      '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
      `--proxy-client-cert-file=${PKI}/front-proxy-client.crt`,
      `--proxy-client-key-file=${PKI}/front-proxy-client.key`,
      '--requestheader-allowed-names=front-proxy-client',
      `--requestheader-client-ca-file=${PKI}/front-proxy-ca.crt`,
      '--requestheader-extra-headers-prefix=X-Remote-Extra-',
      '--requestheader-group-headers=X-Remote-Group',
      '--requestheader-username-headers=X-Remote-User',
      '--secure-port=6443',
      `--service-account-issuer=https://kubernetes.default.svc.${dnsDomain}`,
      `--service-account-key-file=${PKI}/sa.pub`,
      `--service-account-signing-key-file=${PKI}/sa.key`,
      `--service-cluster-ip-range=${serviceCidr}`,
      `--tls-cert-file=${PKI}/apiserver.crt`,
      `--tls-private-key-file=${PKI}/apiserver.key`,
    ],
    cpu: '250m',
    port: ['probe-port', 6443],
    liveness: at('/livez'),
    readiness: at('/readyz'),
    startup: at('/livez'),
    volumes: CA_VOLUMES,
  });
}

function controllerManager({ version, podCidr, serviceCidr, clusterName }: NodeValues): string {
  const conf = '/etc/kubernetes/controller-manager.conf';
  const at: Probe = { path: '/healthz', port: 'probe-port', host: '127.0.0.1', scheme: 'HTTPS' };
  const [certs, ca, k8s, ...shared] = CA_VOLUMES;
  const volumes = [certs, ca, { name: 'flexvolume-dir', path: '/usr/libexec/kubernetes/kubelet-plugins/volume/exec', type: 'DirectoryOrCreate', readOnly: false } as const, k8s, { name: 'kubeconfig', path: conf, type: 'FileOrCreate', readOnly: true } as const, ...shared]; // prettier-ignore
  return manifest({
    name: 'kube-controller-manager',
    image: `registry.k8s.io/kube-controller-manager:${version}`,
    command: [
      'kube-controller-manager',
      ...(podCidr === '' ? [] : ['--allocate-node-cidrs=true']),
      `--authentication-kubeconfig=${conf}`,
      `--authorization-kubeconfig=${conf}`,
      '--bind-address=127.0.0.1',
      `--client-ca-file=${PKI}/ca.crt`,
      ...(podCidr === '' ? [] : [`--cluster-cidr=${podCidr}`]),
      `--cluster-name=${clusterName}`,
      `--cluster-signing-cert-file=${PKI}/ca.crt`,
      `--cluster-signing-key-file=${PKI}/ca.key`,
      '--controllers=*,bootstrapsigner,tokencleaner',
      `--kubeconfig=${conf}`,
      '--leader-elect=true',
      `--requestheader-client-ca-file=${PKI}/front-proxy-ca.crt`,
      `--root-ca-file=${PKI}/ca.crt`,
      `--service-account-private-key-file=${PKI}/sa.key`,
      ...(podCidr === '' ? [] : [`--service-cluster-ip-range=${serviceCidr}`]),
      '--use-service-account-credentials=true',
    ],
    cpu: '200m',
    port: ['probe-port', 10257],
    liveness: at,
    startup: at,
    volumes: volumes.filter((volume) => volume !== undefined),
  });
}

function scheduler({ version }: NodeValues): string {
  const conf = '/etc/kubernetes/scheduler.conf';
  const at = (path: string): Probe => ({ path, port: 'probe-port', host: '127.0.0.1', scheme: 'HTTPS' });
  return manifest({
    name: 'kube-scheduler',
    image: `registry.k8s.io/kube-scheduler:${version}`,
    command: [
      'kube-scheduler',
      `--authentication-kubeconfig=${conf}`,
      `--authorization-kubeconfig=${conf}`,
      '--bind-address=127.0.0.1',
      `--kubeconfig=${conf}`,
      '--leader-elect=true',
    ],
    cpu: '100m',
    port: ['probe-port', 10259],
    liveness: at('/livez'),
    readiness: at('/readyz'),
    startup: at('/livez'),
    volumes: [{ name: 'kubeconfig', path: conf, type: 'FileOrCreate', readOnly: true }],
  });
}

function etcd({ node, address, etcdImage }: NodeValues): string {
  const at = (path: string): Probe => ({ path, port: 'probe-port', host: '127.0.0.1', scheme: 'HTTP' });
  return manifest({
    name: 'etcd',
    annotation: `kubeadm.kubernetes.io/etcd.advertise-client-urls: https://${address}:2379`,
    image: etcdImage,
    command: [
      'etcd',
      `--advertise-client-urls=https://${address}:2379`,
      `--cert-file=${PKI}/etcd/server.crt`,
      '--client-cert-auth=true',
      '--data-dir=/var/lib/etcd',
      '--feature-gates=InitialCorruptCheck=true',
      `--initial-advertise-peer-urls=https://${address}:2380`,
      `--initial-cluster=${node}=https://${address}:2380`,
      `--key-file=${PKI}/etcd/server.key`,
      `--listen-client-urls=https://127.0.0.1:2379,https://${address}:2379`,
      '--listen-metrics-urls=http://127.0.0.1:2381',
      `--listen-peer-urls=https://${address}:2380`,
      `--name=${node}`,
      `--peer-cert-file=${PKI}/etcd/peer.crt`,
      '--peer-client-cert-auth=true',
      `--peer-key-file=${PKI}/etcd/peer.key`,
      `--peer-trusted-ca-file=${PKI}/etcd/ca.crt`,
      '--snapshot-count=10000',
      `--trusted-ca-file=${PKI}/etcd/ca.crt`,
      '--watch-progress-notify-interval=5s',
    ],
    cpu: '100m',
    memory: '100Mi',
    port: ['probe-port', 2381],
    liveness: at('/livez'),
    readiness: at('/readyz'),
    startup: at('/readyz'),
    volumes: [
      { name: 'etcd-data', path: '/var/lib/etcd', type: 'DirectoryOrCreate', readOnly: false },
      { name: 'etcd-certs', path: `${PKI}/etcd`, type: 'DirectoryOrCreate', readOnly: false },
    ],
  });
}
