import { KernelError, strerror } from '../../kernel/errno';
import type { ContainerMemory, PodMemory, ProbeKind, ProbeMemory } from '../../kernel/kubelet-records';
import { closeTcp, connectTcp, readTcp, tcpSocket, writeTcp } from '../../kernel/tcp/calls';
import type { World } from '../../kernel/world';
import { parseIpv4 } from '../../packet/address';
import type { ControllerClient } from '../controllers/client';
import { clientHello, readServerHello } from '../../tools/http/tls';
import type { Pod } from '../objects/kinds';
import { healthRequest, healthVerdict } from './grpc-probe';
import { execInContainer, execResult } from './exec-probe';
import { fieldPath, type AnyContainer } from './pod-names';
import { recordOf } from './container-state';

/** Probes of a container (pkg/kubelet/prober): by packets from the node, or by a program in the container. */

type Probe = NonNullable<AnyContainer['readinessProbe']>;

const KINDS: readonly ProbeKind[] = ['startup', 'liveness', 'readiness'];
const WORDS: Readonly<Record<ProbeKind, string>> = { startup: 'Startup', readiness: 'Readiness', liveness: 'Liveness' };

export interface ProbeStep {
  readonly memory: ContainerMemory;
  /** When the next one wants to be looked at. */
  readonly nextUs?: number;
  /** A probe whose verdict somebody waits for: the container is not ready yet. */
  readonly eager: boolean;
  /** Which probe failed for good. */
  readonly failed?: ProbeKind;
}

/** Does what probes of a running container are due; each answers at once or when its packets have come. */
export function probe(
  api: ControllerClient,
  pod: Pod,
  of: PodMemory,
  container: AnyContainer,
  memory: ContainerMemory,
): ProbeStep {
  const { world } = api;
  const startedUs = recordOf(world, memory)?.startedUs ?? world.nowUs;
  let current = memory;
  let nextUs: number | undefined;
  let eager = false;
  let failed: ProbeKind | undefined;
  for (const kind of KINDS) {
    const spec = container[`${kind}Probe`];
    if (!spec) continue;
    // Until the startup probe has passed, the others wait; when it has, it is over.
    if (kind !== 'startup' && container.startupProbe && current.probes.startup?.passed !== true) continue;
    if (kind === 'startup' && current.probes.startup?.passed === true) continue;
    const state = current.probes[kind] ?? first(spec, startedUs);
    const next = state.dueUs > world.nowUs ? state : step(api, pod, of, container, kind, spec, state);
    current = { ...current, probes: { ...current.probes, [kind]: next } };
    nextUs = Math.min(nextUs ?? Infinity, next.dueUs);
    if (next.passed !== true && (next.failures === 0 || next.open || next.running)) eager = true;
    if (kind !== 'readiness' && next.failures >= (spec.failureThreshold ?? 3)) failed ??= kind;
  }
  return { memory: current, ...(nextUs !== undefined && { nextUs }), eager, ...(failed && { failed }) };
}

function first(spec: Probe, startedUs: number): ProbeMemory {
  return { dueUs: startedUs + (spec.initialDelaySeconds ?? 0) * 1_000_000 + FIRST_DELAY_US, successes: 0, failures: 0 };
}

/** A program needs a moment before it can be asked. */
const FIRST_DELAY_US = 200_000;

function step(
  api: ControllerClient,
  pod: Pod,
  of: PodMemory,
  container: AnyContainer,
  kind: ProbeKind,
  spec: Probe,
  state: ProbeMemory,
): ProbeMemory {
  const { world } = api;
  const periodUs = (spec.periodSeconds ?? 10) * 1_000_000;
  if (state.passedAt === world.attendedWrites && state.passed === true && !state.open && !state.running) {
    // Nothing has changed in the lab since it passed, so that it need not be asked, nor so often.
    return { ...state, dueUs: world.nowUs + Math.max(periodUs, IDLE_PERIOD_US) };
  }
  const outcome = ask(world, pod, of, container, spec, state);
  if (outcome.type === 'open') {
    const waitUs = Math.min(outcome.open.waitUs, Math.max(1, outcome.open.untilUs - world.nowUs));
    return { ...state, open: outcome.open, dueUs: world.nowUs + waitUs };
  }
  if (outcome.type === 'running') {
    const { running } = outcome;
    return { ...state, running, dueUs: Math.min(running.untilUs, world.nowUs + running.waitUs) };
  }
  const { open: _1, passedAt: _2, running: _3, ...rest } = state;
  const dueUs = world.nowUs + periodUs;
  if (outcome.type === 'passed') {
    const successes = rest.successes + 1;
    const passed = successes >= (spec.successThreshold ?? 1) ? true : rest.passed;
    return {
      ...rest,
      dueUs,
      successes,
      failures: 0,
      passedAt: world.attendedWrites,
      ...(passed !== undefined && { passed }),
    };
  }
  const failures = rest.failures + 1;
  api.event(pod, {
    type: 'Warning',
    reason: 'Unhealthy',
    message: `${WORDS[kind]} probe failed: ${outcome.message}`,
    fieldPath: fieldPath(pod, container.name),
    from: 'kubelet',
    host: of.node,
  });
  const passed = failures >= (spec.failureThreshold ?? 3) ? false : rest.passed;
  return { ...rest, dueUs, successes: 0, failures, ...(passed !== undefined && { passed }) };
}

