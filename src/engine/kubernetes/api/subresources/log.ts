import { LAB_EPOCH_MS } from '../../../kernel/clock';
import type { LogLine } from '../../../kernel/containers/records';
import { logLines } from '../../../kernel/containers/log';
import type { World } from '../../../kernel/world';
import { ApiError, badRequest } from '../api-error';
import type { ApiRequest, LogState } from '../request';
import { queryFlag, queryValue } from '../route';
import { podContainer } from './pod-container';

/** What a container has printed so far; `open`: more will come. */
export interface PrintedLog {
  readonly text: string;
  readonly open?: LogState;
}

/** `pods/log`: what a container has printed (pkg/kubelet/kubelet_pods.go, validateContainerLogStatus; pkg/kubelet/kuberuntime/logs). Throws ApiError. */
export function podLog(world: World, namespace: string, podName: string, request: ApiRequest): PrintedLog {
  const { pod, name, memory } = podContainer(world, namespace, podName, queryValue(request, 'container'));
  if (pod.spec?.nodeName === undefined) return { text: '' };
  const previous = queryFlag(request, 'previous');
  const id = previous ? memory?.last?.containerID.replace(/^.*\/\//, '') : memory?.id;
  if (previous && id === undefined)
    throw badRequest(`previous terminated container "${name}" in pod "${podName}" not found`);
  if (id === undefined || !world.containers.has(id)) {
    const { reason = 'ContainerCreating', message } = memory?.waiting ?? {};
    // Only where a Pod is being set up does the kubelet know a reason without a message.
    const why = PULLING.has(reason) ? `trying and failing to pull image` : reason;
    const tail = message !== undefined && !PULLING.has(reason) ? `: ${message}` : '';
    throw badRequest(`container "${name}" in pod "${podName}" is waiting to start: ${why}${tail}`);
  }
  const lines = logLines(world, id);
  const text = printed(world, lines, request);
  if (!queryFlag(request, 'follow') || previous || world.containers.get(id)?.state !== 'running') return { text };
  return { text, open: { followed: id, line: lines.length, timestamps: queryFlag(request, 'timestamps') } };
}

/** What a followed container has printed since; it is over when the container has ended. */
export function nextLogLines(
  world: World,
  state: LogState,
): { readonly lines: readonly string[]; readonly next: LogState | undefined } {
  const container = world.containers.get(state.followed);
  if (!container) return { lines: [], next: undefined };
  const { log } = container;
  const lines: string[] = [];
  // A state from the far end of the log begins now.
  for (let line = Math.min(state.line, log.size); line < log.size; line++) {
    const entry = log.get(line);
    if (entry) lines.push(lineText(entry, state.timestamps));
  }
  return { lines, next: container.state === 'running' ? { ...state, line: log.size } : undefined };
}

function lineText({ atUs, text }: LogLine, timestamps: boolean): string {
  return `${timestamps ? `${timeText(atUs)} ` : ''}${text}`;
}

const PULLING: ReadonlySet<string> = new Set(['ImagePullBackOff', 'ErrImagePull']);

function printed(world: World, all: readonly LogLine[], request: ApiRequest): string {
  const sinceUs = sinceOf(world, request);
  const recent = sinceUs === undefined ? all : all.filter(({ atUs }) => atUs >= sinceUs);
  const tail = numberOf(request, 'tailLines');
  const lines = tail === undefined ? recent : tail === 0 ? [] : recent.slice(-tail);
  const timestamps = queryFlag(request, 'timestamps');
  const text = lines.map((line) => `${lineText(line, timestamps)}${line.partial ? '' : '\n'}`).join('');
  const limit = numberOf(request, 'limitBytes');
  return limit === undefined ? text : text.slice(0, limit);
}

function sinceOf(world: World, request: ApiRequest): number | undefined {
  const seconds = numberOf(request, 'sinceSeconds');
  if (seconds !== undefined) return world.nowUs - seconds * 1_000_000;
  const time = queryValue(request, 'sinceTime');
  return time === undefined || time === '' ? undefined : (Date.parse(time) - LAB_EPOCH_MS) * 1000;
}

function numberOf(request: ApiRequest, key: string): number | undefined {
  const text = queryValue(request, key);
  if (text === undefined || text === '') return undefined;
  if (!/^-?\d+$/.test(text))
    throw new ApiError(400, 'BadRequest', `strconv.ParseInt: parsing "${text}": invalid syntax`);
  return Number(text);
}

/** RFC 3339 with nine digits, as containerd writes it. */
function timeText(atUs: number): string {
  const whole = new Date(LAB_EPOCH_MS + Math.floor(atUs / 1000)).toISOString().slice(0, 19);
  return `${whole}.${String(atUs % 1_000_000).padStart(6, '0')}000Z`;
}
