import { differences } from '../compare';
import { masked } from '../mask';
import type { CommandResult } from '../script';
import { runSimulatedProgram } from './simulated-program';
import { runRealPrograms } from './real-programs';

export type Program = readonly string[];

/** What the two sides of a program say differently; empty when they say the same. */
export async function differenceOf(program: Program, real: readonly CommandResult[]): Promise<string> {
  return differences('program', masked(real), masked(await runSimulatedProgram(program)));
}

/** Compares programs on both sides, both anew. */
export async function differencesOf(programs: readonly Program[]): Promise<readonly string[]> {
  const found: Promise<string>[] = [];
  await runRealPrograms(programs, (index, real) => {
    found[index] = differenceOf(programs[index] ?? [], real);
  });
  return Promise.all(
    programs.map((_, index) => found[index] ?? Promise.resolve('The program did not run on the real side.')),
  );
}

/**
 * The smallest program that still differs: tries to leave out halves, then smaller pieces, then single commands, as delta debugging does. A program
 * that differs only now and then is kept as it is.
 */
export async function minimised(program: Program): Promise<Program> {
  let smallest = program;
  for (let size = Math.ceil(smallest.length / 2); size >= 1;) {
    const candidates: Program[] = [];
    for (let start = 0; start < smallest.length; start += size)
      candidates.push([...smallest.slice(0, start), ...smallest.slice(start + size)]);
    const answers = await differencesOf(candidates);
    const better = candidates.find((_, index) => answers[index] !== '');
    if (better !== undefined) {
      smallest = better;
      size = Math.min(size, Math.max(1, Math.ceil(smallest.length / 2)));
      if (smallest.length <= 1) break;
    } else {
      if (size === 1) break;
      size = Math.ceil(size / 2);
    }
  }
  return smallest;
}
