import { appendLog } from '../../kernel/containers/log';
import { containersOf } from '../../kernel/containers/node';
import type { ContainerId } from '../../kernel/containers/records';
import type { HostId } from '../../kernel/records';
import { endService } from '../../kernel/services';
import type { World } from '../../kernel/world';
import { klog } from '../../tools/daemons/texts';

/** The program of a network add-on on a node: what an add-on does, it does only where its container runs, with what it read when it started. */
export interface Agent {
  readonly container: ContainerId;
  readonly pid: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** The agent of a node, found by its program (tools/daemons/programs.ts). */
export function agentOn(world: World, node: HostId, program: string): Agent | undefined {
  if (!world.nodes.has(node)) return undefined;
  for (const { id, state, pid } of containersOf(world, node)) {
    const service = state === 'running' && pid !== undefined ? world.services.get(pid) : undefined;
    if (service?.state.kind !== 'daemon') continue;
    // A script that starts one of several programs says which.
    const { settings } = service.state;
    if ((settings['agent'] ?? service.state.program) === program) return { container: id, pid: service.pid, settings };
  }
  return undefined;
}

/** One line of a Go program in its container's log. */
export function say(world: World, { container }: Agent, level: 'I' | 'W' | 'E', place: string, text: string): void {
  appendLog(world, container, 'stderr', `${klog(world, level, 1, place)}${text}\n`);
}

/** It cannot go on. */
export function endAgent(world: World, { pid }: Agent, status: number): void {
  endService(world, pid, status);
}
