import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLab } from '../../../../src/engine';
import { createRecorder } from '../../../../src/engine/walk/recorder';
import type { PacketWalk } from '../../../../src/engine/walk/step';
import { runOn } from '../lab/lab-run';

/** `ip` commands that make `count` forwarding namespaces, each on a wire with each other: n0 has 10.I.J.1 towards n1, and so on. */
function mesh(count: number): readonly string[] {
  const names = Array.from({ length: count }, (_, i) => i);
  const commands = names.flatMap((i) => [
    `ip netns add n${i}`,
    `ip netns exec n${i} sysctl -qw net.ipv4.ip_forward=1`,
    `ip -n n${i} link set lo up`,
  ]);
  for (const i of names) {
    for (const j of names.slice(i + 1)) {
      commands.push(
        `ip link add w${i}${j} type veth peer name w${j}${i}`,
        `ip link set w${i}${j} netns n${i} up`,
        `ip link set w${j}${i} netns n${j} up`,
        `ip -n n${i} addr add 10.${i}.${j}.1/24 dev w${i}${j}`,
        `ip -n n${j} addr add 10.${i}.${j}.2/24 dev w${j}${i}`,
      );
    }
  }
  return commands;
}

/** The address that `to` has on its wire with `from`. */
function towards(from: number, to: number): string {
  return from < to ? `10.${from}.${to}.2` : `10.${to}.${from}.1`;
}

async function walksOf(setup: readonly string[], command: string): Promise<readonly PacketWalk[]> {
  const lab = await createLab('empty');
  await runOn(lab, setup.join('\n'));
  const recorder = createRecorder();
  lab.world.recorder = recorder;
  await runOn(lab, command);
  return recorder.walks();
}

describe('a packet ends', () => {
  it('by its TTL, whichever way routers send it round', async () => {
    const nodes = fc.integer({ min: 2, max: 4 });
    const loops = nodes.chain((count) =>
      fc.tuple(
        fc.constant(count),
        fc.array(fc.nat(count - 2), { minLength: count, maxLength: count }),
        fc.integer({ min: 1, max: 255 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(loops, async ([count, choices, ttl]) => {
        // Each node sends 192.0.2.0/24 to some other node, so every packet for it runs in a circle.
        const routes = choices.map((choice, from) => {
          const to = choice >= from ? choice + 1 : choice;
          return `ip -n n${from} route add 192.0.2.0/24 via ${towards(from, to)}`;
        });
        const walks = await walksOf([...mesh(count), ...routes], `ip netns exec n0 ping -c 1 -W 1 -t ${ttl} 192.0.2.1`);
        const request = walks.find(({ summary }) => summary.startsWith('ICMP echo request'));
        expect(request?.steps.filter(({ type }) => type === 'forward').length).toBeLessThan(ttl);
        expect(request?.steps.some(({ type }) => type === 'drop')).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('in a bounded number of frames, however bridges without STP are wired', async () => {
    const wiring = fc
      .integer({ min: 2, max: 5 })
      .chain((count) =>
        fc.tuple(
          fc.constant(count),
          fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { minLength: 1, maxLength: 10 }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(wiring, async ([count, wires]) => {
        const bridges = Array.from(
          { length: count },
          (_, i) => `ip link add br${i} type bridge; ip link set br${i} up`,
        );
        const cables = wires.map(
          ([a, b], i) =>
            `ip link add a${i} type veth peer name b${i}; ip link set a${i} master br${a} up; ip link set b${i} master br${b} up`,
        );
        const lab = await createLab('empty');
        await runOn(lab, [...bridges, ...cables, 'ip addr add 10.0.0.1/24 dev br0'].join('\n'));
        const crossings = new Map<number, number>();
        lab.world.recorder = {
          begin: () => undefined,
          head: () => undefined,
          step: (packet, { type }) => {
            if (type === 'bridge') crossings.set(packet, (crossings.get(packet) ?? 0) + 1);
          },
        };
        await runOn(lab, 'ping -c 1 -W 1 10.0.0.2');
        expect(Math.max(0, ...crossings.values())).toBeLessThan(20_000);
      }),
      { numRuns: 40 },
    );
  });

  it('and the walk of a frame that went round names the loop', async () => {
    const walks = await walksOf(
      [
        'ip link add br0 type bridge; ip link set br0 up; ip link add br1 type bridge; ip link set br1 up',
        'ip link add a0 type veth peer name b0; ip link set a0 master br0 up; ip link set b0 master br1 up',
        'ip link add a1 type veth peer name b1; ip link set a1 master br0 up; ip link set b1 master br1 up',
        'ip addr add 10.0.0.1/24 dev br0',
      ],
      'ping -c 1 -W 1 10.0.0.2',
    );
    const causes = walks.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.type === 'drop' ? [step.cause?.code] : [])),
    );
    expect(causes).toContain('frame-loop');
  });
});
