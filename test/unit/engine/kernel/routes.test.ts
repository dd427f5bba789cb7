import { describe, expect, it } from 'vitest';
import type { NetlinkSocket } from '../../../../src/engine/kernel/netlink';
import { addAddress, addLivePair, deleteAddress, emptyHost, ip, prefix, route, show } from './fixture';

// Expected lines and messages were recorded from iproute2 6.1 on Linux 6.18 with `unshare -n`.

/** Two ends of a veth pair in one namespace: `va` with 10.0.0.1/24, both up. */
function linkedHost(): NetlinkSocket {
  const { nl } = emptyHost();
  addLivePair(nl, 'va', 'vb');
  addAddress(nl, 'va', '10.0.0.1/24');
  return nl;
}

const main = (nl: NetlinkSocket): string[] => nl.routes(254).map(show);
const local = (nl: NetlinkSocket): string[] => nl.routes(255).map(show);

describe('an address on a device', () => {
  it('makes the connected, local and broadcast routes', () => {
    const nl = linkedHost();
    expect(main(nl)).toEqual(['10.0.0.0/24 dev va proto kernel scope link src 10.0.0.1']);
    expect(local(nl)).toEqual([
      'local 10.0.0.1 dev va proto kernel scope host src 10.0.0.1',
      'broadcast 10.0.0.255 dev va proto kernel scope link src 10.0.0.1',
    ]);
  });

  it('makes only the local route while the device is down, and that one stays when it goes down', () => {
    const nl = linkedHost();
    nl.setLink('va', { up: false });
    expect(nl.routes().map(show)).toEqual(['local 10.0.0.1 dev va proto kernel scope host src 10.0.0.1']);
    nl.setLink('va', { up: true });
    expect(main(nl)).toEqual(['10.0.0.0/24 dev va proto kernel scope link src 10.0.0.1']);
  });

  it('is secondary in a subnet that has one already, and goes with the primary', () => {
    const nl = linkedHost();
    addAddress(nl, 'va', '10.0.0.2/24');
    addAddress(nl, 'va', '10.0.0.4/25');
    expect(nl.link('va')?.addresses4.map((a) => [a.address, a.secondary])).toEqual([
      [ip('10.0.0.1'), false],
      [ip('10.0.0.4'), false],
      [ip('10.0.0.2'), true],
    ]);
    expect(local(nl)).toContain('local 10.0.0.2 dev va proto kernel scope host src 10.0.0.1');
    deleteAddress(nl, 'va', '10.0.0.1/24');
    expect(nl.link('va')?.addresses4.map((a) => a.address)).toEqual([ip('10.0.0.4')]);
    expect(main(nl)).toEqual(['10.0.0.0/25 dev va proto kernel scope link src 10.0.0.4']);
  });

  it('is promoted instead when promote_secondaries is set', () => {
    const nl = linkedHost();
    nl.setSysctl('net.ipv4.conf.va.promote_secondaries', '1');
    addAddress(nl, 'va', '10.0.0.2/24');
    addAddress(nl, 'va', '10.0.0.3/24');
    deleteAddress(nl, 'va', '10.0.0.1/24');
    expect(main(nl)).toEqual(['10.0.0.0/24 dev va proto kernel scope link src 10.0.0.2']);
    expect(local(nl)).toEqual([
      'local 10.0.0.2 dev va proto kernel scope host src 10.0.0.2',
      'local 10.0.0.3 dev va proto kernel scope host src 10.0.0.2',
      'broadcast 10.0.0.255 dev va proto kernel scope link src 10.0.0.2',
    ]);
  });

  it('is refused twice, and cannot be deleted when it is not there', () => {
    const nl = linkedHost();
    expect(() => addAddress(nl, 'va', '10.0.0.1/24')).toThrow('ipv4: Address already assigned');
    expect(() => deleteAddress(nl, 'va', '10.0.0.9/24')).toThrow('ipv4: Address not found');
  });

  it('takes the routes that use it as source, and with the last one all routes of the device', () => {
    const nl = linkedHost();
    addAddress(nl, 'va', '10.1.0.1/24');
    nl.addRoute({ ...route('10.7.0.0/16', { via: '10.0.0.9' }), preferredSource: ip('10.1.0.1') }, 'add');
    nl.addRoute(route('10.8.0.0/16', { via: '10.0.0.9' }), 'add');
    deleteAddress(nl, 'va', '10.1.0.1/24');
    expect(main(nl)).toEqual([
      '10.0.0.0/24 dev va proto kernel scope link src 10.0.0.1',
      '10.8.0.0/16 via 10.0.0.9 dev va',
    ]);
    deleteAddress(nl, 'va', '10.0.0.1/24');
    expect(nl.routes()).toEqual([]);
  });
});

