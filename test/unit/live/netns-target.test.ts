import { execFileSync, spawnSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatIpv4 } from '../../../src/engine/packet/address';
import type { LiveTarget } from '../../../src/live/live-target';
import { openNetnsTarget } from '../../../src/live/netns-target';
import { runCell } from './running';

const possible =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['-n', '-m', '-u', 'true']).status === 0 &&
  spawnSync('ip', ['-V']).status === 0;

describe.skipIf(!possible)('the kernel of this machine’s Linux (needs root)', () => {
  let target: LiveTarget;
  beforeEach(() => {
    target = openNetnsTarget({ env: process.env, cwd: '/', isTrusted: () => true });
  });
  afterEach(() => target.end());

  it('starts in a namespace of its own with only `lo`, down', async () => {
    const { stdout } = await runCell(target, 'ip -br link; readlink /proc/self/ns/net');
    expect(stdout).toMatch(/^lo +DOWN +00:00:00:00:00:00 <LOOPBACK> \nnet:\[\d+\]\n$/);
    expect(stdout).not.toContain(readlinkSync('/proc/self/ns/net'));
  });

  it('runs the seed’s namespaces with the real tools, and the machine’s own stay untouched', async () => {
    const before = execFileSync('ip', ['-br', 'link'], { encoding: 'utf8' });
    await runCell(
      target,
      `ip netns add red; ip netns add blue
       ip link add veth-red type veth peer name veth-blue
       ip link set veth-red netns red; ip link set veth-blue netns blue
       ip -n red addr add 192.168.15.1/24 dev veth-red; ip -n blue addr add 192.168.15.2/24 dev veth-blue
       ip -n red link set veth-red up; ip -n blue link set veth-blue up`,
    );
    const ping = await runCell(target, 'ip netns exec red ping -c 1 -W 2 192.168.15.2');
    expect(ping.stdout).toContain('1 packets transmitted, 1 received, 0% packet loss');
    expect(execFileSync('ip', ['-br', 'link'], { encoding: 'utf8' })).toBe(before);
    expect(execFileSync('ip', ['netns'], { encoding: 'utf8' })).not.toMatch(/^(red|blue)\b/m);
  });

  it('shows its namespaces, links, addresses and routes to the trees', async () => {
    await runCell(
      target,
      `ip netns add red; ip link add br0 type bridge; ip link add p0 type veth peer name q0 netns red
       ip link set p0 master br0 up; ip -n red addr add 10.0.0.2/24 dev q0; ip -n red link set q0 up
       ip -n red route add default via 10.0.0.1; ip netns exec red sysctl -qw net.ipv4.ip_forward=1`,
    );
    const { hosts } = await target.observe();
    expect(hosts).toHaveLength(1);
    const [root, red] = hosts[0]?.namespaces ?? [];
    expect(root?.links.map((link) => [link.name, link.kind.type, link.master?.name, link.up])).toEqual([
      ['lo', 'loopback', undefined, false],
      ['br0', 'bridge', undefined, false],
      ['p0', 'veth', 'br0', true],
    ]);
    expect([red?.name, red?.forwarding, root?.forwarding]).toEqual(['red', true, false]);
    expect(red?.links[1]?.addresses4.map((a) => `${formatIpv4(a.address)}/${a.prefixLength}`)).toEqual(['10.0.0.2/24']);
    const routes = red?.routes.map((route) => [
      `${formatIpv4(route.destination)}/${route.prefixLength}`,
      route.nexthops[0]?.via === undefined ? undefined : formatIpv4(route.nexthops[0].via),
      route.nexthops[0]?.device,
    ]);
    expect(routes).toEqual([
      ['0.0.0.0/0', '10.0.0.1', 'q0'],
      ['10.0.0.0/24', undefined, 'q0'],
    ]);
  });

  it('looks like nothing before the first cell, and is gone after the last', async () => {
    expect(await target.observe()).toEqual({ hosts: [] });
    const { stdout } = await runCell(target, 'echo $$');
    await target.end();
    expect(spawnSync('kill', ['-0', stdout.trim()]).status).not.toBe(0);
  });

  it('has no other hosts', async () => {
    const { stderr, exitCode } = await runCell(target, 'echo x', { host: 'node01' });
    expect([stderr, exitCode]).toEqual([
      "cka-net: This kernel has no host 'node01': remove host=node01 from the cell, or pick a cluster's kernel.\n",
      255,
    ]);
  });
});

it('an untrusted workspace opens no namespace', () => {
  expect(() => openNetnsTarget({ env: process.env, isTrusted: () => false })).toThrow('trusted workspace');
});
