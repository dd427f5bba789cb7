import { describe, expect, it } from 'vitest';
import { Quiet } from '../../conformance/quiet';

describe('who may use the machine in a comparison', () => {
  it('lets many run side by side, and one alone when nobody runs', async () => {
    const quiet = new Quiet();
    let running = 0;
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} beside ${running}`);
      running++;
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      running--;
    };
    await Promise.all([
      quiet.shared(work('a')),
      quiet.shared(work('b')),
      quiet.alone(work('c')),
      quiet.alone(work('d')),
      quiet.shared(work('e')),
      quiet.shared(() => Promise.reject(new Error('failed'))).catch(() => undefined),
    ]);

    expect(seen).toEqual(['a beside 0', 'b beside 1', 'c beside 0', 'd beside 0', 'e beside 0']);
  });
});
