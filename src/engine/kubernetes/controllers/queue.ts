import type { World } from '../../kernel/world';

/**
 * The work queues of all components, as data of the cluster: who has work now, who has work later, and who failed how often. What
 * client-go's workqueue is, on the world's event queue.
 */

/** The rate limiter of controllers (client-go DefaultTypedControllerRateLimiter): 5 ms, doubled each time, at most 1,000 s. */
const BASE_DELAY_US = 5_000;
const MAX_DELAY_US = 1_000_000_000;

/** A key has work as soon as everything that happens at this moment has happened. */
export function enqueue(world: World, component: string, key: string): void {
  const waiting = world.cluster?.ready.get(component);
  if (waiting?.has(key)) return;
  const cluster = world.writeCluster();
  cluster.ready = world.writable(cluster.ready);
  const keys = world.writable(waiting ?? world.newMap<string, true>());
  if (keys.size === 0) world.schedule(0, { type: 'cluster-wakes', component });
  keys.set(key, true);
  cluster.ready.set(component, keys);
}

/**
 * A key has work after a while; of several moments the earliest counts. `background`: it is something that goes on for ever, such as a
 * probe, and for which nobody waits.
 */
export function enqueueAfter(world: World, component: string, key: string, delayUs: number, background = false): void {
  if (delayUs <= 0) return enqueue(world, component, key);
  const id = `${component} ${key}`;
  const dueUs = world.nowUs + delayUs;
  const known = world.cluster?.later.get(id);
  if (known !== undefined && known <= dueUs) return;
  const cluster = world.writeCluster();
  cluster.later = world.writable(cluster.later);
  cluster.later.set(id, dueUs);
  world.schedule(delayUs, { type: 'cluster-wakes', component, key, ...(background && { background: true }) });
}

/** Takes the keys that have work now, in the order in which they got it. */
export function takeReady(world: World, component: string): readonly string[] {
  const keys = world.cluster?.ready.get(component);
  if (!keys || keys.size === 0) return [];
  const cluster = world.writeCluster();
  cluster.ready = world.writable(cluster.ready);
  cluster.ready.delete(component);
  return [...keys.keys()];
}

/** The moment of a delayed key has come: true unless an earlier or later one has taken its place. */
export function takeLater(world: World, component: string, key: string): boolean {
  const id = `${component} ${key}`;
  const dueUs = world.cluster?.later.get(id);
  if (dueUs === undefined || dueUs > world.nowUs) return false;
  const cluster = world.writeCluster();
  cluster.later = world.writable(cluster.later);
  cluster.later.delete(id);
  return true;
}

/** A key failed: it comes again, later each time. */
export function enqueueFailed(world: World, component: string, key: string, maxDelayUs = MAX_DELAY_US): void {
  const id = `${component} ${key}`;
  const cluster = world.writeCluster();
  cluster.failures = world.writable(cluster.failures);
  const failures = cluster.failures.get(id) ?? 0;
  cluster.failures.set(id, failures + 1);
  const delayUs = Math.min(maxDelayUs, BASE_DELAY_US * 2 ** Math.min(failures, 40));
  enqueueAfter(world, component, key, delayUs, delayUs > FOREGROUND_BACKOFF_US);
}

/** Waits longer than this are not worth waiting for at the end of a cell. */
const FOREGROUND_BACKOFF_US = 500_000;

/** A key succeeded: its next failure is its first. */
export function forgetFailures(world: World, component: string, key: string): void {
  const id = `${component} ${key}`;
  if (!world.cluster?.failures.has(id)) return;
  const cluster = world.writeCluster();
  cluster.failures = world.writable(cluster.failures);
  cluster.failures.delete(id);
}
