import { KernelError } from '../../kernel/errno';
import { procPidNode, type ProcPidNode } from '../../kernel/proc-pid';
import type { ProcessRecord } from '../../kernel/process-records';
import { processesOf, SHELL_PID } from '../../kernel/processes';
import { listProc, readProc, writeProc } from '../../kernel/procfs';
import type { FileNode, HostId, NetnsId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import type { HostFiles } from '../process';
import { BUILTIN_NAMES } from '../builtins';
import { listHostProc, readHostProc, writeHostProc } from './host-proc';
import { nameOf, parentOf, resolvePath } from './path';
import { dropNode, storedNames, storedNode, storedPaths, storeNode } from './stored-files';

const MAX_LINKS = 40;
const DESCRIPTOR = /^\/dev\/fd\/\d+$/;
const SHELL_PARTS = new RegExp(`^/usr/bin/(__cka_\\w+|alias|unalias|history|help|${BUILTIN_NAMES.join('|')})$`);

/** Where the process stands that looks at the files: /proc/net and /proc/sys/net show its namespace. */
export interface Standpoint {
  readonly host: HostId;
  readonly netns: NetnsId;
  /** Bind mounts: the path → what lies there instead. */
  readonly mounts?: ReadonlyMap<string, string>;
}

export type NodeInfo = FileNode & { readonly virtual?: boolean };

/** Devices that never end: programs here read files whole, so that this much must do. */
const ENDLESS: ReadonlySet<string> = new Set(['/dev/zero', '/dev/urandom', '/dev/random']);
const ZEROS = '\0'.repeat(1 << 20);
const RANDOM_BYTES = 1 << 12;

function randomBytes(world: World): Uint8Array {
  return Uint8Array.from({ length: RANDOM_BYTES }, () => world.random() & 255);
}

/**
 * A host's files, synchronous and copy-on-write, with /proc, /sys/class/net and /run/netns as the kernel shows them. Paths given to its
 * methods are absolute. Throws KernelError with the errno that the system call would give.
 */
export class HostFileSystem {
  /** Open ends of process substitutions, `<(…)`: files of the running command, not of the host. */
  private readonly descriptors = new Map<string, string | Uint8Array>();

  constructor(
    readonly world: World,
    private readonly standpoint: () => Standpoint,
    /** The processes that run just now, and which of them looks. */
    private readonly processes: () => readonly ProcessRecord[] = () => processesOf(world, standpoint().host),
    private readonly self: () => number = () => SHELL_PID,
  ) {}

  private stored(path: string): FileNode | undefined {
    return storedNode(this.world, this.standpoint().host, path);
  }

  private store(path: string, node: FileNode): void {
    storeNode(this.world, this.standpoint().host, path, node);
  }

  /** The node at a path without following a final symlink, or undefined. */
  lookupNoFollow(path: string): NodeInfo | undefined {
    return this.virtualNode(path) ?? this.stored(this.mountedAt(path) ?? path);
  }

  private mountedAt(path: string): string | undefined {
    return this.standpoint().mounts?.get(path);
  }

  /** The node a path leads to, links followed; undefined when there is none, ELOOP after 40 links. */
  lookup(path: string): NodeInfo | undefined {
    return this.lookupNoFollow(this.realPath(path));
  }

  /** Whether there is a file of any kind but a directory. */
  isFile(path: string): boolean {
    return this.lookup(path)?.type === 'file';
  }

  /** The path with every symlink in it resolved; parts that do not exist stay as they are. */
  realPath(path: string): string {
    let links = 0;
    let done = '/';
    let rest = path;
    let at = 0;
    while (at < rest.length) {
      const slash = rest.indexOf('/', at);
      const end = slash < 0 ? rest.length : slash;
      const part = rest.slice(at, end);
      at = end + 1;
      if (part === '' || part === '.') continue;
      const here = part === '..' ? parentOf(done) : done === '/' ? `/${part}` : `${done}/${part}`;
      const mounted = this.mountedAt(here);
      if (mounted !== undefined) {
        done = mounted;
        continue;
      }
      const node = this.stored(here);
      if (node?.type === 'symlink') {
        if (++links > MAX_LINKS) throw new KernelError('ELOOP');
        rest = `${resolvePath(done, node.target)}/${rest.slice(at)}`;
        at = 0;
        done = '/';
      } else done = here;
    }
    return done;
  }

  read(path: string): string | Uint8Array {
    const real = this.realPath(path);
    if (real === '/dev/null') return '';
    if (real === '/dev/zero') return ZEROS;
    if (real === '/dev/urandom' || real === '/dev/random') return randomBytes(this.world);
    const descriptor = this.descriptors.get(real);
    if (descriptor !== undefined) return descriptor;
    const virtual = this.readVirtual(real);
    if (virtual !== undefined) return virtual;
    const node = this.lookupNoFollow(real);
    if (!node) throw new KernelError('ENOENT');
    if (node.type !== 'file') throw new KernelError('EISDIR');
    return node.content;
  }

  write(path: string, content: string | Uint8Array, newMode = 0o644): void {
    const real = this.realPath(path);
    if (real === '/dev/null' || ENDLESS.has(real)) return;
    if (DESCRIPTOR.test(real)) {
      this.descriptors.set(real, content);
      return;
    }
    if (isVirtual(real)) {
      // A shell truncates before it writes; for the kernel's files that is no write at all.
      if (content.length > 0) return this.writeVirtual(real, content);
      if (!this.virtualNode(real)) throw new KernelError(real.startsWith('/sys') ? 'EACCES' : 'ENOENT');
      return;
    }
    const old = this.stored(real);
    if (old?.type === 'directory') throw new KernelError('EISDIR');
    this.requireDirectory(parentOf(real));
    const mode = old?.mode ?? newMode;
    this.store(real, { type: 'file', content, mode, mtimeUs: this.world.nowUs });
  }

  /** Names in a directory, sorted. */
  list(path: string): string[] {
    const real = this.realPath(path);
    const names = new Set<string>();
    const virtual = this.listVirtual(real);
    const node = this.lookupNoFollow(real);
    if (!virtual && !node) throw new KernelError('ENOENT');
    if (!virtual && node?.type !== 'directory') throw new KernelError('ENOTDIR');
    for (const name of virtual ?? []) names.add(name);
    for (const name of storedNames(this.world, this.standpoint().host, real)) names.add(name);
    return [...names].sort();
  }

  makeDirectory(path: string, mode = 0o755): void {
    const real = this.realPath(path);
    if (this.lookup(real)) throw new KernelError('EEXIST');
    this.requireDirectory(parentOf(real));
    this.store(real, { type: 'directory', mode, mtimeUs: this.world.nowUs });
  }

  /** Removes a file, a link or an empty directory. */
  remove(path: string): void {
    const real = resolvePath(this.realPath(parentOf(path)), nameOf(path));
    if (this.descriptors.delete(real)) return;
    if (isVirtual(real)) throw new KernelError('EPERM');
    if (this.mountedAt(real) !== undefined) throw new KernelError('EBUSY');
    const node = this.stored(real);
    if (!node) throw new KernelError('ENOENT');
    if (node.type === 'directory' && this.list(real).length > 0) throw new KernelError('ENOTEMPTY');
    dropNode(this.world, this.standpoint().host, real);
  }

  putNode(path: string, node: FileNode): void {
    const real = resolvePath(this.realPath(parentOf(path)), nameOf(path));
    this.requireDirectory(parentOf(real));
    if (this.mountedAt(real) !== undefined) throw new KernelError('EBUSY');
    this.store(real, node);
  }

  /** Every stored path (the virtual ones are found by listing). */
  paths(): string[] {
    return storedPaths(this.world, this.standpoint().host);
  }

  private requireDirectory(path: string): void {
    const node = this.lookup(path);
    if (!node) throw new KernelError('ENOENT');
    if (node.type !== 'directory') throw new KernelError('ENOTDIR');
  }

  private virtualNode(path: string): NodeInfo | undefined {
    const mtimeUs = this.world.nowUs;
    if (path === '/dev/null' || ENDLESS.has(path) || path.startsWith('/dev/.cka-net-')) {
      return { type: 'file', content: '', mode: 0o666, mtimeUs, virtual: true };
    }
    const descriptor = this.descriptors.get(path);
    if (descriptor !== undefined) return { type: 'file', content: descriptor, mode: 0o600, mtimeUs };
    // just-bash looks every command up on PATH; these are parts of the shell, so no listing shows them.
    if (SHELL_PARTS.test(path)) return { type: 'file', content: '', mode: 0o755, mtimeUs, virtual: true };
    const ofProcess = this.ofProcess(path);
    if (ofProcess?.type === 'symlink')
      return { type: 'symlink', target: ofProcess.target, mode: 0o777, mtimeUs, virtual: true };
    if (this.listVirtual(path)) return { type: 'directory', mode: 0o755, mtimeUs, virtual: true };
    const content = this.readVirtual(path);
    return content === undefined ? undefined : { type: 'file', content, mode: 0o644, mtimeUs, virtual: true };
  }

  private readVirtual(path: string): string | undefined {
    const { host, netns } = this.standpoint();
    const name = netnsFile(path);
    if (name !== undefined) return this.world.host(host).netnsNames.has(name) ? '' : undefined;
    if (!isVirtual(path)) return undefined;
    const ofProcess = this.ofProcess(path);
    if (ofProcess?.type === 'file') return ofProcess.content;
    return readHostProc(this.world, host, path) ?? readProc(this.world, netns, path);
  }

  /** What lies under /proc/PID; `self` is whoever looks. */
  private ofProcess(path: string): ProcPidNode | undefined {
    const match = /^\/proc\/(\d+|self|thread-self)(?:\/(.*))?$/.exec(path);
    if (!match) return undefined;
    const [, who = '', rest = ''] = match;
    const pid = who.endsWith('self') ? this.self() : Number(who);
    const process = this.processes().find((candidate) => candidate.pid === pid);
    const seen = process && (who === 'self' ? { ...process, netns: this.standpoint().netns } : process);
    return (
      seen &&
      procPidNode(
        this.world,
        seen,
        rest.split('/').filter((name) => name !== ''),
      )
    );
  }

  private writeVirtual(path: string, content: string | Uint8Array): void {
    const { host, netns } = this.standpoint();
    const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
    if (!writeHostProc(this.world, host, path, text)) writeProc(this.world, netns, path, text);
  }

  private listVirtual(path: string): readonly string[] | undefined {
    const { host, netns } = this.standpoint();
    const names = this.world.host(host).netnsNames;
    if (path === '/run/netns' || path === '/var/run/netns') return names.size > 0 ? [...names.keys()] : undefined;
    if (path === '/run') return names.size > 0 ? ['netns'] : undefined;
    if (!isVirtual(path)) return undefined;
    const ofProcess = this.ofProcess(path);
    if (ofProcess?.type === 'directory') return ofProcess.names;
    const ofHost = path === '/proc' ? this.processes().map(({ pid }) => String(pid)) : listHostProc(path);
    const ofNetns = listProc(this.world, netns, path);
    return ofHost.length > 0 ? [...ofHost, ...(ofNetns ?? [])] : ofNetns;
  }
}

function isVirtual(path: string): boolean {
  return path.startsWith('/proc') || path.startsWith('/sys');
}

function netnsFile(path: string): string | undefined {
  const match = /^(?:\/var)?\/run\/netns\/([^/]+)$/.exec(path);
  return match?.[1];
}

/** The files as one process sees them: relative paths start at its cwd. */
export function filesOf(system: HostFileSystem, cwd: string, stdin = ''): HostFiles {
  const at = (path: string): string => resolvePath(cwd, path);
  return {
    read: (path) => {
      const full = at(path);
      if (full === '/dev/stdin') return stdin;
      const content = system.read(full);
      return typeof content === 'string' ? content : new TextDecoder().decode(content);
    },
    readBytes: (path) => {
      const full = at(path);
      const content = full === '/dev/stdin' ? stdin : system.read(full);
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    write: (path, content, mode) => system.write(at(path), content, mode),
    exists: (path) => system.lookup(at(path)) !== undefined,
    list: (path) => system.list(at(path)),
    isDirectory: (path) => system.lookup(at(path))?.type === 'directory',
    mode: (path) => system.lookup(at(path))?.mode,
    remove: (path) => system.remove(at(path)),
    makeDirectory: (path, mode) => system.makeDirectory(at(path), mode),
  };
}
