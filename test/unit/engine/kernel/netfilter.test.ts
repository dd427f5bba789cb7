import { describe, expect, it } from 'vitest';
import { createLab, createRecorder, type Lab } from '../../../../src/engine';
import { parseIpv4, type Ipv4 } from '../../../../src/engine/packet/address';
import { openNetfilter } from '../../../../src/engine/kernel/netfilter/control';
import type { Hook, Match, Selector, TableName, Target } from '../../../../src/engine/kernel/netfilter/model';

const address = (text: string): Ipv4 => {
  const parsed = parseIpv4(text);
  if (parsed === undefined) throw new Error(`not an address: ${text}`);
  return parsed;
};
const MASK32 = address('255.255.255.255');
const MASK24 = address('255.255.255.0');

/** Appends a rule to a built-in chain of a host's root namespace. */
function append(
  lab: Lab,
  host: string,
  [table, chain]: readonly [TableName, Hook],
  target: Target,
  selector: Selector = {},
  matches: readonly Match[] = [],
): number {
  const netfilter = openNetfilter(lab.world, lab.world.host(host).rootNetns);
  const before = netfilter.table(table) ?? netfilter.newTable(table);
  const id = netfilter.newId();
  const old = before.chains.get(chain);
  if (!old) throw new Error(`no chain ${chain}`);
  const chains = new Map(before.chains).set(chain, {
    ...old,
    rules: [...old.rules, { id, selector, matches, target }],
  });
  netfilter.commit({ ...before, chains });
  return id;
}

async function run(lab: Lab, command: string, host?: string): Promise<string> {
  let output = '';
  const write = (text: string): void => void (output += text);
  await lab.run(command, { host, stdout: write, stderr: write, signal: new AbortController().signal, pace: 'virtual' });
  return output;
}

const counter = (lab: Lab, host: string, id: number): number =>
  openNetfilter(lab.world, lab.world.host(host).rootNetns).counter(id).packets;

/** A and B on 192.168.1.0/24, C and D on 192.168.2.0/24, R between; A knows R, C does not. */
async function routed(): Promise<Lab> {
  const lab = await createLab('router');
  await run(lab, 'ip route add default via 192.168.1.1', 'A');
  return lab;
}

describe('the filter table', () => {
  it('drops what comes in, silently, and counts it', async () => {
    const lab = await createLab('router');
    const rule = append(
      lab,
      'B',
      ['filter', 'INPUT'],
      { target: 'DROP' },
      {
        source: { inverted: false, address: address('192.168.1.10'), mask: MASK32 },
      },
    );
    expect(await run(lab, 'ping -c2 -W1 192.168.1.11', 'A')).toContain('100% packet loss');
    expect(counter(lab, 'B', rule)).toBe(2);
    expect(await run(lab, 'ping -c1 192.168.1.1', 'A')).toContain(' 0% packet loss');
  });

  it('refuses aloud with the ICMP error the rule names', async () => {
    const lab = await createLab('router');
    append(lab, 'B', ['filter', 'INPUT'], { target: 'REJECT', with: 'icmp-host-prohibited' });
    expect(await run(lab, 'ping -c1 192.168.1.11', 'A')).toContain(
      'From 192.168.1.11 icmp_seq=1 Destination Host Prohibited',
    );
  });

  it('lets answers in and nothing else by connection state', async () => {
    const lab = await createLab('router');
    append(lab, 'A', ['filter', 'INPUT'], { target: 'ACCEPT' }, {}, [
      { match: 'conntrack', states: { inverted: false, any: ['ESTABLISHED', 'RELATED'] } },
    ]);
    append(lab, 'A', ['filter', 'INPUT'], { target: 'DROP' });
    expect(await run(lab, 'ping -c1 192.168.1.11', 'A')).toContain(' 0% packet loss');
    expect(await run(lab, 'ping -c1 -W1 192.168.1.10', 'B')).toContain('100% packet loss');
  });

  it('decides about forwarded packets in FORWARD only', async () => {
    const lab = await routed();
    await run(lab, 'ip route add default via 192.168.2.1', 'C');
    append(lab, 'R', ['filter', 'INPUT'], { target: 'DROP' });
    expect(await run(lab, 'ping -c1 192.168.2.10', 'A')).toContain(' 0% packet loss');
    append(lab, 'R', ['filter', 'FORWARD'], { target: 'DROP' }, { in: { inverted: false, name: 'eth+' } });
    expect(await run(lab, 'ping -c1 -W1 192.168.2.10', 'A')).toContain('100% packet loss');
  });
});

describe('the nat table', () => {
  it('masquerades, so that a host without a way back is reached', async () => {
    const lab = await routed();
    expect(await run(lab, 'ping -c1 -W1 192.168.2.10', 'A')).toContain('100% packet loss');
    append(
      lab,
      'R',
      ['nat', 'POSTROUTING'],
      { target: 'MASQUERADE', range: {} },
      {
        source: { inverted: false, address: address('192.168.1.0'), mask: MASK24 },
      },
    );
    expect(await run(lab, 'ping -c3 192.168.2.10', 'A')).toMatch(
      /64 bytes from 192\.168\.2\.10.*\n.*\n.*\n[^]* 0% packet loss/,
    );
  });

  it('leads a connection elsewhere and the answers back under the old name', async () => {
    const lab = await routed();
    await run(lab, 'ip route add default via 192.168.2.1', 'C');
    const rule = append(
      lab,
      'R',
      ['nat', 'PREROUTING'],
      {
        target: 'DNAT',
        range: { minAddress: address('192.168.2.10'), maxAddress: address('192.168.2.10') },
      },
      { destination: { inverted: false, address: address('192.168.1.1'), mask: MASK32 } },
    );
    const recorder = createRecorder();
    lab.world.recorder = recorder;
    expect(await run(lab, 'ping -c2 192.168.1.1', 'A')).toContain('64 bytes from 192.168.1.1');
    expect(counter(lab, 'R', rule)).toBe(1);
    const steps = recorder.walks().flatMap((walk) => walk.steps);
    expect(steps.find((step) => step.type === 'nat')).toMatchObject({
      end: 'destination',
      before: '192.168.1.1',
      after: '192.168.2.10',
      host: 'R',
    });
    expect(steps.some((step) => step.type === 'deliver' && step.host === 'C')).toBe(true);
  });

  it('keeps two connections apart that would look the same', async () => {
    const lab = await routed();
    await run(lab, 'ip route add default via 192.168.1.1', 'B');
    append(lab, 'R', ['nat', 'POSTROUTING'], { target: 'MASQUERADE', range: {} });
    const both = await run(lab, 'ping -c1 -e 77 192.168.2.10; ssh B ping -c1 -e 77 192.168.2.10', 'A');
    expect(both.match(/ 0% packet loss/g)).toHaveLength(2);
  });

  it('is independent in a fork', async () => {
    const lab = await routed();
    append(lab, 'R', ['nat', 'POSTROUTING'], { target: 'MASQUERADE', range: {} });
    const fork = lab.fork();
    append(fork, 'R', ['filter', 'FORWARD'], { target: 'DROP' });
    expect(await run(fork, 'ping -c1 -W1 192.168.2.10', 'A')).toContain('100% packet loss');
    expect(await run(lab, 'ping -c1 192.168.2.10', 'A')).toContain(' 0% packet loss');
  });
});
