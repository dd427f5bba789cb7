import { LAB_EPOCH_MS } from '../../kernel/clock';
import type { IFileSystem } from 'just-bash/browser';
import { ERRNO, KernelError, strerror } from '../../kernel/errno';
import type { HostFileSystem, NodeInfo } from './host-file-system';
import { LISTING, READER_ERR, READER_OUT, TICK_FILE, VALUE_FILE } from '../internal-names';
import { pathToRun, SBIN_PROGRAMS, scriptOf } from './sbin-programs';
import { nameOf, parentOf, resolvePath } from './path';

const HIDDEN = '/dev/.cka-net-';

type Options = Parameters<IFileSystem['appendFile']>[2];

/** Takes what commands write to files that only we know. */
export interface HiddenFiles {
  /** Text for the reader; commands are redirected so that it appears in order. The line is that of the command. */
  show(stream: 'stdout' | 'stderr', text: string, line?: number): void;
  /** What a listing builtin prints for the session. */
  list(text: string): void;
  /** The value of a variable that is another each time. */
  value(name: string): string;
  /** Gives the host application its turn when it is due. */
  tick(): Promise<void>;
}

/** Gives just-bash a host's files. Errors carry the wording that its commands look for (`ENOENT: no such file or directory, …`). */
export function bashFileSystem(system: HostFileSystem, hidden: HiddenFiles): IFileSystem {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const bytes = (content: string | Uint8Array): Uint8Array =>
    typeof content === 'string' ? encoder.encode(content) : content;
  const text = (content: string | Uint8Array): string =>
    typeof content === 'string' ? content : decoder.decode(content);
  const attempt = <T>(call: string, path: string, run: () => T): Promise<T> => {
    try {
      return Promise.resolve(run());
    } catch (error) {
      return Promise.reject(error instanceof KernelError ? nodeError(error, call, path) : toError(error));
    }
  };
  const need = (path: string, follow: boolean): NodeInfo => {
    const node = follow ? system.lookup(path) : system.lookupNoFollow(path);
    if (!node) throw new KernelError('ENOENT');
    return node;
  };
  const stat = (node: NodeInfo) => ({
    isFile: node.type === 'file',
    isDirectory: node.type === 'directory',
    isSymbolicLink: node.type === 'symlink',
    mode: node.mode,
    size: node.type === 'file' ? bytes(node.content).length : node.type === 'symlink' ? node.target.length : 4096,
    mtime: new Date(LAB_EPOCH_MS + Math.floor(node.mtimeUs / 1000)),
  });
  const removeTree = (path: string): void => {
    const node = system.lookupNoFollow(path);
    if (node?.type === 'directory') for (const name of system.list(path)) removeTree(resolvePath(path, name));
    system.remove(path);
  };
  const copyTree = (from: string, to: string, recursive: boolean): void => {
    const node = need(from, true);
    if (node.type !== 'directory') {
      system.write(to, system.read(from));
      return;
    }
    if (!recursive) throw new KernelError('EISDIR');
    if (!system.lookup(to)) system.makeDirectory(to);
    for (const name of system.list(from)) copyTree(resolvePath(from, name), resolvePath(to, name), true);
  };
  const makeDirectories = (path: string): void => {
    if (system.lookup(path)) return;
    makeDirectories(parentOf(path));
    system.makeDirectory(path);
  };
  const append = (path: string, content: string | Uint8Array, options: Options): void => {
    if (path.startsWith(HIDDEN)) return toHidden(hidden, path, shown(content, options));
    const node = system.lookup(path);
    const old = node ? system.read(path) : '';
    if (node?.virtual === true) system.write(path, content);
    else if (typeof old === 'string' && typeof content === 'string') system.write(path, old + content);
    else system.write(path, concatenate(bytes(old), bytes(content)));
  };
  let resolved: { readonly typed: string; readonly path: string } | undefined;
  let opened: string | undefined;
  /** Whether a command names this path itself; just-bash's own search along PATH does not resolve what it asks for. */
  const isTyped = (path: string): boolean => {
    const typed = resolved?.path === path;
    if (SBIN_PROGRAMS.has(nameOf(path))) resolved = undefined;
    return typed;
  };
  /** The shell's write to a file it opened; only the kernel's files refuse it. */
  const writeOpened = async (path: string, run: () => void): Promise<void> => {
    if (path !== opened) return attempt('open', path, run);
    try {
      run();
    } catch (error) {
      if (error instanceof KernelError) throw new Error(`bash: echo: write error: ${strerror(error.errno)}`);
      throw error;
    }
  };
  /** A redirection: just-bash opens a file by writing nothing to it, and hands our error's words on as the shell's. */
  const open = async (path: string, run: () => void): Promise<void> => {
    opened = path;
    try {
      run();
    } catch (error) {
      const typed = resolved?.path === path ? resolved.typed : path;
      if (error instanceof KernelError) throw new Error(`bash: ${typed}: ${strerror(error.errno)}`);
      throw error;
    }
  };
  return {
    readFile: async (path) => {
      if (path.startsWith(VALUE_FILE)) return hidden.value(path.slice(VALUE_FILE.length));
      if (!path.startsWith(TICK_FILE)) {
        return attempt('open', path, () => text(system.read(path)) || (scriptOf(path) ?? ''));
      }
      await hidden.tick();
      if (path !== `${TICK_FILE}0`) throw new Error('the status was not 0');
      return '';
    },
    readFileBuffer: (path) => attempt('open', path, () => bytes(system.read(path))),
    writeFile: (path, content, options) =>
      content === '' && options === 'binary'
        ? open(path, () => system.write(path, ''))
        : writeOpened(path, () => system.write(path, content)),
    appendFile: (path, content, options) =>
      content === '' && options === 'binary'
        ? open(path, () => append(path, '', options))
        : writeOpened(path, () => append(path, content, options)),
    exists: (path) => {
      const asked = isTyped(path) ? undefined : pathToRun(path);
      const place = asked ? asked.path : path;
      return Promise.resolve(
        place !== undefined && (system.lookup(place) ?? (asked && system.lookup(path))) !== undefined,
      );
    },
    stat: (path) =>
      attempt('stat', path, () => {
        const there = system.lookup(path) ? path : (pathToRun(path)?.path ?? path);
        return stat(need(there, true));
      }),
    lstat: (path) => attempt('lstat', path, () => stat(need(path, false))),
    mkdir: (path, options) =>
      attempt('mkdir', path, () => (options?.recursive ? makeDirectories(path) : system.makeDirectory(path))),
    readdir: (path) => attempt('scandir', path, () => system.list(path)),
    rm: (path, options) =>
      attempt('rm', path, () => {
        if (!system.lookupNoFollow(path)) {
          if (options?.force) return;
          throw new KernelError('ENOENT');
        }
        if (options?.recursive) removeTree(path);
        else system.remove(path);
      }),
    cp: (source, target, options) => attempt('cp', source, () => copyTree(source, target, options?.recursive ?? false)),
    mv: (source, target) =>
      attempt('rename', source, () => {
        const node = need(source, false);
        if (node.type === 'directory') {
          copyTree(source, target, true);
          removeTree(source);
        } else {
          system.putNode(target, node);
          system.remove(source);
        }
      }),
    resolvePath: (base, path) => {
      const full = resolvePath(base, path);
      resolved = { typed: path, path: full };
      return full;
    },
    getAllPaths: () => system.paths(),
    chmod: (path, mode) =>
      attempt('chmod', path, () => {
        const node = need(path, true);
        if (!node.virtual) system.putNode(system.realPath(path), { ...node, mode });
      }),
    symlink: (target, path) =>
      attempt('symlink', path, () => {
        if (system.lookupNoFollow(path)) throw new KernelError('EEXIST');
        system.putNode(path, { type: 'symlink', target, mode: 0o777, mtimeUs: system.world.nowUs });
      }),
    link: (existing, path) =>
      attempt('link', path, () => {
        if (system.lookupNoFollow(path)) throw new KernelError('EEXIST');
        system.putNode(path, need(existing, true));
      }),
    readlink: (path) =>
      attempt('readlink', path, () => {
        const node = need(path, false);
        if (node.type !== 'symlink') throw new KernelError('EINVAL');
        return node.target;
      }),
    realpath: (path) =>
      attempt('realpath', path, () => {
        need(path, true);
        return system.realPath(path);
      }),
    utimes: (path, _atime, mtime) =>
      attempt('utimes', path, () => {
        const node = need(path, true);
        const mtimeUs = (mtime.getTime() - LAB_EPOCH_MS) * 1000;
        if (!node.virtual)
          system.putNode(resolvePath(system.realPath(parentOf(path)), nameOf(path)), { ...node, mtimeUs });
      }),
  };
}

function toHidden(hidden: HiddenFiles, path: string, text: string): void {
  if (text === '') return;
  if (path === READER_OUT) hidden.show('stdout', text);
  else if (path === LISTING) hidden.list(text);
  else hidden.show('stderr', text, Number(path.slice(READER_ERR.length)) || undefined);
}

function nodeError(error: KernelError, call: string, path: string): Error {
  const words = ERRNO[error.errno][1];
  return Object.assign(
    new Error(`${error.errno}: ${words.charAt(0).toLowerCase()}${words.slice(1)}, ${call} '${path}'`),
    {
      code: error.errno,
    },
  );
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

/** Text for the reader: just-bash appends bytes, or strings that stand for bytes. */
function shown(content: string | Uint8Array, options: Options): string {
  if (typeof content !== 'string') return new TextDecoder().decode(content);
  const encoding = typeof options === 'string' ? options : options?.encoding;
  if (encoding !== 'binary' && encoding !== 'latin1') return content;
  return new TextDecoder().decode(Uint8Array.from(content, (char) => char.charCodeAt(0)));
}
