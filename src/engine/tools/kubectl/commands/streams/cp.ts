import { KernelError, strerror } from '../../../../kernel/errno';
import { HostFileSystem } from '../../../../shell/files/host-file-system';
import { nameOf, parentOf, resolvePath } from '../../../../shell/files/path';
import { CommandError } from '../../errors/errors';
import type { Invocation } from '../../invocation';
import { textAt, type ApiObject, type Json } from '../../json/types';
import { containerOf } from './exec';

/** One side of a copy. */
interface Spec {
  /** Undefined for a file of this machine. */
  readonly pod: string | undefined;
  readonly namespace: string | undefined;
  readonly path: string;
}

const FORMAT = 'filespec must match the canonical format: [[namespace/]pod:]file/path';

/** `kubectl cp` (pkg/cmd/cp): what tar in the container would do is done on its files, if it has tar. */
export async function runCp(k: Invocation): Promise<number> {
  const [from, to, ...more] = k.args;
  if (from === undefined || to === undefined || more.length > 0)
    throw new CommandError('source and destination are required');
  const [source, target] = [parseSpec(from), parseSpec(to)];
  if (source.pod !== undefined && target.pod !== undefined)
    throw new CommandError('one of src or dest must be a local file specification');
  if (source.path === '' || target.path === '') throw new CommandError('filepath can not be empty');
  if (source.pod !== undefined) return copyFrom(k, source, target.path);
  if (target.pod !== undefined) return copyTo(k, source.path, target);
  throw new CommandError('one of src or dest must be a remote file specification');
}

function parseSpec(text: string): Spec {
  const colon = text.indexOf(':');
  if (colon === 0) throw new CommandError(FORMAT);
  const trimmed = (path: string): string => (path.length > 1 ? path.replace(/\/$/, '') : path);
  if (colon < 0) return { pod: undefined, namespace: undefined, path: trimmed(text) };
  const pieces = text.slice(0, colon).split('/');
  if (pieces.length > 2) throw new CommandError(FORMAT);
  const path = trimmed(text.slice(colon + 1));
  return { pod: pieces.at(-1) ?? '', namespace: pieces.length === 2 ? pieces[0] : undefined, path };
}

/** A tree of files, and the directory that relative paths start from. */
interface Tree {
  readonly files: HostFileSystem;
  readonly base: string;
}

function localTree({ process }: Invocation): Tree {
  const { world, host, netns, cwd } = process;
  return { files: new HostFileSystem(world, () => ({ host, netns })), base: cwd };
}

