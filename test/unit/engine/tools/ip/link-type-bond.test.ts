import { beforeEach, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

// This machine's kernel has no bonding. The sources: drivers/net/bonding/bond_main.c (bond_enslave, __bond_release_one, bond_select_active_slave,
// bond_miimon_inspect, bond_handle_frame), bond_procfs.c, bond_options.c, Documentation/networking/bonding.rst; iproute2 6.1 ip/iplink_bond.c.

/** A bond of e1 and e2, whose other ends s1 and s2 are ports of a bridge with the host `red` on it. */
const TWO_WAYS = `ip netns add red; ip link add br0 type bridge; ip link set br0 up
for i in 1 2; do
  ip link add e$i address 02:00:00:00:00:0$i type veth peer name s$i; ip link set s$i master br0; ip link set s$i up
done
ip link add r0 type veth peer name r1 netns red; ip link set r0 master br0; ip link set r0 up
ip -n red link set r1 up; ip -n red addr add 10.0.0.3/24 dev r1
bond() { ip link add bond0 type bond "$@"; ip link set e1 master bond0; ip link set e2 master bond0; ip link set bond0 up; ip addr add 10.0.0.1/24 dev bond0; }
`;

let lab: Lab;
const run = async (script: string): Promise<string> => {
  const { stdout, stderr } = await runOn(lab, script);
  return stdout + stderr;
};
const ACTIVE = "grep 'Currently Active' /proc/net/bonding/bond0";

describe('ip link … type bond', () => {
  beforeEach(async () => {
    lab = await createLab('empty');
    await run(TWO_WAYS);
  });

  it('gives its slaves one MAC, brings them up, and says so in every listing', async () => {
    await run('bond mode active-backup miimon 100');
    expect(await run('ip link show type bond; ip link show master bond0'))
      .toBe(`8: bond0: <BROADCAST,MULTICAST,MASTER,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000
    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff
4: e1@s1: <BROADCAST,MULTICAST,SLAVE,UP,LOWER_UP> mtu 1500 qdisc noqueue master bond0 state UP mode DEFAULT group default qlen 1000
    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff
6: e2@s2: <BROADCAST,MULTICAST,SLAVE,UP,LOWER_UP> mtu 1500 qdisc noqueue master bond0 state UP mode DEFAULT group default qlen 1000
    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff
`);
    expect(await run('ip -d link show e2 | tail -1 | cut -d" " -f5-17')).toBe(
      'bond_slave state BACKUP mii_status UP link_failure_count 0 perm_hwaddr 02:00:00:00:00:02 queue_id 0 prio 0\n',
    );
    expect(await run('cat /proc/net/bonding/bond0')).toBe(`Ethernet Channel Bonding Driver: v6.1.0-28-amd64

Bonding Mode: fault-tolerance (active-backup)
Primary Slave: None
Currently Active Slave: e1
MII Status: up
MII Polling Interval (ms): 100
Up Delay (ms): 0
Down Delay (ms): 0
Peer Notification Delay (ms): 0

Slave Interface: e1
MII Status: up
Speed: 10000 Mbps
Duplex: full
Link Failure Count: 0
Permanent HW addr: 02:00:00:00:00:01
Slave queue ID: 0

Slave Interface: e2
MII Status: up
Speed: 10000 Mbps
Duplex: full
Link Failure Count: 0
Permanent HW addr: 02:00:00:00:00:02
Slave queue ID: 0
`);
  });

  it('fails over to the backup, tells the switch by gratuitous ARP, and counts the failure', async () => {
    await run('bond mode active-backup miimon 100; ping -c 1 10.0.0.3; ip link set s1 down; sleep 0.2');
    expect(await run(ACTIVE)).toBe('Currently Active Slave: e2\n');
    expect(await run('bridge fdb show | grep "^02:00:00:00:00:01 dev s"')).toBe(
      '02:00:00:00:00:01 dev s2 master br0 \n',
    );
    expect(await run('ip netns exec red ping -c 1 10.0.0.1 | grep -c " 0% packet loss"')).toBe('1\n');
    expect(await run('grep -A5 "Interface: e1" /proc/net/bonding/bond0 | grep -E "MII|Fail"')).toBe(
      'MII Status: down\nLink Failure Count: 1\n',
    );
  });

  it('loses everything for ever without miimon', async () => {
    await run('bond mode active-backup; ip link set s1 down; sleep 5');
    expect(await run(ACTIVE)).toBe('Currently Active Slave: e1\n');
    expect(await run('ping -c 1 -W 1 10.0.0.3 | grep -c " 0% packet loss"')).toBe('0\n');
  });

  it('goes back to the primary as primary_reselect says', async () => {
    await run(
      'bond mode active-backup miimon 100 primary e1; ip link set s1 down; sleep 1; ip link set s1 up; sleep 1',
    );
    expect(await run('grep -E "Primary|Active" /proc/net/bonding/bond0')).toBe(
      'Primary Slave: e1 (primary_reselect always)\nCurrently Active Slave: e1\n',
    );
    await run(
      'ip link set bond0 type bond primary_reselect failure; ip link set s1 down; sleep 1; ip link set s1 up; sleep 1',
    );
    expect(await run(ACTIVE)).toBe('Currently Active Slave: e2\n');
    await run('ip link set bond0 type bond active_slave e1');
    expect(await run(ACTIVE)).toBe('Currently Active Slave: e1\n');
  });

  it('waits downdelay and updelay', async () => {
    const status = 'grep "MII Status" /proc/net/bonding/bond0';
    expect(
      await run(`bond mode active-backup miimon 100 downdelay 500 updelay 1000; sleep 2; ip link set s1 down; sleep 0.3; ${status}
        sleep 1; ip link set s1 up; sleep 0.5; ${status}`),
    ).toBe(`MII Status: up
MII Status: going down
MII Status: up
MII Status: up
MII Status: going back
MII Status: up
`);
  });

  it('has no carrier when no slave has', async () => {
    await run('bond mode active-backup miimon 100; ip link set s1 down; ip link set s2 down; sleep 1');
    expect((await run('ip -br link show bond0')).replaceAll(/ +/g, ' ')).toBe(
      'bond0 DOWN 02:00:00:00:00:01 <NO-CARRIER,BROADCAST,MULTICAST,MASTER,UP> \n',
    );
  });

  it('shares packets out in balance-rr', async () => {
    await run('bond mode balance-rr miimon 100; ping -c 8 -i 0.2 10.0.0.3');
    const sent = (await run('cat /sys/class/net/e1/statistics/tx_packets /sys/class/net/e2/statistics/tx_packets'))
      .trim()
      .split('\n')
      .map(Number);
    expect(Math.abs((sent[0] ?? 0) - (sent[1] ?? 0))).toBeLessThanOrEqual(1);
  });

  it('gives slaves back what was theirs', async () => {
    await run(
      'bond mode active-backup miimon 100; ip link set bond0 mtu 1400; ip link set e2 nomaster; ip link del bond0',
    );
    expect((await run('ip link show e1; ip link show e2')).replaceAll(/qdisc.*\n/g, '\n'))
      .toBe(`4: e1@s1: <BROADCAST,MULTICAST> mtu 1500 
    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff
6: e2@s2: <BROADCAST,MULTICAST> mtu 1500 
    link/ether 02:00:00:00:00:02 brd ff:ff:ff:ff:ff:ff
`);
  });

  it('refuses what the kernel refuses, and says honestly what is missing', async () => {
    expect(
      await run(`bond mode active-backup miimon 100; ip link set r0 nomaster; ip link set r0 master bond0; ip link set bond0 master bond0
        ip link set bond0 type bond mode balance-rr; ip link set bond0 netns red; ip link add link e1 name m0 type macvlan
        ip link add bond1 type bond mode 802.3ad; ip link add bond1 type bond mode foo; ip link add bond1 type bond miimon x
        ip link add bond1 type bond primary no; ip link add bond1 type bond updelay 100`),
    ).toBe(
      `Error: Device can not be enslaved while up.
Error: Cannot enslave bond to itself..
Error: unable to set option because the bond device has slaves.
Error: The interface netns is immutable.
RTNETLINK answers: Device or resource busy
cka-net: ip link … type bond mode 802.3ad is not simulated yet
Error: argument "foo" is wrong: invalid mode
Error: argument "x" is wrong: invalid miimon
Cannot find device "no"
Error: invalid option value.
`.replace('itself..', 'itself.'),
    );
  });
});
