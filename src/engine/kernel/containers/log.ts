import type { World } from '../world';
import type { ContainerId, LogLine } from './records';

/**
 * Output of a container's processes: what comes without a line feed waits for it, as containerd's pipes do
 * (pkg/cri/io/logger.go: redirectLogs), and is written as a partial line when the process ends.
 */
export function appendLog(world: World, id: ContainerId, stream: 'stdout' | 'stderr', text: string): void {
  if (text === '' || !world.containers.has(id)) return;
  const container = world.writeContainer(id);
  const parts = (container.partial[stream] + text).split('\n');
  const rest = parts.pop() ?? '';
  if (parts.length > 0) {
    container.log = world.writable(container.log);
    const atUs = world.nowUs;
    for (const part of parts) container.log.set(container.log.size, { atUs, stream, text: part });
    world.clusterBehaviour?.logged?.(world);
  }
  if (rest !== container.partial[stream]) container.partial = { ...container.partial, [stream]: rest };
}

/** The process has ended: what waited for a line feed is all there is. */
export function flushLog(world: World, id: ContainerId): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    const text = world.container(id).partial[stream];
    if (text === '') continue;
    const container = world.writeContainer(id);
    container.log = world.writable(container.log);
    container.log.set(container.log.size, { atUs: world.nowUs, stream, text, partial: true });
    container.partial = { ...container.partial, [stream]: '' };
  }
}

/** The log, oldest line first. */
export function logLines(world: World, id: ContainerId): readonly LogLine[] {
  return [...world.container(id).log.values()];
}
