import { KernelError, type ErrnoName } from '../../kernel/errno';
import type { OpenRequest, PassedOnRequest, Upstream, UpstreamFailure } from '../../kernel/service-records';
import { closeTcp, connectTcp, readTcp, tcpSocket, writeTcp } from '../../kernel/tcp/calls';
import { fromBytes } from '../http/bytes';
import { NotHttp, ResponseReader } from '../http/response';
import { readHttp2Response } from '../http2/http';
import type { DaemonPlace, PassOn, UpstreamOutcome, UpstreamResponse } from './daemon';

/** What a reverse proxy does with a request: asks one server after the other until one can be reached, and waits for its answer. */

type Begun = { readonly waiting: PassedOnRequest } | { readonly outcome: UpstreamOutcome };

/** Passes a request on. The request that waits, or the outcome when no server can be reached at all. */
export function passOn(place: DaemonPlace, request: string, { passOn: wish }: PassOn): Begun {
  const { servers, sends, connectUs, readUs, plan, http2 } = wish;
  const { nowUs: startedUs } = place.world;
  return tryNext(place, {
    request,
    sends,
    plan: { plan, connectUs, readUs, http2: http2 === true },
    startedUs,
    failures: [],
    others: servers,
  });
}

interface Limits {
  readonly plan: unknown;
  readonly connectUs: number;
  readonly readUs: number;
  readonly http2: boolean;
}

type Attempt = Pick<PassedOnRequest, 'request' | 'sends' | 'plan' | 'startedUs' | 'failures' | 'others'>;

function tryNext(place: DaemonPlace, attempt: Attempt): Begun {
  const { world, netns, pid } = place;
  const failures = [...attempt.failures];
  for (const [index, server] of attempt.others.entries()) {
    try {
      const socket = connectTcp(world, netns, server, { program: { pid, name: place.name } });
      const { connectUs } = attempt.plan as Limits;
      world.schedule(connectUs, { type: 'service-wakes', pid });
      return {
        waiting: {
          ...{ ...attempt, failures, others: attempt.others.slice(index + 1), inbox: '' },
          upstream: { socket, server, sent: false },
          endsAtUs: world.nowUs + connectUs,
        },
      };
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      failures.push({ server, errno: error.errno });
    }
  }
  return { outcome: outcomeOf(place, { ...attempt, failures }, failures.at(-1)?.server, undefined) };
}

/** Looks after a request that was passed on: what it waits for now, or what became of it. */
export function followUp(place: DaemonPlace, { passedOn: waiting }: OpenRequest, method: string): Begun | undefined {
  if (!waiting) return undefined;
  const { world } = place;
  const { upstream, endsAtUs, inbox } = waiting;
  const { socket, server, sent } = upstream;
  const { error, state } = world.sockets.has(socket)
    ? tcpSocket(world, socket)
    : { error: 'ECONNRESET' as const, state: 'CLOSED' };
  const giveUp = (errno: ErrnoName | NotSpoken): Begun => {
    closeTcp(world, socket);
    const failures: readonly UpstreamFailure[] = [...waiting.failures, { server, errno }];
    // A server that has the request already is not followed by another one.
    const others = sent ? [] : waiting.others;
    return tryNext(place, { ...waiting, failures, others });
  };
  if (error !== undefined) return giveUp(error);
  if (state === 'SYN-SENT') return world.nowUs >= endsAtUs ? giveUp('ETIMEDOUT') : { waiting };
  const { readUs, http2 } = waiting.plan as Limits;
  const now = sent ? waiting : begun(place, waiting, readUs);
  const { data, end } = readTcp(world, socket);
  const text = inbox + data;
  const response = http2 ? http2ResponseOf(text) : responseOf(text, end, method);
  if (typeof response === 'number' && response > 0) return giveUp(`frame of ${response}`);
  if (response === 'bad' || typeof response === 'number' || (end && response === undefined))
    return giveUp('ECONNRESET');
  if (response !== undefined) {
    closeTcp(world, socket);
    return { outcome: outcomeOf(place, waiting, server, response) };
  }
  return world.nowUs >= now.endsAtUs ? giveUp('ETIMEDOUT') : { waiting: { ...now, inbox: text } };
}

function begun({ world, pid }: DaemonPlace, waiting: PassedOnRequest, readUs: number): PassedOnRequest {
  writeTcp(world, waiting.upstream.socket, waiting.sends);
  world.schedule(readUs, { type: 'service-wakes', pid, background: true });
  return { ...waiting, upstream: { ...waiting.upstream, sent: true }, endsAtUs: world.nowUs + readUs };
}

function outcomeOf(
  { world }: DaemonPlace,
  { failures, plan, startedUs }: Pick<Attempt, 'failures' | 'plan' | 'startedUs'>,
  server: Upstream | undefined,
  response: UpstreamResponse | undefined,
): UpstreamOutcome {
  return { failures, server, response, elapsedUs: world.nowUs - startedUs, plan: (plan as Limits).plan };
}

/** The server behind does not speak HTTP/2: what it sent would be a frame of so many bytes. */
type NotSpoken = `frame of ${number}`;

function http2ResponseOf(text: string): UpstreamResponse | number | undefined {
  const read = readHttp2Response(text);
  return typeof read === 'object' ? { ...read.response, reason: '' } : read;
}

function responseOf(text: string, end: boolean, method: string): UpstreamResponse | 'bad' | undefined {
  const reader = new ResponseReader(method === 'HEAD', () => undefined);
  try {
    reader.take(text);
  } catch (error) {
    if (error instanceof NotHttp) return 'bad';
    throw error;
  }
  if (end) reader.end();
  if (!reader.complete && !(end && reader.version !== '')) return undefined;
  const [line = '', ...fields] = reader.head.trimEnd().split('\r\n');
  return {
    status: reader.status,
    reason: line.split(' ').slice(2).join(' '),
    headers: fields.map((field): readonly [string, string] => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon), field.slice(colon + 1).trim()];
    }),
    body: fromBytes(reader.body),
  };
}
