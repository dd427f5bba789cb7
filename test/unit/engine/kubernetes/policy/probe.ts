import { KernelError } from '../../../../../src/engine/kernel/errno';
import { runUntil } from '../../../../../src/engine/kernel/run';
import { closeSocket, readable } from '../../../../../src/engine/kernel/socket';
import { closeTcp, connectTcp, tcpSocket } from '../../../../../src/engine/kernel/tcp/calls';
import { connectUdpSocket, openUdpSocket, sendUdp } from '../../../../../src/engine/kernel/udp';
import type { World } from '../../../../../src/engine/kernel/world';
import { ipv4, parseIpv4 } from '../../../../../src/engine/packet/address';
import type { Probe, TestPod } from './semantics';

/** Longer than any way in the lab takes, and shorter than the first retransmission. */
const PATIENCE_US = 4_000;

/** Whether a Pod reaches a port of another, by packets: an answer of any kind says so, a refusal too. */
export function reaches(world: World, from: TestPod, to: TestPod, { protocol, port }: Probe): boolean {
  const sandbox = [...world.sandboxes.values()].find(
    ({ ips, netnsName }) => netnsName !== undefined && ips[0] === from.ip,
  );
  if (!sandbox) throw new Error(`no sandbox has ${from.ip}`);
  const address = parseIpv4(to.ip) ?? ipv4(0);
  const deadline = world.nowUs + PATIENCE_US;
  if (protocol === 'TCP') {
    const socket = connectTcp(world, sandbox.netns, { address, port });
    const answered = runUntil(world, () => tcpSocket(world, socket).state !== 'SYN-SENT', deadline) === true;
    closeTcp(world, socket);
    return answered;
  }
  const socket = openUdpSocket(world, sandbox.netns);
  try {
    connectUdpSocket(world, socket, { address, port });
    sendUdp(world, socket, { destination: address, port, data: 'x' });
    return runUntil(world, () => readable(world, socket), deadline) === true;
  } catch (error) {
    // What the own node drops on the way out is a refusal to send.
    if (error instanceof KernelError && error.errno === 'EPERM') return false;
    throw error;
  } finally {
    closeSocket(world, socket);
  }
}
