import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openNetfilter } from '../../../../../src/engine/kernel/netfilter/control';
import type {
  Inverted,
  Masked,
  Match,
  RuleRecord,
  Selector,
  Target,
} from '../../../../../src/engine/kernel/netfilter/model';
import { newSkb, type Skb } from '../../../../../src/engine/kernel/netfilter/skb';
import { traverse } from '../../../../../src/engine/kernel/netfilter/traverse';
import type { DeviceRecord, NetnsId } from '../../../../../src/engine/kernel/records';
import type { World } from '../../../../../src/engine/kernel/world';
import { ipv4, maskOf } from '../../../../../src/engine/packet/address';
import type { Ipv4Packet, Ipv4Payload } from '../../../../../src/engine/packet/frame';
import type { WalkStep } from '../../../../../src/engine/walk/step';
import { emptyHost } from '../fixture';

// A small world, so that rules and packets meet often.
const address = fc.nat(5).map((last) => ipv4(0x0a600000 + last));
const port = fc.nat(3).map((last) => 80 + last);
const protocol = fc.constantFrom(1, 6, 17);
const deviceName = fc.constantFrom('eth0', 'eth1');

const inverted = fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
const sometimes = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const masked: fc.Arbitrary<Inverted & Masked> = fc
  .tuple(address, fc.constantFrom(32, 32, 32, 30), inverted)
  .map(([any, length, not]) => ({ address: ipv4(any & maskOf(length)), mask: maskOf(length), inverted: not }));
const device = fc
  .tuple(fc.constantFrom('eth0', 'eth1', 'eth+'), inverted)
  .map(([name, not]) => ({ name, inverted: not }));
const selector: fc.Arbitrary<Selector> = fc.record({
  source: sometimes(masked),
  destination: fc.oneof({ weight: 3, arbitrary: masked }, { weight: 2, arbitrary: fc.constant(undefined) }),
  in: sometimes(device),
  out: sometimes(device),
  protocol: sometimes(fc.record({ number: protocol, inverted })),
});
const ports = fc
  .tuple(port, fc.nat(1), inverted)
  .map(([from, more, not]) => ({ from, to: from + more, inverted: not }));
