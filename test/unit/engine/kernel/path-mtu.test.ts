import { describe, expect, it } from 'vitest';
import { MessageTooLong } from '../../../../src/engine/kernel/errno';
import { createHost } from '../../../../src/engine/kernel/host';
import { addNamespace } from '../../../../src/engine/kernel/namespaces';
import type { NetlinkSocket } from '../../../../src/engine/kernel/netlink';
import { openNetlink } from '../../../../src/engine/kernel/netlink-socket';
import type { NetnsId } from '../../../../src/engine/kernel/records';
import { runUntil } from '../../../../src/engine/kernel/run';
import { openIcmpSocket, receive, sendEcho, type EchoRequest } from '../../../../src/engine/kernel/socket';
import type { Ipv4Packet } from '../../../../src/engine/packet/frame';
import { World } from '../../../../src/engine/kernel/world';
import { createRecorder } from '../../../../src/engine/walk/recorder';
import { formatWalks } from '../../../../src/engine/walk/explain';
import { addAddress, ip, route } from './fixture';

/** a (10.0.1.2) – r – b (10.0.2.2), forwarding on in r, default routes in a and b. */
function routedPair(): { world: World; a: NetnsId; r: NetlinkSocket; nlA: NetlinkSocket; nlB: NetlinkSocket } {
  const world = new World(5);
  const host = createHost(world, { name: 'host01' });
  const [a, r, b] = ['a', 'r', 'b'].map((name) => addNamespace(world, host, name)) as [NetnsId, NetnsId, NetnsId];
  const [nlA, nlR, nlB] = [a, r, b].map((id) => openNetlink(world, id)) as [
    NetlinkSocket,
    NetlinkSocket,
    NetlinkSocket,
  ];
  nlA.addLink({ type: 'veth', name: 'eth0', peer: { name: 'eth0', netns: r } });
  nlR.addLink({ type: 'veth', name: 'eth1', peer: { name: 'eth0', netns: b } });
  for (const [nl, device] of [
    [nlA, 'eth0'],
    [nlR, 'eth0'],
    [nlR, 'eth1'],
    [nlB, 'eth0'],
  ] as const)
    nl.setLink(device, { up: true });
  addAddress(nlA, 'eth0', '10.0.1.2/24');
  addAddress(nlR, 'eth0', '10.0.1.1/24');
  addAddress(nlR, 'eth1', '10.0.2.1/24');
  addAddress(nlB, 'eth0', '10.0.2.2/24');
  nlA.addRoute(route('default', { via: '10.0.1.1' }), 'add');
  nlB.addRoute(route('default', { via: '10.0.2.1' }), 'add');
  nlR.setSysctl('net.ipv4.ip_forward', '1');
  return { world, a, r: nlR, nlA, nlB };
}

/** Sends one echo request and answers what came back within a second. */
function ping(world: World, netns: NetnsId, request: Partial<EchoRequest>): string {
  const socket = openIcmpSocket(world, netns);
  sendEcho(world, socket, { destination: ip('10.0.2.2'), dataLength: 56, sequence: 1, ...request });
  runUntil(world, () => false, world.nowUs + 1_000_000);
  const payload = receive(world, socket)?.packet.payload;
  return payload?.kind === 'icmp' ? payload.type : 'nothing';
}

describe('a packet larger than the link', () => {
  it('travels in fragments and is put together again at its destination', () => {
    const { world, a, nlA, nlB, r } = routedPair();
    // Duplicate detection of the link-local addresses would be counted too.
    for (const netlink of [nlA, nlB, r]) netlink.setSysctl('net.ipv6.conf.all.disable_ipv6', '1');
    expect(ping(world, a, { dataLength: 3000 })).toBe('echo-reply');
    // Three fragments of 1500, 1500 and 68 bytes with their Ethernet headers, and the router's ARP request.
    expect(nlB.link('eth0')?.counters).toMatchObject({ rxPackets: 4, rxBytes: 1514 + 1514 + 82 + 42 });
  });

  it('is told as one packet that was cut and put together', () => {
    const { world, a } = routedPair();
    const log = createRecorder();
    world.recorder = log;
    ping(world, a, { dataLength: 3000 });
    const lines = formatWalks(log.walks(), 'en').flatMap(({ steps }) => steps);
    expect(lines).toContain('host01/a eth0: cut into 3 fragments for an MTU of 1500');
    expect(lines).toContain('host01/b eth0: put together from 3 fragments');
  });

  it('is given up when a fragment never comes, and its sender hears of it after 30 seconds', () => {
    const { world, a, r, nlB } = routedPair();
    expect(ping(world, a, {})).toBe('echo-reply');
    const socket = openIcmpSocket(world, a, { identifier: 77 });
    const device = [...world.devices.values()].find(({ mac }) => mac === nlB.link('eth0')?.mac);
    if (!device) throw new Error('b has no eth0');
    const payload = { kind: 'icmp', type: 'echo-request', id: 77, sequence: 1, dataLength: 3000, sentUs: 0 } as const;
    const fragment: Ipv4Packet = {
      kind: 'ipv4',
      source: ip('10.0.1.2'),
      destination: ip('10.0.2.2'),
      ttl: 63,
      tos: 0,
      dontFragment: false,
      id: 9,
      payload,
      fragment: { offset: 0, more: true },
      length: 1500,
    };
    const source = r.link('eth1')?.mac ?? device.mac;
    const frame = { source, destination: device.mac, payload: fragment, packetId: world.allocateId() };
    world.schedule(0, { type: 'frame-arrives', device: device.id, frame });
    runUntil(world, () => false, world.nowUs + 29_000_000);
    expect(receive(world, socket)).toBeUndefined();
    runUntil(world, () => false, world.nowUs + 2_000_000);
    expect(receive(world, socket)?.packet.payload).toMatchObject({ type: 'time-exceeded', code: 1 });
  });
});

describe('a router whose next link is narrower', () => {
  it('teaches the sender the path MTU, which then holds for ten minutes', () => {
    const { world, a, r, nlA, nlB } = routedPair();
    r.setLink('eth1', { mtu: 1400 });
    nlB.setLink('eth0', { mtu: 1400 });
    const destination = ip('10.0.2.2');
    expect(ping(world, a, { dataLength: 1450 })).toBe('destination-unreachable');
    expect(nlA.getRoute({ destination })).toMatchObject({ metrics: { mtu: { value: 1400 } }, expiresSeconds: 599 });
    expect(ping(world, a, { dataLength: 1450 })).toBe('echo-reply');
    expect(() => ping(world, a, { dataLength: 1450, discovery: 'do' })).toThrow(MessageTooLong);
    runUntil(world, () => false, world.nowUs + 600_000_000);
    expect(nlA.getRoute({ destination }).metrics?.mtu).toBeUndefined();
  });

  it('is forgotten with the route it was learned on, and in a fork alone when it is learned there', () => {
    const { world, a, r, nlA } = routedPair();
    r.setLink('eth1', { mtu: 1400 });
    const fork = world.fork();
    ping(fork, a, { dataLength: 1450 });
    const destination = ip('10.0.2.2');
    expect(openNetlink(fork, a).getRoute({ destination }).metrics?.mtu?.value).toBe(1400);
    expect(nlA.getRoute({ destination }).metrics?.mtu).toBeUndefined();
    ping(world, a, { dataLength: 1450 });
    expect(nlA.cachedRoutes()).toHaveLength(1);
    nlA.deleteRoute(route('default', { via: '10.0.1.1' }));
    nlA.addRoute(route('default', { via: '10.0.1.1' }), 'add');
    expect(nlA.cachedRoutes()).toEqual([]);
  });
});
