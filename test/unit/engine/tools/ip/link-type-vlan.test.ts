import { describe, expect, it } from 'vitest';
import { runIn } from '../../lab/lab-run';

// This machine's kernel has no 8021q. The sources: net/8021q/vlan_netlink.c (sentences), vlan_dev.c (open, MTU, MAC), vlan.c vlan_device_event
// (what follows the device below), net/core/dev.c __netif_receive_skb_core; iproute2 6.1 ip/iplink_vlan.c, whose own errors were recorded.

/** Two namespaces on one cable. */
const CABLE = `ip netns add red; ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 netns red address 02:00:00:00:00:02
ip link set v0 up; ip -n red link set v1 up
`;

describe('ip link … type vlan', () => {
  it('is one VLAN of the device below, with its MAC, MTU, speed and carrier', async () => {
    const { stdout } = await runIn(
      'empty',
      `${CABLE} ip link add link v0 name v0.100 type vlan id 100; ip link set v0.100 up; ip -d link show v0.100
       cat /sys/class/net/v0.100/{speed,iflink,addr_assign_type}`,
    );
    expect(stdout)
      .toBe(`3: v0.100@v0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000
    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff promiscuity 0  allmulti 0 minmtu 0 maxmtu 65535 
    vlan protocol 802.1Q id 100 <REORDER_HDR> addrgenmode eui64 numtxqueues 1 numrxqueues 1 gso_max_size 65536 gso_max_segs 65535 tso_max_size 524280 tso_max_segs 65535 gro_max_size 65536 
10000
2
2
`);
  });

  it('reaches the same VLAN at the other end of the cable, and no other', async () => {
    const { stdout } = await runIn(
      'empty',
      `${CABLE} ip link add link v0 name vlanA type vlan id 100; ip link set vlanA up; ip addr add 10.0.0.1/24 dev vlanA
       ip -n red link add link v1 name vlanB type vlan id 100; ip -n red link set vlanB up; ip -n red addr add 10.0.0.2/24 dev vlanB
       ip link add link v0 name vlanC type vlan id 200; ip link set vlanC up; ip addr add 10.2.0.1/24 dev vlanC
       ip -n red addr add 10.2.0.2/24 dev v1
       ping -c 1 10.0.0.2 | grep loss; ping -c 1 -W 1 10.2.0.2 | grep loss`,
    );
    expect(stdout).toBe(`1 packets transmitted, 1 received, 0% packet loss, time 0ms
1 packets transmitted, 0 received, 100% packet loss, time 0ms
`);
  });

  it('carries VLANs inside a VLAN (Q-in-Q)', async () => {
    const { stdout } = await runIn(
      'empty',
      `${CABLE}
       for where in '' '-n red'; do
         dev=v0; n=1; [ -n "$where" ] && dev=v1 && n=2
         ip $where link add link $dev name outer type vlan id 10 protocol 802.1ad; ip $where link set outer up
         ip $where link add link outer name inner type vlan id 20; ip $where link set inner up
         ip $where addr add 10.0.0.$n/24 dev inner
       done
       ping -c 1 10.0.0.2 | grep loss; ip -br link show inner | cut -d' ' -f1`,
    );
    expect(stdout).toBe('1 packets transmitted, 1 received, 0% packet loss, time 0ms\ninner@outer\n');
  });

  it('goes down and up with the device below unless loosely bound, and cannot come up before it', async () => {
    const { stdout, stderr } = await runIn(
      'empty',
      `${CABLE} ip link add link v0 name vlanA type vlan id 1; ip link add link v0 name vlanB type vlan id 2 loose_binding on
       ip link set vlanA up; ip link set vlanB up; ip link set v0 down
       ip -br link show vlanA; ip -br link show vlanB; ip link set vlanA up; ip link set v0 up; ip -br link show vlanA`,
    );
    expect(stdout.replaceAll(/ +/g, ' ')).toBe(`vlanA@v0 DOWN 02:00:00:00:00:01 <BROADCAST,MULTICAST,M-DOWN> 
vlanB@v0 LOWERLAYERDOWN 02:00:00:00:00:01 <NO-CARRIER,BROADCAST,MULTICAST,UP,M-DOWN> 
vlanA@v0 UP 02:00:00:00:00:01 <BROADCAST,MULTICAST,UP,LOWER_UP> 
`);
    expect(stderr).toBe('RTNETLINK answers: Network is down\n');
  });

  it('follows the carrier, a smaller MTU and a new MAC of the device below', async () => {
    const { stdout, stderr } = await runIn(
      'empty',
      `${CABLE} ip link add link v0 name vlanA type vlan id 1; ip link set vlanA up
       ip link set v0 mtu 1400; ip link set v0 address 02:00:00:00:00:07; ip -n red link set v1 down
       ip link show vlanA; ip link set vlanA mtu 1450; ip link set v0 mtu 1500; cat /sys/class/net/vlanA/mtu`,
    );
    expect(stdout)
      .toBe(`3: vlanA@v0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1400 qdisc noqueue state LOWERLAYERDOWN mode DEFAULT group default qlen 1000
    link/ether 02:00:00:00:00:07 brd ff:ff:ff:ff:ff:ff
1400
`);
    expect(stderr).toBe('RTNETLINK answers: Numerical result out of range\n');
  });

  it('keeps a MAC of its own', async () => {
    const { stdout } = await runIn(
      'empty',
      `${CABLE} ip link add link v0 name vlanA address 02:00:00:00:00:0a type vlan id 1; ip link set vlanA up; ip addr add 10.0.0.1/24 dev vlanA
       ip -n red link add link v1 name vlanB type vlan id 1; ip -n red link set vlanB up; ip -n red addr add 10.0.0.2/24 dev vlanB
       ip link set v0 address 02:00:00:00:00:07; ping -c 1 10.0.0.2 | grep -c ' 0% packet loss'; ip -n red neigh`,
    );
    expect(stdout).toBe('1\n10.0.0.1 dev vlanB lladdr 02:00:00:00:00:0a DELAY \n');
  });

  it('goes with the device below, from whichever namespace it is in', async () => {
    const { stdout } = await runIn(
      'empty',
      `ip netns add red; ip link add v0 type veth peer name v1; ip link add link v0 name vlanA type vlan id 1; ip link set vlanA netns red
       ip -n red -br link show vlanA | cut -d' ' -f1; ip link del v1; ip -br link | cut -d' ' -f1; ip -n red -br link | cut -d' ' -f1`,
    );
    expect(stdout).toBe('vlanA@if3\nlo\nlo\n');
  });

  it('refuses what the kernel refuses, in its words', async () => {
    const { stderr } = await runIn(
      'empty',
      `ip link add v0 type veth peer name v1; ip link add link v0 name vlanA type vlan id 1
       ip link add link v0 name vlanB type vlan; ip link add link v0 name vlanB type vlan gvrp on
       ip link add link v0 name vlanB type vlan id 1; ip link add link v0 name vlanB type vlan id 4095
       ip link add link lo name vlanB type vlan id 1; ip link add name vlanB type vlan id 1
       ip link add link v0 name vlanB type vlan id 2 protocol ip; ip link add link v0 name vlanB mtu 2000 type vlan id 2
       ip link add link no name vlanB type vlan id 2; ip link set v0 type vlan id 3`,
    );
    expect(stderr).toBe(`Error: 8021q: VLAN properties not specified.
Error: 8021q: VLAN id not specified.
Error: 8021q: VLAN device already exists.
Error: 8021q: Invalid VLAN id.
Error: 8021q: VLANs not supported on device.
Error: 8021q: link not specified.
Error: 8021q: Invalid VLAN protocol.
RTNETLINK answers: Invalid argument
Cannot find device "no"
RTNETLINK answers: Operation not supported
`);
  });

  it('says what is wrong with its options before the kernel is asked', async () => {
    const { stderr } = await runIn(
      'empty',
      `ip link add v0 type veth peer name v1
       for words in 'id x' 'id 70000' 'id' 'id 5 protocol foo' 'id 5 reorder_hdr maybe' 'id 5 egress-qos-map 1:x'; do
         ip link add link v0 name vlanB type vlan $words
       done
       ip link add link v0 name vlanB type vlan id 5 foo 2>&1 | head -1 >&2`,
    );
    expect(stderr).toBe(`Error: argument "x" is wrong: id is invalid
Error: argument "70000" is wrong: id is invalid
Command line is not complete. Try option "help"
Error: argument "foo" is wrong: protocol is invalid
Error: argument of "reorder_hdr" must be "on" or "off", not "maybe"
Error: argument "1" is wrong: invalid egress-qos-map
vlan: unknown command "foo"?
`);
  });
});
