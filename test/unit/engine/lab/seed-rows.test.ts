import { describe, expect, it } from 'vitest';
import { createLab } from '../../../../src/engine';
import { runIn, runOn } from './lab-run';

/** The learner's notes that the mission starts from: every command of rows 1–5, 7–9 and 11, and what must come of it. */
describe('the seed', () => {
  it('rows 1 to 3: links, an address with its connected route, the routing table', async () => {
    const { stdout, stderr } = await runIn(
      'switch',
      'ip link; ip addr add 192.168.1.10/24 dev eth0; ip addr show eth0; ip route; route',
    );
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^1: lo: <LOOPBACK,UP,LOWER_UP> .*\n.*\n2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP>/);
    expect(stdout).toContain('inet 192.168.1.10/24 scope global eth0');
    expect(stdout).toContain('192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.10 \n');
    expect(stdout).toMatch(/Kernel IP routing table\nDestination .*\n192\.168\.1\.0 +0\.0\.0\.0 +255\.255\.255\.0 +U/);
  });

  it('row 4: B and C reach each other only once both routes exist', async () => {
    const lab = await createLab('router');
    const ping = 'ping -c 1 -W 1 192.168.2.10';
    const there = await runOn(lab, `ip route add 192.168.2.0/24 via 192.168.1.1; ${ping}`, { host: 'B' });
    expect(there.exitCode).toBe(1);
    await runOn(lab, 'ip route add 192.168.1.0/24 via 192.168.2.1', { host: 'C' });
    expect((await runOn(lab, ping, { host: 'B' })).stdout).toContain('1 received');
    expect((await runOn(lab, 'ping -c 1 192.168.1.11', { host: 'C' })).exitCode).toBe(0);
  });

  it('row 5: default is 0.0.0.0/0, and 0.0.0.0 without a length is a route to one address', async () => {
    const lab = await createLab('router');
    const on = (script: string) => runOn(lab, script, { host: 'C' });
    expect((await on('ip route add default via 192.168.2.1; ip route show default')).stdout).toBe(
      'default via 192.168.2.1 dev eth0 \n',
    );
    expect((await on('ip route add 0.0.0.0/0 via 192.168.2.1')).stderr).toBe('RTNETLINK answers: File exists\n');
    const host = await on('ip route add 0.0.0.0 via 192.168.2.1; ip route show 0.0.0.0');
    expect(host).toMatchObject({ exitCode: 0, stdout: '0.0.0.0 via 192.168.2.1 dev eth0 \n' });
  });

  it('row 7: namespaces, listed newest first, each with a loopback of its own', async () => {
    const { stdout } = await runIn(
      'empty',
      'ip netns add red; ip netns add blue; ip netns; ip netns exec red ip link; ip -n red link',
    );
    const lo = '1: lo: <LOOPBACK> mtu 65536 qdisc noop state DOWN mode DEFAULT group default qlen 1000\n';
    expect(stdout.startsWith('blue\nred\n')).toBe(true);
    expect(stdout.split(lo)).toHaveLength(3);
  });

  it('row 8: a veth pair between two namespaces', async () => {
    const { stdout, exitCode } = await runIn(
      'empty',
      `ip netns add red; ip netns add blue
      ip link add veth-red type veth peer name veth-blue
      ip link set veth-red netns red; ip link set veth-blue netns blue
      ip -n red addr add 192.168.15.1/24 dev veth-red; ip -n blue addr add 192.168.15.2/24 dev veth-blue
      ip -n red link set veth-red up; ip -n blue link set veth-blue up
      ip netns exec blue arp; ip netns exec red ping -c 1 192.168.15.2`,
    );
    expect({ exitCode, received: /, 1 received/.test(stdout) }).toEqual({ exitCode: 0, received: true });
  });

  it('row 9: the bridge, the host on it, the way out with NAT, and the way in', async () => {
    const lab = await createLab({
      hosts: [
        { name: 'host', interfaces: [{ name: 'eth0', switch: 'lan', addresses: ['192.168.1.2/24'] }] },
        { name: 'outside', interfaces: [{ name: 'eth0', switch: 'lan', addresses: ['192.168.1.3/24'] }] },
      ],
    });
    const on = (script: string, host = 'host') => runOn(lab, script, { host });
    await on(`ip netns add red; ip netns add blue; ip link add veth-red type veth peer name veth-blue
      ip link set veth-red netns red; ip link set veth-blue netns blue`);
    // One end deleted, both gone.
    expect((await on('ip -n red link del veth-red; ip -n blue link')).stdout).not.toContain('veth');
    await on(`ip link add v-net-0 type bridge; ip link set dev v-net-0 up
      for n in red blue; do
        ip link add veth-$n type veth peer name veth-$n-br
        ip link set veth-$n netns $n; ip link set veth-$n-br master v-net-0
        ip -n $n link set veth-$n up; ip link set veth-$n-br up
      done
      ip -n red addr add 192.168.15.1/24 dev veth-red; ip -n blue addr add 192.168.15.2/24 dev veth-blue`);
    expect((await on('ip netns exec red ping -c 1 192.168.15.2')).exitCode).toBe(0);
    expect((await on('ping -c 1 -W 1 192.168.15.1')).exitCode).not.toBe(0);
    expect((await on('ip addr add 192.168.15.5/24 dev v-net-0; ping -c 1 192.168.15.1')).exitCode).toBe(0);
    const out = 'ip netns exec blue ping -c 1 -W 1 192.168.1.3';
    expect((await on(out)).stderr).toBe('ping: connect: Network is unreachable\n');
    expect((await on(`ip -n blue route add 192.168.1.0/24 via 192.168.15.5; ${out}`)).exitCode).toBe(1);
    await on('sysctl -w net.ipv4.ip_forward=1');
    expect((await on(out)).exitCode).toBe(1);
    expect((await on(`iptables -t nat -A POSTROUTING -s 192.168.15.0/24 -j MASQUERADE; ${out}`)).exitCode).toBe(0);
    await on(`ip netns exec blue python3 -m http.server 80 > /dev/null 2>&1 &
      ip -n blue route add default via 192.168.15.5
      iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 192.168.15.2:80`);
    expect((await on('curl -s -m 3 http://192.168.1.2:8080/', 'outside')).stdout).toContain('Directory listing');
  });

  it('row 11: the MAC address and the gateway of a node', async () => {
    const lab = await createLab({
      hosts: [
        {
          name: 'controlplane',
          interfaces: [{ name: 'eth0', switch: 'lan', addresses: ['192.168.56.11/24'] }],
          routes: ['default via 192.168.56.1'],
          files: { '/etc/hosts': '127.0.0.1 localhost\n192.168.56.12 node01\n192.168.56.1 gateway\n' },
        },
        {
          name: 'node01',
          interfaces: [{ name: 'eth0', switch: 'lan', addresses: ['192.168.56.12/24'], mac: '02:42:c0:a8:38:0c' }],
        },
      ],
    });
    const { stdout } = await runOn(lab, 'ip link show eth0; ifconfig eth0; ping -c 1 node01; arp node01; route');
    const [, mac = '?'] = /link\/ether (\S+) /.exec(stdout) ?? [];
    expect(stdout).toContain(`ether ${mac}  txqueuelen 1000`);
    expect(stdout).toMatch(/node01 +ether +02:42:c0:a8:38:0c +C +eth0/);
    expect(stdout).toMatch(/default +gateway +0\.0\.0\.0 +UG/);
  });
});
