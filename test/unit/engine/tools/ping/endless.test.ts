import { expect, test } from 'vitest';
import { ping } from '../../../../../src/engine/tools/ping/ping';
import { maskTimes, routedLab, switchedLab } from '../bench-host';

test('a ping without -c goes on until it is interrupted and then prints its statistics', async () => {
  const { lab, A } = routedLab();
  const controller = new AbortController();
  let pacedUs = 0;
  const onPace = (us: number): void => {
    pacedUs += us;
    if (pacedUs > 2_500_000) controller.abort();
  };
  const { stdout, exitCode } = await lab.run(ping, A, 'ping 10.1.0.1', { signal: controller.signal, onPace });
  expect(maskTimes(stdout)).toBe(`PING 10.1.0.1 (10.1.0.1) 56(84) bytes of data.
64 bytes from 10.1.0.1: icmp_seq=1 ttl=64 time=T ms
64 bytes from 10.1.0.1: icmp_seq=2 ttl=64 time=T ms
64 bytes from 10.1.0.1: icmp_seq=3 ttl=64 time=T ms

--- 10.1.0.1 ping statistics ---
3 packets transmitted, 3 received, 0% packet loss, time Tms
rtt min/avg/max/mdev = T ms
`);
  expect(exitCode).toBe(0);
});

test('an endless ping nobody answers lets as much real time pass as virtual time, so that it can be watched', async () => {
  const { lab, A } = routedLab();
  const controller = new AbortController();
  const start = lab.world.nowUs;
  let pacedUs = 0;
  const onPace = (us: number): void => {
    pacedUs += us;
    if (pacedUs > 4_000_000) controller.abort();
  };
  const { stdout, exitCode } = await lab.run(ping, A, 'ping 10.1.0.88', { signal: controller.signal, onPace });
  expect(stdout).toContain('From 10.1.0.10 icmp_seq=1 Destination Host Unreachable\n');
  expect(exitCode).toBe(1);
  expect(pacedUs / (lab.world.nowUs - start)).toBeGreaterThan(0.9);
});

test('every host that listens to broadcasts answers; later answers to one request are duplicates', async () => {
  const { lab, hosts } = switchedLab(3);
  for (const host of hosts) lab.netlink(host).setSysctl('net.ipv4.icmp_echo_ignore_broadcasts', '0');
  const [first] = hosts;
  if (first === undefined) throw new Error('no host');
  // The first request needs ARP for each answer; two let the duplicate of the first be read.
  const { all } = await lab.run(ping, first, 'ping -b -v -c2 -i.2 10.5.0.255');
  const text = maskTimes(all).replace(/ident=\d+/g, 'ident=ID');
  expect(text).toContain('WARNING: pinging broadcast address\n');
  expect(text).toMatch(/from 10\.5\.0\.[23]: icmp_seq=1 ident=ID ttl=64 time=T ms\n/);
  expect(text).toMatch(/from 10\.5\.0\.[23]: icmp_seq=1 ident=ID ttl=64 time=T ms \(DUP!\)\n/);
  expect(text).toContain('2 packets transmitted, 2 received, +1 duplicates, 0% packet loss');
});
