import { describe, expect, it } from 'vitest';
import { createHost } from '../../../../src/engine/kernel/host';
import { PLAIN_TUNNEL, type IpTunnelChanges } from '../../../../src/engine/kernel/link/ip-tunnel-kind';
import { addNamespace } from '../../../../src/engine/kernel/namespaces';
import type { NetlinkSocket } from '../../../../src/engine/kernel/netlink';
import { openNetlink } from '../../../../src/engine/kernel/netlink-socket';
import type { NetnsId } from '../../../../src/engine/kernel/records';
import { runUntil } from '../../../../src/engine/kernel/run';
import { openIcmpSocket, receive, sendEcho } from '../../../../src/engine/kernel/socket';
import { World } from '../../../../src/engine/kernel/world';
import { formatWalks } from '../../../../src/engine/walk/explain';
import { createRecorder } from '../../../../src/engine/walk/recorder';
import { addAddress, ip, route } from './fixture';

/**
 * Tunnels of net/ipv4/ip_tunnel.c, net/ipv4/ipip.c and net/ipv4/ip_gre.c, which the kernel that conformance scripts run on does not have.
 */

type Kind = 'ipip' | 'gre' | 'gretap';

/** a (10.0.0.1) and b (10.0.0.2) on one cable, with a tunnel between 172.16.0.1 and 172.16.0.2. */
function tunnel(type: Kind, changes: Partial<IpTunnelChanges> = {}, changesB = changes) {
  const world = new World(5);
  const host = createHost(world, { name: 'host01' });
  const [a, b] = ['a', 'b'].map((name) => addNamespace(world, host, name)) as [NetnsId, NetnsId];
  const [nlA, nlB] = [a, b].map((id) => openNetlink(world, id)) as [NetlinkSocket, NetlinkSocket];
  // Duplicate detection of the link-local addresses would be counted too.
  for (const netlink of [nlA, nlB]) netlink.setSysctl('net.ipv6.conf.all.disable_ipv6', '1');
  nlA.addLink({ type: 'veth', name: 'eth0', peer: { name: 'eth0', netns: b } });
  for (const [nl, own, other, more] of [
    [nlA, '10.0.0.1', '10.0.0.2', changes],
    [nlB, '10.0.0.2', '10.0.0.1', changesB],
  ] as const) {
    nl.setLink('eth0', { up: true });
    addAddress(nl, 'eth0', `${own}/24`);
    const { lower: _none, ...plain } = PLAIN_TUNNEL;
    nl.addLink({ type, name: 'tun', ipTunnel: { ...plain, local: ip(own), remote: ip(other), ...more } });
    nl.setLink('tun', { up: true });
    addAddress(nl, 'tun', `172.16.0.${own.at(-1) ?? ''}/30`);
  }
  return { world, a, nlA, nlB };
}

/** Pings the other end once: whether it answered, and the walk. */
function ping(world: World, netns: NetnsId, dataLength = 56): { readonly answered: boolean; readonly walk: string } {
  const recorder = createRecorder();
  world.recorder = recorder;
  const socket = openIcmpSocket(world, netns);
  sendEcho(world, socket, { destination: ip('172.16.0.2'), sequence: 1, dataLength });
  runUntil(world, () => false, world.nowUs + 1_000_000);
  const answered = receive(world, socket) !== undefined;
  world.recorder = undefined;
  return {
    answered,
    walk: formatWalks(recorder.walks(), 'en')
      .flatMap(({ steps }) => steps)
      .join('\n'),
  };
}

describe('IP-in-IP and GRE tunnels', () => {
  // ip_tunnel_bind_dev: the device's MTU less the outer header of 20 bytes, GRE's 4 (8 with a key), and the inner Ethernet header of 14.
  it.each([
    ['ipip', {}, 1480],
    ['gre', {}, 1476],
    [
      'gre',
      { input: { key: 5, sequence: false, checksum: false }, output: { key: 5, sequence: false, checksum: false } },
      1472,
    ],
    ['gretap', {}, 1462],
  ] as const)('%s %o leaves an MTU of %i and carries pings', (type, changes, mtu) => {
    const { world, a, nlA } = tunnel(type, changes);
    expect(nlA.link('tun')?.mtu).toBe(mtu);
    const { answered, walk } = ping(world, a);
    expect(answered).toBe(true);
    expect(walk).toContain(type === 'ipip' ? 'IP-in-IP' : 'GRE');
    // iptunnel_xmit_stats and ip_tunnel_rcv count the inner packet: 84 bytes of ping, and ARP inside a gretap.
    expect(nlA.link('tun')?.counters.rxBytes).toBe(84 + (type === 'gretap' ? 28 : 0));
  });

  // ipip_tunnel_setup: dev_addr and broadcast are the ends; ip_tunnel_bind_dev sets IFF_POINTOPOINT once there is a remote one.
  it('has its ends for hardware addresses', () => {
    const link = tunnel('ipip').nlA.link('tun');
    expect(link).toMatchObject({ linkType: 'ipip', hardware: 768, mac: '10.0.0.1', broadcast: '10.0.0.2' });
    expect(link?.flags).toEqual(['POINTOPOINT', 'NOARP', 'UP', 'LOWER_UP']);
  });

  // ip_tunnel_key_match: a packet with another key, or without one, is another tunnel's; gre_rcv then says "port unreachable".
  it('does not take a packet with another key', () => {
    const keyed = (key: number) => ({ key, sequence: false, checksum: false });
    const { world, a } = tunnel('gre', { input: keyed(5), output: keyed(5) }, { input: keyed(6), output: keyed(6) });
    expect(ping(world, a).answered).toBe(false);
  });

  // ip_tunnel_xmit: rt->dst.dev == dev counts a collision and an error.
  it('drops what would go through the tunnel itself', () => {
    const { world, a, nlA } = tunnel('ipip');
    nlA.addRoute(route('10.0.0.2/32', { device: 'tun' }), 'add');
    const { answered, walk } = ping(world, a);
    expect(answered).toBe(false);
    expect(walk).toContain('tunnel');
    expect(nlA.link('tun')?.counters).toMatchObject({ txErrors: 1, collisions: 1, txPackets: 0 });
  });

  // ip_tunnel_newlink: EEXIST when ip_tunnel_find knows one with the same ends.
  it('refuses a second tunnel between the same ends', () => {
    const { nlA } = tunnel('ipip');
    const { lower: _none, ...plain } = PLAIN_TUNNEL;
    const again = { ...plain, local: ip('10.0.0.1'), remote: ip('10.0.0.2') };
    expect(() => nlA.addLink({ type: 'ipip', name: 'two', ipTunnel: again })).toThrow('File exists');
  });
});
