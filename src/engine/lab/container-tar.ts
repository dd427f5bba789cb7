import { LAB_EPOCH_MS } from '../kernel/clock';
import { KernelError, strerror } from '../kernel/errno';
import type { HostId } from '../kernel/records';
import type { World } from '../kernel/world';
import { HostFileSystem } from '../shell/files/host-file-system';
import { nameOf, parentOf, resolvePath } from '../shell/files/path';
import { packTar, unpackTar, type TarEntry } from './tar-format';

/** tar in a container, as `kubectl cp` of a client outside the lab runs it: an archive comes in by standard input, or goes out by standard output. */

export interface TarRun {
  /** It reads the archive from standard input. */
  readonly reads: boolean;
  /** Ends with its status; `archive` is what it read. */
  run(archive: Uint8Array): TarResult;
}

interface TarResult {
  readonly status: number;
  readonly out: Uint8Array;
  readonly err: string;
}

/** What a command line of tar asks for; undefined when it is none, or none that reads or writes a stream. */
export function containerTar(world: World, host: HostId, argv: readonly string[]): TarRun | undefined {
  if (nameOf(argv[0] ?? '') !== 'tar') return undefined;
  const words = argv.slice(1);
  let mode = '';
  let file = '';
  let directory = '.';
  const paths: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '-C') directory = words[++i] ?? '.';
    else if (word.startsWith('--no-same-')) continue;
    else if (word === '-') file = file === '?' ? '-' : file;
    else if (mode === '' && /^-?[xcmvpf]+$/.test(word)) {
      mode = word.includes('x') ? 'x' : 'c';
      if (word.endsWith('f')) file = '?';
    } else if (word.startsWith('-')) return undefined;
    else paths.push(word);
  }
  if (mode === '' || file !== '-') return undefined;
  const { rootNetns } = world.host(host);
  const files = new HostFileSystem(world, () => ({ host, netns: rootNetns }));
  const base = resolvePath(world.container(host).cwd, directory);
  return mode === 'x'
    ? { reads: true, run: (archive) => extract(files, base, archive) }
    : { reads: false, run: () => create(files, base, paths) };
}

const NOTHING = new Uint8Array();

function isBusybox(files: HostFileSystem): boolean {
  return files.isFile('/bin/ash');
}

function extract(files: HostFileSystem, base: string, archive: Uint8Array): TarResult {
  const small = isBusybox(files);
  if (files.lookup(base)?.type !== 'directory') {
    const problem = strerror(files.lookup(base) ? 'ENOTDIR' : 'ENOENT');
    return small
      ? { status: 1, out: NOTHING, err: `tar: can't change directory to '${base}': ${problem}\n` }
      : {
          status: 2,
          out: NOTHING,
          err: `tar: ${base}: Cannot open: ${problem}\ntar: Error is not recoverable: exiting now\n`,
        };
  }
  let err = '';
  for (const entry of unpackTar(archive)) {
    const path = resolvePath(base, entry.name.replace(/^\/+/, ''));
    try {
      lay(files, path, entry);
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      const problem = strerror(error.errno);
      if (small) return { status: 1, out: NOTHING, err: `tar: can't open '${entry.name}': ${problem}\n` };
      err += `tar: ${entry.name}: Cannot open: ${problem}\n`;
    }
  }
  if (err !== '')
    return { status: 2, out: NOTHING, err: `${err}tar: Exiting with failure status due to previous errors\n` };
  return { status: 0, out: NOTHING, err: '' };
}

function lay(files: HostFileSystem, path: string, { type, mode, target = '', content }: TarEntry): void {
  makeDirectories(files, parentOf(path));
  if (type === 'directory') makeDirectories(files, path);
  else if (type === 'symlink')
    files.putNode(path, { type: 'symlink', target, mode: 0o777, mtimeUs: files.world.nowUs });
  else files.write(path, asStored(content), mode);
}

/** Text is kept as text, as everything else that is written in a lab. */
function asStored(content: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return content;
  }
}

function makeDirectories(files: HostFileSystem, path: string): void {
  if (files.lookup(path)) return;
  makeDirectories(files, parentOf(path));
  files.makeDirectory(path);
}

function create(files: HostFileSystem, base: string, paths: readonly string[]): TarResult {
  const small = isBusybox(files);
  const entries: TarEntry[] = [];
  let err = '';
  let missing = false;
  let told = false;
  for (const path of paths) {
    if (path.startsWith('/') && !told) {
      told = true;
      err += small ? "tar: removing leading '/' from member names\n" : "tar: Removing leading `/' from member names\n";
    }
    const full = resolvePath(base, path);
    if (files.lookupNoFollow(full)) {
      collect(files, full, path.replace(/^\/+/, '').replace(/\/+$/, ''), entries);
      continue;
    }
    missing = true;
    err += small
      ? `tar: ${path}: No such file or directory\n`
      : `tar: ${path}: Cannot stat: No such file or directory\n`;
  }
  if (missing) {
    err += small
      ? 'tar: error exit delayed from previous errors\n'
      : 'tar: Exiting with failure status due to previous errors\n';
  }
  // Of nothing there is no archive: kubectl would take its end for success before it hears of the error.
  return { status: missing ? (small ? 1 : 2) : 0, out: entries.length > 0 ? packTar(entries) : NOTHING, err };
}

function collect(files: HostFileSystem, path: string, name: string, entries: TarEntry[]): void {
  const node = files.lookupNoFollow(path);
  if (!node) return;
  const mtime = (LAB_EPOCH_MS + node.mtimeUs / 1000) / 1000;
  const common = { name, mode: node.mode, mtime };
  if (node.type === 'directory') {
    entries.push({ ...common, type: 'directory', content: NOTHING });
    for (const child of files.list(path)) collect(files, resolvePath(path, child), `${name}/${child}`, entries);
  } else if (node.type === 'symlink') {
    entries.push({ ...common, type: 'symlink', target: node.target, content: NOTHING });
  } else {
    const content = files.read(path);
    entries.push({
      ...common,
      type: 'file',
      content: typeof content === 'string' ? new TextEncoder().encode(content) : content,
    });
  }
}
