import { formatIp } from '../../packet/ipv6-address';
import type { DaemonState, OpenRequest, ServiceRecord } from '../../kernel/service-records';
import { acceptTcp, closeTcp, readTcp, tcpSocket, writeTcp } from '../../kernel/tcp/calls';
import type { World } from '../../kernel/world';
import { readRequest, writeAnswer, type HttpAnswer, type HttpRequest } from '../http/server';
import type { DaemonPlace, DaemonProgram } from './daemon';
import { followUp, passOn } from './pass-on';
import { daemonPlace } from './place';
import { daemonNamed } from './programs';

/** A daemon's sockets have changed: takes connections, answers whole requests, keeps what is not whole. */
export function wakeDaemon(world: World, service: ServiceRecord, state: DaemonState): void {
  const program = daemonNamed(state.program);
  if (program?.wake) return program.wake(world, service, state);
  const open: OpenRequest[] = [...state.requests];
  for (const listener of state.listeners) {
    if (!world.sockets.has(listener)) continue;
    for (let socket = acceptTcp(world, listener); socket !== undefined; socket = acceptTcp(world, listener)) {
      open.push({ socket, text: '' });
    }
  }
  const place = daemonPlace(world, service, state);
  const requests = open.flatMap((request) => serveConnection(world, program, place, request));
  const now = world.services.get(service.pid)?.state;
  if (now?.kind === 'daemon') world.writeService(service.pid).state = { ...now, requests };
}

/** The part of a program that answers connections. */
type Serving = Pick<DaemonProgram, 'http' | 'talk' | 'answered'>;

/** Serves one connection; answers what of it is still open. */
export function serveConnection(
  world: World,
  program: Serving | undefined,
  place: DaemonPlace,
  open: OpenRequest,
): readonly OpenRequest[] {
  const { socket } = open;
  if (!world.sockets.has(socket)) {
    if (open.passedOn) closeTcp(world, open.passedOn.upstream.socket);
    return [];
  }
  const { data, end } = readTcp(world, socket);
  let rest = open.text + data;
  let { passedOn } = open;
  const { error, state } = tcpSocket(world, socket);
  if (error === undefined && (state === 'ESTAB' || state === 'CLOSE-WAIT')) {
    for (;;) {
      const step: Step = passedOn
        ? followHttp(world, program, place, { ...open, passedOn })
        : program?.http
          ? answerHttp(world, program, place, socket, rest)
          : talk(world, program, place, socket, rest);
      if (step === undefined) break;
      if (step === 'close') {
        closeTcp(world, socket);
        return [];
      }
      rest = rest.slice(step.used);
      passedOn = step.passedOn;
      if (step.waits) break;
    }
  }
  if (error === undefined && (!end || passedOn)) return [{ socket, text: rest, ...(passedOn && { passedOn }) }];
  if (passedOn) closeTcp(world, passedOn.upstream.socket);
  closeTcp(world, socket);
  return [];
}

/** What was done: bytes of the input used up, a request that is now with another server, or the connection closed. */
type Step =
  | { readonly used: number; readonly passedOn?: NonNullable<OpenRequest['passedOn']>; readonly waits?: true }
  | 'close'
  | undefined;

function answerHttp(world: World, program: Serving, place: DaemonPlace, socket: number, text: string): Step {
  const read = readRequest(text);
  if (read === undefined) return undefined;
  if (read === 'bad') {
    writeTcp(world, socket, 'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request'); // prettier-ignore
    return 'close';
  }
  const request = requestFrom(world, socket, read.head);
  const answer = program.http?.(request, place);
  if (answer === undefined) return 'close';
  const used = read.length;
  if (!('passOn' in answer)) return send(world, socket, request, answer, used);
  const begun = passOn(place, text.slice(0, used), answer);
  if ('waiting' in begun) return { used, passedOn: begun.waiting, waits: true };
  const given = program.answered?.(request, begun.outcome, place);
  return given ? send(world, socket, request, given, used) : 'close';
}

/** Goes on with a request that is with another server. */
function followHttp(
  world: World,
  program: Serving | undefined,
  place: DaemonPlace,
  open: OpenRequest & Required<Pick<OpenRequest, 'passedOn'>>,
): Step {
  const read = readRequest(open.passedOn.request);
  if (read === undefined || read === 'bad') return 'close';
  const request = requestFrom(world, open.socket, read.head);
  const next = followUp(place, open, request.method);
  if (next && 'waiting' in next) return { used: 0, passedOn: next.waiting, waits: true };
  const answer = next && program?.answered?.(request, next.outcome, place);
  return answer ? send(world, open.socket, request, answer, 0) : 'close';
}

type Head = Omit<HttpRequest, 'client' | 'clientPort' | 'localPort' | 'localAddress'>;

function requestFrom(world: World, socket: number, head: Head): HttpRequest {
  const { remote, address, port } = tcpSocket(world, socket);
  return {
    ...head,
    client: formatIp(remote?.address ?? address),
    clientPort: remote?.port ?? 0,
    localPort: port,
    localAddress: formatIp(address),
  };
}

function send(world: World, socket: number, request: HttpRequest, answer: HttpAnswer, used: number): Step {
  writeTcp(world, socket, writeAnswer(answer, request.method));
  const asked = request.headers.get('connection')?.toLowerCase();
  const closes =
    answer.close === true || asked === 'close' || (request.version === 'HTTP/1.0' && asked !== 'keep-alive');
  return closes ? 'close' : { used };
}

function talk(world: World, program: Serving | undefined, place: DaemonPlace, socket: number, text: string): Step {
  if (!program?.talk || text === '') return undefined;
  const said = program.talk(text, place);
  if (!said) return undefined;
  if (said.answer !== '') writeTcp(world, socket, said.answer);
  return said.close ? 'close' : { used: said.used };
}
