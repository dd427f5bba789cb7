import { openNetfilter } from '../../../../../src/engine/kernel/netfilter/control';
import { runUntil } from '../../../../../src/engine/kernel/run';
import { closeSocket, openIcmpSocket, readable, sendEcho } from '../../../../../src/engine/kernel/socket';
import { connectTcp, listenTcp } from '../../../../../src/engine/kernel/tcp/calls';
import { openUdpSocket, sendUdp } from '../../../../../src/engine/kernel/udp';
import { parseIpv4, type Ipv4 } from '../../../../../src/engine/packet/address';
import { conntrack } from '../../../../../src/engine/tools/conntrack/conntrack';
import { namedRoutedLab } from '../bench-host';
import { replay } from '../replay';

const { lab, A, R, B } = namedRoutedLab();
const { world } = lab;
const [a, r, b] = [lab.netns(A), lab.netns(R), lab.netns(B)];

function ip(text: string): Ipv4 {
  const address = parseIpv4(text);
  if (address === undefined) throw new Error(text);
  return address;
}

function pass(seconds: number): void {
  runUntil(world, () => false, world.nowUs + seconds * 1_000_000);
}

// iptables -t nat -A POSTROUTING -o rb -p tcp -j MASQUERADE
const netfilter = openNetfilter(world, r);
const nat = netfilter.newTable('nat');
const chain = nat.chains.get('POSTROUTING');
if (!chain) throw new Error('no POSTROUTING');
const rule = {
  id: netfilter.newId(),
  selector: { protocol: { inverted: false, number: 6 }, out: { inverted: false, name: 'rb' } },
  matches: [],
  target: { target: 'MASQUERADE' as const, range: {} },
};
netfilter.commit({ ...nat, chains: new Map(nat.chains).set('POSTROUTING', { ...chain, rules: [rule] }) });

// What the recording did with real sockets and `ping -c1 -e 77`.
const destination = ip('10.2.0.10');
const echo = openIcmpSocket(world, a, { identifier: 77 });
sendEcho(world, echo, { destination, dataLength: 56, sequence: 1 });
runUntil(world, () => readable(world, echo), world.nowUs + 1_000_000);
closeSocket(world, echo);
listenTcp(world, b, { port: 80 });
const server = openUdpSocket(world, b, { port: 53 });
const client = openUdpSocket(world, a, { port: 6000 });
sendUdp(world, client, { destination, port: 53, data: 'x' });
runUntil(world, () => readable(world, server), world.nowUs + 1_000_000);
sendUdp(world, server, { destination: ip('10.1.0.10'), port: 6000, data: 'x' });
sendUdp(world, client, { destination, port: 5000, data: 'y' });
connectTcp(world, a, { address: destination, port: 80 }, { sourcePort: 40001 });
pass(2);

/** The kernel lists connections by a hash seeded at boot; how many seconds are left differs. */
function mask(text: string): string {
  if (text.includes('Usage')) return text;
  const left = text.replace(/^((?:ipv4 {5}2 )?\w+ +\d+) \d+/gm, '$1 T');
  return left.split('\n').sort().join('\n');
}

replay(lab, './conntrack/fixtures/masquerade.txt', { tools: [conntrack], mask });