type Outcome =
  | { readonly type: 'passed' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'running'; readonly running: NonNullable<ProbeMemory['running']> }
  | { readonly type: 'open'; readonly open: NonNullable<ProbeMemory['open']> };

function ask(
  world: World,
  pod: Pod,
  of: PodMemory,
  container: AnyContainer,
  spec: Probe,
  { open, running }: ProbeMemory,
): Outcome {
  if (spec.exec) return askProgram(world, of.containers[container.name]?.id ?? '', spec, running);
  const target = targetOf(pod, of, container, spec);
  if (!target) return { type: 'failed', message: 'unknown probe' };
  if (open) return proceed(world, target, open);
  const address = parseIpv4(target.host);
  if (address === undefined || target.port === 0) {
    return { type: 'failed', message: `${target.prefix}dial tcp: lookup ${target.host}: no such host` };
  }
  const untilUs = world.nowUs + (spec.timeoutSeconds ?? 1) * 1_000_000;
  try {
    const socket = connectTcp(world, world.host(of.node).rootNetns, { address, port: target.port });
    return { type: 'open', open: { socket, untilUs, sent: false, waitUs: FIRST_LOOK_US } };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return {
      type: 'failed',
      message: `${target.prefix}dial tcp ${target.host}:${target.port}: connect: ${strerror(error.errno).toLowerCase()}`,
    };
  }
}

function askProgram(world: World, id: string, spec: Probe, running: ProbeMemory['running']): Outcome {
  const argv = spec.exec?.command ?? [];
  const seconds = spec.timeoutSeconds ?? 1;
  const outcome = running ? execResult(world, running.pid, argv, seconds, running.untilUs) : execInContainer(world, id, argv); // prettier-ignore
  if (!outcome && running) return { type: 'running', running: { ...running, waitUs: running.waitUs * 2 } };
  if (outcome?.pid !== undefined)
    return { type: 'running', running: { pid: outcome.pid, untilUs: world.nowUs + seconds * 1_000_000, waitUs: FIRST_LOOK_US } }; // prettier-ignore
  return outcome?.status === 0 ? { type: 'passed' } : { type: 'failed', message: outcome?.output ?? '' };
}

const IDLE_PERIOD_US = 10_000_000;
/** When an answer is looked for first; each time twice as long. */
const FIRST_LOOK_US = 1_000;

interface Target {
  readonly host: string;
  readonly port: number;
  /** What is asked for; undefined: that somebody listens is enough. */
  readonly request?: string;
  /** It speaks TLS. */
  readonly secure?: true;
  /** `Get "http://10.244.1.2:80/": ` */
  readonly prefix: string;
  /** The service whose health is asked for, and how long that may take in Go's words. */
  readonly grpc?: { readonly timeout: string };
}

