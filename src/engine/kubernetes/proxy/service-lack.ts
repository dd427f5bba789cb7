import type { World } from '../../kernel/world';
import type { ServiceFacts } from '../../walk/service';
import { readObject, readObjects } from '../api/store';
import type { Event, Node, Pod } from '../objects/kinds';
import { labelsMatch } from '../objects/selector';

type Lack = NonNullable<ServiceFacts['lacks']>;

/** Why a Service has no endpoint that is ready: nobody has its labels, or what keeps those that have from being ready. */
export function lackOf(world: World, namespace: string, selector: Readonly<Record<string, string>> | undefined): Lack {
  const entries = Object.entries(selector ?? {});
  if (!selector || entries.length === 0) return { why: 'no-selector', selector: '' };
  const pods = readObjects(world, 'pods', namespace) as readonly Pod[];
  const chosen = pods.filter(({ metadata }) => labelsMatch(selector, metadata.labels));
  const text = entries.map(([key, value]) => `${key}=${value}`).join(',');
  if (chosen.length === 0) return { why: 'nobody', selector: text };
  const crash = firstOf(chosen, (pod) => crashOf(world, pod));
  const waiting = firstOf(chosen, (pod) => waitOf(world, pod));
  const agent = waiting && agentOn(world, waiting.node);
  const node =
    firstOf(chosen, (pod) => lostNode(world, pod)) ?? (waiting?.node === '' ? anyLostNode(world) : undefined);
  return {
    why: 'not-ready',
    selector: text,
    ...(crash && { crash }),
    ...(waiting && { waiting: { pod: waiting.pod, reason: waiting.reason, message: waiting.message } }),
    ...(agent && { agent }),
    ...(node && { node }),
  };
}

function firstOf<T, U>(all: readonly T[], look: (one: T) => U | undefined): U | undefined {
  for (const one of all) {
    const found = look(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What keeps a Pod from starting: what its last event says, where the scheduler or the kubelet cannot go on. */
const KEEPING: ReadonlySet<string> = new Set(['FailedScheduling', 'FailedCreatePodSandBox', 'FailedMount', 'NetworkNotReady', 'Failed']); // prettier-ignore

function waitOf(
  world: World,
  { metadata, spec, status }: Pod,
): { readonly pod: string; readonly node: string; readonly reason: string; readonly message: string } | undefined {
  if (status?.phase !== 'Pending') return undefined;
  const { namespace = '', name = '' } = metadata;
  const events = (readObjects(world, 'events', namespace) as unknown as readonly Event[]).filter(
    ({ involvedObject, reason = '' }) => involvedObject.uid === metadata.uid && KEEPING.has(reason),
  );
  const last = events
    .toSorted((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
    .at(-1);
  if (!last) return undefined;
  return { pod: `${namespace}/${name}`, node: spec?.nodeName ?? '', reason: last.reason ?? '', message: last.message ?? '' }; // prettier-ignore
}

/** The container of the network of a node, when it keeps ending: the Pods of the node wait for it. */
function agentOn(world: World, node: string): Lack['crash'] {
  const pods = (readObjects(world, 'pods') as readonly Pod[]).filter(
    ({ spec }) => spec?.nodeName === node && spec.hostNetwork === true,
  );
  return firstOf(pods, (pod) => crashOf(world, pod));
}

function lostNode(world: World, { spec }: Pod): Lack['node'] {
  const node: Node | undefined = readObject(world, 'nodes', '', spec?.nodeName ?? '');
  return node && notReady(node);
}

function anyLostNode(world: World): Lack['node'] {
  return firstOf(readObjects(world, 'nodes') as readonly Node[], notReady);
}

function notReady({ metadata, status }: Node): Lack['node'] {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return ready === undefined || ready.status === 'True'
    ? undefined
    : { name: metadata.name ?? '', message: ready.message ?? '' };
}

/** The last line of a container that keeps ending. */
function crashOf(world: World, { metadata, status }: Pod): { readonly pod: string; readonly line: string } | undefined {
  const ended = status?.containerStatuses?.some(
    ({ state, lastState }) => (lastState?.terminated ?? state?.terminated)?.exitCode,
  );
  if (ended !== true) return undefined;
  const own = [...world.containers.values()].filter(
    ({ config }) => config.labels['io.kubernetes.pod.name'] === metadata.name && config.labels['io.kubernetes.pod.namespace'] === metadata.namespace, // prettier-ignore
  );
  const last = own.toSorted((a, b) => a.createdUs - b.createdUs).findLast(({ log }) => log.size > 0);
  const line = last?.log.get(last.log.size - 1)?.text;
  return line === undefined ? undefined : { pod: `${metadata.namespace ?? ''}/${metadata.name ?? ''}`, line };
}
