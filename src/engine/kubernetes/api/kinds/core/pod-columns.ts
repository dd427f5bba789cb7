import { ageSince } from '../../age';
import type { TableColumn } from '../../resource-type';
import { AGE_COLUMN, describe, NAME_COLUMN } from '../../tables/cells';
import type { PodObject } from './pod';

type ContainerStatus = NonNullable<NonNullable<NonNullable<PodObject['status']>['containerStatuses']>[number]>;

interface Summary {
  readonly ready: string;
  readonly reason: string;
  readonly restarts: number;
  readonly lastRestart: string | undefined;
}

/** Of the Pods shown lately: three columns look at it. */
const SUMMARIES = new WeakMap<PodObject, Summary>();

function summarizePod(pod: PodObject): Summary {
  let summary = SUMMARIES.get(pod);
  if (!summary) SUMMARIES.set(pod, (summary = summaryOf(pod)));
  return summary;
}

/** The status, the number of ready containers and of restarts that tables show: printers.go, printPod. */
function summaryOf(pod: PodObject): Summary {
  const status = pod.status ?? {};
  const initContainers = pod.spec?.initContainers ?? [];
  const sidecars = new Set(initContainers.filter((c) => c.restartPolicy === 'Always').map((c) => c.name));
  const total = (pod.spec?.containers ?? []).length + initContainers.filter((c) => c.restartPolicy === 'Always').length;
  let reason: string = status.reason || status.phase || '';
  if (status.conditions?.some((c) => c.type === 'PodScheduled' && c.reason === 'SchedulingGated'))
    reason = 'SchedulingGated';
  let restarts = 0;
  let sidecarRestarts = 0;
  let lastRestart: string | undefined;
  let lastSidecarRestart: string | undefined;
  let ready = 0;
  let initializing = false;
  for (const [i, container] of (status.initContainerStatuses ?? []).entries()) {
    const sidecar = sidecars.has(container.name);
    restarts += container.restartCount ?? 0;
    lastRestart = later(lastRestart, container.lastState?.terminated?.finishedAt);
    if (sidecar) {
      sidecarRestarts += container.restartCount ?? 0;
      lastSidecarRestart = later(lastSidecarRestart, container.lastState?.terminated?.finishedAt);
    }
    const { terminated } = container.state ?? {};
    if (terminated && (terminated.exitCode ?? 0) === 0) continue;
    if (sidecar && container.started === true) {
      if (container.ready) ready++;
      continue;
    }
    reason = `Init:${initReason(container, i, initContainers.length)}`;
    initializing = true;
    break;
  }
  if (!initializing || status.conditions?.find((c) => c.type === 'Initialized')?.status === 'True') {
    restarts = sidecarRestarts;
    lastRestart = lastSidecarRestart;
    let running = false;
    let errorReason = '';
    for (const container of [...(status.containerStatuses ?? [])].reverse()) {
      restarts += container.restartCount ?? 0;
      lastRestart = later(lastRestart, container.lastState?.terminated?.finishedAt);
      const { waiting, terminated } = container.state ?? {};
      if (waiting?.reason) reason = waiting.reason;
      else if (terminated) {
        reason = terminated.reason || endReason(terminated);
        if ((terminated.exitCode ?? 0) !== 0) errorReason = reason;
      } else if (container.ready && container.state?.running) {
        running = true;
        ready++;
      }
    }
    if (reason === 'Completed') {
      const isReady = status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True');
      if (running && isReady) reason = 'Running';
      else if (errorReason) reason = errorReason;
      else if (running) reason = 'NotReady';
    }
  }
  if (pod.metadata.deletionTimestamp !== undefined) {
    if (status.reason === 'NodeLost') reason = 'Unknown';
    else if (status.phase !== 'Succeeded' && status.phase !== 'Failed') reason = 'Terminating';
  }
  return { ready: `${ready}/${total}`, reason, restarts, lastRestart };
}

function initReason(container: ContainerStatus, index: number, total: number): string {
  const { waiting, terminated } = container.state ?? {};
  if (terminated) return terminated.reason || endReason(terminated);
  if (waiting?.reason && waiting.reason !== 'PodInitializing') return waiting.reason;
  return `${index}/${total}`;
}

function endReason({ signal = 0, exitCode = 0 }: { readonly signal?: number; readonly exitCode?: number }): string {
  return signal !== 0 ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

function readinessGates(pod: PodObject): string {
  const gates = pod.spec?.readinessGates ?? [];
  if (!gates.length) return '<none>';
  const conditions = pod.status?.conditions ?? [];
  const met = gates.filter((gate) => conditions.find((c) => c.type === gate.conditionType)?.status === 'True');
  return `${met.length}/${gates.length}`;
}

export const POD_COLUMNS: readonly TableColumn<PodObject>[] = [
  NAME_COLUMN,
  {
    name: 'Ready',
    type: 'string',
    description: 'The aggregate readiness state of this pod for accepting traffic.',
    cell: (pod) => summarizePod(pod).ready,
  },
  {
    name: 'Status',
    type: 'string',
    description: 'The aggregate status of the containers in this pod.',
    cell: (pod) => summarizePod(pod).reason,
  },
  {
    name: 'Restarts',
    type: 'string',
    description:
      'The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.',
    cell: (pod, nowMs) => {
      const { restarts, lastRestart } = summarizePod(pod);
      return restarts !== 0 && lastRestart ? `${restarts} (${ageSince(lastRestart, nowMs)} ago)` : String(restarts);
    },
  },
  AGE_COLUMN,
  {
    name: 'IP',
    type: 'string',
    priority: 1,
    description: describe('PodStatus.podIP'),
    cell: (pod) => pod.status?.podIPs?.[0]?.ip || '<none>',
  },
  {
    name: 'Node',
    type: 'string',
    priority: 1,
    description: describe('PodSpec.nodeName'),
    cell: (pod) => pod.spec?.nodeName || '<none>',
  },
  {
    name: 'Nominated Node',
    type: 'string',
    priority: 1,
    description: describe('PodStatus.nominatedNodeName'),
    cell: (pod) => pod.status?.nominatedNodeName || '<none>',
  },
  {
    name: 'Readiness Gates',
    type: 'string',
    priority: 1,
    description: describe('PodSpec.readinessGates'),
    cell: readinessGates,
  },
];
