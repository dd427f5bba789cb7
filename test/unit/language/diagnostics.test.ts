import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CellText } from '../../../src/language/diagnostics/cell';
import { checkBySimulating, checkWords } from '../../../src/language/diagnostics/check';
import { openDryLab } from '../../../src/language/diagnostics/dry-lab';
import { fixTitle, problemMessage } from '../../../src/language/diagnostics/messages';
import type { Fix, Problem } from '../../../src/language/diagnostics/problem';
import { NotebookSimulation } from '../../../src/language/diagnostics/simulation';
import type { ShellParser } from '../../../src/language/syntax/shell-parser';
import { testParser } from './parser';

let parser: ShellParser;
beforeAll(async () => {
  parser = await testParser();
});

const cell = (source: string, more: Partial<CellText> = {}): CellText => ({
  source,
  host: undefined,
  expectFail: false,
  runs: true,
  ...more,
});
/** Hints at old tools are shown by the corpus. */
const words = (source: string): readonly Problem[] =>
  (checkWords(parser, [cell(source)])[0] ?? []).filter(({ severity }) => severity !== 'hint');
/** `code: the flagged text`. */
const flagged = (source: string, problems: readonly Problem[]): string[] =>
  problems.map(({ facts, start, end }) => `${facts.code}: ${source.slice(start, end)}`);

function applied(source: string, { edits }: Fix): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end), source);
}
const firstFix = (source: string, problems: readonly Problem[]): string | undefined => {
  const fix = problems[0]?.fixes[0];
  return fix && applied(source, fix);
};

