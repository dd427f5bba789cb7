import type { HostFileSystem } from '../../shell/files/host-file-system';
import type { ServerHello } from '../http/tls';
import { ownCertificate } from '../x509/own';
import { KernelError, strerror } from '../../kernel/errno';
import { readRequest } from '../http/server';
import { readSnapshot } from '../etcdctl/snapshot';
import type { DaemonPlace, DaemonProgram, DaemonStart } from './daemon';
import { startKubelet } from './kubelet';
import { klog } from './texts';
import { option } from './web';

/**
 * The programs a cluster consists of, as their node sees them: processes that listen on their ports. What they do with the API is the business of
 * the floor engine/kubernetes.
 */

interface Port {
  readonly port: number;
  readonly address?: string;
}

function ports(place: DaemonPlace, wanted: readonly Port[]): DaemonStart | number {
  try {
    return { listeners: wanted.map(({ port, address }) => place.listen(port, address)) };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    place.err(`${klog(place.world, 'E', 1, 'run.go:72')}"command failed" err="failed to create listener: failed to listen on ${wanted[0]?.address ?? '0.0.0.0'}:${wanted[0]?.port ?? 0}: listen tcp: bind: ${strerror(error.errno).toLowerCase()}"\n`); // prettier-ignore
    return 1;
  }
}

function number(place: DaemonPlace, name: string, otherwise: number): number {
  return Number(option(place.argv, name) ?? otherwise);
}

function serving(name: string, port: number, address: string): DaemonProgram {
  return {
    name,
    start: (place) => {
      const at = { port: number(place, 'secure-port', port), address: option(place.argv, 'bind-address') ?? address };
      const started = ports(place, [at]);
      if (typeof started !== 'number') {
        place.err(`${klog(place.world, 'I', 1, 'serving.go:392')}Generated self-signed cert in-memory\n`);
        place.err(
          `${klog(place.world, 'I', 1, 'secure_serving.go:211')}Serving securely on ${at.address === '::' ? '[::]' : at.address}:${at.port}\n`,
        );
      }
      return started;
    },
    talk: (input) => health(input, (path) => (HEALTH.has(path) ? undefined : FORBIDDEN(path))),
    // A certificate that it has made for itself.
    tls: ({ protocols }) => shown(ownCertificate('localhost'), protocols),
    stopStatus: 0,
  };
}

const HEALTH: ReadonlySet<string> = new Set(['/healthz', '/livez', '/readyz']);
const UNAUTHORIZED = [401, 'Unauthorized', 'Unauthorized'] as const;
const FORBIDDEN = (path: string): readonly [number, string, string] => [
  403,
  'Forbidden',
  `${JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: `forbidden: User "system:anonymous" cannot get path "${path}"`, reason: 'Forbidden', details: {}, code: 403 }, undefined, 2)}`, // prettier-ignore
];

/**
 * A component's own port, asked by somebody without a certificate: it says that it is well, and else that he may not ask. The handshake of TLS
 * comes before (tools/http/tls.ts); kubelets answer at 10248 without one.
 */
