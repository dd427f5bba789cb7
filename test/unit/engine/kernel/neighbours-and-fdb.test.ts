import { describe, expect, it } from 'vitest';
import { parseMac, type Mac } from '../../../../src/engine/packet/address';
import { addAddress, addLivePair, emptyHost, ip } from './fixture';

function mac(text: string): Mac {
  const parsed = parseMac(text);
  if (!parsed) throw new Error(`not a MAC: ${text}`);
  return parsed;
}

const ONE = mac('02:00:00:00:00:01');

function linked() {
  const lab = emptyHost();
  addLivePair(lab.nl, 'na', 'nb');
  addAddress(lab.nl, 'na', '10.0.0.1/24');
  return lab.nl;
}

describe('neighbour entries', () => {
  it('are added once, changed when there, and replaced either way', () => {
    const nl = linked();
    const entry = { device: 'na', address: ip('10.0.0.9'), mac: ONE, state: 'PERMANENT' } as const;
    expect(() => nl.addNeighbour(entry, 'change')).toThrow('No such file or directory');
    nl.addNeighbour(entry, 'add');
    expect(() => nl.addNeighbour(entry, 'add')).toThrow('File exists');
    nl.addNeighbour({ ...entry, state: 'STALE' }, 'replace');
    expect(nl.neighbours()).toMatchObject([{ device: 'na', mac: ONE, state: 'STALE' }]);
  });

  it('need an address in a state that vouches for one', () => {
    const nl = linked();
    const add = (state: 'PERMANENT' | 'FAILED') => () =>
      nl.addNeighbour({ device: 'na', address: ip('10.0.0.9'), state }, 'add');
    expect(add('PERMANENT')).toThrow('No link layer address given');
    expect(add('FAILED')).not.toThrow();
    expect(() => nl.deleteNeighbour('na', ip('10.0.0.77'))).toThrow('No such file or directory');
  });

  it('hide the address of a failed entry, as `ip neigh` does', () => {
    const nl = linked();
    nl.addNeighbour({ device: 'na', address: ip('10.0.0.9'), mac: ONE, state: 'REACHABLE' }, 'add');
    nl.addNeighbour({ device: 'na', address: ip('10.0.0.9'), state: 'FAILED' }, 'change');
    expect(nl.neighbours()).toMatchObject([{ state: 'FAILED', mac: undefined }]);
  });

  it('survive the loss of carrier only when permanent, and nothing survives the device going down', () => {
    const nl = linked();
    nl.addNeighbour({ device: 'na', address: ip('10.0.0.8'), mac: ONE, state: 'REACHABLE' }, 'add');
    nl.addNeighbour({ device: 'na', address: ip('10.0.0.9'), mac: ONE, state: 'PERMANENT' }, 'add');
    nl.setLink('nb', { up: false });
    expect(nl.neighbours().map((entry) => entry.address)).toEqual([ip('10.0.0.9')]);
    nl.setLink('na', { up: false });
    expect(nl.neighbours()).toEqual([]);
  });
});

describe('the forwarding table', () => {
  it('lists device by device: bridge entries newest first, then what the device itself filters', () => {
    const { nl } = emptyHost();
    nl.addLink({ type: 'veth', name: 'na', peer: { name: 'nb' } });
    nl.addLink({ type: 'bridge', name: 'br0' });
    nl.setLink('na', { master: 'br0', mac: mac('02:00:00:00:00:aa') });
    nl.addFdb({ mac: mac('02:00:00:00:00:09'), device: 'na', state: 'permanent', target: 'master' }, 'add');
    nl.addFdb({ mac: mac('02:00:00:00:00:0a'), device: 'na', state: 'static', target: 'master' }, 'add');
    nl.addFdb({ mac: mac('02:00:00:00:00:0c'), device: 'na', state: 'permanent', target: 'self' }, 'add');
    const rows = nl.bridgeFdb('br0').filter((entry) => !entry.mac.startsWith('33:33'));
    expect(rows.map(({ mac: m, device, target, state }) => `${m} dev ${device} ${target} ${state}`)).toEqual([
      '02:00:00:00:00:0a dev na master static',
      '02:00:00:00:00:09 dev na master permanent',
      '02:00:00:00:00:aa dev na master permanent',
      '02:00:00:00:00:0c dev na self permanent',
    ]);
  });

  it('refuses doubles, devices without a bridge, and dynamic entries on a port that does not learn', () => {
    const { nl } = emptyHost();
    nl.addLink({ type: 'veth', name: 'na', peer: { name: 'nb' } });
    nl.addLink({ type: 'bridge', name: 'br0' });
    const add = (device: string, state: 'permanent' | 'dynamic') => () =>
      nl.addFdb({ mac: ONE, device, state, target: 'master' }, 'add');
    expect(add('na', 'permanent')).toThrow('Operation not supported');
    nl.setLink('na', { master: 'br0' });
    expect(add('na', 'dynamic')).toThrow('Operation not permitted');
    add('na', 'permanent')();
    expect(add('na', 'permanent')).toThrow('File exists');
    expect(() => nl.deleteFdb({ mac: mac('02:00:00:00:00:ff'), device: 'na', target: 'master' })).toThrow(
      'No such file or directory',
    );
  });

  it('forgets a port that leaves', () => {
    const { nl } = emptyHost();
    nl.addLink({ type: 'veth', name: 'na', peer: { name: 'nb' } });
    nl.addLink({ type: 'bridge', name: 'br0' });
    nl.setLink('na', { master: 'br0' });
    nl.addFdb({ mac: ONE, device: 'na', state: 'static', target: 'master' }, 'add');
    nl.setLink('na', { master: null });
    expect(nl.bridgeFdb('br0').filter((entry) => entry.target === 'master')).toEqual([]);
  });
});

describe('a bridge port', () => {
  it('can be put into a state by hand only without STP and with carrier', () => {
    const { nl } = emptyHost();
    nl.addLink({ type: 'veth', name: 'na', up: true, peer: { name: 'nb' } });
    nl.addLink({ type: 'bridge', name: 'br0', up: true });
    expect(() => nl.setBridgePort('na', { cost: 5 })).toThrow('Operation not supported');
    nl.setLink('na', { master: 'br0' });
    expect(() => nl.setBridgePort('na', { state: 'listening' })).toThrow('Network is down');
    nl.setLink('nb', { up: true });
    nl.setBridgePort('na', { state: 'learning', cost: 55, hairpin: true });
    expect(nl.link('na')?.port).toMatchObject({ state: 'learning', cost: 55, hairpin: true });
    expect(nl.link('br0')?.operstate).toBe('DOWN');
    nl.setLink('br0', { kind: 'bridge', bridge: { stp: true } });
    expect(() => nl.setBridgePort('na', { state: 'disabled' })).toThrow('Device or resource busy');
  });

  it('listens first when the bridge speaks STP', () => {
    const { nl } = emptyHost();
    addLivePair(nl, 'na', 'nb');
    nl.addLink({ type: 'bridge', name: 'br0', up: true, bridge: { stp: true } });
    nl.setLink('na', { master: 'br0' });
    expect(nl.link('na')?.port?.state).toBe('listening');
  });
});
