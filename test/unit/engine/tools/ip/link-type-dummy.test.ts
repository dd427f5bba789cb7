import { describe, expect, it } from 'vitest';
import { runIn } from '../../lab/lab-run';

// This machine's kernel has no dummy. The sources: drivers/net/dummy.c (dummy_setup: IFF_NOARP, no IFF_MULTICAST, MTU without limits,
// dummy_change_carrier), net/core/link_watch.c (UNKNOWN without a carrier event), iproute2 6.1 ip/iplink_dummy.c.
describe('ip link … type dummy', () => {
  it('makes a device that does not resolve addresses and whose state is UNKNOWN when up', async () => {
    const { stdout } = await runIn(
      'empty',
      'ip link add d0 address 02:00:00:00:00:01 type dummy; ip link show d0; ip link set d0 up; ip -d link show d0',
    );
    expect(stdout).toBe(`2: d0: <BROADCAST,NOARP> mtu 1500 qdisc noop state DOWN mode DEFAULT group default qlen 1000
    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff
2: d0: <BROADCAST,NOARP,UP,LOWER_UP> mtu 1500 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000
    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff promiscuity 0  allmulti 0 minmtu 0 maxmtu 0 
    dummy addrgenmode eui64 numtxqueues 1 numrxqueues 1 gso_max_size 65536 gso_max_segs 65535 tso_max_size 65536 tso_max_segs 65535 gro_max_size 65536 
`);
  });

  it('is a home for an address of the host, which answers', async () => {
    const { stdout } = await runIn(
      'empty',
      `ip link set lo up; ip link add d0 type dummy; ip link set d0 up; ip addr add 10.9.9.9/24 dev d0
       ip route; ping -c 1 10.9.9.9 | sed -n 5p; ip -6 addr show d0 | grep -c tentative`,
    );
    expect(stdout).toBe(`10.9.9.0/24 dev d0 proto kernel scope link src 10.9.9.9 
1 packets transmitted, 1 received, 0% packet loss, time 0ms
0
`);
  });

  it('swallows what it is given', async () => {
    const { stdout } = await runIn(
      'empty',
      `ip link add d0 type dummy; ip link set d0 up; ip addr add 10.9.9.9/24 dev d0
       ping -c 2 -W 1 10.9.9.10 | sed -n 4p; ip neigh; ip -s link show d0 | tail -1`,
    );
    expect(stdout).toBe(`2 packets transmitted, 0 received, 100% packet loss, time 1000ms
           196       2      0       0       0       0 
`);
  });

  it('lets a user take its carrier away, which no other virtual device does', async () => {
    const { stdout, stderr } = await runIn(
      'empty',
      `ip link add d0 type dummy; ip link add br0 type bridge; ip link set d0 up
       ip link set d0 carrier off; ip -br link show d0; ip link set d0 carrier on; ip -br link show d0 | cut -c-22
       ip link set br0 carrier off`,
    );
    expect(stdout).toMatch(/^d0 +DOWN +.*<NO-CARRIER,BROADCAST,NOARP,UP> \nd0 +UP/);
    expect(stderr).toBe('RTNETLINK answers: Operation not supported\n');
  });

  it('has names of its own, no MTU limits, and no options', async () => {
    const { stdout, stderr } = await runIn(
      'empty',
      'ip link add type dummy word; ip link add type dummy; ip link set dummy1 mtu 100000; ip -br link show type dummy | cut -d" " -f1; ip link help dummy; ip link set dummy0 type dummy word',
    );
    expect(stdout).toBe('dummy0\ndummy1\nUsage: ... dummy\n');
    expect(stderr).toBe('RTNETLINK answers: Operation not supported\n');
  });
});
