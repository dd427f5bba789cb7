import type { PodMemory } from '../../kernel/kubelet-records';
import type { World } from '../../kernel/world';
import { apiServerWorks, processStarted, processStopped } from '../controllers/process-state';
import { recordOf } from './container-state';

/** Programs of the control plane that do the cluster's work while their container runs. */
const PROGRAMS: ReadonlySet<string> = new Set(['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler']);

/** Tells the control loops whether the programs that they are part of run; true when the API server answers again, which it did not. */
export function followProcesses(world: World, memory: PodMemory): boolean {
  const worked = apiServerWorks(world);
  for (const [name, own] of Object.entries(memory.containers)) {
    if (!PROGRAMS.has(name)) continue;
    if (recordOf(world, own)?.state === 'running') processStarted(world, name);
    else if (own.id !== undefined) processStopped(world, name);
  }
  return !worked && apiServerWorks(world);
}
