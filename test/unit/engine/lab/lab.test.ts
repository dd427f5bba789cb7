import { parse } from 'yaml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BUILTIN_LABS,
  createLab,
  LabDefinitionError,
  labProblemText,
  observe,
  parseLabDefinition,
} from '../../../../src/engine';
import { runIn, runOn } from './lab-run';

const problems = (yaml: string): string[] => parseLabDefinition(parse(yaml)).problems.map(labProblemText);

describe('built-in labs', () => {
  it('are those of the contract, and each starts', async () => {
    const clusters = ['kubeadm', 'kubeadm-weave', 'kubeadm-calico', 'kubeadm-cilium', 'kubeadm-no-cni', 'kind'];
    expect(BUILTIN_LABS.map((lab) => lab.name)).toEqual(['empty', 'switch', 'router', 'relay', ...clusters]);
    for (const { name } of BUILTIN_LABS) expect((await createLab(name)).hostNames.length).toBeGreaterThan(0);
  });

  it('empty: one host with only lo, down', async () => {
    const [host] = observe((await createLab('empty')).world).hosts;
    expect(host?.name).toBe('host01');
    expect(host?.namespaces[0]?.links.map((link) => [link.name, link.up])).toEqual([['lo', false]]);
  });

  it('router: R forwards between both networks once the hosts have routes', async () => {
    const lab = await createLab('router');
    const ping = 'ping -c 1 -W 1 192.168.2.10 > /dev/null';
    expect((await runOn(lab, ping)).exitCode).toBe(2);
    await runOn(lab, 'route add -net 192.168.2.0/24 gw 192.168.1.1');
    expect((await runOn(lab, ping)).exitCode).toBe(1);
    await runOn(lab, 'route add -net 192.168.1.0/24 gw 192.168.2.1', { host: 'C' });
    expect((await runOn(lab, ping)).exitCode).toBe(0);
  });

  it('relay: B does not forward until it is told to', async () => {
    const lab = await createLab('relay');
    await runOn(lab, 'route add default gw 192.168.1.6');
    await runOn(lab, 'route add default gw 192.168.2.6', { host: 'C' });
    expect((await runOn(lab, 'ping -c 1 -W 1 192.168.2.5')).exitCode).toBe(1);
    await runOn(lab, 'echo 1 > /proc/sys/net/ipv4/ip_forward', { host: 'B' });
    expect((await runOn(lab, 'ping -c 1 -W 1 192.168.2.5')).exitCode).toBe(0);
  });

  it('print the same every time', async () => {
    const script = 'ping -c 2 192.168.1.11; arp -n; ifconfig';
    expect(await runIn('router', script)).toEqual(await runIn('router', script));
  });
});

describe('a lab written in YAML', () => {
  it('gets its hosts, addresses, routes, files and setup', async () => {
    const lab = await createLab(
      parse(`
hosts:
  - name: a
    interfaces: [{ name: eth0, switch: lan, addresses: [10.1.0.1/24], mac: 02:00:00:00:00:0a }]
    setup: echo ready > /tmp/state
  - name: b
    interfaces: [{ name: eth0, switch: lan, addresses: [10.1.0.2/24] }, { name: eth1, up: false }]
    forwarding: true
    files: { /etc/motd: "hello\\n", /srv/www/index.html: "<p>" }
`),
    );
    expect((await runOn(lab, 'cat /tmp/state; ping -c 1 10.1.0.2 | head -2 | tail -1')).stdout).toMatch(
      /^ready\n64 bytes from 10\.1\.0\.2: icmp_seq=1 ttl=64/,
    );
    const b = await runOn(lab, 'cat /etc/motd /srv/www/index.html; sysctl -n net.ipv4.ip_forward; arp -n', {
      host: 'b',
    });
    expect(b.stdout).toContain('hello\n<p>1\n');
    expect(b.stdout).toContain('02:00:00:00:00:0a');
  });

  it('says everything that is wrong with it, and where', () => {
    expect(
      problems(
        'hosts:\n- name: a b\n  interfaces:\n  - { nmae: eth0, addresses: [10.0.0.1] }\n  forwarding: maybe\n- name: c\n- name: c',
      ),
    ).toEqual([
      '"a b" is not a host name (letters, digits and hyphens) (at hosts.0.name)',
      '"nmae" is not a key of a lab; possible here: name, switch, addresses, up, mac (at hosts.0.interfaces.0.nmae)',
      'the key "name" is missing (at hosts.0.interfaces.0)',
      '"10.0.0.1" is not an IPv4 address with a prefix length, such as 192.168.1.10/24 (at hosts.0.interfaces.0.addresses.0)',
      'true or false is needed here (at hosts.0.forwarding)',
      'two hosts are named "c" (at hosts.2.name)',
    ]);
    expect(problems('hosts: []')).toEqual(['a lab needs at least one host']);
    expect(problems('[]')).toEqual(['a mapping (key: value) is needed here']);
  });

  it('names the host and the command when its setup fails', async () => {
    const lab = createLab({ hosts: [{ name: 'a', setup: 'nonsense' }] });
    await expect(lab).rejects.toThrow(LabDefinitionError);
    await expect(lab).rejects.toThrow('on host a the lab\'s "nonsense" failed: bash: nonsense: command not found');
  });

  it('is refused with problems, never with an exception of another kind, whatever the data is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (data) => {
        try {
          await createLab(data);
        } catch (error) {
          expect(error).toBeInstanceOf(LabDefinitionError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('forking a lab', () => {
  it('gives two labs that no longer see each other', async () => {
    const lab = await createLab('switch');
    await runOn(lab, 'ifconfig eth0 10.0.0.1/24');
    const fork = lab.fork();
    await runOn(fork, 'ifconfig eth0 10.0.0.9/24', { host: 'B' });
    expect((await runOn(fork, 'ping -c 1 10.0.0.9')).exitCode).toBe(0);
    expect((await runOn(lab, 'ping -c 1 -W 1 10.0.0.9')).exitCode).toBe(1);
    expect(observe(lab.world).hosts[1]?.namespaces[0]?.links[1]?.addresses4).toEqual([]);
  });

  it('continues as the original would have, random values included', async () => {
    const lab = await createLab('router');
    const fork = lab.fork();
    const script = 'ping -c 1 192.168.1.11; arp -n';
    expect(await runOn(fork, script)).toEqual(await runOn(lab, script));
  });
});
