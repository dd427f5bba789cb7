import { formatIp } from '../../packet/ipv6-address';
import type { DaemonState, ServiceRecord } from '../../kernel/service-records';
import { acceptTcp, closeTcp, readTcp, tcpSocket, writeTcp } from '../../kernel/tcp/calls';
import type { World } from '../../kernel/world';
import { readRequest, writeAnswer, type HttpRequest } from '../http/server';
import type { DaemonPlace, DaemonProgram } from './daemon';
import { daemonPlace } from './place';
import { daemonNamed } from './programs';

type Waiting = DaemonState['requests'][number];

/** A daemon's sockets have changed: takes connections, answers whole requests, keeps what is not whole. */
export function wakeDaemon(world: World, service: ServiceRecord, state: DaemonState): void {
  const program = daemonNamed(state.program);
  if (program?.wake) return program.wake(world, service, state);
  const open = [...state.requests];
  for (const listener of state.listeners) {
    if (!world.sockets.has(listener)) continue;
    for (let socket = acceptTcp(world, listener); socket !== undefined; socket = acceptTcp(world, listener)) {
      open.push({ socket, text: '' });
    }
  }
  const place = daemonPlace(world, service, state);
  const requests = open.flatMap((waiting) => serve(world, program, place, waiting));
  if (!world.services.has(service.pid)) return;
  world.writeService(service.pid).state = { ...state, requests };
}

/** Serves one connection; answers what of it is still open. */
function serve(
  world: World,
  program: DaemonProgram | undefined,
  place: DaemonPlace,
  { socket, text }: Waiting,
): readonly Waiting[] {
  if (!world.sockets.has(socket)) return [];
  const { data, end } = readTcp(world, socket);
  let rest = text + data;
  const { error, state } = tcpSocket(world, socket);
  if (error === undefined && (state === 'ESTAB' || state === 'CLOSE-WAIT')) {
    for (;;) {
      const step = program?.http
        ? answerHttp(world, program.http, place, socket, rest)
        : talk(world, program, place, socket, rest);
      if (step === undefined) break;
      if (step === 'close') {
        closeTcp(world, socket);
        return [];
      }
      rest = rest.slice(step);
    }
  }
  if (!end && error === undefined) return [{ socket, text: rest }];
  closeTcp(world, socket);
  return [];
}

type Step = number | 'close' | undefined;

function answerHttp(
  world: World,
  http: NonNullable<DaemonProgram['http']>,
  place: DaemonPlace,
  socket: number,
  text: string,
): Step {
  const read = readRequest(text);
  if (read === undefined) return undefined;
  if (read === 'bad') {
    writeTcp(world, socket, 'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request'); // prettier-ignore
    return 'close';
  }
  const { remote, address, port } = tcpSocket(world, socket);
  const request: HttpRequest = {
    ...read.head,
    client: formatIp(remote?.address ?? address),
    clientPort: remote?.port ?? 0,
    localPort: port,
    localAddress: formatIp(address),
  };
  const answer = http(request, place);
  writeTcp(world, socket, writeAnswer(answer, request.method));
  const asked = request.headers.get('connection')?.toLowerCase();
  const closes =
    answer.close === true || asked === 'close' || (request.version === 'HTTP/1.0' && asked !== 'keep-alive');
  return closes ? 'close' : read.length;
}

function talk(
  world: World,
  program: DaemonProgram | undefined,
  place: DaemonPlace,
  socket: number,
  text: string,
): Step {
  if (!program?.talk || text === '') return undefined;
  const said = program.talk(text, place);
  if (!said) return undefined;
  if (said.answer !== '') writeTcp(world, socket, said.answer);
  return said.close ? 'close' : said.used;
}
