import type { ContainerRecord } from '../../kernel/containers/records';
import type { ContainerMemory, EndedContainer } from '../../kernel/kubelet-records';
import { LAB_EPOCH_MS } from '../../kernel/clock';
import type { World } from '../../kernel/world';

/** A moment of the virtual clock as meta/v1 Time. */
export function timeText(us: number): string {
  return `${new Date(LAB_EPOCH_MS + Math.floor(us / 1000)).toISOString().slice(0, 19)}Z`;
}

export function recordOf(world: World, memory: ContainerMemory | undefined): ContainerRecord | undefined {
  return memory?.id === undefined ? undefined : world.containers.get(memory.id);
}

/** How a container ended, as a Pod's status tells it. */
export function ended(record: ContainerRecord): EndedContainer {
  const { message } = record;
  return {
    containerID: `containerd://${record.id}`,
    exitCode: record.exitCode ?? 0,
    startedAt:
      record.startedUs === undefined || record.startedUs === 0 ? '1970-01-01T00:00:00Z' : timeText(record.startedUs),
    finishedAt: timeText(record.finishedUs ?? 0),
    reason: record.reason ?? ((record.exitCode ?? 0) === 0 ? 'Completed' : 'Error'),
    ...(message !== undefined && message !== '' && { message }),
  };
}
