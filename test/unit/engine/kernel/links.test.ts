import { describe, expect, it } from 'vitest';
import { addLivePair, emptyHost, linkLine } from './fixture';

// Expected lines were recorded from iproute2 6.1 on Linux 6.18 with `unshare -n`.
describe('loopback', () => {
  it('starts down with qdisc noop', () => {
    const { nl } = emptyHost();
    expect(linkLine(nl, 'lo')).toBe('<LOOPBACK> qdisc noop state DOWN');
  });

  it('is UNKNOWN when up and has 127.0.0.1/8 and ::1', () => {
    const { nl } = emptyHost();
    nl.setLink('lo', { up: true });
    expect(linkLine(nl, 'lo')).toBe('<LOOPBACK,UP,LOWER_UP> qdisc noqueue state UNKNOWN');
    expect(nl.link('lo')?.addresses4).toMatchObject([{ address: 0x7f000001, prefixLength: 8, scope: 'host' }]);
    expect(nl.link('lo')?.addresses6).toMatchObject([{ address: '::1', prefixLength: 128, scope: 'host' }]);
  });

  it('cannot be deleted or moved', () => {
    const { nl } = emptyHost();
    nl.addNamespace('red');
    expect(() => nl.deleteLink('lo')).toThrow('Operation not supported');
    const [red] = nl.namespaces();
    expect(() => nl.setLink('lo', { netns: red?.netns })).toThrow('The interface netns is immutable');
  });
});

describe('a veth pair', () => {
  it('registers the peer first and starts with both ends down', () => {
    const { nl } = emptyHost();
    nl.addLink({ type: 'veth', name: 'v0', peer: { name: 'v1' } });
    expect(nl.links().map((l) => [l.ifindex, l.name])).toEqual([
      [1, 'lo'],
      [2, 'v1'],
      [3, 'v0'],
    ]);
    expect(linkLine(nl, 'v0')).toBe('<BROADCAST,MULTICAST,M-DOWN> qdisc noop state DOWN');
  });

  it('has no carrier while only one end is up', () => {
    const { nl } = emptyHost();
    nl.addLink({ type: 'veth', name: 'v0', peer: { name: 'v1' } });
    nl.setLink('v0', { up: true });
    expect(linkLine(nl, 'v0')).toBe('<NO-CARRIER,BROADCAST,MULTICAST,UP,M-DOWN> qdisc noqueue state LOWERLAYERDOWN');
    expect(linkLine(nl, 'v1')).toBe('<BROADCAST,MULTICAST> qdisc noop state DOWN');
    expect(nl.link('v0')?.addresses6).toEqual([]);
  });

  it('is UP with a link-local address at both ends once both are up', () => {
    const { nl } = emptyHost();
    nl.addLink({ type: 'veth', name: 'v0', peer: { name: 'v1' } });
    nl.setLink('v0', { up: true });
    nl.setLink('v1', { up: true });
    for (const name of ['v0', 'v1']) {
      expect(linkLine(nl, name)).toBe('<BROADCAST,MULTICAST,UP,LOWER_UP> qdisc noqueue state UP');
      expect(nl.link(name)?.addresses6).toHaveLength(1);
    }
  });

  it('takes its peer with it when deleted', () => {
    const { nl } = emptyHost();
    nl.addLink({ type: 'veth', name: 'v0', peer: { name: 'v1' } });
    nl.deleteLink('v1');
    expect(nl.links().map((l) => l.name)).toEqual(['lo']);
  });

  it('names its ends veth0 and veth1 when nobody does', () => {
    const { nl } = emptyHost();
    nl.addLink({ type: 'veth' });
    expect(nl.links().map((l) => l.name)).toEqual(['lo', 'veth0', 'veth1']);
  });

  it('leaves nothing behind when the second name is taken, but uses up an ifindex', () => {
    const { nl } = emptyHost();
    expect(() => nl.addLink({ type: 'veth', name: 'x', peer: { name: 'x' } })).toThrow('File exists');
    expect(nl.links().map((l) => l.name)).toEqual(['lo']);
    nl.addLink({ type: 'bridge', name: 'br0' });
    expect(nl.link('br0')?.ifindex).toBe(3);
  });
});

