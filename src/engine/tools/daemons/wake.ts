import { formatIp } from '../../packet/ipv6-address';
import type { DaemonState, OpenRequest, ServiceRecord } from '../../kernel/service-records';
import { acceptTcp, closeTcp, readTcp, tcpSocket, writeTcp } from '../../kernel/tcp/calls';
import type { World } from '../../kernel/world';
import { readRequest, writeAnswer, type HttpAnswer, type HttpRequest } from '../http/server';
import { PREFACE, goAway } from '../http2/frames';
import { WELCOME, readHttp2Request, writeHttp2Answer } from '../http2/http';
import { readClientHello, serverHello, tlsAlert } from '../http/tls';
import type { DaemonPlace, DaemonProgram } from './daemon';
import { followUp, passOn } from './pass-on';
import { daemonPlace } from './place';
import { daemonNamed } from './programs';

/** A daemon's sockets have changed: takes connections, answers whole requests, keeps what is not whole. */
export function wakeDaemon(world: World, service: ServiceRecord, state: DaemonState): void {
  const program = daemonNamed(state.program);
  if (state.settings['connections'] !== undefined) world.clusterBehaviour?.connectionChanged?.(world, service);
  if (program?.wake) return program.wake(world, service, state);
  const open: OpenRequest[] = [...state.requests];
  const known = open.length;
  for (const listener of state.listeners) {
    if (!world.sockets.has(listener)) continue;
    for (let socket = acceptTcp(world, listener); socket !== undefined; socket = acceptTcp(world, listener)) {
      open.push({ socket, text: '' });
    }
  }
  const place = daemonPlace(world, service, state);
  const requests = open.flatMap((request, i) =>
    i < known && isQuiet(world, request) ? [request] : serveConnection(world, program, place, request),
  );
  const now = world.services.get(service.pid)?.state;
  if (now?.kind === 'daemon') world.writeService(service.pid).state = { ...now, requests };
}

/** Nothing came on it since it was looked at, as on nearly all of them when one of them wakes the program. */
export function isQuiet(world: World, { socket, passedOn, mirror }: OpenRequest): boolean {
  if (passedOn || mirror) return false;
  const record = world.sockets.get(socket);
  return (
    record?.type === 'tcp' &&
    record.state === 'ESTAB' &&
    record.inbox === '' &&
    !record.ended &&
    record.error === undefined
  );
}

/** The part of a program that answers connections. */
type Serving = Pick<DaemonProgram, 'http' | 'http2' | 'talk' | 'answered' | 'tls'>;

/** Serves one connection; answers what of it is still open. */
export function serveConnection(
  world: World,
  program: Serving | undefined,
  place: DaemonPlace,
  open: OpenRequest,
): readonly OpenRequest[] {
  const { socket } = open;
  if (open.mirror) return followMirror(place, open);
  if (!world.sockets.has(socket)) {
    if (open.passedOn) closeTcp(world, open.passedOn.upstream.socket);
    return [];
  }
  const { data, end } = readTcp(world, socket);
  let rest = open.text + data;
  let { passedOn, tls, http2 } = open;
  const mirrors: OpenRequest[] = [];
  const { error, state } = tcpSocket(world, socket);
  if (error === undefined && (state === 'ESTAB' || state === 'CLOSE-WAIT')) {
    for (;;) {
      if (!tls && !passedOn && rest.startsWith('\x16') && program?.tls) {
        const shaken = shakeHands(world, program, place, socket, rest);
        if (shaken === undefined) break;
        if (shaken === 'close') {
          closeTcp(world, socket);
          return [];
        }
        ({ tls } = shaken);
        rest = rest.slice(shaken.used);
        continue;
      }
      if (!http2 && rest.startsWith(PREFACE) && program?.http2?.(tcpSocket(world, socket).port, place) === true) {
        writeTcp(world, socket, WELCOME);
        http2 = true;
        rest = rest.slice(PREFACE.length);
        continue;
      }
      const kind = { ...(tls && { tls }), ...(http2 && { http2 }) };
      const step: Step = passedOn
        ? followHttp(world, program, place, { ...open, passedOn, ...kind })
        : program?.http
          ? answerHttp(world, program, place, { socket, text: rest, ...kind })
          : talk(world, program, place, socket, rest);
      if (step === undefined) break;
      if (step === 'close') {
        closeTcp(world, socket);
        return [];
      }
      rest = rest.slice(step.used);
      passedOn = step.passedOn;
      mirrors.push(...(step.mirrors ?? []));
      if (step.waits) break;
    }
  }
  if (error === undefined && (!end || passedOn))
    return [
      { socket, text: rest, ...(passedOn && { passedOn }), ...(tls && { tls }), ...(http2 && { http2 }) },
      ...mirrors,
    ];
  if (passedOn) closeTcp(world, passedOn.upstream.socket);
  closeTcp(world, socket);
  return mirrors;
}

