import fc from 'fast-check';
import { addressCommand } from './addr';
import { withIpv6, type DualTopology } from './dual-stack';
import { fileCommand } from './files';
import { addressCommand6, pingCommand6, routeCommand6 } from './inet6';
import { ip6tablesCommand } from './ip6tables';
import { iptablesCommand } from './iptables';
import { linkCommand } from './links';
import { neighbourCommand } from './neighbours';
import { netnsCommand } from './netns';
import { pingCommand } from './ping';
import { bridgeCommand, nexthopCommand, ruleCommand } from './policies';
import { routeCommand } from './routes';
import { setCommand } from './sets';
import { topology, type Topology } from './topology';

/** A piece of the grammar, and how often programs use it compared with the others. */
const PIECES: readonly { readonly weight: number; readonly make: (topology: Topology) => fc.Arbitrary<string> }[] = [
  { weight: 5, make: linkCommand },
  { weight: 5, make: addressCommand },
  { weight: 6, make: routeCommand },
  { weight: 3, make: neighbourCommand },
  { weight: 2, make: netnsCommand },
  { weight: 7, make: iptablesCommand },
  { weight: 6, make: pingCommand },
  { weight: 2, make: fileCommand },
];

/** What the programs of both families are made of beside that: rules and sets of IPv6, policies, next hops, bridges. */
const WIDE_PIECES: readonly {
  readonly weight: number;
  readonly make: (topology: DualTopology) => fc.Arbitrary<string>;
}[] = [
  { weight: 8, make: ip6tablesCommand },
  { weight: 6, make: pingCommand6 },
  { weight: 4, make: routeCommand6 },
  { weight: 3, make: addressCommand6 },
  { weight: 5, make: setCommand },
  { weight: 4, make: ruleCommand },
  { weight: 3, make: nexthopCommand },
  { weight: 3, make: bridgeCommand },
  { weight: 2, make: pingCommand },
  { weight: 2, make: linkCommand },
];

/** Programs of a few commands of setup and three to eight more, most of which make sense where they stand. */
const program: fc.Arbitrary<readonly string[]> = topology.chain((built) => commandsOn(built, PIECES));
const wideProgram = topology.map(withIpv6).chain((built) => commandsOn(built, WIDE_PIECES));

function commandsOn<Built extends Topology>(
  built: Built,
  pieces: readonly { readonly weight: number; readonly make: (topology: Built) => fc.Arbitrary<string> }[],
): fc.Arbitrary<readonly string[]> {
  return fc
    .array(fc.oneof(...pieces.map(({ weight, make }) => ({ weight, arbitrary: make(built) }))), {
      minLength: 4,
      maxLength: 8,
      size: 'max',
    })
    .map((commands) => [...built.setup, ...commands]);
}

/** Every so many programs one has both families. */
const WIDE_EVERY = 4;

/** The program of this number: always the same one. */
export function programOf(seed: number): readonly string[] {
  const [sample = []] = fc.sample(seed % WIDE_EVERY === 0 ? wideProgram : program, {
    seed,
    numRuns: 1,
    unbiased: true,
  });
  return sample;
}
