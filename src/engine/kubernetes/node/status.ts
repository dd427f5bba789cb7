import { hostIps6 } from './host-ip';
import type { ContainerMemory, PodMemory } from '../../kernel/kubelet-records';
import type { World } from '../../kernel/world';
import { imageOn } from '../../tools/containers/images';
import type { ContainerStatus, Pod, PodStatus } from '../objects/kinds';
import { containerMemory } from './memory';
import { ended, recordOf, timeText } from './container-state';
import { isSidecar, type AnyContainer } from './pod-names';
import { hasStarted, isReadyNow } from './probe-results';

/** A Pod's status as its kubelet tells it (pkg/kubelet/kubelet_pods.go generateAPIPodStatus, pkg/kubelet/status/generate.go). */

export interface StatusFacts {
  readonly node: string;
  readonly hostIp: string;
  readonly now: string;
}

type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

export function podStatus(world: World, pod: Pod, memory: PodMemory, facts: StatusFacts): PodStatus {
  const { spec } = pod;
  const containers = spec?.containers ?? [];
  const inits = spec?.initContainers ?? [];
  const of = (container: AnyContainer, init: boolean): ContainerStatus =>
    containerStatus(world, pod, memory, container, init);
  const initStatuses = inits.map((container) => of(container, true));
  const statuses = [...containers].sort((a, b) => (a.name < b.name ? -1 : 1)).map((container) => of(container, false));
  const ephemeral = (spec?.ephemeralContainers ?? []).map((container) => of(container, false));
  const phase: Phase = memory.failed ? 'Failed' : phaseOf(pod, initStatuses, statuses);
  const old = pod.status;
  const ip = memory.ip;
  const generation = pod.metadata.generation;
  // Set one by one: literals with spread parts are slow in V8 11, and this is done for every Pod at every look.
  const status: Writable<PodStatus & Generation> = {};
  if (generation !== undefined) status.observedGeneration = generation;
  status.phase = phase;
  if (memory.failed) {
    status.reason = memory.failed.reason;
    status.message = memory.failed.message;
  }
  status.conditions = conditions(world, pod, memory, phase, initStatuses, statuses, facts.now);
  status.hostIP = facts.hostIp;
  status.hostIPs = [{ ip: facts.hostIp }, ...hostIps6(world, facts.node).map((ip6) => ({ ip: ip6 }))];
  if (ip !== undefined) {
    status.podIP = ip;
    status.podIPs = memory.ip6 === undefined ? [{ ip }] : [{ ip }, { ip: memory.ip6 }];
  }
  status.startTime = old?.startTime ?? timeText(memory.startedUs ?? world.nowUs);
  if (initStatuses.length > 0) status.initContainerStatuses = initStatuses;
  status.containerStatuses = statuses;
  if (ephemeral.length > 0) status.ephemeralContainerStatuses = ephemeral;
  status.qosClass = old?.qosClass ?? 'BestEffort';
  return status;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What v1.35 has more. */
interface Generation {
  readonly observedGeneration?: number;
}

function containerStatus(
  world: World,
  pod: Pod,
  memory: PodMemory,
  container: AnyContainer,
  init: boolean,
): ContainerStatus {
  const own = containerMemory(memory, container.name);
  const record = recordOf(world, own);
  const image = container.image ?? '';
  const pulled = record && imageOn(world, memory.node, record.imageId);
  const running = record?.state === 'running';
  const last = record?.state === 'exited' && own.waiting ? ended(record) : own.last;
  const started = running && hasStarted(container, own);
  const ready = init
    ? isSidecar(container)
      ? started && isReadyNow(container, own)
      : record?.state === 'exited' && record.exitCode === 0
    : started && isReadyNow(container, own);
  const requests = container.resources?.requests;
  const status: Partial<Writable<ContainerStatus & ContainerUser>> = {};
  if (requests) status.allocatedResources = requests;
  if (record) status.containerID = `containerd://${record.id}`;
  status.image = pulled?.tags[0] ?? image;
  status.imageID = pulled?.digests[0] ?? '';
  status.lastState = last ? ({ terminated: last } as ContainerStatus['lastState']) : {};
  status.name = container.name;
  status.ready = ready;
  status.resources = container.resources ?? {};
  status.restartCount = own.restarts;
  status.started = init && !isSidecar(container) ? false : started;
  status.state = stateOf(pod, own, record);
  if (record) status.user = { linux: { gid: 0, supplementalGroups: [0], uid: record.config.user ?? 0 } };
  if (container.volumeMounts) status.volumeMounts = container.volumeMounts.map(mountStatus);
  return status as ContainerStatus;
}

interface ContainerUser {
  readonly user?: {
    readonly linux: { readonly gid: number; readonly supplementalGroups: readonly number[]; readonly uid: number };
  };
}

type MountStatus = NonNullable<ContainerStatus['volumeMounts']>[number];

function mountStatus({ name, mountPath, readOnly }: NonNullable<AnyContainer['volumeMounts']>[number]): MountStatus {
  return readOnly === true ? { mountPath, name, readOnly, recursiveReadOnly: 'Disabled' } : { mountPath, name };
}

function stateOf(
  pod: Pod,
  own: ContainerMemory,
  record: ReturnType<typeof recordOf>,
): NonNullable<ContainerStatus['state']> {
  if (record?.state === 'running') return { running: { startedAt: timeText(record.startedUs ?? 0) } };
  if (own.waiting) return { waiting: own.waiting };
  if (record?.state === 'exited')
    return { terminated: ended(record) as NonNullable<ContainerStatus['state']>['terminated'] };
  const initializing = (pod.spec?.initContainers ?? []).length > 0;
  return { waiting: { reason: initializing ? 'PodInitializing' : 'ContainerCreating' } };
}

/** getPhase. */
function phaseOf(pod: Pod, inits: readonly ContainerStatus[], statuses: readonly ContainerStatus[]): Phase {
  const policy = pod.spec?.restartPolicy ?? 'Always';
  const specs = pod.spec?.initContainers ?? [];
  let pending = 0;
  for (const [index, status] of inits.entries()) {
    const spec = specs[index];
    if (spec && isSidecar(spec)) {
      if (status.started !== true) pending++;
      continue;
    }
    if (status.state?.terminated) {
      if (status.state.terminated.exitCode !== 0) {
        if (policy === 'Never') return 'Failed';
        pending++;
      }
    } else pending++;
  }
  let running = 0;
  let waiting = 0;
  let stopped = 0;
  let succeeded = 0;
  for (const { state, lastState } of statuses) {
    if (state?.running) running++;
    else if (state?.terminated) {
      stopped++;
      if (state.terminated.exitCode === 0) succeeded++;
    } else if (state?.waiting && lastState?.terminated) stopped++;
    else waiting++;
  }
  const wasRunning = pod.status?.phase === 'Running';
  if (pending > 0 && !wasRunning) return 'Pending';
  if (waiting > 0) return wasRunning && running + stopped > 0 ? 'Running' : 'Pending';
  if (running > 0) return 'Running';
  if (stopped > 0) {
    if (policy === 'Always') return 'Running';
    if (stopped === succeeded) return statuses.some(({ state }) => state?.waiting) ? 'Running' : 'Succeeded';
    return policy === 'Never' ? 'Failed' : 'Running';
  }
  return 'Pending';
}

type Conditions = NonNullable<PodStatus['conditions']>;

function conditions(
  world: World,
  pod: Pod,
  memory: PodMemory,
  phase: Phase,
  inits: readonly ContainerStatus[],
  statuses: readonly ContainerStatus[],
  now: string,
): Conditions {
  const over = phase === 'Succeeded' || phase === 'Failed';
  const networked = memory.networkReadyUs !== undefined && memory.networkReadyUs <= world.nowUs && !over;
  const unready = statuses.filter(({ ready }) => !ready).map(({ name }) => name);
  const specs = pod.spec?.initContainers ?? [];
  const incomplete = inits.filter(({ ready, started }, index) => {
    const spec = specs[index];
    return spec && isSidecar(spec) ? started !== true : !ready;
  });
  const ready: Facts = over
    ? phase === 'Succeeded'
      ? { status: 'False', reason: 'PodCompleted' }
      : { status: 'False', reason: 'PodFailed' }
    : unready.length > 0
      ? {
          status: 'False',
          reason: 'ContainersNotReady',
          message: `containers with unready status: [${unready.join(' ')}]`,
        }
      : { status: 'True' };
  const initialized: Facts =
    over && phase === 'Succeeded'
      ? { status: 'True', reason: 'PodCompleted' }
      : incomplete.length > 0
        ? {
            status: 'False',
            reason: 'ContainersNotInitialized',
            message: `containers with incomplete status: [${incomplete.map(({ name }) => name).join(' ')}]`,
          }
        : { status: 'True' };
  const gates = (pod.spec?.readinessGates ?? []).filter(
    ({ conditionType }) => pod.status?.conditions?.find(({ type }) => type === conditionType)?.status !== 'True',
  );
  const podReady: Facts =
    ready.status === 'True' && gates.length > 0
      ? {
          status: 'False',
          reason: 'ReadinessGatesNotReady',
          message: gates
            .map(
              ({ conditionType }) => `corresponding condition of pod readiness gate "${conditionType}" does not exist.`,
            )
            .join(', '),
        }
      : ready;
  const wanted: readonly (readonly [string, Facts])[] = [
    ['PodReadyToStartContainers', { status: networked ? 'True' : 'False' }],
    ['Initialized', initialized],
    ['Ready', podReady],
    ['ContainersReady', ready],
    ['PodScheduled', { status: 'True' }],
  ];
  const old = pod.status?.conditions ?? [];
  const own = new Set(wanted.map(([type]) => type));
  const generation = pod.metadata.generation;
  return [
    ...wanted.map(([type, facts]) => {
      const before = old.find((condition) => condition.type === type);
      const since = before?.status === facts.status ? before.lastTransitionTime : undefined;
      const condition: Partial<Writable<Conditions[number] & Generation>> = {
        lastProbeTime: null as unknown as string,
      };
      condition.lastTransitionTime = since ?? now;
      if (facts.message !== undefined) condition.message = facts.message;
      if (generation !== undefined) condition.observedGeneration = generation;
      if (facts.reason !== undefined) condition.reason = facts.reason;
      condition.status = facts.status;
      condition.type = type;
      return condition as Conditions[number];
    }),
    ...old.filter(({ type }) => !own.has(type)),
  ];
}

interface Facts {
  readonly status: 'True' | 'False';
  readonly reason?: string;
  readonly message?: string;
}
