import type { World } from '../../kernel/world';

/** Which programs of the control plane run. */

/** Whether the API server does anything: it runs, and so does its store. */
export function apiServerWorks({ cluster }: World): boolean {
  const stopped = cluster?.stopped;
  return stopped === undefined || stopped.size === 0 || !(stopped.has('kube-apiserver') || stopped.has('etcd'));
}

/** A program of the control plane has stopped. */
export function processStopped(world: World, process: string): void {
  const cluster = world.writeCluster();
  cluster.stopped = world.writable(cluster.stopped);
  cluster.stopped.set(process, true);
}

/** A program of the control plane runs (again), and looks at everything that waited. */
export function processStarted(world: World, process: string): void {
  if (!world.cluster?.stopped.has(process)) return;
  const cluster = world.writeCluster();
  cluster.stopped = world.writable(cluster.stopped);
  cluster.stopped.delete(process);
  for (const [component, keys] of cluster.ready) {
    if (keys.size > 0) world.schedule(0, { type: 'cluster-wakes', component });
  }
}