describe('mistakes in words, each with its fix', () => {
  it.each([
    // The seed's own mistakes.
    [
      'ip -n red addr add 192.168.15.1 dev veth-red',
      'missing-prefix-length: 192.168.15.1',
      'ip -n red addr add 192.168.15.1/24 dev veth-red',
    ],
    ['ip -n red ping 192.168.15.2', 'netns-exec-needed: ping', 'ip netns exec red ping 192.168.15.2'],
    ['ip netns exec [red] ip link', 'placeholder-brackets: [red]', 'ip netns exec red ip link'],
    ['ip netns exec red [ip link]', 'placeholder-brackets: [ip link]', 'ip netns exec red ip link'],
    ['ip link show [eth0]', 'placeholder-brackets: [eth0]', 'ip link show eth0'],
    ['kubeclt get pods', 'unknown-word: kubeclt', 'kubectl get pods'],
    ['kube-api-server --help', 'unknown-word: kube-api-server', 'kube-apiserver --help'],
    // Addresses.
    [
      'ip addr add 192.168.1.300/24 dev eth0',
      'invalid-prefix: 192.168.1.300/24',
      'ip addr add 192.168.1.30/24 dev eth0',
    ],
    ['ip addr add 192.168.1.1O/24 dev eth0', 'invalid-prefix: 192.168.1.1O/24', 'ip addr add 192.168.1.10/24 dev eth0'],
    ['ip addr add 192.168.1.1/42 dev eth0', 'invalid-prefix: 192.168.1.1/42', 'ip addr add 192.168.1.1/24 dev eth0'],
    [
      'ip route add default via 192.168.1.1/24',
      'misplaced-prefix-length: 192.168.1.1/24',
      'ip route add default via 192.168.1.1',
    ],
    [
      'ip route add default via 192.168.1.256',
      'invalid-address: 192.168.1.256',
      'ip route add default via 192.168.1.25',
    ],
    ['ping -c1 192.168.1.999', 'invalid-address: 192.168.1.999', 'ping -c1 192.168.1.99'],
    [
      'ip route add 192.168.2.5/24 via 10.0.0.1',
      'route-host-bits: 192.168.2.5/24',
      'ip route add 192.168.2.0/24 via 10.0.0.1',
    ],
    [
      'route add -net 10.1.2.3 netmask 255.0.0.0 gw 1.1.1.1',
      'route-host-bits: 10.1.2.3',
      'route add -net 10.0.0.0 netmask 255.0.0.0 gw 1.1.1.1',
    ],
    ['ip route add 0.0.0.0 via 10.0.0.1', 'missing-prefix-length: 0.0.0.0', 'ip route add default via 10.0.0.1'],
    [
      'ip route add 192.168.2.0 via 10.0.0.1',
      'missing-prefix-length: 192.168.2.0',
      'ip route add 192.168.2.0/24 via 10.0.0.1',
    ],
    // Words.
    ['ip lnk', 'unknown-word: lnk', 'ip link'],
    ['ip link sett eth0 up', 'unknown-word: sett', 'ip link set eth0 up'],
    ['$ ip link', 'pasted-prompt: $', 'ip link'],
    ['root@node:~# ip link', 'pasted-prompt: root@node:~#', 'ip link'],
    ['controlplane ~ ➜  ip link', 'pasted-prompt: controlplane ~ ➜', 'ip link'],
    [
      'for n in red; do ip -n $n addr add 10.0.0.300/8 dev x; done',
      'invalid-prefix: 10.0.0.300/8',
      'for n in red; do ip -n $n addr add 10.0.0.30/8 dev x; done',
    ],
    ['x=$(ip lnk)', 'unknown-word: lnk', 'x=$(ip link)'],
  ])('%s', (source, expected, mended) => {
    const problems = words(source);
    expect(flagged(source, problems)).toEqual([expected]);
    expect(firstFix(source, problems)).toBe(mended);
    expect(words(mended)).toEqual([]);
  });

  it.each([
    'ip a; ip r; ip rout add 10.0.0.0/8 via 10.5',
    'ip addr add 10.0.0.1/32 dev lo; ip addr add 127.0.0.2 dev lo; ip addr del 10.0.0.1 dev eth0',
    'ip addr add 10.0.0.1 peer 10.0.0.2 dev tun0',
    'ip route add 10.0.0.5 via 10.1.1.1; ip route get 10.0.0.1; ip route del 10.0.0.0 via 1.1.1.1',
    'if [ -f /etc/hosts ]; then echo yes; fi; [[ $x == [a-z]* ]] && ls [ab]*',
    'foo() { ip link; }; foo; alias ll=ls; ll; tcpdump -i any; mytool --x; ./run.sh; dig example.com',
    'ip -6 addr add fe80::1/64 dev eth0; ip -6 route add default via fe80::1 dev eth0; ping -6 ::1',
    'ping web; ping 10.1; ping www.4.example.com; ip addr add $IP dev eth0; ip addr add $(cat ip) dev eth0',
    'cat <<EOF\n$ ip link\nroot@x:~# ip lnk\nEOF',
    'ip link help; ip help; bridge fdb show br v-net-0; sysctl -w net.ipv4.ip_forward=1',
  ])('nothing is wrong with: %s', (source) => {
    expect(flagged(source, words(source))).toEqual([]);
  });

  it('leaves a cell alone that is meant to fail', () => {
    expect(checkWords(parser, [cell('ip lnk', { expectFail: true })])).toEqual([[]]);
  });

  it('knows functions that an earlier cell defines', () => {
    expect(checkWords(parser, [cell('pingg() { ping "$@"; }'), cell('pingg B')])).toEqual([[], []]);
  });

  it('never throws, flags only what is in the cell and speaks both languages, whatever the cell is', () => {
    const part = fc.oneof(
      fc.constantFrom(
        ...'ip addr add route via link [red] 10.0.0.300/24 10.0.0.0 $ -n | ; \n ping ssh $( ) " <<E'.split(' '),
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const source = parts.join(' ');
        for (const { start, end, facts, fixes } of words(source)) {
          expect(0 <= start && start < end && end <= source.length).toBe(true);
          expect(problemMessage(facts, 'en')).not.toBe(problemMessage(facts, 'ko'));
          for (const fix of fixes) expect(fixTitle(fix, 'ko')).toMatch(/[가-힣]/);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Problems per cell, as `code: the flagged text`, and each first fix applied. */
async function simulated(lab: unknown, cells: readonly CellText[], simulation = newSimulation()) {
  const found = await checkBySimulating(simulation, lab, cells, new AbortController().signal);
  return found.map((problems, index) => {
    const source = cells[index]?.source ?? '';
    return { flagged: flagged(source, problems), mended: firstFix(source, problems) };
  });
}
const newSimulation = (): NotebookSimulation => new NotebookSimulation(parser, openDryLab, () => performance.now());

describe('mistakes found by running the cells on a fork', () => {
  it('a next hop that is on no link', async () => {
    const cells = [cell('ip route add 192.168.2.0/24 via 192.168.7.1')];
    expect(await simulated('router', cells)).toEqual([
      { flagged: ['nexthop-not-on-link: 192.168.7.1'], mended: 'ip route add 192.168.2.0/24 via 192.168.1.1' },
    ]);
  });

  it('the same for route(8), in a namespace, and on another host', async () => {
    const cells = [
      cell('route add -net 192.168.2.0/24 gw 192.168.7.1'),
      cell('ip netns add red\nip -n red route add default via 10.0.0.1'),
      cell('ip route add default via 192.168.1.1', { host: 'C' }),
      cell('ssh D ip route add default via 192.168.1.1'),
    ];
    expect((await simulated('router', cells)).map((each) => each.flagged)).toEqual([
      ['nexthop-not-on-link: 192.168.7.1'],
      ['nexthop-not-on-link: 10.0.0.1'],
      ['nexthop-not-on-link: 192.168.1.1'],
      ['nexthop-not-on-link: 192.168.1.1'],
    ]);
  });

  it('no route to what a cell pings, with a route that was tried', async () => {
    const cells = [cell('echo before\nping -c 1 192.168.2.10')];
    const [found] = await simulated('router', cells);
    expect(found?.flagged).toEqual(['no-route: 192.168.2.10']);
    expect(found?.mended).toBe('echo before\nip route add 192.168.2.0/24 via 192.168.1.1\nping -c 1 192.168.2.10');
    const [after] = await simulated('router', [cell(found?.mended ?? '')]);
    // The request arrives now; the answer has no way back yet.
    expect(after?.flagged).toEqual(['return-route-missing: 192.168.2.10']);
    const [end] = await simulated('router', [cell(after?.mended ?? '')]);
    expect(end?.flagged).toEqual([]);
  });

  it('no fix where no single route helps', async () => {
    const [found] = await simulated('switch', [cell('ping -c 1 10.9.9.9')]);
    expect(found).toEqual({ flagged: ['no-route: 10.9.9.9'], mended: undefined });
  });

  it('a ping that gets no answer, with every change it takes', async () => {
    const cells = [
      cell('ip route add default via 192.168.1.6'),
      cell('ping -c 1 -W 1 192.168.2.5'),
      cell('ip netns add red'),
    ];
    const [, found] = await simulated('relay', cells);
    expect(found?.flagged).toEqual(['forwarding-off: 192.168.2.5']);
    expect(found?.mended).toBe(
      'ssh B sysctl -w net.ipv4.ip_forward=1\nssh C ip route add 192.168.1.0/24 via 192.168.2.6\nping -c 1 -W 1 192.168.2.5',
    );
    const mended = [cells[0] ?? cell(''), cell(found?.mended ?? '')];
    expect((await simulated('relay', mended)).flatMap((each) => each.flagged)).toEqual([]);
  });

  it('a rule that drops what a cell sends', async () => {
    const cells = [cell('iptables -A OUTPUT -p icmp -j DROP', { host: 'B' }), cell('ping -c 1 -W 1 192.168.1.11')];
    const [rule, ping] = await simulated('router', cells);
    expect(rule).toEqual({ flagged: ['filter-drops: -A OUTPUT -p icmp -j DROP'], mended: '' });
    expect(ping?.flagged).toEqual([]);
    const inLab = [cell('ping -c 1 -W 1 192.168.1.11')];
    const lab = {
      hosts: [
        { name: 'A', interfaces: [{ name: 'eth0', switch: 's', addresses: ['192.168.1.10/24'] }] },
        {
          name: 'B',
          interfaces: [{ name: 'eth0', switch: 's', addresses: ['192.168.1.11/24'] }],
          setup: 'iptables -A OUTPUT -p icmp -j DROP',
        },
      ],
    };
    expect(await simulated(lab, inLab)).toEqual([
      { flagged: ['filter-drops: 192.168.1.11'], mended: 'ssh B iptables -D OUTPUT 1\nping -c 1 -W 1 192.168.1.11' },
    ]);
  });

  it('nothing when an earlier cell, or the same one, makes the route', async () => {
    const cells = [
      cell(
        'for h in A B; do ssh $h ip route add 192.168.2.0/24 via 192.168.1.1; done; ssh C ip route add default via 192.168.2.1',
      ),
      cell('ping -c 1 192.168.2.10'),
      cell('ip route del 192.168.2.0/24; ip route add default via 192.168.1.1 && ping -c 1 192.168.2.10'),
    ];
    expect((await simulated('router', cells)).flatMap((each) => each.flagged)).toEqual([]);
  });

  it('nothing in cells that are meant to fail, and solutions are not run', async () => {
    const cells = [
      cell('ping -c 1 192.168.2.10', { expectFail: true }),
      cell('ip route add default via 192.168.1.1', { runs: false }),
      cell('ping -c 1 192.168.2.10'),
    ];
    expect((await simulated('router', cells)).map((each) => each.flagged.length)).toEqual([0, 0, 1]);
  });

  it('nothing below a task that its solution lets pass', async () => {
    const cells = [
      cell('ip route add default via 192.168.1.1; ssh C ip route add default via 192.168.2.1', { runs: false }),
      cell('ping -c 1 192.168.2.10'),
      cell('ping -c 1 192.168.2.99'),
    ];
    expect((await simulated('router', cells)).map((each) => each.flagged.length)).toEqual([0, 0, 1]);
  });

  it('an endless or heavy cell is cut off, and the rest is still checked', async () => {
    const cells = [
      cell('while true; do :; done'),
      cell('ping 192.168.1.1'),
      cell('yes | head -c 100000000 > /dev/null'),
      cell('ping -c 1 192.168.2.10'),
    ];
    expect((await simulated('router', cells)).map((each) => each.flagged)).toEqual([
      ['cut-off: while true; do :; done'],
      ['cut-off: ping 192.168.1.1'],
      [],
      ['no-route: 192.168.2.10'],
    ]);
  });

  it('runs again only from the first cell that changed', async () => {
    let labs = 0;
    const simulation = new NotebookSimulation(
      parser,
      (lab) => {
        labs++;
        return openDryLab(lab);
      },
      () => performance.now(),
    );
    const first = cell('ip route add default via 192.168.1.1');
    const before = await simulation.run('router', [first, cell('ping -c1 192.168.2.10')], new AbortController().signal);
    const after = await simulation.run('router', [first, cell('ping -c1 192.168.2.11')], new AbortController().signal);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(labs).toBe(1);
  });
});