describe('adding a route', () => {
  it('is refused with the reason the kernel gives', () => {
    const nl = linkedHost();
    const add = (destination: string, hop: { via?: string; device?: string }) => () =>
      nl.addRoute(route(destination, hop), 'add');
    expect(add('10.9.0.1/8', { device: 'va' })).toThrow('Invalid prefix for given prefix length');
    expect(add('10.9.0.0/16', { via: '1.2.3.4' })).toThrow('Nexthop has invalid gateway');
    expect(add('10.9.0.0/16', { via: '10.0.0.255' })).toThrow('Nexthop has invalid gateway');
    expect(add('10.9.0.0/16', { device: 'lo' })).toThrow('Device for nexthop is not up');
    expect(() =>
      nl.addRoute({ ...route('10.9.0.0/16', { device: 'va' }), preferredSource: ip('1.1.1.1') }, 'add'),
    ).toThrow('Invalid prefsrc address');
    expect(() => nl.addRoute({ ...route('10.8.0.1', { device: 'va' }), type: 'local', scope: 'link' }, 'add')).toThrow(
      'Invalid scope',
    );
    expect(() => nl.addRoute({ ...route('10.9.0.0/16', { device: 'va' }), type: 'prohibit' }, 'add')).toThrow(
      'Gateway, device and multipath can not be specified for this route type',
    );
  });

  it('does not reach a gateway through another gateway', () => {
    const nl = linkedHost();
    nl.addRoute(route('10.5.0.0/16', { via: '10.0.0.2' }), 'add');
    expect(() => nl.addRoute(route('10.6.0.0/16', { via: '10.5.0.1' }), 'add')).toThrow('Nexthop has invalid gateway');
  });

  it('keeps the order that add, append, prepend, replace and change ask for', () => {
    const nl = linkedHost();
    const via = (last: number, metric?: number) => route('10.5.0.0/16', { via: `10.0.0.${last}` }, metric);
    nl.addRoute(via(2), 'add');
    expect(() => nl.addRoute(via(2), 'add')).toThrow('File exists');
    nl.addRoute(via(2, 5), 'add');
    nl.addRoute(via(2, 4), 'add');
    nl.addRoute(via(3, 4), 'append');
    nl.addRoute(via(4, 4), 'prepend');
    expect(() => nl.addRoute(via(4, 4), 'append')).toThrow('File exists');
    expect(() => nl.addRoute(via(9, 77), 'change')).toThrow('No such file or directory');
    nl.addRoute(via(9, 4), 'replace');
    expect(main(nl).slice(1)).toEqual([
      '10.5.0.0/16 via 10.0.0.2 dev va',
      '10.5.0.0/16 via 10.0.0.9 dev va metric 4',
      '10.5.0.0/16 via 10.0.0.2 dev va metric 4',
      '10.5.0.0/16 via 10.0.0.3 dev va metric 4',
      '10.5.0.0/16 via 10.0.0.2 dev va metric 5',
    ]);
  });
});

describe('deleting a route', () => {
  it('says whether the table or the route is missing', () => {
    const { nl } = emptyHost();
    expect(() => nl.deleteRoute({ ...prefix('1.0.0.0/8'), destination: ip('1.0.0.0'), nexthops: [] })).toThrow(
      'FIB table does not exist',
    );
    nl.setLink('lo', { up: true });
    expect(() => nl.deleteRoute(route('1.0.0.0/8', {}))).toThrow('No such process');
  });

  it('takes the first that fits', () => {
    const nl = linkedHost();
    nl.addRoute(route('10.5.0.0/16', { via: '10.0.0.2' }, 5), 'add');
    nl.addRoute(route('10.5.0.0/16', { via: '10.0.0.3' }, 6), 'add');
    nl.deleteRoute({ ...route('10.5.0.0/16', { via: '10.0.0.3' }) });
    expect(main(nl).slice(1)).toEqual(['10.5.0.0/16 via 10.0.0.2 dev va metric 5']);
    nl.deleteRoute({ destination: ip('10.5.0.0'), prefixLength: 16, nexthops: [] });
    expect(main(nl)).toHaveLength(1);
  });
});

