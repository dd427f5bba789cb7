import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLab } from '../../../../src/engine';
import { programOf } from '../../../conformance/programs/grammar/program';
import { runOn } from '../lab/lab-run';
import { stateOf } from './lab-state';

const program = fc.nat({ max: 1_000_000 }).map(programOf);

it('whatever runs in a fork, its parent stays as it was, and the other way round', async () => {
  await fc.assert(
    fc.asyncProperty(program, program, async (before, after) => {
      const parent = await createLab('empty');
      for (const command of before) await runOn(parent, command);
      const state = stateOf(parent);
      const fork = parent.fork();
      expect(stateOf(fork)).toBe(state);
      for (const command of after) await runOn(fork, command);
      expect(stateOf(parent)).toBe(state);
      const forked = stateOf(fork);
      for (const command of after) await runOn(parent, `${command}; x=1`);
      expect(stateOf(fork)).toBe(forked);
    }),
    { numRuns: 60 },
  );
});
