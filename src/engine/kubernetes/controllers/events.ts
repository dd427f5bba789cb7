import type { World } from '../../kernel/world';
import { LAB_EPOCH_MS } from '../../kernel/clock';
import { ApiError } from '../api/api-error';
import type { KubeObject, ObjectMeta } from '../api/object';
import { nowText } from '../api/store';
import type { Event } from '../objects/kinds';
import type { ControllerClient, NewObject } from './client';
import { enqueueAfter } from './queue';

/** What happened to an object. */
export interface EventFacts {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** `spec.containers{nginx}` */
  readonly fieldPath?: string;
  /** The program that tells: `kubelet`, `deployment-controller`, `default-scheduler`. */
  readonly from: string;
  /** The node it runs on, for the kubelet. */
  readonly host?: string;
  /** Set by those who tell through events.k8s.io/v1 (the scheduler): what they were about to do. */
  readonly action?: string;
}

/** An API server keeps events for an hour (--event-ttl), swept here now and then. */
const EVENT_TTL_US = 3_600_000_000;
const SWEEP_EVERY_US = 600_000_000;
/** Of one source about one object, so many at once and then one in five minutes (client-go's EventSourceObjectSpamFilter). */
const BURST = 25;
const REFILL_US = 300_000_000;

/** Names the queue of the sweeper. */
export const EVENT_SWEEPER = 'event-ttl';

/**
 * Writes an event, or counts one more of the same (client-go's tools/record EventCorrelator, and tools/events for those who set an action).
 */
export function recordEvent(api: ControllerClient, about: KubeObject, facts: EventFacts): void {
  const { world } = api;
  if (!admitEvent(world, about, facts)) return;
  const { name = '', namespace = 'default', uid = '' } = about.metadata;
  const id = [facts.from, uid || name, facts.type, facts.reason, facts.fieldPath ?? '', facts.message].join('|');
  const known = world.cluster?.eventNames.get(id);
  const old = known === undefined ? undefined : api.get('events', namespace, known);
  if (old) {
    api.update('events', old, (event) => again(world, event));
    return;
  }
  const eventName = `${name}.${nanoseconds(world).toString(16)}`;
  const made = freeName(api, namespace, eventName);
  try {
    api.create('events', namespace, newEvent(world, about, facts, { name: made, namespace }));
  } catch (error) {
    // "Server rejected event (will not retry!)" (client-go's recordToSink), as in a namespace that is on its way out: what is told goes on.
    if (error instanceof ApiError) return;
    throw error;
  }
  const cluster = world.writeCluster();
  cluster.eventNames = world.writable(cluster.eventNames);
  cluster.eventNames.set(id, made);
  enqueueAfter(world, EVENT_SWEEPER, 'sweep', SWEEP_EVERY_US, true);
}

function freeName(api: ControllerClient, namespace: string, name: string): string {
  let free = name;
  // The real clock has other nanoseconds for every event; here several may come at the same moment.
  for (let i = 1; api.get('events', namespace, free); i++) {
    free = `${name.slice(0, -2)}${((Number.parseInt(name.slice(-2), 16) + i) & 0xff).toString(16).padStart(2, '0')}`;
    if (i > 0xff) free = `${name}${i.toString(16)}`;
  }
  return free;
}

/** The virtual clock in nanoseconds since 1970. */
function nanoseconds(world: World): bigint {
  return BigInt(LAB_EPOCH_MS) * 1_000_000n + BigInt(Math.floor(world.nowUs * 1000));
}

/** meta/v1 Time and MicroTime of the virtual clock. */
function times(world: World): { readonly whole: string; readonly micro: string } {
  const whole = nowText(world);
  const micro = String(Math.floor(world.nowUs) % 1_000_000).padStart(6, '0');
  return { whole, micro: `${whole.slice(0, -1)}.${micro}Z` };
}

function newEvent(world: World, about: KubeObject, facts: EventFacts, metadata: ObjectMeta): NewObject {
  const { whole, micro } = times(world);
  const { name = '', namespace, uid, resourceVersion } = about.metadata;
  // Set one by one, as events are what a cluster writes most: copies by spread would cost more than all the rest of an event.
  const involvedObject: Record<string, unknown> = { kind: about.kind };
  if (namespace) involvedObject.namespace = namespace;
  involvedObject.name = name;
  if (uid) involvedObject.uid = uid;
  involvedObject.apiVersion = about.apiVersion;
  if (resourceVersion) involvedObject.resourceVersion = resourceVersion;
  if (facts.fieldPath) involvedObject.fieldPath = facts.fieldPath;
  const { reason, message, type } = facts;
  if (facts.action !== undefined) {
    return {
      metadata,
      involvedObject,
      reason,
      message,
      type,
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      eventTime: micro,
      action: facts.action,
      reportingComponent: facts.from,
      reportingInstance: facts.host === undefined ? facts.from : `${facts.from}-${facts.host}`,
    };
  }
  return {
    metadata,
    involvedObject,
    reason,
    message,
    type,
    source: { component: facts.from, ...(facts.host && { host: facts.host }) },
    firstTimestamp: whole,
    lastTimestamp: whole,
    count: 1,
    eventTime: null,
    reportingComponent: facts.from,
    reportingInstance: facts.host ?? '',
  };
}

/** The same happened once more. */
function again(world: World, event: Event): Event {
  const { whole, micro } = times(world);
  if (event.action === undefined) return { ...event, count: (event.count ?? 1) + 1, lastTimestamp: whole };
  return { ...event, series: { count: (event.series?.count ?? 1) + 1, lastObservedTime: micro } };
}

/** A token bucket for each source and object, so that a loop that fails does not fill the store. */
function admitEvent(world: World, about: KubeObject, facts: EventFacts): boolean {
  const id = `${facts.from}|${about.metadata.uid ?? about.metadata.name ?? ''}`;
  const cluster = world.writeCluster();
  const bucket = cluster.eventBuckets.get(id);
  const refilled = bucket ? Math.min(BURST, bucket.tokens + (world.nowUs - bucket.atUs) / REFILL_US) : BURST;
  if (refilled < 1) return false;
  cluster.eventBuckets = world.writable(cluster.eventBuckets);
  cluster.eventBuckets.set(id, { tokens: refilled - 1, atUs: world.nowUs });
  return true;
}

/** Removes what has outlived its time. */
export function sweepEvents(api: ControllerClient): void {
  const { world } = api;
  const oldestMs = LAB_EPOCH_MS + (world.nowUs - EVENT_TTL_US) / 1000;
  let left = false;
  for (const event of api.list('events')) {
    const last =
      event.lastTimestamp ?? event.series?.lastObservedTime ?? event.eventTime ?? event.metadata.creationTimestamp;
    if (last && Date.parse(last) < oldestMs) api.remove('events', event);
    else left = true;
  }
  const cluster = world.writeCluster();
  cluster.eventNames = world.writable(cluster.eventNames);
  for (const [id, name] of [...cluster.eventNames]) {
    if (![...(cluster.objects.get('events')?.values() ?? [])].some((names) => names.has(name)))
      cluster.eventNames.delete(id);
  }
  cluster.eventBuckets = world.writable(cluster.eventBuckets);
  for (const [id, { atUs }] of [...cluster.eventBuckets]) {
    if (world.nowUs - atUs > BURST * REFILL_US) cluster.eventBuckets.delete(id);
  }
  if (left) api.enqueue('sweep', SWEEP_EVERY_US, true);
}
