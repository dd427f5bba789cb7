import { describe, expect, it } from 'vitest';
import { createLab, createRecorder, type Lab } from '../../../../src/engine';
import { runUntil } from '../../../../src/engine/kernel/run';
import { readable, receive } from '../../../../src/engine/kernel/socket';
import {
  acceptTcp,
  closeTcp,
  connectTcp,
  finishTcp,
  listenTcp,
  readTcp,
  tcpSocket,
  writeTcp,
} from '../../../../src/engine/kernel/tcp/calls';
import { openUdpSocket, sendUdp } from '../../../../src/engine/kernel/udp';
import { parseIpv4, type Ipv4 } from '../../../../src/engine/packet/address';

const address = (text: string): Ipv4 => {
  const parsed = parseIpv4(text);
  if (parsed === undefined) throw new Error(`not an address: ${text}`);
  return parsed;
};
const netns = (lab: Lab, host: string): number => lab.world.host(host).rootNetns;
const SECOND = 1_000_000;

function wait(lab: Lab, seconds: number, done: () => boolean = () => false): boolean {
  return runUntil(lab.world, done, lab.world.nowUs + seconds * SECOND) === true;
}

async function shell(lab: Lab, script: string): Promise<void> {
  const ignore = (): void => undefined;
  const { exitCode } = await lab.run(script, {
    stdout: ignore,
    stderr: ignore,
    signal: new AbortController().signal,
    pace: 'virtual',
  });
  expect(exitCode).toBe(0);
}

const B = { address: address('192.168.1.11'), port: 80 };

describe('UDP', () => {
  it('carries a datagram to the socket bound to the port, and the answer back', async () => {
    const lab = await createLab('router');
    const server = openUdpSocket(lab.world, netns(lab, 'B'), { port: 5353 });
    const client = openUdpSocket(lab.world, netns(lab, 'A'));
    sendUdp(lab.world, client, { destination: B.address, port: 5353, data: 'hello' });
    expect(wait(lab, 1, () => readable(lab.world, server))).toBe(true);
    const question = receive(lab.world, server)?.packet;
    if (question?.payload.kind !== 'udp') throw new Error('no datagram');
    expect(question.payload.data).toBe('hello');
    sendUdp(lab.world, server, { destination: question.source, port: question.payload.sourcePort, data: 'world' });
    expect(wait(lab, 1, () => readable(lab.world, client))).toBe(true);
    expect(receive(lab.world, client)?.packet.payload).toMatchObject({ kind: 'udp', data: 'world', sourcePort: 5353 });
  });

  it('is told by ICMP that a port is closed', async () => {
    const lab = await createLab('router');
    const client = openUdpSocket(lab.world, netns(lab, 'A'));
    sendUdp(lab.world, client, { destination: B.address, port: 9, data: '' });
    expect(wait(lab, 1, () => readable(lab.world, client))).toBe(true);
    expect(receive(lab.world, client)?.packet.payload).toMatchObject({ type: 'destination-unreachable', code: 3 });
  });

  it('does not share a port', async () => {
    const { world } = await createLab('router');
    const host = world.host('A').rootNetns;
    openUdpSocket(world, host, { port: 53 });
    expect(() => openUdpSocket(world, host, { port: 53 })).toThrow('Address already in use');
    expect(() => openUdpSocket(world, host, { port: 54, address: B.address })).toThrow(
      'Cannot assign requested address',
    );
  });
});

