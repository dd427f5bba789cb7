import { randomHex } from '../../kernel/containers/node';
import type { ContainerId } from '../../kernel/containers/records';
import type { World } from '../../kernel/world';
import { HostFileSystem } from '../../shell/files/host-file-system';
import { resolvePath } from '../../shell/files/path';

/** Where a container has a program, or why it cannot be run, as runc says it (libcontainer, exec.LookPath of Go). */
export type Executable =
  { readonly type: 'found'; readonly path: string } | { readonly type: 'error'; readonly message: string };

export function findExecutable(world: World, id: ContainerId, name: string): Executable {
  const { env, cwd } = world.container(id);
  const { rootNetns } = world.host(id);
  const files = new HostFileSystem(world, () => ({ host: id, netns: rootNetns }));
  const runnable = (path: string): boolean => {
    const node = files.lookup(path);
    return node?.type === 'file' && (node.mode & 0o111) !== 0;
  };
  if (name.includes('/')) {
    const path = resolvePath(cwd, name);
    const node = files.lookup(path);
    if (!node) return { type: 'error', message: `exec: "${name}": stat ${name}: no such file or directory` };
    if (node.type === 'directory') return { type: 'error', message: `exec: "${name}": is a directory` };
    return runnable(path) ? { type: 'found', path } : { type: 'error', message: `exec: "${name}": permission denied` };
  }
  for (const directory of (env.get('PATH') ?? '').split(':')) {
    const path = resolvePath(directory || cwd, name);
    if (runnable(path)) return { type: 'found', path };
  }
  return { type: 'error', message: `exec: "${name}": executable file not found in $PATH` };
}

/**
 * What containerd answers to an exec of a program that is not there; the kubelet hands it on, and kubectl prints `error: Internal error occurred: `
 * in front of it.
 */
export function execProblem(world: World, reason: string): string {
  return `error executing command in container: failed to exec in container: failed to start exec "${randomHex(world, 64)}": OCI runtime exec failed: exec failed: unable to start container process: ${reason}`;
}
