import type { ContainerMemory } from '../../kernel/kubelet-records';
import type { AnyContainer } from './pod-names';

/** What probes have come to (pkg/kubelet/prober/prober_manager.go UpdatePodStatus). */

/** A running container without a startup probe has started; one with a probe when that has passed. */
export function hasStarted(container: AnyContainer, memory: ContainerMemory): boolean {
  return !container.startupProbe || memory.probes.startup?.passed === true;
}

export function isReadyNow(container: AnyContainer, memory: ContainerMemory): boolean {
  return !container.readinessProbe || memory.probes.readiness?.passed === true;
}
