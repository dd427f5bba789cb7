import { phaseFailed, type Call } from './call';

/** What preflight checks find on this host (cmd/kubeadm/app/preflight/checks.go). */
export type Problem = readonly [check: string, message: string];

/** Ports that somebody listens on. */
export function portsInUse({ process }: Call, ports: readonly number[]): readonly Problem[] {
  const used = new Set<number>();
  for (const socket of process.world.sockets.values())
    if (socket.netns === process.netns && socket.type === 'tcp' && socket.state === 'LISTEN') used.add(socket.port);
  return ports.filter((port) => used.has(port)).map((port) => [`Port-${port}`, `Port ${port} is in use`]);
}

export function filesThere({ process }: Call, paths: readonly string[]): readonly Problem[] {
  return paths
    .filter((path) => process.files.exists(path))
    .map((path) => [`FileAvailable-${path.replaceAll('/', '-')}`, `${path} already exists`]);
}

export function notEmpty({ process }: Call, path: string): readonly Problem[] {
  const full = process.files.isDirectory(path) && process.files.list(path).length > 0;
  return full ? [[`DirAvailable-${path.replaceAll('/', '-')}`, `${path} is not empty`]] : [];
}

export function forwarding({ process }: Call): readonly Problem[] {
  const path = '/proc/sys/net/ipv4/ip_forward';
  return process.files.read(path).trim() === '1' ? [] : [['FileContent--proc-sys-net-ipv4-ip_forward', `${path} contents are not set to 1`]]; // prettier-ignore
}

export function runtime({ process }: Call): readonly Problem[] {
  const unit = process.world.systems.get(process.host)?.units.get('containerd.service');
  if (process.world.nodes.has(process.host) && unit?.active === 'active') return [];
  return [['CRI', 'could not connect to the container runtime: failed to create new CRI runtime service: validate service connection: validate CRI v1 runtime API for endpoint "unix:///var/run/containerd/containerd.sock": rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /var/run/containerd/containerd.sock: connect: no such file or directory"']]; // prettier-ignore
}

/** Warns of, or throws, what was found. */
export function judge({ process, options }: Call, problems: readonly Problem[]): void {
  const ignored = new Set((options.get('ignore-preflight-errors') ?? '').toLowerCase().split(','));
  const ignores = (check: string): boolean => ignored.has('all') || ignored.has(check.toLowerCase());
  for (const [check, message] of problems) if (ignores(check)) process.err(`\t[WARNING ${check}]: ${message}\n`);
  const fatal = problems.filter(([check]) => !ignores(check));
  if (fatal.length === 0) return;
  const lines = fatal.map(([check, message]) => `\t[ERROR ${check}]: ${message}\n`).join('');
  throw phaseFailed(
    'preflight',
    `[preflight] Some fatal errors occurred:\n${lines}[preflight] If you know what you are doing, you can make a check non-fatal with \`--ignore-preflight-errors=...\``,
    2,
  );
}
