import { KernelError } from '../../kernel/errno';
import type { ContainerRoot, ImageFiles, Mount } from '../../kernel/containers/records';
import { containerLogFile, containerLogNames } from './container-logs';
import type { FileNode, HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { namesByDirectory } from '../../state/path-map';
import { parentOf } from './path';

/**
 * Where a host's files are kept. A container's are its image's with its own changes on top (overlayfs), and under its mounts those of its node.
 * Paths are absolute and have no links in them, but for the last part.
 */

/** The node at a path, or undefined. */
export function storedNode(world: World, host: HostId, path: string): FileNode | undefined {
  const record = world.host(host);
  const { container } = record;
  if (!container) return record.files.get(path) ?? containerLogFile(world, host, path);
  const at = mountOf(container, path);
  if (at) return storedNode(world, container.node, at.path);
  const own = record.files.get(path);
  if (own) return own;
  if (record.removed?.has(path) === true) return undefined;
  return container.image.get(path) ?? mountPoint(container, path);
}

/** Stores a node. Throws EROFS. */
export function storeNode(world: World, host: HostId, path: string, node: FileNode): void {
  const record = world.writeHost(host);
  const { container } = record;
  if (container) {
    const at = mountOf(container, path);
    if (at?.mount.readOnly === true || (!at && container.readOnly && !path.startsWith('/dev/'))) {
      throw new KernelError('EROFS');
    }
    if (at) return storeNode(world, container.node, at.path, node);
  }
  record.files = world.writable(record.files);
  record.files.set(path, node);
  tellKubelet(world, host, path);
}

/** Directories of a node that its kubelet and container runtime watch. */
const WATCHED = /^\/etc\/(?:kubernetes\/manifests|cni\/net\.d)(?:\/|$)/;

function tellKubelet(world: World, host: HostId, path: string): void {
  if (path.startsWith('/etc/') && WATCHED.test(path) && world.nodes.has(host)) {
    world.schedule(0, { type: 'node-event', host, event: { type: 'file', path } });
  }
}

/** Takes a node away. Throws EROFS, and EBUSY for what a mount lies on. */
export function dropNode(world: World, host: HostId, path: string): void {
  const record = world.writeHost(host);
  const { container } = record;
  if (container) {
    const at = mountOf(container, path);
    if (at?.mount.containerPath === path) throw new KernelError('EBUSY');
    if (at?.mount.readOnly === true || (!at && container.readOnly)) throw new KernelError('EROFS');
    if (at) return dropNode(world, container.node, at.path);
    if (container.image.has(path)) {
      record.removed = world.writable(record.removed ?? world.newMap<string, true>());
      record.removed.set(path, true);
    }
  }
  record.files = world.writable(record.files);
  record.files.delete(path);
  tellKubelet(world, host, path);
}

/** Names directly below a directory that are stored. */
export function storedNames(world: World, host: HostId, directory: string): ReadonlySet<string> {
  const record = world.host(host);
  const { container } = record;
  const names = new Set<string>();
  const prefix = directory === '/' ? '/' : `${directory}/`;
  const collect = (found: Iterable<string>): void => {
    for (const name of found) names.add(name);
  };
  if (!container) {
    collect(record.files.namesIn(directory));
    for (const name of containerLogNames(world, host, directory)) names.add(name);
    return names;
  }
  const at = mountOf(container, directory);
  if (at) return storedNames(world, container.node, at.path);
  collect(imageNames(container.image, directory));
  for (const path of record.removed?.keys() ?? []) {
    if (parentOf(path) === directory && !record.files.has(path)) names.delete(path.slice(prefix.length));
  }
  collect(record.files.namesIn(directory));
  for (const { containerPath } of container.mounts) {
    if (containerPath.startsWith(prefix)) names.add(containerPath.slice(prefix.length).replace(/\/.*/s, ''));
  }
  return names;
}

/** The same of images, which never change. */
const IMAGE_NAMES = new WeakMap<ImageFiles, ReadonlyMap<string, ReadonlySet<string>>>();

function imageNames(image: ImageFiles, directory: string): Iterable<string> {
  let names = IMAGE_NAMES.get(image);
  if (!names) IMAGE_NAMES.set(image, (names = namesByDirectory(image.keys())));
  return names.get(directory) ?? [];
}

/** Every stored path of a host. */
export function storedPaths(world: World, host: HostId): string[] {
  const { files, container } = world.host(host);
  return container ? [...new Set([...container.image.keys(), ...files.keys()])] : [...files.keys()];
}

function mountOf(
  { mounts }: ContainerRoot,
  path: string,
): { readonly mount: Mount; readonly path: string } | undefined {
  for (const mount of mounts) {
    const { containerPath, hostPath } = mount;
    if (path === containerPath) return { mount, path: hostPath };
    if (path.startsWith(containerPath) && path.charAt(containerPath.length) === '/') {
      return {
        mount,
        path: hostPath === '/' ? path.slice(containerPath.length) : hostPath + path.slice(containerPath.length),
      };
    }
  }
  return undefined;
}

const EMPTY_DIRECTORY: FileNode = { type: 'directory', mode: 0o755, mtimeUs: 0 };

/** Directories that are there only because something is mounted below them. */
function mountPoint({ mounts }: ContainerRoot, path: string): FileNode | undefined {
  const below = path === '/' ? '/' : `${path}/`;
  return mounts.some(({ containerPath }) => containerPath.startsWith(below)) ? EMPTY_DIRECTORY : undefined;
}
