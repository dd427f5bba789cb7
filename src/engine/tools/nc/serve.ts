import type { NetcatState, ServiceRecord } from '../../kernel/service-records';
import { endService } from '../../kernel/services';
import { acceptTcp, closeTcp, finishTcp, readTcp, tcpSocket, writeTcp } from '../../kernel/tcp/calls';
import type { World } from '../../kernel/world';
import { HostFileSystem, filesOf } from '../../shell/files/host-file-system';
import { printFrom } from '../../shell/service-output';
import { wholeCharacters } from '../http/bytes';
import { socketLine } from './peer-name';

/** `nc -l`: takes a connection, sends what is on standard input, shows what arrives, and ends with the connection unless -k is given. */
export function wakeNetcat(world: World, service: ServiceRecord, before: NetcatState): void {
  const { pid } = service;
  let state = before;
  if (state.quitAtUs !== undefined && world.nowUs >= state.quitAtUs) {
    return state.keepOpen ? nextConnection(world, service, state) : endService(world, pid, 0);
  }
  if (state.connection === undefined) {
    const accepted = accept(world, service, state);
    if (!accepted) return;
    state = accepted;
  }
  const { connection } = state;
  if (connection === undefined) return;
  if (!world.sockets.has(connection)) return nextConnection(world, service, state);
  const { data, end } = readTcp(world, connection);
  const { text, rest } = wholeCharacters(state.partial + data);
  printFrom(world, service, 'out', text);
  state = { ...state, partial: rest };
  if (end) return nextConnection(world, service, state);
  if (data !== '' && state.idleSeconds !== undefined) state = quitIn(world, pid, state, state.idleSeconds);
  world.writeService(pid).state = state;
}

function accept(world: World, service: ServiceRecord, state: NetcatState): NetcatState | undefined {
  const { listener, keepOpen, verbose, input, quitAfter, idleSeconds } = state;
  const connection = listener === undefined ? undefined : acceptTcp(world, listener);
  if (connection === undefined) return undefined;
  if (listener !== undefined && !keepOpen) closeTcp(world, listener);
  const { remote, error } = tcpSocket(world, connection);
  if (verbose && remote) {
    const { host, netns } = service;
    const files = filesOf(new HostFileSystem(world, () => ({ host, netns })), '/');
    printFrom(
      world,
      service,
      'err',
      socketLine(files, 'Connection received', remote.address, remote.port, state.numeric),
    );
  }
  if (error === undefined && input !== '') writeTcp(world, connection, input);
  const open: NetcatState = { ...state, connection, listener: keepOpen ? listener : undefined, input: '' };
  if (quitAfter !== undefined) {
    finishTcp(world, connection);
    return quitIn(world, service.pid, open, quitAfter);
  }
  return idleSeconds === undefined ? open : quitIn(world, service.pid, open, idleSeconds);
}

function quitIn(world: World, pid: number, state: NetcatState, seconds: number): NetcatState {
  if (seconds === Infinity) return state;
  world.schedule(seconds * 1_000_000, { type: 'service-wakes', pid });
  return { ...state, quitAtUs: world.nowUs + seconds * 1_000_000 };
}

function nextConnection(world: World, { pid }: ServiceRecord, state: NetcatState): void {
  if (!state.keepOpen) return endService(world, pid, 0);
  if (state.connection !== undefined) closeTcp(world, state.connection);
  world.writeService(pid).state = { ...state, connection: undefined, quitAtUs: undefined, partial: '' };
  world.schedule(0, { type: 'service-wakes', pid });
}
