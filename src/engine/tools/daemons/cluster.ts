import type { HostFileSystem } from '../../shell/files/host-file-system';
import { LAB_EPOCH_MS } from '../../kernel/clock';
import { KernelError, strerror } from '../../kernel/errno';
import type { World } from '../../kernel/world';
import { readSnapshot } from '../etcdctl/snapshot';
import type { DaemonPlace, DaemonProgram, DaemonStart } from './daemon';
import { health, shown, UNAUTHORIZED } from './health';
import { startKubelet } from './kubelet';
import { klog } from './texts';
import { answerGrpc, healthServer } from '../grpc/server';
import { option } from './options';

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

/** A line of etcd's log, which is JSON by zap. */
function etcdLine(
  world: World,
  level: string,
  caller: string,
  msg: string,
  more: Readonly<Record<string, string>>,
): string {
  const ts = new Date(LAB_EPOCH_MS + Math.floor(world.nowUs / 1000)).toISOString();
  return JSON.stringify({ level, ts, caller, msg, ...more });
}

export const etcd: DaemonProgram = {
  name: 'etcd',
  start: (place) => {
    for (const flag of [
      'cert-file',
      'key-file',
      'trusted-ca-file',
      'peer-cert-file',
      'peer-key-file',
      'peer-trusted-ca-file',
    ]) {
      const path = option(place.argv, flag);
      if (path === undefined || place.files.isFile(path)) continue;
      place.err(`${etcdLine(place.world, 'fatal', 'etcdmain/etcd.go:183', 'discovery failed', { error: `open ${path}: no such file or directory` })}\n`); // prettier-ignore
      return 1;
    }
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
  http2: () => true,
  http: (request) => {
    const { target } = request;
    if (request.stream !== undefined)
      return answerGrpc(
        healthServer(() => 'SERVING'),
        request,
      );
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