function targetOf(pod: Pod, of: PodMemory, container: AnyContainer, spec: Probe): Target | undefined {
  const own = of.ip ?? '';
  const { httpGet, tcpSocket: tcp, grpc } = spec;
  if (httpGet) {
    const scheme = (httpGet.scheme ?? 'HTTP').toLowerCase();
    const host = httpGet.host || own;
    const port = portNumber(container, httpGet.port);
    const path = httpGet.path ?? '/';
    const url = `${scheme}://${host}:${port}${path.startsWith('/') ? '' : '/'}${path}`;
    const prefix = `Get "${url}": `;
    const headers = (httpGet.httpHeaders ?? []).map(({ name, value }) => `${name}: ${value}\r\n`).join('');
    const request = `GET ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\nUser-Agent: kube-probe/1.35\r\n${headers}Accept: */*\r\nConnection: close\r\n\r\n`;
    // Whose certificate it is shown does not matter to a kubelet.
    return scheme === 'https' ? { host, port, request: clientHello({}) + request, prefix, secure: true } : { host, port, request, prefix }; // prettier-ignore
  }
  if (tcp) return { host: tcp.host || own, port: portNumber(container, tcp.port), prefix: '' };
  if (grpc) {
    const [request, timeout] = [healthRequest(own, grpc.port, grpc.service ?? ''), `${spec.timeoutSeconds ?? 1}s`];
    return { host: own, port: grpc.port, prefix: '', request, grpc: { timeout } };
  }
  return undefined;
}

/** WithBlock of pkg/probe/grpc: a connection is tried again until its time is over. */
function notConnected({ host, port, grpc }: Target): string {
  return `timeout: failed to connect service "${host}:${port}" within ${grpc?.timeout ?? '1s'}: context deadline exceeded`;
}

function portNumber(container: AnyContainer, port: number | string): number {
  if (typeof port === 'number') return port;
  return container.ports?.find(({ name }) => name === port)?.containerPort ?? (Number(port) || 0);
}

function proceed(world: World, target: Target, open: NonNullable<ProbeMemory['open']>): Outcome {
  const { socket, untilUs } = open;
  const end = (outcome: Outcome): Outcome => {
    closeTcp(world, socket);
    return outcome;
  };
  if (!world.sockets.has(socket)) return { type: 'failed', message: `${target.prefix}EOF` };
  const { state, error } = tcpSocket(world, socket);
  const place = `${target.host}:${target.port}`;
  if (error !== undefined) {
    world.removeSocket(socket);
    if (target.grpc) return { type: 'failed', message: notConnected(target) };
    const what = open.sent ? `read tcp ${place}: read: ` : `dial tcp ${place}: connect: `;
    return { type: 'failed', message: `${target.prefix}${what}${strerror(error).toLowerCase()}` };
  }
  const late = world.nowUs >= untilUs;
  if (state === 'SYN-SENT') {
    if (!late) return { type: 'open', open: { ...open, waitUs: open.waitUs * 2 } };
    if (target.grpc) return end({ type: 'failed', message: notConnected(target) });
    return end({
      type: 'failed',
      message: `${target.prefix}${target.prefix ? 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)' : `dial tcp ${place}: i/o timeout`}`,
    });
  }
  if (target.request === undefined) return end({ type: 'passed' });
  if (!open.sent) {
    writeTcp(world, socket, target.request);
    return { type: 'open', open: { ...open, sent: true, waitUs: FIRST_LOOK_US } };
  }
  const { inbox, ended } = tcpSocket(world, socket);
  if (target.grpc) {
    const verdict = healthVerdict(inbox);
    if (verdict === undefined && !late && !ended) return { type: 'open', open: { ...open, waitUs: open.waitUs * 2 } };
    readTcp(world, socket);
    // What is no server of HTTP/2 never makes a connection of gRPC.
    if (verdict === undefined) return end({ type: 'failed', message: inbox === '' || inbox.startsWith('HTTP') ? notConnected(target) : `timeout: health rpc did not complete within ${target.grpc.timeout}` }); // prettier-ignore
    return end(verdict === '' ? { type: 'passed' } : { type: 'failed', message: verdict });
  }
  const hello = target.secure ? readServerHello(inbox) : { rest: inbox };
  if (hello === 'none') return end({ type: 'failed', message: `${target.prefix}http: server gave HTTP response to HTTPS client` }); // prettier-ignore
  if (hello && 'alert' in hello) return end({ type: 'failed', message: `${target.prefix}remote error: tls: ${hello.alert}` }); // prettier-ignore
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(hello?.rest ?? '')?.[1];
  if (status !== undefined) {
    readTcp(world, socket);
    const good = Number(status) >= 200 && Number(status) < 400;
    return end(good ? { type: 'passed' } : { type: 'failed', message: `HTTP probe failed with statuscode: ${status}` });
  }
  if (tcpSocket(world, socket).ended) return end({ type: 'failed', message: `${target.prefix}EOF` });
  if (!late) return { type: 'open', open: { ...open, waitUs: open.waitUs * 2 } };
  return end({
    type: 'failed',
    message: `${target.prefix}context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
  });
}
