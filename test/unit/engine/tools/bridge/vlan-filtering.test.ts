import { beforeEach, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

// This machine's kernel has no bridge VLAN filtering. The sources: net/bridge/br_vlan.c (__allowed_ingress, br_handle_vlan, nbp_vlan_init,
// __br_vlan_set_default_pvid), br_netlink.c (br_process_vlan_info, br_fill_ifvlaninfo_compressed), br_fdb.c (br_fdb_add); iproute2 6.1 bridge/vlan.c.

/** A filtering bridge with three hosts on it, in VLAN 1 like every new port. */
const SWITCH = `ip link add br0 type bridge vlan_filtering 1; ip link set br0 up
for i in 1 2 3; do
  ip netns add n$i; ip link add p$i type veth peer name e$i netns n$i; ip link set p$i master br0; ip link set p$i up
  ip -n n$i link set e$i up; ip -n n$i addr add 10.0.0.$i/24 dev e$i
done`;

let lab: Lab;
const run = async (script: string): Promise<string> => {
  const { stdout, stderr } = await runOn(lab, script);
  return stdout + stderr;
};
const reaches = async (from: string, to: string): Promise<boolean> =>
  (await run(`ip netns exec ${from} ping -c 1 -W 1 ${to}`)).includes(' 0% packet loss');

describe('a bridge with vlan_filtering', () => {
  beforeEach(async () => {
    lab = await createLab('empty');
    await run(SWITCH);
  });

  it('starts with everybody untagged in VLAN 1', async () => {
    expect(await run('bridge vlan show')).toBe(`port              vlan-id  
br0               1 PVID Egress Untagged
p1                1 PVID Egress Untagged
p2                1 PVID Egress Untagged
p3                1 PVID Egress Untagged
`);
    expect(await reaches('n1', '10.0.0.2')).toBe(true);
  });

  it('keeps ports with different PVIDs apart and joins those with the same', async () => {
    await run('bridge vlan add vid 10 dev p1 pvid untagged');
    expect(await reaches('n1', '10.0.0.2')).toBe(false);
    await run('bridge vlan add vid 10 dev p2 pvid untagged');
    expect(await reaches('n1', '10.0.0.2')).toBe(true);
    expect(await reaches('n1', '10.0.0.3')).toBe(false);
  });

  it('lets VLANs out tagged where they are not untagged: a trunk', async () => {
    await run(`bridge vlan add vid 10 dev p1 pvid untagged; bridge vlan add vid 10 dev p3
      ip -n n3 addr flush dev e3; ip -n n3 link add link e3 name e3.10 type vlan id 10; ip -n n3 link set e3.10 up
      ip -n n3 addr add 10.0.0.3/24 dev e3.10`);
    expect(await reaches('n1', '10.0.0.3')).toBe(true);
    await run('bridge vlan del vid 10 dev p3');
    expect(await reaches('n1', '10.0.0.3')).toBe(false);
  });

  it('takes part itself only in the VLANs that were added to it with self', async () => {
    await run(`bridge vlan add vid 10 dev p1 pvid untagged
      ip link add link br0 name br0.10 type vlan id 10; ip link set br0.10 up; ip addr add 10.0.0.100/24 dev br0.10`);
    expect(await reaches('n1', '10.0.0.100')).toBe(false);
    await run('bridge vlan add vid 10 dev br0 self');
    expect(await reaches('n1', '10.0.0.100')).toBe(true);
  });

  it('drops untagged frames on a port without a PVID', async () => {
    await run('bridge vlan del vid 1 dev p1');
    expect(await reaches('n1', '10.0.0.2')).toBe(false);
    expect(await run('bridge vlan show dev p1')).toBe('port              vlan-id  \n');
  });

  it('learns and keeps addresses in each VLAN of their own', async () => {
    await run('ip -n n1 link set e1 address 02:00:00:00:00:11; ip netns exec n1 ping -c 1 10.0.0.2');
    expect(await run('bridge fdb show dynamic | grep ^02:')).toBe('02:00:00:00:00:11 dev p1 vlan 1 master br0 \n');
    expect(await run('bridge fdb add 02:00:00:00:00:99 dev p1 vlan 7 master')).toBe(
      'RTNETLINK answers: Invalid argument\n',
    );
    expect(await run('bridge fdb add 02:00:00:00:00:99 dev p1 vlan 4095 master')).toBe('Error: invalid vlan id.\n');
    await run('bridge fdb add 02:00:00:00:00:99 dev p1 vlan 1 master static');
    expect(await run('bridge fdb show | grep ^02:00:00:00:00:99')).toBe(
      '02:00:00:00:00:99 dev p1 vlan 1 master br0 static\n',
    );
  });

  it('lists ranges, JSON and details', async () => {
    await run('bridge vlan add vid 20-23 dev p1; bridge vlan add vid 30 dev p1');
    expect(await run('bridge -compressvlans vlan show dev p1')).toBe(`port              vlan-id  
p1                1 PVID Egress Untagged
                  20-23
                  30
`);
    expect(await run('bridge -j -compressvlans vlan show dev p1')).toBe(
      '[{"ifname":"p1","vlans":[{"vlan":1,"flags":["PVID","Egress Untagged"]},{"vlan":20,"vlanEnd":23},{"vlan":30}]}]\n',
    );
    expect(await run('bridge vlan show vid 30')).toBe('port              vlan-id  \np1                30\n');
    expect(await run('bridge -d vlan show dev p2')).toBe(`port              vlan-id  
p2                1 PVID Egress Untagged
                    state forwarding mcast_router 1 
`);
  });

  it('gives ports another default PVID, or none', async () => {
    await run('ip link set br0 type bridge vlan_default_pvid 5; bridge vlan add vid 1 dev p3');
    expect(await run('bridge vlan show dev p1')).toBe(
      'port              vlan-id  \np1                5 PVID Egress Untagged\n',
    );
    await run('ip link set br0 type bridge vlan_default_pvid 0');
    expect(await run('bridge vlan show')).toBe('port              vlan-id  \np3                1\n');
  });

  it('refuses what the kernel and bridge(8) refuse', async () => {
    expect(
      await run(`bridge vlan add vid 10 dev br0; bridge vlan add vid 10 dev lo; bridge vlan add vid 0 dev p1
        bridge vlan add vid 5000 dev p1; bridge vlan add vid 20-10 dev p1; bridge vlan add vid 10-20 dev p1 pvid
        bridge vlan add vid 10 dev no; bridge vlan add dev p1; bridge vlan del vid 99 dev p1`),
    ).toBe(`RTNETLINK answers: Operation not supported
RTNETLINK answers: Operation not supported
Error: bridge: Vlan id is invalid.
Invalid VLAN ID "5000"
Invalid VLAN range "20-10"
pvid cannot be configured for a vlan range
Cannot find bridge device "no"
Device and VLAN ID are required arguments.
`);
  });

  it('lets every frame through again when it stops filtering', async () => {
    await run('bridge vlan add vid 10 dev p1 pvid untagged; ip link set br0 type bridge vlan_filtering 0');
    expect(await reaches('n1', '10.0.0.2')).toBe(true);
  });
});
