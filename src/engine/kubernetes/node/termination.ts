import type { PodMemory } from '../../kernel/kubelet-records';
import { removePodSandbox, stopContainer } from '../../tools/containers/runtime';
import type { ControllerClient } from '../controllers/client';
import type { Pod } from '../objects/kinds';
import { deletePodNetwork } from './cni/network';
import { recordOf } from './container-state';
import { execInContainer } from './exec-probe';
import { forgetMemory } from './memory';
import { removeNodeTree } from './node-files';
import { fieldPath } from './pod-names';

/** The ending of a Pod on its node (pkg/kubelet/kuberuntime killPodWithSyncResult). */

export interface TerminationStep {
  readonly memory: PodMemory;
  /** Nothing runs any more. */
  readonly done: boolean;
  /** Look again after so long. */
  readonly againUs?: number;
}

/** Takes a Pod one step further towards its end: hooks, then signals, then waiting until nothing runs. */
export function terminate(
  api: ControllerClient,
  pod: Pod | undefined,
  memory: PodMemory,
  graceSeconds: number,
): TerminationStep {
  const { world } = api;
  const running = Object.entries(memory.containers).filter(([, own]) => recordOf(world, own)?.state === 'running');
  if (running.length === 0) return { memory, done: true };
  const known = memory.killing;
  if (!known) {
    let hookUs = 0;
    for (const [name, own] of running) {
      if (pod) {
        api.event(pod, {
          type: 'Normal',
          reason: 'Killing',
          message: `Stopping container ${name}`,
          fieldPath: fieldPath(pod, name),
          from: 'kubelet',
          host: memory.node,
        });
        hookUs = Math.max(hookUs, runPreStop(api, pod, name, own.id ?? ''));
      }
    }
    const signalUs = world.nowUs + Math.min(hookUs, graceSeconds * 1_000_000);
    const killing = { sinceUs: world.nowUs, graceSeconds, signalUs };
    return terminate(api, pod, { ...memory, killing }, graceSeconds);
  }
  if (known.signalUs > world.nowUs) return { memory, done: false, againUs: known.signalUs - world.nowUs };
  // Another, shorter grace period may have been asked for since.
  if (known.signalled !== true || graceSeconds < known.graceSeconds) {
    const leftSeconds = Math.max(0, graceSeconds - (world.nowUs - known.sinceUs) / 1_000_000);
    for (const [, own] of running)
      stopContainer(
        world,
        own.id ?? '',
        known.signalled ? leftSeconds : Math.max(leftSeconds, graceSeconds === 0 ? 0 : 2),
      );
    const killing = { ...known, graceSeconds, signalled: true as const };
    const still = running.some(([, own]) => recordOf(world, own)?.state === 'running');
    return { memory: { ...memory, killing }, done: !still };
  }
  return { memory, done: false };
}

/** Runs a container's hook; answers how long that takes. */
function runPreStop(api: ControllerClient, pod: Pod, name: string, id: string): number {
  const container = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].find(
    (each) => each.name === name,
  );
  const hook = container?.lifecycle?.preStop;
  if (!hook) return 0;
  if (hook.sleep) return hook.sleep.seconds * 1_000_000;
  const command = hook.exec?.command;
  if (!command) return 0;
  const seconds = /(?:^|[\s;&])sleep\s+(\d+(?:\.\d+)?)/.exec(command.join(' '))?.[1];
  execInContainer(api.world, id, command, 'is-done');
  return seconds === undefined ? 0 : Number(seconds) * 1_000_000;
}

/** Takes away what is left of a Pod whose containers have ended: sandbox, address, volumes. */
export function removeRemains(api: ControllerClient, memory: PodMemory, hostNetwork: boolean): void {
  const { world } = api;
  if (memory.sandbox !== undefined) {
    if (!hostNetwork && world.sandboxes.has(memory.sandbox)) {
      deletePodNetwork(world, { node: memory.node, container: memory.sandbox, portMappings: [] });
    }
    removePodSandbox(world, memory.sandbox);
  }
  removeNodeTree(world, memory.node, `/var/lib/kubelet/pods/${memory.uid}`);
  forgetMemory(world, memory.uid);
}