describe('a bridge', () => {
  it('that never had a port is UNKNOWN and has a link-local address when up', () => {
    const { nl } = emptyHost();
    nl.addLink({ type: 'bridge', name: 'br0' });
    nl.setLink('br0', { up: true });
    expect(linkLine(nl, 'br0')).toBe('<BROADCAST,MULTICAST,UP,LOWER_UP> qdisc noqueue state UNKNOWN');
    expect(nl.link('br0')?.addresses6).toHaveLength(1);
  });

  it('has no carrier with a port that is down', () => {
    const { nl } = emptyHost();
    nl.addLink({ type: 'veth', name: 'va', peer: { name: 'vb' } });
    nl.addLink({ type: 'bridge', name: 'br0', up: true });
    nl.setLink('va', { master: 'br0' });
    expect(linkLine(nl, 'br0')).toBe('<NO-CARRIER,BROADCAST,MULTICAST,UP> qdisc noqueue state DOWN');
    expect(nl.link('br0')?.mac).toBe(nl.link('va')?.mac);
  });

  it('is UP while a port forwards, and loses its MAC with the last port', () => {
    const { nl } = emptyHost();
    addLivePair(nl, 'va', 'vb');
    nl.addLink({ type: 'bridge', name: 'br0', up: true });
    nl.setLink('va', { master: 'br0' });
    expect(nl.link('va')?.port?.state).toBe('forwarding');
    expect(linkLine(nl, 'br0')).toBe('<BROADCAST,MULTICAST,UP,LOWER_UP> qdisc noqueue state UP');
    nl.setLink('va', { master: null });
    expect(linkLine(nl, 'br0')).toBe('<NO-CARRIER,BROADCAST,MULTICAST,UP> qdisc noqueue state DOWN');
    expect(nl.link('br0')?.mac).toBe('00:00:00:00:00:00');
  });

  it('refuses loopback, another bridge, and being no bridge at all', () => {
    const { nl } = emptyHost();
    nl.addLink({ type: 'bridge', name: 'br1' });
    nl.addLink({ type: 'bridge', name: 'br2' });
    nl.addLink({ type: 'veth', name: 'va', peer: { name: 'vb' } });
    expect(() => nl.setLink('lo', { master: 'br1' })).toThrow('Invalid argument');
    expect(() => nl.setLink('br1', { master: 'br2' })).toThrow('Can not enslave a bridge to a bridge');
    expect(() => nl.setLink('va', { master: 'vb' })).toThrow('Operation not supported');
  });

  it('follows the lowest MTU and MAC of its ports until they are set by hand', () => {
    const { nl } = emptyHost();
    nl.addLink({ type: 'veth', name: 'va', peer: { name: 'vb' } });
    nl.addLink({ type: 'bridge', name: 'br0' });
    nl.setLink('va', { mtu: 1400 });
    nl.setLink('va', { master: 'br0' });
    expect(nl.link('br0')?.mtu).toBe(1400);
    nl.setLink('va', { mtu: 1300 });
    expect(nl.link('br0')?.mtu).toBe(1300);
    nl.setLink('br0', { mtu: 1200 });
    nl.setLink('va', { mtu: 1250 });
    expect(nl.link('br0')?.mtu).toBe(1200);
  });
});

describe('what the kernel refuses', () => {
  it('says why', () => {
    const { nl } = emptyHost();
    nl.addLink({ type: 'veth', name: 'va', peer: { name: 'vb' } });
    expect(() => nl.setLink('va', { mtu: 60 })).toThrow('mtu less than device minimum');
    expect(() => nl.setLink('va', { mtu: 70000 })).toThrow('mtu greater than device maximum');
    expect(() => nl.setLink('va', { name: 'vb' })).toThrow('File exists');
    expect(() => nl.setLink('va', { name: 'a:b' })).toThrow('Invalid argument');
    expect(() => nl.addLink({ type: 'bridge', name: 'va' })).toThrow('File exists');
    expect(() => nl.addLink({ type: 'foo', name: 'zz' })).toThrow('Unknown device type');
    expect(() => nl.deleteLink('nope')).toThrow('No such device');
  });
});