describe('a device without carrier', () => {
  it('keeps its routes, marked linkdown', () => {
    const nl = linkedHost();
    nl.setLink('vb', { up: false });
    expect(main(nl)).toEqual(['10.0.0.0/24 dev va proto kernel scope link src 10.0.0.1 linkdown']);
    nl.setLink('vb', { up: true });
    expect(main(nl)).toEqual(['10.0.0.0/24 dev va proto kernel scope link src 10.0.0.1']);
  });
});

describe('asking for a route', () => {
  it('answers as `ip route get` shows', () => {
    const nl = linkedHost();
    nl.setLink('lo', { up: true });
    nl.addRoute(route('default', { via: '10.0.0.2' }), 'add');
    expect(nl.getRoute({ destination: ip('8.8.8.8') })).toMatchObject({
      type: 'unicast',
      via: ip('10.0.0.2'),
      device: 'va',
      source: ip('10.0.0.1'),
      cacheFlags: [],
    });
    expect(nl.getRoute({ destination: ip('10.0.0.1') })).toMatchObject({ type: 'local', device: 'lo' });
    expect(nl.getRoute({ destination: ip('10.0.0.255') })).toMatchObject({ cacheFlags: ['local', 'brd'] });
    expect(() => nl.getRoute({ destination: ip('8.8.8.8'), source: ip('10.0.0.77') })).toThrow(
      'Network is unreachable',
    );
  });

  it('refuses to forward until ip_forward is set', () => {
    const nl = linkedHost();
    nl.addRoute(route('default', { via: '10.0.0.2' }), 'add');
    const query = { destination: ip('8.8.8.8'), source: ip('10.0.0.7'), inputDevice: 'va' };
    expect(() => nl.getRoute(query)).toThrow('No route to host');
    nl.setSysctl('net.ipv4.ip_forward', '1');
    expect(nl.getRoute(query)).toMatchObject({ device: 'va', cacheFlags: ['redirect'] });
  });

  it('gives the error of a route that refuses', () => {
    const nl = linkedHost();
    nl.addRoute({ ...prefixOf('7.0.0.0/24'), type: 'blackhole' }, 'add');
    nl.addRoute({ ...prefixOf('7.0.1.0/24'), type: 'unreachable' }, 'add');
    nl.addRoute({ ...prefixOf('7.0.2.0/24'), type: 'prohibit' }, 'add');
    expect(() => nl.getRoute({ destination: ip('7.0.0.1') })).toThrow('Invalid argument');
    expect(() => nl.getRoute({ destination: ip('7.0.1.1') })).toThrow('No route to host');
    expect(() => nl.getRoute({ destination: ip('7.0.2.1') })).toThrow('Permission denied');
    expect(() => nl.getRoute({ destination: ip('7.0.3.1') })).toThrow('Network is unreachable');
  });
});

function prefixOf(text: string) {
  const { address, prefixLength } = prefix(text);
  return { destination: address, prefixLength, nexthops: [] };
}

describe('tables local and main', () => {
  it('are matched as one: a longer prefix in main wins over a shorter one in local', () => {
    const nl = linkedHost();
    nl.setLink('lo', { up: true });
    addAddress(nl, 'lo', '10.9.0.1/16');
    addAddress(nl, 'va', '10.9.5.1/24');
    expect(nl.getRoute({ destination: ip('10.9.5.7') })).toMatchObject({ type: 'unicast', device: 'va' });
    expect(nl.getRoute({ destination: ip('10.9.6.7') })).toMatchObject({ type: 'local', device: 'lo' });
  });
});

describe('a packet bound to a device', () => {
  it('leaves through it as if the destination were on the link, even one of our own addresses', () => {
    const nl = linkedHost();
    nl.setLink('lo', { up: true });
    const bound = (destination: string, outputDevice: string) =>
      nl.getRoute({ destination: ip(destination), outputDevice });
    expect(bound('8.8.8.8', 'va')).toMatchObject({ type: 'unicast', device: 'va', source: ip('10.0.0.1'), table: 0 });
    expect(bound('10.0.0.1', 'vb')).toMatchObject({ type: 'unicast', device: 'vb' });
    expect(bound('10.0.0.9', 'lo')).toMatchObject({ device: 'lo', cacheFlags: ['local'] });
  });
});
