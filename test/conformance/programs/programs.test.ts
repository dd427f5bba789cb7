import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNotReal } from '../real';
import { differenceOf, differencesOf, minimised, type Program } from './check';
import { programOf } from './grammar/program';
import { runRealPrograms } from './real-programs';

/**
 * Random programs of ip, iptables, ping and their like, the same ones every time, on the real kernel and in the simulator. CKA_NET_RUNS programs
 * from the number CKA_NET_SEED on; with the number alone just that one.
 */
const { CKA_NET_SEED: seed, CKA_NET_RUNS: runs } = process.env;
const FIRST = Number(seed ?? 1);
const COUNT = Number(runs ?? (seed === undefined ? 2000 : 1));
const PER_TEST = 100;
/** A program that differs is tried again on a machine that has calmed down: the real side has real timers. */
const TRIES = 2;

const obstacle = whyNotReal();

/** An answer that is still to come. */
class Pending {
  resolve!: (difference: string) => void;
  reject!: (error: unknown) => void;
  readonly promise = new Promise<string>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
}

describe.skipIf(obstacle !== undefined)('random programs answer as the real tools do', { retry: 0 }, () => {
  const programs = Array.from({ length: COUNT }, (_, index) => programOf(FIRST + index));
  const pending = programs.map(() => new Pending());
  let running: Promise<void> = Promise.resolve();

  beforeAll(() => {
    running = runRealPrograms(programs, (index, real) => {
      const answer = pending[index];
      if (answer) differenceOf(programs[index] ?? [], real).then(answer.resolve, answer.reject);
    });
    running.catch((error: unknown) => pending.forEach((answer) => answer.reject(error)));
    for (const { promise } of pending) promise.catch(() => undefined);
  });
  afterAll(() => running);

  const starts = Array.from({ length: Math.ceil(COUNT / PER_TEST) }, (_, batch) => batch * PER_TEST);
  it.each(starts.map((start) => [FIRST + start, FIRST + Math.min(start + PER_TEST, COUNT) - 1, start] as const))(
    'programs %i to %i',
    async (_first, _last, start) => {
      const answers = await Promise.all(pending.slice(start, start + PER_TEST).map((answer) => answer.promise));
      let suspects = answers.flatMap((answer, index) => (answer === '' ? [] : [start + index]));
      for (let tries = 0; tries < TRIES && suspects.length > 0; tries++) {
        await running;
        const again = await differencesOf(suspects.map((index) => programs[index] ?? []));
        suspects = suspects.filter((_index, i) => again[i] !== '');
      }
      expect(
        await Promise.all(suspects.map((index) => report(index, programs[index] ?? []))),
        'programs that differ',
      ).toEqual([]);
    },
    600_000,
  );
});

/** The smallest program that shows the difference, both sides of it, and how to run it alone. */
async function report(index: number, program: Program): Promise<string> {
  const small = await minimised(program);
  const [difference = ''] = await differencesOf([small]);
  return `Program ${FIRST + index} (CKA_NET_SEED=${FIRST + index} runs it alone), made small:\n${small.join('\n')}\n\n${difference}`;
}
