import { describe, expect, it } from 'vitest';
import { listProc, readProc, writeProc } from '../../../../src/engine/kernel/procfs';
import { parseMac } from '../../../../src/engine/packet/address';
import { addAddress, addLivePair, emptyHost, ip, prefix, route } from './fixture';

// Expected text was recorded from Linux 6.18 in a fresh namespace.
function host() {
  const lab = emptyHost();
  addLivePair(lab.nl, 'na', 'nb');
  addAddress(lab.nl, 'na', '10.0.0.1/24');
  return { ...lab, read: (path: string) => readProc(lab.world, lab.netns, path) };
}

describe('/proc/net', () => {
  it('has the routes of the main table in hexadecimal', () => {
    const { nl, read } = host();
    nl.addRoute(route('default', { via: '10.0.0.2' }), 'add');
    nl.addRoute(route('10.9.0.0/16', { via: '10.0.0.3' }, 5), 'add');
    nl.addRoute({ ...route('10.6.0.1', { device: 'na' }), metrics: { advmss: { value: 1000 } } }, 'add');
    const { address, prefixLength } = prefix('10.7.0.0/16');
    nl.addRoute({ destination: address, prefixLength, type: 'unreachable', nexthops: [] }, 'add');
    const lines = (read('/proc/net/route') ?? '').split('\n');
    expect(lines.every((line) => line === '' || line.length === 127)).toBe(true);
    expect(lines.map((line) => line.trimEnd())).toEqual([
      'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
      'na\t00000000\t0200000A\t0003\t0\t0\t0\t00000000\t0\t0\t0',
      'na\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0',
      'na\t0100060A\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t1040\t0\t0',
      '*\t0000070A\t00000000\t0201\t0\t0\t0\t0000FFFF\t0\t0\t0',
      'na\t0000090A\t0300000A\t0003\t0\t0\t5\t0000FFFF\t0\t0\t0',
      '',
    ]);
  });

  it('has the ARP table', () => {
    const { nl, read } = host();
    const mac = parseMac('02:00:00:00:00:01');
    nl.addNeighbour({ device: 'na', address: ip('10.0.0.9'), mac, state: 'PERMANENT' }, 'add');
    nl.addNeighbour({ device: 'na', address: ip('10.0.0.10'), mac, state: 'NOARP' }, 'add');
    nl.addNeighbour({ device: 'na', address: ip('10.0.0.13'), state: 'FAILED' }, 'add');
    expect(read('/proc/net/arp')).toBe(
      'IP address       HW type     Flags       HW address            Mask     Device\n' +
        '10.0.0.9         0x1         0x6         02:00:00:00:00:01     *        na\n' +
        '10.0.0.13        0x1         0x0         00:00:00:00:00:00     *        na\n',
    );
  });

  it('has one line of counters per device', () => {
    const { read } = host();
    expect((read('/proc/net/dev') ?? '').split('\n')[2]).toBe(
      '    lo:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0',
    );
  });
});

describe('/proc/sys/net', () => {
  it('couples ip_forward and conf.all.forwarding with every device', () => {
    const { world, netns, nl, read } = host();
    writeProc(world, netns, '/proc/sys/net/ipv4/ip_forward', '1\n');
    expect(read('/proc/sys/net/ipv4/conf/all/forwarding')).toBe('1\n');
    expect(read('/proc/sys/net/ipv4/conf/na/forwarding')).toBe('1\n');
    nl.addLink({ type: 'bridge', name: 'br0' });
    expect(nl.sysctl('net.ipv4.conf.br0.forwarding')).toBe('1');
    nl.setSysctl('net.ipv4.conf.all.forwarding', '0');
    expect(nl.sysctl('net.ipv4.ip_forward')).toBe('0');
    expect(nl.sysctl('net.ipv4.conf.br0.forwarding')).toBe('0');
  });

  it('has keys for devices that exist, under their present names', () => {
    const { world, netns, nl, read } = host();
    nl.setSysctl('net.ipv4.conf.na.rp_filter', '2');
    nl.setLink('na', { name: 'eth0.100' });
    expect(read('/proc/sys/net/ipv4/conf/na/rp_filter')).toBeUndefined();
    expect(read('/proc/sys/net/ipv4/conf/eth0.100/rp_filter')).toBe('2\n');
    expect(nl.sysctl('net.ipv4.conf.eth0/100.rp_filter')).toBe('2');
    expect(listProc(world, netns, '/proc/sys/net/ipv4/conf')).toEqual(['all', 'default', 'eth0.100', 'lo', 'nb']);
  });

  it('refuses what is no key, no number, or read-only', () => {
    const { nl } = host();
    expect(() => nl.setSysctl('net.ipv4.nope', '1')).toThrow('No such file or directory');
    expect(() => nl.setSysctl('net.ipv4.ip_forward', 'yes')).toThrow('Invalid argument');
    expect(() => nl.setSysctl('net.ipv4.tcp_available_congestion_control', 'x')).toThrow('Operation not permitted');
  });

  it('lists every key once, in path order', () => {
    const { nl } = emptyHost();
    const names = nl.sysctlNames();
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('net.ipv4.conf.lo.rp_filter');
    expect(names.indexOf('net.core.somaxconn')).toBeLessThan(names.indexOf('net.ipv4.conf.all.accept_local'));
  });
});

describe('/sys/class/net', () => {
  it('shows devices, their state and their bridge', () => {
    const { world, netns, nl, read } = host();
    nl.addLink({ type: 'bridge', name: 'br0' });
    nl.setLink('na', { master: 'br0' });
    expect(listProc(world, netns, '/sys/class/net')).toEqual(['br0', 'lo', 'na', 'nb']);
    expect(listProc(world, netns, '/sys/class/net/br0/brif')).toEqual(['na']);
    expect(read('/sys/class/net/na/operstate')).toBe('up\n');
    expect(read('/sys/class/net/na/flags')).toBe('0x1303\n');
    expect(read('/sys/class/net/na/iflink')).toBe('2\n');
    expect(read('/sys/class/net/na/brport/state')).toBe('0\n');
    expect(() => read('/sys/class/net/br0/carrier')).toThrow('Invalid argument');
    expect(read('/sys/class/net/nope/mtu')).toBeUndefined();
  });
});