describe('TCP', () => {
  it('shakes hands, carries data both ways in order, and says good-bye', async () => {
    const lab = await createLab('router');
    const { world } = lab;
    const listener = listenTcp(world, netns(lab, 'B'), { port: 80 });
    const client = connectTcp(world, netns(lab, 'A'), B);
    expect(wait(lab, 1, () => tcpSocket(world, listener).backlog.length > 0)).toBe(true);
    expect(tcpSocket(world, client).state).toBe('ESTAB');
    const server = acceptTcp(world, listener);
    if (server === undefined) throw new Error('nothing to accept');
    const long = 'x'.repeat(10_000);
    writeTcp(world, client, long);
    wait(lab, 1);
    expect(readTcp(world, server)).toEqual({ data: long, end: false });
    writeTcp(world, server, 'answer');
    finishTcp(world, server);
    wait(lab, 1);
    expect(readTcp(world, client)).toEqual({ data: 'answer', end: true });
    expect([tcpSocket(world, client).state, tcpSocket(world, server).state]).toEqual(['CLOSE-WAIT', 'FIN-WAIT-2']);
    closeTcp(world, client);
    wait(lab, 1);
    expect([world.sockets.has(client), tcpSocket(world, server).state]).toEqual([false, 'TIME-WAIT']);
    wait(lab, 61);
    expect(world.sockets.has(server)).toBe(false);
  });

  it('is refused where nobody listens, at once', async () => {
    const lab = await createLab('router');
    const client = connectTcp(lab.world, netns(lab, 'A'), { ...B, port: 81 });
    expect(wait(lab, 1, () => tcpSocket(lab.world, client).state === 'CLOSED')).toBe(true);
    expect(tcpSocket(lab.world, client).error).toBe('ECONNREFUSED');
  });

  it('is refused by a rule that answers with a reset, and waits in vain where a rule only drops', async () => {
    const lab = await createLab('router');
    listenTcp(lab.world, netns(lab, 'B'), { port: 80 });
    await shell(lab, 'ssh B iptables -A INPUT -p tcp --dport 80 -j REJECT --reject-with tcp-reset');
    const refused = connectTcp(lab.world, netns(lab, 'A'), B);
    expect(wait(lab, 1, () => tcpSocket(lab.world, refused).state === 'CLOSED')).toBe(true);
    expect(tcpSocket(lab.world, refused).error).toBe('ECONNREFUSED');
    await shell(lab, 'ssh B iptables -R INPUT 1 -p tcp --dport 80 -j DROP');
    const ignored = connectTcp(lab.world, netns(lab, 'A'), B);
    expect(wait(lab, 5, () => tcpSocket(lab.world, ignored).state !== 'SYN-SENT')).toBe(false);
  });

  it('times out after seven SYNs when they are dropped, and hears of ICMP errors before that', async () => {
    const lab = await createLab('router');
    const { world } = lab;
    await shell(
      lab,
      'ip route add default via 192.168.1.1; ssh R ip route add blackhole 10.9.9.9; ssh R ip route add unreachable 10.9.9.8',
    );
    const recorder = createRecorder();
    world.recorder = recorder;
    const started = world.nowUs;
    const silent = connectTcp(world, netns(lab, 'A'), { address: address('10.9.9.9'), port: 80 });
    expect(wait(lab, 600, () => tcpSocket(world, silent).state === 'CLOSED')).toBe(true);
    expect(tcpSocket(world, silent).error).toBe('ETIMEDOUT');
    expect((world.nowUs - started) / SECOND).toBeCloseTo(127, 0);
    expect(recorder.walks().filter(({ summary }) => summary.startsWith('TCP SYN'))).toHaveLength(7);
    const told = connectTcp(world, netns(lab, 'A'), { address: address('10.9.9.8'), port: 80 });
    expect(wait(lab, 1, () => tcpSocket(world, told).state === 'CLOSED')).toBe(true);
    expect(tcpSocket(world, told).error).toBe('EHOSTUNREACH');
  });

  it('forks in the middle of a connection', async () => {
    const lab = await createLab('router');
    const listener = listenTcp(lab.world, netns(lab, 'B'), { port: 80 });
    const client = connectTcp(lab.world, netns(lab, 'A'), B);
    const fork = lab.fork();
    wait(lab, 1);
    expect(tcpSocket(lab.world, client).state).toBe('ESTAB');
    expect(tcpSocket(fork.world, client).state).toBe('SYN-SENT');
    wait(fork, 1);
    expect(tcpSocket(fork.world, listener).backlog).toHaveLength(1);
  });
});