/** The files of a Pod's container, once the server has let tar run there. Throws StatusError, CommandError. */
async function remoteTree(k: Invocation, spec: Spec, toReader: (text: string) => void): Promise<Tree> {
  const { world } = k.process;
  const namespace = spec.namespace ?? k.namespace;
  const pod: ApiObject = await k.client.json('GET', `/api/v1/namespaces/${namespace}/pods/${spec.pod ?? ''}`);
  const phase = textAt(pod, 'status', 'phase');
  if (phase === 'Succeeded' || phase === 'Failed')
    throw new CommandError(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  const container = containerOf(k, pod, toReader);
  const session = await k.client.session(`/api/v1/namespaces/${namespace}/pods/${spec.pod ?? ''}/exec`, [
    ['command', 'tar'],
    ['container', container],
    ['stdout', 'true'],
    ['stderr', 'true'],
  ]);
  if (!session) throw new CommandError('cka-net: kubectl cp is not simulated over this connection');
  const { host } = session;
  if (host === undefined) {
    const message = await session.read();
    throw new CommandError(textAt(JSON.parse(message?.data ?? '{}') as Json, 'message'));
  }
  session.close();
  const { rootNetns } = world.host(host);
  const files = new HostFileSystem(world, () => ({ host, netns: rootNetns }));
  return { files, base: world.container(host).cwd };
}

async function copyTo(k: Invocation, from: string, target: Spec): Promise<number> {
  const local = localTree(k);
  const source = resolvePath(local.base, from);
  if (!local.files.lookup(source)) throw new CommandError(`${from} doesn't exist in local filesystem`);
  const remote = await remoteTree(k, target, (text) => k.err(text));
  let path = resolvePath(remote.base, target.path);
  if (remote.files.lookup(path)?.type === 'directory') path = resolvePath(path, nameOf(source));
  const parent = parentOf(path);
  if (remote.files.lookup(parent)?.type !== 'directory') {
    const problem = remote.files.lookup(parent) ? 'ENOTDIR' : 'ENOENT';
    k.err(
      busybox(remote)
        ? `tar: can't change directory to '${parent}': ${strerror(problem)}\n`
        : `tar: ${parent}: Cannot open: ${strerror(problem)}\ntar: Error is not recoverable: exiting now\n`,
    );
    return terminated(k, busybox(remote) ? 1 : 2);
  }
  try {
    copyTree(local.files, source, remote.files, path);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    k.err(
      busybox(remote)
        ? `tar: can't open '${nameOf(path)}': ${strerror(error.errno)}\n`
        : `tar: ${nameOf(path)}: Cannot open: ${strerror(error.errno)}\ntar: Exiting with failure status due to previous errors\n`,
    );
    return terminated(k, busybox(remote) ? 1 : 2);
  }
  return 0;
}

async function copyFrom(k: Invocation, source: Spec, to: string): Promise<number> {
  const remote = await remoteTree(k, source, (text) => k.out(text));
  const local = localTree(k);
  const small = busybox(remote);
  const stripped = source.path.startsWith('/');
  // tar's complaints come on standard output (newTarPipe).
  const strip = small
    ? "tar: removing leading '/' from member names\n"
    : "tar: Removing leading `/' from member names\n";
  const path = resolvePath(remote.base, source.path);
  const node = remote.files.lookup(path);
  if (!node) {
    if (stripped && !small) k.out(strip);
    k.out(
      small
        ? `tar: ${source.path}: No such file or directory\ntar: error exit delayed from previous errors\n`
        : `tar: ${source.path}: Cannot stat: No such file or directory\ntar: Exiting with failure status due to previous errors\n`,
    );
    return terminated(k, small ? 1 : 2);
  }
  if (stripped) k.out(strip);
  const target = resolvePath(local.base, to);
  if (node.type === 'file' && local.files.lookup(target)?.type === 'directory')
    throw new CommandError(`open ${to}: is a directory`);
  makeDirectories(local.files, parentOf(target));
  copyTree(
    remote.files,
    path,
    local.files,
    target,
    (link, leadsTo) =>
    k.err(`warning: skipping symlink: ${JSON.stringify(link)} -> ${JSON.stringify(leadsTo)} (consider using "kubectl exec -n ${JSON.stringify(source.namespace ?? '')} ${JSON.stringify(source.pod ?? '')} -- tar cf - ${JSON.stringify(source.path)} | tar xf -")\n`), // prettier-ignore
  );
  return 0;
}

function busybox({ files }: Tree): boolean {
  return files.isFile('/bin/ash');
}

function terminated(k: Invocation, status: number): number {
  k.err(`command terminated with exit code ${status}\n`);
  return status;
}

/** Copies a file, or a directory with what is in it; symbolic links are told to `skip`, or copied without it. Throws KernelError. */
function copyTree(
  from: HostFileSystem,
  source: string,
  to: HostFileSystem,
  target: string,
  skip?: (link: string, leadsTo: string) => void,
): void {
  const node = from.lookupNoFollow(source);
  if (!node) return;
  if (node.type === 'directory') {
    makeDirectories(to, target);
    for (const name of from.list(source))
      copyTree(from, resolvePath(source, name), to, resolvePath(target, name), skip);
    return;
  }
  if (node.type === 'symlink') {
    if (skip) skip(target, node.target);
    else to.putNode(target, { type: 'symlink', target: node.target, mode: node.mode, mtimeUs: to.world.nowUs });
    return;
  }
  to.write(target, from.read(source), node.mode);
}

function makeDirectories(files: HostFileSystem, path: string): void {
  if (files.lookup(path)) return;
  makeDirectories(files, parentOf(path));
  files.makeDirectory(path);
}
