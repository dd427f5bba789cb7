import { formatIp, type IpAddress } from '../../packet/ipv6-address';
import type { HttpServerState, ServiceRecord } from '../../kernel/service-records';
import { acceptTcp, closeTcp, readTcp, tcpSocket, writeTcp } from '../../kernel/tcp/calls';
import type { World } from '../../kernel/world';
import { printFrom } from '../../shell/service-output';
import { answer } from './answer';
import { endsAtFirstLine } from './request-line';
import { logDate } from './texts';

/** `python3 -m http.server` (Lib/http/server.py of CPython 3.11): takes what has arrived, answers every whole request, and hangs up. */
export function wakeHttpServer(world: World, service: ServiceRecord, state: HttpServerState): void {
  const open = [...state.requests];
  for (let socket = acceptTcp(world, state.listener); socket !== undefined; socket = acceptTcp(world, state.listener)) {
    open.push({ socket, text: '' });
  }
  const requests = open.flatMap(({ socket, text }) => {
    if (!world.sockets.has(socket)) return [];
    const { data, end } = readTcp(world, socket);
    const whole = text + data;
    if (/\r?\n\r?\n/.test(whole) || endsAtFirstLine(whole)) respond(world, service, state, socket, whole);
    else if (!end) return [{ socket, text: whole }];
    closeTcp(world, socket);
    return [];
  });
  const writable = world.writeService(service.pid);
  writable.state = { ...state, requests };
}

function respond(world: World, service: ServiceRecord, state: HttpServerState, socket: number, request: string): void {
  const { remote, error, inet6 } = tcpSocket(world, socket);
  if (error !== undefined || !remote) return;
  const { response, log } = answer(world, service, state.directory, request);
  for (const line of log) {
    printFrom(world, service, 'err', `${clientText(remote.address, inet6)} - - [${logDate(world)}] ${line}\n`);
  }
  if (response !== '') writeTcp(world, socket, response);
}

/** A client of IPv4 as a socket of both families sees it. */
function clientText(address: IpAddress, inet6: true | undefined): string {
  return inet6 && typeof address === 'number' ? `::ffff:${formatIp(address)}` : formatIp(address);
}
