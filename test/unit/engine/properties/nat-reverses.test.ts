import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLab } from '../../../../src/engine';
import { runOn } from '../lab/lab-run';

/** A client and a server in subnets of their own behind a router, which is this host; the server answers on TCP port 80. */
const SETUP = [
  'ip netns add client; ip netns add server; sysctl -qw net.ipv4.ip_forward=1; ip link set lo up',
  'ip link add eth0 type veth peer name c0; ip link set c0 netns client; ip addr add 10.1.0.1/24 dev eth0; ip link set eth0 up',
  'ip link add eth1 type veth peer name s0; ip link set s0 netns server; ip addr add 10.2.0.1/24 dev eth1; ip link set eth1 up',
  'ip -n client addr add 10.1.0.2/24 dev c0; ip -n client link set c0 up; ip -n client route add default via 10.1.0.1',
  'ip -n server addr add 10.2.0.2/24 dev s0; ip -n server link set s0 up; ip -n server route add default via 10.2.0.1',
  'ip netns exec server nc -lk 80 &',
];

const selector = fc
  .tuple(
    fc.constantFrom('', '-s 10.1.0.0/24', '! -s 10.2.0.0/24'),
    fc.constantFrom('', '-p tcp', '-p icmp', '-p tcp --dport 8080', '-p tcp --dport 80'),
  )
  .map((words) => words.filter((word) => word !== '').join(' '));
const DESTINATIONS = ['10.2.0.2', '10.1.0.1', '10.2.0.1', '192.0.2.7'] as const;

const before = fc
  .tuple(
    selector,
    fc.constantFrom(
      '-d 192.0.2.7 -j DNAT --to-destination 10.2.0.2',
      '-d 10.1.0.1 -j DNAT --to-destination 10.2.0.2',
      '-j DNAT --to-destination 10.2.0.2',
      '-d 192.0.2.7 -j REDIRECT',
    ),
  )
  .map(([match, target]) => `iptables -t nat -A PREROUTING -i eth0 ${match} ${target}`);
const ports = fc.constantFrom(
  'iptables -t nat -A PREROUTING -i eth0 -p tcp --dport 8080 -j DNAT --to-destination 10.2.0.2:80',
  'iptables -t nat -A PREROUTING -i eth0 -p tcp -d 192.0.2.7 --dport 80 -j DNAT --to-destination 10.2.0.2:80',
);
const after = fc
  .tuple(
    selector,
    fc.constantFrom(
      '-o eth1 -j MASQUERADE',
      '-o eth1 -j SNAT --to-source 10.2.0.1',
      '-o eth1 -j SNAT --to-source 10.2.0.1-10.2.0.1',
      '-j SNAT --to-source 10.2.0.77',
    ),
  )
  .map(([match, target]) => `iptables -t nat -A POSTROUTING ${match} ${target}`);
const rules = fc.array(fc.oneof(before, ports, after), { maxLength: 5 });

interface Tuple {
  readonly src: string;
  readonly dst: string;
  readonly sport?: string;
  readonly dport?: string;
}

/** The two tuples of each line of `conntrack -L`. */
function tuplesOf(listing: string): readonly (readonly [Tuple, Tuple])[] {
  return listing.split('\n').flatMap((line) => {
    const found = [...line.matchAll(/src=(\S+) dst=(\S+)(?: sport=(\d+) dport=(\d+))?/g)];
    const [original, reply] = found.map(([, src = '', dst = '', sport, dport]) => ({ src, dst, sport, dport }));
    return original && reply ? [[original, reply] as const] : [];
  });
}

describe('whatever is translated on the way out is translated back', () => {
  it('so that a client only ever sees the address and port it asked for', async () => {
    await fc.assert(
      fc.asyncProperty(rules, fc.constantFrom(...DESTINATIONS), fc.constantFrom(80, 8080), async (list, to, port) => {
        const lab = await createLab('empty');
        for (const command of [...SETUP, ...list]) await runOn(lab, command);
        const ping = await runOn(lab, `ip netns exec client ping -c 1 -W 1 ${to}`);
        for (const [, from] of ping.stdout.matchAll(/bytes from ([\d.]+):/g)) expect(from).toBe(to);
        await runOn(lab, `ip netns exec client nc -zv -w 1 ${to} ${port}`);
        const listing = await runOn(lab, 'conntrack -L');
        for (const [original, reply] of tuplesOf(listing.stdout)) {
          // Of a connection of the client's, the reply ends at the client or, with the source translated, at the router.
          if (original.src !== '10.1.0.2') continue;
          expect(original.dst).toBe(to);
          expect(['10.2.0.2', '10.1.0.1', '10.2.0.1', to]).toContain(reply.src);
          expect(['10.1.0.2', '10.2.0.1', '10.2.0.77']).toContain(reply.dst);
          if (reply.dst === original.src && reply.dport !== undefined) expect(reply.dport).toBe(original.sport);
          if (reply.src === original.dst && reply.sport !== undefined)
            expect([original.dport, '80']).toContain(reply.sport);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('so that a connection which works without rules works with a translated source too', async () => {
    const sources = fc.constantFrom('-j MASQUERADE', '-j SNAT --to-source 10.2.0.1', '-p tcp -j MASQUERADE --random');
    await fc.assert(
      fc.asyncProperty(sources, selector, async (target, match) => {
        const lab = await createLab('empty');
        for (const command of SETUP) await runOn(lab, command);
        await runOn(
          lab,
          `iptables -t nat -A POSTROUTING ${match} -o eth1 ${target.replace(match.includes('-p') ? '-p tcp ' : '', '')}`,
        );
        expect(await runOn(lab, 'ip netns exec client nc -z -w 1 10.2.0.2 80')).toMatchObject({ exitCode: 0 });
        expect(await runOn(lab, 'ip netns exec client ping -c 1 -W 1 10.2.0.2')).toMatchObject({ exitCode: 0 });
      }),
      { numRuns: 30 },
    );
  });
});