const match: fc.Arbitrary<Match> = fc.oneof(
  fc.record({
    match: fc.constantFrom('tcp' as const, 'udp' as const),
    destinationPorts: sometimes(ports),
    sourcePorts: sometimes(ports),
  }),
  fc.constant<Match>({ match: 'comment', text: 'a service' }),
  fc.record({
    match: fc.constant('statistic' as const),
    mode: fc.constant('random' as const),
    probability: fc.constantFrom(2 ** 30, 2 ** 29),
    inverted,
  }),
  fc.record({
    match: fc.constant('statistic' as const),
    mode: fc.constant('nth' as const),
    every: fc.constant(2),
    packet: fc.nat(1),
    inverted,
  }),
  fc.constant<Match>({ match: 'limit', averageUs: 1_000_000, burst: 2 }),
  fc.record({ match: fc.constant('mark' as const), value: fc.nat(1), mask: fc.constant(1), inverted }),
);
const target: fc.Arbitrary<Target | undefined> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom<Target>({ target: 'ACCEPT' }, { target: 'DROP' }, { target: 'RETURN' }) },
  { weight: 2, arbitrary: fc.constantFrom<Target>({ target: 'jump', chain: 'A' }, { target: 'goto', chain: 'B' }) },
  { weight: 1, arbitrary: fc.constant<Target>({ target: 'MARK', value: 1, mask: 1 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Target>(
      { target: 'NOTRACK' },
      { target: 'TPROXY', port: 80, address: '0.0.0.0', value: 0, mask: 0 },
      { target: 'REJECT', with: 'icmp-port-unreachable' },
      { target: 'NFQUEUE', first: 0, last: 0, bypass: true, fanout: false },
    ),
  },
);
const rule = fc.record({ selector, matches: fc.array(match, { maxLength: 3 }), target });
const ending = fc.record({
  selector,
  matches: fc.array(match, { maxLength: 3 }),
  target: fc.constantFrom<(Target | undefined)[]>(undefined, { target: 'RETURN' }, { target: 'DROP' }),
});
const chains = fc.record({
  FORWARD: fc.array(rule, { minLength: 10, maxLength: 60, size: 'max' }),
  // What is jumped to jumps no further: the real program refuses circles.
  A: fc.array(ending, { maxLength: 40, size: 'max' }),
  B: fc.array(ending, { maxLength: 40, size: 'max' }),
});

const payload: fc.Arbitrary<Ipv4Payload> = fc.oneof(
  fc.tuple(port, port).map(([sourcePort, destinationPort]): Ipv4Payload => ({
    ...{ kind: 'tcp', sourcePort, destinationPort, sequence: 1, acknowledgement: 0, flags: 2, window: 1000, data: '' },
  })),
  fc
    .tuple(port, port)
    .map(([sourcePort, destinationPort]): Ipv4Payload => ({ kind: 'udp', sourcePort, destinationPort, data: 'x' })),
  fc.constant<Ipv4Payload>({ kind: 'icmp', type: 'echo-request', id: 1, sequence: 1, dataLength: 56, sentUs: 0 }),
);
const packet = fc.record({
  source: address,
  destination: address,
  payload,
  from: deviceName,
  out: deviceName,
  mark: fc.nat(1),
});

type RuleDraft = Omit<RuleRecord, 'id'>;

/** A host whose filter table has these chains. */
function hostWith(drafts: Readonly<Record<string, readonly RuleDraft[]>>): { world: World; netns: NetnsId } {
  const { world, netns } = emptyHost();
  const socket = openNetfilter(world, netns);
  const table = socket.newTable('filter');
  const made = new Map(table.chains);
  for (const [name, rules] of Object.entries(drafts)) {
    const chain = made.get(name) ?? { name, id: socket.newId(), rules: [] };
    made.set(name, { ...chain, counted: true, rules: rules.map((draft) => ({ ...draft, id: socket.newId() })) });
  }
  socket.commit({ ...table, chains: made });
  return { world, netns };
}

type Sent = typeof packet extends fc.Arbitrary<infer T> ? T : never;

function skbOf({ source, destination, payload: data, from, out, mark }: Sent, netns: NetnsId): Skb {
  const sent = { kind: 'ipv4', source, destination, ttl: 64, length: 60, payload: data } as unknown as Ipv4Packet;
  const skb = newSkb(sent, 1, netns, { device: { name: from } as DeviceRecord });
  skb.out = { name: out } as DeviceRecord;
  skb.mark = mark;
  return skb;
}

/** Everything that going through the chains did. */
function outcome(world: World, netns: NetnsId, packets: readonly Sent[], rulesOf?: () => undefined): unknown {
  const steps: WalkStep[] = [];
  world.recorder = {
    begin: () => undefined,
    head: () => undefined,
    step: (_, step) => steps.push(step),
  };
  const table = openNetfilter(world, netns).table('filter');
  const verdicts = packets.map((one) => {
    const skb = skbOf(one, netns);
    const { verdict } = table ? traverse(world, skb, table, 'FORWARD', rulesOf) : { verdict: 'no table' };
    return [verdict, skb.mark];
  });
  const { netfilter, matchState } = world.netns(netns);
  return { verdicts, steps, counters: [...netfilter.counters], matchState: [...matchState], random: world.random() };
}

/** What packets do that nobody records: verdicts, marks, every rule's counter and what matches remember. */
function unrecorded(world: World, netns: NetnsId, packets: readonly Sent[], rulesOf?: () => undefined): unknown {
  const socket = openNetfilter(world, netns);
  const table = socket.table('filter');
  const verdicts = packets.map((one) => {
    const skb = skbOf(one, netns);
    return [table && traverse(world, skb, table, 'FORWARD', rulesOf).verdict, skb.mark];
  });
  const ids = [...(table?.chains.values() ?? [])].flatMap(({ id, rules }) => [id, ...rules.map((one) => one.id)]);
  return {
    verdicts,
    counters: ids.map((id) => socket.counter(id)),
    matchState: [...world.netns(netns).matchState],
    random: world.random(),
  };
}

describe('a table whose decisions are kept as a tree', () => {
  it('gives the verdicts, marks, counters and memories of going through it rule by rule', () => {
    fc.assert(
      fc.property(chains, fc.array(packet, { minLength: 1, maxLength: 8 }), (drafts, packets) => {
        const { world, netns } = hostWith(drafts);
        const twin = world.fork();
        // Often enough for every way that is taken to be worked out; halfway somebody looks, and a fork goes on.
        const often = Array.from({ length: 12 }, () => packets).flat();
        expect(unrecorded(world, netns, often)).toEqual(unrecorded(twin, netns, often, () => undefined));
        const [fork, other] = [world.fork(), twin.fork()];
        expect(unrecorded(fork, netns, often)).toEqual(unrecorded(other, netns, often, () => undefined));
        expect(unrecorded(world, netns, packets)).toEqual(unrecorded(twin, netns, packets, () => undefined));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a chain that is looked up rather than walked', () => {
  it('gives the verdicts, counters, memories and steps of going through it rule by rule', () => {
    fc.assert(
      fc.property(chains, fc.array(packet, { minLength: 1, maxLength: 12 }), (drafts, packets) => {
        const { world, netns } = hostWith(drafts);
        const twin = world.fork();
        expect(outcome(world, netns, packets)).toEqual(outcome(twin, netns, packets, () => undefined));
      }),
      { numRuns: 150 },
    );
  });
});
