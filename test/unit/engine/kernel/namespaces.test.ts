import { describe, expect, it } from 'vitest';
import { addNic } from '../../../../src/engine/kernel/cabling';
import { openNetlink } from '../../../../src/engine/kernel/netlink-socket';
import type { NetlinkSocket } from '../../../../src/engine/kernel/netlink';
import type { World } from '../../../../src/engine/kernel/world';
import { addAddress, addLivePair, emptyHost, linkLine } from './fixture';

/** A socket in a named namespace, as `ip -n NAME` opens. */
function inside(world: World, nl: NetlinkSocket, name: string): NetlinkSocket {
  const found = nl.namespaces().find((ns) => ns.name === name);
  if (!found) throw new Error(`no namespace ${name}`);
  return openNetlink(world, found.netns);
}

describe('named namespaces', () => {
  it('are listed newest first and start with lo, down', () => {
    const { world, nl } = emptyHost();
    nl.addNamespace('red');
    nl.addNamespace('blue');
    expect(nl.namespaces().map((ns) => ns.name)).toEqual(['blue', 'red']);
    expect(
      inside(world, nl, 'red')
        .links()
        .map((l) => l.name),
    ).toEqual(['lo']);
    expect(() => nl.addNamespace('red')).toThrow('File exists');
    expect(() => nl.deleteNamespace('nope')).toThrow('No such file or directory');
  });

  it('number each other when a veth connects them', () => {
    const { world, nl } = emptyHost();
    nl.addNamespace('red');
    nl.addLink({ type: 'veth', name: 'v0', peer: { name: 'v1' } });
    expect(nl.namespaces()[0]?.nsid).toBeUndefined();
    const red = inside(world, nl, 'red');
    nl.setLink('v1', { netns: red.netns });
    expect(nl.namespaces()[0]?.nsid).toBe(0);
    expect(nl.link('v0')?.peer).toEqual({ ifindex: 2, nsid: 0, netnsName: 'red' });
    expect(red.link('v1')?.peer).toEqual({ ifindex: 3, nsid: 0, netnsName: undefined });
  });

  it('remember LOWERLAYERDOWN from before the peer moved away, until the next carrier event', () => {
    const { world, nl } = emptyHost();
    nl.addNamespace('red');
    const red = inside(world, nl, 'red');
    nl.addLink({ type: 'veth', name: 'v0', peer: { name: 'v1' } });
    nl.setLink('v1', { netns: red.netns });
    nl.setLink('v0', { up: true });
    expect(nl.link('v0')?.operstate).toBe('LOWERLAYERDOWN');
    red.setLink('v1', { up: true });
    red.setLink('v1', { up: false });
    expect(nl.link('v0')?.operstate).toBe('DOWN');
  });

  it('see a half-open veth as DOWN, because the peer is no device of theirs', () => {
    const { world, nl } = emptyHost();
    nl.addNamespace('red');
    nl.addLink({ type: 'veth', name: 'v0', peer: { name: 'v1', netns: inside(world, nl, 'red').netns } });
    nl.setLink('v0', { up: true });
    expect(linkLine(nl, 'v0')).toBe('<NO-CARRIER,BROADCAST,MULTICAST,UP> qdisc noqueue state DOWN');
  });

  it('take their veths, and the peers elsewhere, with them', () => {
    const { world, nl } = emptyHost();
    nl.addNamespace('red');
    nl.addLink({ type: 'veth', name: 'v0', peer: { name: 'v1', netns: inside(world, nl, 'red').netns } });
    nl.deleteNamespace('red');
    expect(nl.links().map((l) => l.name)).toEqual(['lo']);
    nl.addNamespace('green');
    nl.addLink({ type: 'veth', name: 'v0', peer: { name: 'v1', netns: inside(world, nl, 'green').netns } });
    expect(nl.namespaces()[0]?.nsid).toBe(0);
  });

  it('give physical cards back to the root namespace', () => {
    const { world, nl } = emptyHost();
    addNic(world, 'host01', 'eth0', { up: true });
    nl.addNamespace('red');
    nl.setLink('eth0', { netns: inside(world, nl, 'red').netns });
    expect(nl.link('eth0')).toBeUndefined();
    nl.deleteNamespace('red');
    expect(linkLine(nl, 'eth0')).toBe('<BROADCAST,MULTICAST> qdisc noop state DOWN');
  });
});

describe('moving a device to another namespace', () => {
  it('takes it down, strips its addresses and keeps its ifindex when that is free', () => {
    const { world, nl } = emptyHost();
    nl.addNamespace('red');
    const red = inside(world, nl, 'red');
    addLivePair(nl, 'va', 'vb');
    addAddress(nl, 'va', '10.0.0.1/24');
    nl.setLink('va', { netns: red.netns });
    expect(nl.routes()).toEqual([]);
    expect(red.link('va')).toMatchObject({ ifindex: 3, up: false, addresses4: [], addresses6: [], qdisc: 'noop' });
    expect(linkLine(nl, 'vb')).toBe('<NO-CARRIER,BROADCAST,MULTICAST,UP> qdisc noqueue state DOWN');
    expect(red.routes()).toEqual([]);
  });

  it('gives it the next ifindex when its own is taken, and refuses a taken name', () => {
    const { world, nl } = emptyHost();
    nl.addNamespace('red');
    const red = inside(world, nl, 'red');
    red.addLink({ type: 'bridge', name: 'k9', ifindex: 3 });
    nl.addLink({ type: 'veth', name: 'k9', peer: { name: 'k8' } });
    expect(() => nl.setLink('k9', { netns: red.netns })).toThrow(
      'An interface with the same name exists in the target netns',
    );
    expect(() => nl.setLink('k9', { netns: red.netns, name: 'lo' })).toThrow(
      "Unable to use 'lo' for the new interface name in the target netns",
    );
    nl.setLink('k9', { netns: red.netns, name: 'k7' });
    expect(red.link('k7')?.ifindex).toBe(2);
    expect(nl.link('k9')).toBeUndefined();
  });

  it('takes it out of its bridge', () => {
    const { world, nl } = emptyHost();
    nl.addNamespace('red');
    nl.addLink({ type: 'bridge', name: 'br0', up: true });
    addLivePair(nl, 'va', 'vb');
    nl.setLink('va', { master: 'br0' });
    nl.setLink('va', { netns: inside(world, nl, 'red').netns });
    expect(linkLine(nl, 'br0')).toBe('<NO-CARRIER,BROADCAST,MULTICAST,UP> qdisc noqueue state DOWN');
    expect(nl.bridgeFdb('br0').filter((entry) => entry.target === 'master')).toEqual([]);
  });
});
