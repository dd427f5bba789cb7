import { DroppedByRule } from '../../kernel/errno';
import type { NetcatDatagramState, ServiceRecord } from '../../kernel/service-records';
import { endService } from '../../kernel/services';
import { receive } from '../../kernel/socket';
import { connectUdpSocket, sendUdp } from '../../kernel/udp';
import type { World } from '../../kernel/world';
import type { IpPacket } from '../../packet/frame';
import { HostFileSystem, filesOf } from '../../shell/files/host-file-system';
import { printFrom } from '../../shell/service-output';
import { wholeCharacters } from '../http/bytes';
import { socketLine } from './peer-name';

const SECOND_US = 1_000_000;

/** `nc -l -u`: whoever sends first is the one it talks with; with -k it shows what anybody sends. */
export function wakeNetcatDatagrams(world: World, service: ServiceRecord, before: NetcatDatagramState): void {
  const { pid } = service;
  let state = before;
  if (state.quitAtUs !== undefined && world.nowUs >= state.quitAtUs) return endService(world, pid, 0);
  for (let heard = receive(world, state.socket); heard; heard = receive(world, state.socket)) {
    const { packet } = heard;
    const { payload } = packet;
    // The peer is gone: an error about what was sent to it.
    if (payload.kind !== 'udp') return endService(world, pid, 0);
    if (!state.connected && !state.keepOpen) state = connect(world, service, state, packet);
    const { text, rest } = wholeCharacters(state.partial + payload.data);
    printFrom(world, service, 'out', text);
    state = { ...state, partial: rest };
    if (state.connected && state.idleSeconds !== undefined) state = quitIn(world, pid, state, state.idleSeconds);
  }
  world.writeService(pid).state = state;
}

function connect(
  world: World,
  service: ServiceRecord,
  state: NetcatDatagramState,
  { source: address, payload }: IpPacket,
): NetcatDatagramState {
  if (payload.kind !== 'udp') return state;
  const { sourcePort: port } = payload;
  connectUdpSocket(world, state.socket, { address, port });
  if (state.verbose) {
    const { host, netns } = service;
    const files = filesOf(new HostFileSystem(world, () => ({ host, netns })), '/');
    printFrom(world, service, 'err', socketLine(files, 'Connection received', address, port, state.numeric));
  }
  if (state.input !== '') {
    sendQuietly(world, state.socket, { address, port }, state.input);
  }
  const open: NetcatDatagramState = { ...state, connected: true, input: '' };
  const { quitAfter } = state;
  return quitAfter === undefined ? open : quitIn(world, service.pid, open, quitAfter);
}

/** What a rule drops is lost, without a word. */
function sendQuietly(
  world: World,
  socket: number,
  to: { readonly address: IpPacket['source']; readonly port: number },
  data: string,
): void {
  try {
    sendUdp(world, socket, { destination: to.address, port: to.port, data });
  } catch (error) {
    if (!(error instanceof DroppedByRule)) throw error;
  }
}

function quitIn(world: World, pid: number, state: NetcatDatagramState, seconds: number): NetcatDatagramState {
  if (seconds === Infinity) return state;
  world.schedule(seconds * SECOND_US, { type: 'service-wakes', pid });
  return { ...state, quitAtUs: world.nowUs + seconds * SECOND_US };
}
