import { createContainerRecord, removeContainerRecord } from '../../kernel/containers/container';
import { createSandbox, removeSandboxRecord, stopSandboxRecord } from '../../kernel/containers/sandbox';
import type { ContainerConfig, ContainerId, SandboxConfig, SandboxId } from '../../kernel/containers/records';
import type { HostId } from '../../kernel/records';
import { endService } from '../../kernel/services';
import type { World } from '../../kernel/world';
import { contentsOf, imageOn, type RuntimeError } from './images';
import { startProcess, signalProcess } from './process';

/**
 * containerd as the kubelet sees it: the calls of the Container Runtime Interface, synchronous, on the node's records.
 *
 * A kubelet does, for a Pod:
 *   addNodeRuntime(world, node)                      once, when the node joins (kernel/containers/node.ts)
 *   const pod = runPodSandbox(world, node, config)   the network namespace is there, `lo` is up
 *   … the network add-on works in world.sandbox(pod).netns; setSandboxIps(world, pod, ['10.244.1.2'])
 *   pullImage(world, node, 'nginx')                  images.ts: an image and how long it takes, or the registry's error
 *   const made = createContainer(world, pod, {…})    the root file system is there, nothing runs; or an error (CreateContainerError)
 *   startContainer(world, made.id)                   undefined, or the error of runc (the container has then exited with 128, StartError)
 *   stopContainer(world, id, 30)                     the stop signal now, SIGKILL after the grace period
 *   removeContainer, stopPodSandbox, removePodSandbox
 *
 * What happens to a container by itself reaches the kubelet as an event of the world's queue, `node-event` with `{type: 'container', id}`: look at
 * `world.container(id)`: state, exitCode, reason, startedUs, finishedUs. `containersOf(world, node)` and `sandboxesOf` list (kernel/containers/node.ts).
 *
 * Volumes are directories or files of the node: the kubelet lays them under /var/lib/kubelet/pods/UID/volumes/… and names them in `mounts`; what
 * it changes there is changed in the container. Logs: `logLines(world, id)` (kernel/containers/log.ts); the files under /var/log/pods and /var/log/containers
 * are made from them. Programs inside: `process.exec(argv, { host: id })`, `session.run(script, { host: id })`; before that
 * `findExecutable(world, id, 'bash')` says what runc would say (executable.ts), and `execProblem` words it as kubectl prints it.
 */

/** RuntimeService.RunPodSandbox. */
export function runPodSandbox(world: World, node: HostId, config: SandboxConfig): SandboxId {
  return createSandbox(world, node, config);
}

/** RuntimeService.StopPodSandbox: kills what still runs in it and takes its network away. */
export function stopPodSandbox(world: World, id: SandboxId): void {
  for (const container of world.sandbox(id).containers) stopContainer(world, container, 0);
  stopSandboxRecord(world, id);
}

/** RuntimeService.RemovePodSandbox. */
export function removePodSandbox(world: World, id: SandboxId): void {
  if (!world.sandboxes.has(id)) return;
  stopPodSandbox(world, id);
  removeSandboxRecord(world, id);
}

export type Created =
  { readonly type: 'created'; readonly id: ContainerId } | { readonly type: 'error'; readonly error: RuntimeError };

/** RuntimeService.CreateContainer. The image must have been pulled. */
export function createContainer(world: World, sandbox: SandboxId, config: ContainerConfig): Created {
  const { node } = world.sandbox(sandbox);
  const pulled = imageOn(world, node, config.image);
  const image = pulled && contentsOf(pulled);
  if (!image) {
    const message = `failed to resolve image "${config.image}": not found`;
    return { type: 'error', error: { code: 'NotFound', message } };
  }
  const noCommand = [config.command, config.args, image.entrypoint, image.cmd].every(
    (words) => (words ?? []).length === 0,
  );
  if (noCommand) {
    return { type: 'error', error: { code: 'Unknown', message: 'failed to generate container spec: failed to generate spec: no command specified' } }; // prettier-ignore
  }
  return { type: 'created', id: createContainerRecord(world, sandbox, config, image) };
}

/** RuntimeService.StartContainer. */
export function startContainer(world: World, id: ContainerId): RuntimeError | undefined {
  if (world.container(id).state !== 'created') {
    return { code: 'Unknown', message: `container "${id}" is not in created state` };
  }
  return startProcess(world, id);
}

/** RuntimeService.StopContainer: the stop signal, and SIGKILL when the grace period is over. */
export function stopContainer(world: World, id: ContainerId, graceSeconds: number): void {
  const { state, pid, killAtUs } = world.container(id);
  if (state !== 'running' || pid === undefined) return;
  if (graceSeconds > 0 && killAtUs === undefined) signalProcess(world, id, world.container(id).stopSignal);
  if (world.container(id).state !== 'running') return;
  if (graceSeconds <= 0) return endService(world, pid, 137, 'KILL');
  const atUs = world.nowUs + graceSeconds * 1_000_000;
  if (killAtUs !== undefined && killAtUs <= atUs) return;
  world.writeContainer(id).killAtUs = atUs;
  world.schedule(graceSeconds * 1_000_000, { type: 'container-kill', id, atUs });
}

/** RuntimeService.RemoveContainer: kills it first if it must. */
export function removeContainer(world: World, id: ContainerId): void {
  if (!world.containers.has(id)) return;
  stopContainer(world, id, 0);
  removeContainerRecord(world, id);
}
