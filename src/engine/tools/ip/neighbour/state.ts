import type { NeighbourState } from '../../../kernel/records';

/** `nud_state_a2n`: a state by name; some may be shortened. Undefined when it is none that can be set. */
export function readState(word: string): NeighbourState | 'none' | undefined {
  if (word === '') return undefined;
  const state = STATES.find(([name, exact]) => name === word || (!exact && name.startsWith(word)))?.[0];
  return state === 'none' ? state : (state?.toUpperCase() as NeighbourState | undefined);
}

/** In the order they are compared, and whether they must be typed whole. */
const STATES: readonly (readonly [string, boolean])[] = [
  ['permanent', false],
  ['reachable', false],
  ['noarp', true],
  ['none', true],
  ['stale', true],
  ['incomplete', true],
  ['delay', true],
  ['probe', true],
  ['failed', false],
];