/** Goes on with the copy of a request for a mirror until that has answered. */
function followMirror(place: DaemonPlace, open: OpenRequest): readonly OpenRequest[] {
  const next = followUp(place, open, 'GET');
  return next && 'waiting' in next ? [{ ...open, passedOn: next.waiting }] : [];
}

/** Answers the hello of a client that speaks TLS. */
function shakeHands(
  world: World,
  program: Serving,
  place: DaemonPlace,
  socket: number,
  text: string,
): { readonly used: number; readonly tls: NonNullable<OpenRequest['tls']> } | 'close' | undefined {
  const read = readClientHello(text);
  if (read === undefined) return undefined;
  const shown = read === 'none' ? undefined : program.tls?.(read.hello, tcpSocket(world, socket).port, place);
  if (read === 'none' || shown === undefined) {
    writeTcp(world, socket, NO_TLS);
    return 'close';
  }
  if ('alert' in shown) {
    writeTcp(world, socket, tlsAlert(shown.alert));
    return 'close';
  }
  const version = read.hello.version ?? 'TLSv1.3';
  writeTcp(world, socket, serverHello({ ...shown, version }));
  const { serverName } = read.hello;
  const { protocol } = shown;
  return { used: read.length, tls: { version, ...(serverName !== undefined && { serverName }), ...(protocol !== undefined && { protocol }) } }; // prettier-ignore
}

/** What a server without TLS makes of the hello. */
const NO_TLS = 'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request'; // prettier-ignore

/** What was done: bytes of the input used up, a request that is now with another server, or the connection closed. */
type Step =
  | {
      readonly used: number;
      readonly passedOn?: NonNullable<OpenRequest['passedOn']>;
      readonly waits?: true;
      readonly mirrors?: readonly OpenRequest[];
    }
  | 'close'
  | undefined;

const PROTOCOL_ERROR = 1;

function answerHttp(world: World, program: Serving, place: DaemonPlace, open: OpenRequest): Step {
  const { socket, text } = open;
  const read = open.http2 ? readHttp2Request(text) : readRequest(text);
  if (read === undefined) return undefined;
  if (read === 'bad') {
    writeTcp(world, socket, open.http2 ? goAway(PROTOCOL_ERROR) : NO_TLS);
    return 'close';
  }
  const request = requestFrom(world, open, read.head);
  const answer = program.http?.(request, place);
  if (answer === undefined) return 'close';
  const used = read.length;
  if (!('passOn' in answer)) return send(world, socket, request, answer, used);
  const begun = passOn(place, text.slice(0, used), answer);
  const mirrors = (answer.passOn.mirrors ?? []).flatMap((mirror): OpenRequest[] => {
    const copy = passOn(place, text.slice(0, used), { passOn: { ...answer.passOn, ...mirror } });
    return 'waiting' in copy ? [{ socket: -1, text: '', mirror: true, passedOn: copy.waiting }] : [];
  });
  if ('waiting' in begun) return { used, passedOn: begun.waiting, waits: true, mirrors };
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
  const { request: asked } = open.passedOn;
  const read = open.http2 ? readHttp2Request(asked) : readRequest(asked);
  if (read === undefined || read === 'bad') return 'close';
  const request = requestFrom(world, open, read.head);
  const next = followUp(place, open, request.method);
  if (next && 'waiting' in next) return { used: 0, passedOn: next.waiting, waits: true };
  const answer = next && program?.answered?.(request, next.outcome, place);
  return answer ? send(world, open.socket, request, answer, 0) : 'close';
}

type Head = Omit<HttpRequest, 'client' | 'clientPort' | 'localPort' | 'localAddress' | 'tls'>;

function requestFrom(world: World, { socket, tls }: OpenRequest, head: Head): HttpRequest {
  const { remote, address, port } = tcpSocket(world, socket);
  return {
    ...head,
    client: formatIp(remote?.address ?? address),
    clientPort: remote?.port ?? 0,
    localPort: port,
    localAddress: formatIp(address),
    ...(tls && { tls }),
  };
}

function send(world: World, socket: number, request: HttpRequest, answer: HttpAnswer, used: number): Step {
  const { stream, method } = request;
  writeTcp(world, socket, stream === undefined ? writeAnswer(answer, method) : writeHttp2Answer(answer, method, stream)); // prettier-ignore
  if (stream !== undefined) return answer.close === true ? 'close' : { used };
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
