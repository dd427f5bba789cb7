import { KernelError } from '../../../kernel/errno';
import { receive } from '../../../kernel/socket';
import { connectUdpSocket, openUdpSocket, sendUdp } from '../../../kernel/udp';
import { ipv4, parseIpv4 } from '../../../packet/address';
import { encodeDns } from '../../../packet/dns/encode';
import { parseIpv6, type IpAddress } from '../../../packet/ipv6-address';
import { loopName } from '../plugins/loop';
import type { CoreDnsMachine } from './machine';
import { PROGRAM } from './place';
import type { SelfQuestion } from './state';

/** The plugin loop's question to itself (plugin/loop/setup.go): tried for half a minute, each time for two seconds, with a second between. */

const ANSWER_US = 2_000_000;
const PAUSE_US = 1_000_000;
/** So long after its answer the question may come back. */
const LISTEN_US = 2_000_000;
const LOOPBACK = ipv4(0x7f000001);

export function goOnWithSelf(machine: CoreDnsMachine): void {
  const { self } = machine.data;
  if (self.length === 0) return;
  machine.change({ self: self.flatMap((question) => step(machine, question)) });
}

function step(machine: CoreDnsMachine, question: SelfQuestion): readonly SelfQuestion[] {
  const { world } = machine;
  const { socket, atUs, deadlineUs, block, answered } = question;
  if (answered) {
    if (world.nowUs < atUs) return [question];
    machine.remember(`${block} loop off`, 1);
    return [];
  }
  if (socket !== undefined && world.sockets.has(socket)) {
    const heard = receive(world, socket)?.packet.payload;
    if (heard?.kind === 'udp') {
      world.removeSocket(socket);
      return [wakeAt(machine, { ...question, socket: undefined, atUs: world.nowUs + LISTEN_US, answered: true })];
    }
    if (!heard && world.nowUs < atUs) return [question];
    world.removeSocket(socket);
    machine.remember(`${block} loop seen`, 0);
    return [wakeAt(machine, { ...question, socket: undefined, atUs: world.nowUs + PAUSE_US })];
  }
  if (world.nowUs < atUs) return [question];
  if (world.nowUs >= deadlineUs) {
    machine.remember(`${block} loop off`, 1);
    return [];
  }
  const sent = send(machine, question);
  if (sent === undefined) return [wakeAt(machine, { ...question, atUs: world.nowUs + PAUSE_US })];
  return [wakeAt(machine, { ...question, socket: sent, atUs: world.nowUs + ANSWER_US })];
}

function wakeAt(machine: CoreDnsMachine, question: SelfQuestion): SelfQuestion {
  const { world, service } = machine;
  // Nobody waits for it: a cell that ends does not.
  world.schedule(Math.max(0, question.atUs - world.nowUs), {
    type: 'service-wakes',
    pid: service.pid,
    background: true,
  });
  return question;
}

function send(machine: CoreDnsMachine, { block, server, zone }: SelfQuestion): number | undefined {
  const { world, service, data } = machine;
  const at = data.configuration.servers[server];
  const host = at?.host ?? '';
  const address: IpAddress = parseIpv4(host) ?? (host === '' ? LOOPBACK : (parseIpv6(host) ?? LOOPBACK));
  const to = { address, port: at?.port ?? 53 };
  const name = loopName(zone, (key) => data.memory.get(`${block} ${key}`));
  const flags = { qr: false, aa: false, tc: false, rd: true, ra: false, ad: false, cd: false };
  const questions = [{ name, type: TYPE_HINFO, class: 1 }];
  const message = { id: world.random() & 0xffff, opcode: 0, rcode: 0, flags, questions, answers: [], authorities: [], additionals: [], edns: undefined }; // prettier-ignore
  let socket: number | undefined;
  try {
    socket = openUdpSocket(world, service.netns, { program: { pid: service.pid, name: PROGRAM } });
    connectUdpSocket(world, socket, to);
    sendUdp(world, socket, { destination: to.address, port: to.port, data: encodeDns(message) });
    return socket;
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    if (socket !== undefined) world.removeSocket(socket);
    return undefined;
  }
}

const TYPE_HINFO = 13;
