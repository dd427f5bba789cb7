import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** The node's root file system, made once. */
const IMAGE = path.resolve(import.meta.dirname, '../../.cache/kind-node/node.tar');
const PACKAGES = 'iproute2,iputils-ping,iptables,procps';
const NAME = 'kind-control-plane';

/** Why no container can be made here, or undefined when one can. */
export function whyNoKindNode(): string | undefined {
  if (process.platform !== 'linux') return `needs Linux, this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'needs root, to run dockerd';
  const wanted = ['dockerd', 'docker', 'unshare', ...(existsSync(IMAGE) ? [] : ['mmdebstrap'])];
  const missing = wanted.filter((tool) => spawnSync('which', [tool], { stdio: 'ignore' }).status !== 0);
  return missing.length === 0 ? undefined : `needs ${missing.join(', ')} (Debian: docker.io mmdebstrap)`;
}

export interface KindNode {
  readonly name: string;
  /** The environment in which `docker` reaches the node. */
  readonly env: Readonly<Record<string, string | undefined>>;
  stop(): Promise<void>;
}

/**
 * A container that is reached as a kind node is, on a docker daemon of its own: both live in network and mount namespaces made for them, so
 * that neither the machine's interfaces and firewall nor a docker that is already there are touched. No image is pulled.
 */
export async function startKindNode(): Promise<KindNode> {
  await buildImage();
  const folder = mkdtempSync(path.join(tmpdir(), 'cka-net-docker-'));
  const socket = `unix://${path.join(folder, 'docker.sock')}`;
  const log = openSync(path.join(folder, 'dockerd.log'), 'w');
  const roots = ['--data-root', path.join(folder, 'data'), '--exec-root', path.join(folder, 'exec')];
  const daemon = spawn(
    'unshare',
    ['-n', '-m', 'dockerd', ...roots, '--pidfile', path.join(folder, 'dockerd.pid'), '-H', socket],
    { stdio: ['ignore', log, log], detached: true },
  );
  const env = { ...process.env, DOCKER_HOST: socket };
  const docker = async (...args: string[]): Promise<string> => (await run('docker', args, { env })).stdout;
  const node: KindNode = { name: NAME, env, stop: () => stop(daemon, folder, docker) };
  try {
    await untilReady(docker, daemon);
    await docker('import', IMAGE, 'cka-net-kind-node');
    await docker('network', 'create', 'kind');
    const labels = ['--label', 'io.x-k8s.kind.cluster=kind'];
    await docker(
      ...['run', '-d', '--cap-add', 'NET_ADMIN', '--network', 'kind', '--name', NAME, '--hostname', NAME, ...labels],
      ...['cka-net-kind-node', 'sleep', 'infinity'],
    );
    return node;
  } catch (error) {
    const said = readFileSync(path.join(folder, 'dockerd.log'), 'utf8').split('\n').slice(-15).join('\n');
    await node.stop();
    throw new Error(`The container could not be made: ${String(error)}\ndockerd said last:\n${said}`);
  }
}

async function buildImage(): Promise<void> {
  if (existsSync(IMAGE)) return;
  mkdirSync(path.dirname(IMAGE), { recursive: true });
  const partial = `${IMAGE}.${process.pid}.tar`;
  await run('mmdebstrap', ['--variant=essential', `--include=${PACKAGES}`, 'bookworm', partial], {
    maxBuffer: 64 * 1024 * 1024,
  });
  renameSync(partial, IMAGE);
}

async function untilReady(docker: (...args: string[]) => Promise<string>, daemon: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    if (daemon.exitCode !== null) throw new Error(`dockerd ended with status ${daemon.exitCode}`);
    const answered = await docker('info').then(
      () => true,
      () => false,
    );
    if (answered) return;
    await delay(200);
  }
  throw new Error('dockerd did not answer for 30 s');
}

async function stop(
  daemon: ChildProcess,
  folder: string,
  docker: (...args: string[]) => Promise<string>,
): Promise<void> {
  await docker('rm', '-f', NAME).catch(() => undefined);
  const gone = new Promise<void>((resolve) => {
    if (daemon.exitCode !== null || daemon.signalCode !== null) resolve();
    else daemon.once('exit', () => resolve());
  });
  daemon.kill('SIGTERM');
  await Promise.race([gone, delay(15_000)]);
  if (daemon.pid !== undefined && daemon.exitCode === null && daemon.signalCode === null) {
    process.kill(-daemon.pid, 'SIGKILL');
    await gone;
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
