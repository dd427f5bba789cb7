import { expect, it } from 'vitest';
import { runIn } from '../../lab/lab-run';

/** `ip tunnel` of iproute2 6.1 (ip/iptunnel.c, ip/tunnel.c) over net/ipv4/ip_tunnel.c, which the kernel that conformance scripts run on does not have. */

const cable = `
ip link add v0 type veth peer name v1
ip netns add red
ip link set v1 netns red
ip addr add 10.0.0.1/24 dev v0; ip link set v0 up
ip -n red addr add 10.0.0.2/24 dev v1; ip -n red link set v1 up
`;

it('makes tunnels, shows them in its own words, and carries packets', async () => {
  const { stdout, stderr } = await runIn(
    'empty',
    `${cable}
ip tunnel add t0 mode ipip remote 10.0.0.2 local 10.0.0.1 ttl 64
ip -n red tunnel add t0 mode ipip remote 10.0.0.1 local 10.0.0.2
ip addr add 172.16.0.1/30 dev t0; ip link set t0 up
ip -n red addr add 172.16.0.2/30 dev t0; ip -n red link set t0 up
ping -c1 -W1 172.16.0.2 | grep received
ip tunnel add gre1 remote 10.0.0.2 local 10.0.0.1 key 5 csum dev v0
ip tunnel
ip tunnel change t0 ttl 30 tos inherit/0x10
ip tunnel show t0
ip -j tunnel show gre1
ip tunnel del gre1 && ip tunnel`,
  );
  expect(stderr).toBe('');
  expect(stdout).toBe(`1 packets transmitted, 1 received, 0% packet loss, time 0ms
t0: ip/ip remote 10.0.0.2 local 10.0.0.1 ttl 64
gre1: gre/ip remote 10.0.0.2 local 10.0.0.1 dev v0 ttl inherit key 5
  Checksum in received packet is required.
  Checksum output packets.
t0: ip/ip remote 10.0.0.2 local 10.0.0.1 ttl 30 tos inherit/0x10
[{"ifname":"gre1","mode":"gre/ip","remote":"10.0.0.2","local":"10.0.0.1","dev":"v0","key":5,"flags":["rx_csum","tx_csum"]}]
t0: ip/ip remote 10.0.0.2 local 10.0.0.1 ttl 30 tos inherit/0x10
`);
});

it('answers a request that the kernel refuses with the device that was asked', async () => {
  const { stderr } = await runIn(
    'empty',
    `${cable}
ip tunnel add t0 mode ipip remote 10.0.0.2
ip tunnel add t1 mode ipip remote 10.0.0.2
ip tunnel add t0 mode gre remote 10.0.0.9
ip tunnel change t0 mode gre
ip tunnel change t0 remote any
ip tunnel del v0`,
  );
  expect(stderr).toBe(`add tunnel "tunl0" failed: File exists
add tunnel "gre0" failed: File exists
You managed to ask for more than one tunnel mode.
add tunnel "t0" failed: Invalid argument
delete tunnel "v0" failed: Operation not supported
`);
});