function health(
  input: string,
  refusal: (path: string) => readonly [status: number, reason: string, body: string] | undefined,
): ReturnType<NonNullable<DaemonProgram['talk']>> {
  const read = readRequest(input);
  if (read === undefined) return undefined;
  if (read === 'bad') return { answer: 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n400 Bad Request', used: input.length, close: true }; // prettier-ignore
  const [status, reason, body] = refusal(read.head.target.split('?')[0] ?? '') ?? [200, 'OK', 'ok'];
  const head = [`HTTP/1.1 ${status} ${reason}`, 'Content-Type: text/plain; charset=utf-8', 'X-Content-Type-Options: nosniff', `Content-Length: ${body.length}`]; // prettier-ignore
  return { answer: `${head.join('\r\n')}\r\n\r\n${body}`, used: read.length };
}

function shown(chain: string, protocols: readonly string[] = []): Omit<ServerHello, 'version'> {
  const protocol = protocols.find((each) => each === 'h2' || each === 'http/1.1');
  return { chain, ...(protocol !== undefined && { protocol }) };
}

function fileText(files: HostFileSystem, path: string): string {
  const content = files.isFile(path) ? files.read(path) : '';
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

/** The ports in URLs such as https://127.0.0.1:2379,https://192.168.1.10:2379. */
function urlPorts(urls: string): readonly Port[] {
  return urls.split(',').flatMap((url) => {
    const match = /^https?:\/\/(\[[^\]]+\]|[^:/]+):(\d+)/.exec(url);
    return match ? [{ port: Number(match[2]), address: (match[1] ?? '').replace(/[[\]]/g, '') }] : [];
  });
}

export const kubeApiserver: DaemonProgram = {
  name: 'kube-apiserver',
  start: (place) => ports(place, [{ port: number(place, 'secure-port', 6443) }]),
  // The floor above answers requests.
  wake: (world, service, state) => world.clusterBehaviour?.wakeApiServer?.(world, service, state),
  stopStatus: 0,
};

export const kubeControllerManager = serving('kube-controller-manager', 10257, '127.0.0.1');
export const kubeScheduler = serving('kube-scheduler', 10259, '127.0.0.1');

/** A snapshot that lies in its directory since `snapshot restore` becomes the store; from then on the directory is the living one. */
function takeRestored({ world, files, argv }: DaemonPlace): void {
  const path = `${option(argv, 'data-dir') ?? 'default.etcd'}/member/snap/db`;
  if (!files.isFile(path)) return;
  const text = files.read(path);
  const snapshot = typeof text === 'string' ? readSnapshot(text) : undefined;
  if (!snapshot) return;
  files.write(path, '');
  world.clusterBehaviour?.restoreObjects?.(world, snapshot.objects);
}

export const etcd: DaemonProgram = {
  name: 'etcd',
  start: (place) => {
    takeRestored(place);
    return ports(place, [
      ...urlPorts(option(place.argv, 'listen-peer-urls') ?? 'http://127.0.0.1:2380'),
      ...urlPorts(option(place.argv, 'listen-client-urls') ?? 'http://127.0.0.1:2379'),
      ...urlPorts(option(place.argv, 'listen-metrics-urls') ?? ''),
    ]);
  },
  tls: ({ protocols }, port, { files, argv }) =>
    port === 2381 ? undefined : shown(fileText(files, option(argv, 'cert-file') ?? ''), protocols),
  // Its port of metrics is plain HTTP.
  http: ({ target }) => {
    const found = ['/livez', '/readyz', '/health'].includes(target);
    const body = target === '/health' ? '{"health":"true","reason":""}' : found ? 'ok\n' : '404 page not found\n';
    return { status: found ? 200 : 404, reason: found ? 'OK' : 'Not Found', headers: [['Content-Length', String(body.length)], ['Content-Type', 'text/plain; charset=utf-8']], body }; // prettier-ignore
  },
  stopStatus: 0,
};

/** A program whose behaviour is that of the floor above (World.clusterBehaviour). */
function ofCluster(name: string): DaemonProgram {
  return {
    name,
    start: (place) => place.world.clusterBehaviour?.daemon?.(name)?.start(place.world, place) ?? {},
    wake: (world, service, state) => world.clusterBehaviour?.daemon?.(name)?.wake(world, service, state),
    stop: (place) => place.world.clusterBehaviour?.daemon?.(name)?.stop?.(place.world, place),
    stopStatus: 0,
  };
}

export const coredns = ofCluster('coredns');

export const pause: DaemonProgram = { name: 'pause', start: () => ({}), stopStatus: 0 };
/** Controllers and agents of add-ons, which run and do what the floor above says. */
export const quiet: DaemonProgram = { name: 'agent', start: () => ({}), stopStatus: 0 };

/** A program that does its work, which is the floor above's, and ends. */
export const once: DaemonProgram = { name: 'once', start: () => 0 };

/** What a node itself runs under systemd. */
export const kubelet: DaemonProgram = {
  name: 'kubelet',
  start: startKubelet,
  talk: (input) => health(input, (path) => (path === '/healthz' ? undefined : UNAUTHORIZED)),
  tls: ({ protocols }, port, { files }) => (port === 10250 ? shown(fileText(files, '/var/lib/kubelet/pki/kubelet.crt'), protocols) : undefined), // prettier-ignore
  stopStatus: 0,
};
export const containerd: DaemonProgram = {
  name: 'containerd',
  start: (place) => ports(place, [{ port: 0, address: '127.0.0.1' }]),
  stopStatus: 0,
};
export const sshd: DaemonProgram = { name: 'sshd', start: (place) => ports(place, [{ port: 22 }]), stopStatus: 0 };
