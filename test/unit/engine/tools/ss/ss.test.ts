import { runUntil, settle } from '../../../../../src/engine/kernel/run';
import { acceptTcp, connectTcp, finishTcp, listenTcp, writeTcp } from '../../../../../src/engine/kernel/tcp/calls';
import { openUdpSocket, sendUdp } from '../../../../../src/engine/kernel/udp';
import { parseIpv4, type Ipv4 } from '../../../../../src/engine/packet/address';
import { SERVICES } from '../../../../../src/engine/shell/files/name-files';
import { ss } from '../../../../../src/engine/tools/ss/ss';
import { timerText } from '../../../../../src/engine/tools/ss/timer';
import { expect, test } from 'vitest';
import { namedRoutedLab } from '../bench-host';
import { replay } from '../replay';

const { lab, A, B } = namedRoutedLab();
const { world } = lab;
const [a, b] = [lab.netns(A), lab.netns(B)];
lab.write(A, '/etc/nsswitch.conf', 'hosts: files\n');
for (const host of [A, B]) lab.write(host, '/etc/services', SERVICES);

function ip(text: string): Ipv4 {
  const address = parseIpv4(text);
  if (address === undefined) throw new Error(text);
  return address;
}

// What /tmp/ss.py of the recording did with real sockets.
const program = { pid: 30, name: 'python3' };
const web = listenTcp(world, b, { port: 80, program });
const proxy = listenTcp(world, b, { address: ip('10.2.0.10'), port: 8080, program });
listenTcp(world, b, { address: ip('127.0.0.1'), port: 22, program });
openUdpSocket(world, b, { port: 53 });
openUdpSocket(world, b, { address: ip('10.2.0.10'), port: 5000 });
const connections = [80, 80, 8080].map((port, i) => {
  const id = connectTcp(world, a, { address: ip('10.2.0.10'), port }, { sourcePort: 40001 + i });
  runUntil(world, () => false, world.nowUs + 100_000);
  return id;
});
acceptTcp(world, web);
acceptTcp(world, proxy);
writeTcp(world, connections[0] ?? 0, 'x'.repeat(10));
finishTcp(world, connections[2] ?? 0);
const udp = openUdpSocket(world, a, { address: ip('10.1.0.10'), port: 6000 });
sendUdp(world, udp, { destination: ip('10.2.0.10'), port: 53, data: 'hello' });
settle(world);
connectTcp(world, a, { address: ip('10.1.0.99'), port: 80 }, { sourcePort: 40004 });

/** The kernel lists sockets by hashes seeded at boot, so only the set of lines is the same everywhere. */
function mask(text: string): string {
  if (text.includes('Usage')) return text;
  const lines = text.replace(/pid=\d+/g, 'pid=PID').split('\n');
  const header = lines[0]?.includes('Port') ? lines.splice(0, 1) : [];
  return [...header, ...lines.sort()].join('\n');
}

replay(lab, './ss/fixtures/routed.txt', { tools: [ss], mask });

test('-s counts the sockets of this namespace', async () => {
  const { stdout } = await lab.run(ss, B, 'ss -s');
  expect(stdout).toContain('TCP:   6 (estab 3, closed 0, orphaned 0, timewait 0)\n');
  expect(stdout).toContain('UDP\t  2         2         0        \n');
});

test('-o shows the retransmission timer, -e the identity', async () => {
  const { stdout } = await lab.run(ss, A, 'ss -tneoH state syn-sent');
  expect(stdout).toMatch(/timer:\(on,(1sec|\d{3}ms),0\) ino:\d+ sk:[0-9a-f]+ <->\n$/);
});

test('times are written as ss writes them', () => {
  expect([128, 1200, 12_345, 59_000, 61_000, 700_000].map(timerText)).toEqual([
    '128ms',
    '1.200ms',
    '12sec',
    '59sec',
    '1min1sec',
    '11min',
  ]);
});
