import type { HostId, HostRecord } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { makeParents } from '../../shell/files/base-image';

/** The kubelet's files on its node. */

export function writeNodeFile(world: World, node: HostId, path: string, content: string, mode = 0o644): void {
  const host = world.writeHost(node);
  const old = host.files.get(path);
  if (old?.type === 'file' && old.content === content && old.mode === mode) return;
  host.files = world.writable(host.files);
  makeParents(host.files, path);
  host.files.set(path, { type: 'file', content, mode, mtimeUs: world.nowUs });
}

export function makeNodeDirectory(world: World, node: HostId, path: string, mode = 0o755): void {
  const host = world.writeHost(node);
  if (host.files.has(path)) return;
  host.files = world.writable(host.files);
  makeParents(host.files, path);
  host.files.set(path, { type: 'directory', mode, mtimeUs: world.nowUs });
}

/** Removes a directory and everything in it. */
export function removeNodeTree(world: World, node: HostId, path: string): void {
  const host = world.writeHost(node);
  const inside = treeOf(host.files, path);
  if (inside.length === 0) return;
  host.files = world.writable(host.files);
  for (const each of inside) host.files.delete(each);
}

function treeOf(files: HostRecord['files'], path: string): readonly string[] {
  const below = [...files.namesIn(path)].flatMap((name) => treeOf(files, `${path}/${name}`));
  return files.has(path) ? [path, ...below] : below;
}

export function nodeFile(world: World, node: HostId, path: string): string | undefined {
  const file = world.host(node).files.get(path);
  if (file?.type !== 'file') return undefined;
  return typeof file.content === 'string' ? file.content : new TextDecoder().decode(file.content);
}

/** Names of the files right in a directory, sorted. */
export function nodeFilesIn(world: World, node: HostId, directory: string): readonly string[] {
  const { files } = world.host(node);
  const names = [...files.namesIn(directory)].filter((name) => files.get(`${directory}/${name}`)?.type !== 'directory');
  return names.sort();
}
