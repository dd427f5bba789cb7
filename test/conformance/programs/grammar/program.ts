import fc from 'fast-check';
import { addressCommand } from './addr';
import { fileCommand } from './files';
import { iptablesCommand } from './iptables';
import { linkCommand } from './links';
import { neighbourCommand } from './neighbours';
import { netnsCommand } from './netns';
import { pingCommand } from './ping';
import { routeCommand } from './routes';
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

/** Programs of a few commands of setup and three to eight more, most of which make sense where they stand. */
const program: fc.Arbitrary<readonly string[]> = topology.chain((built) =>
  fc
    .array(fc.oneof(...PIECES.map(({ weight, make }) => ({ weight, arbitrary: make(built) }))), {
      minLength: 4,
      maxLength: 8,
      size: 'max',
    })
    .map((commands) => [...built.setup, ...commands]),
);

/** The program of this number: always the same one. */
export function programOf(seed: number): readonly string[] {
  const [sample = []] = fc.sample(program, { seed, numRuns: 1, unbiased: true });
  return sample;
}
