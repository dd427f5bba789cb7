import { describe, expect, it } from 'vitest';
import { createLab } from '../../../../src/engine';
import { runOn } from '../lab/lab-run';

describe('a loop in the background goes on from cell to cell', () => {
  it('counts on with its variables, is listed, and is killed by its number', async () => {
    const lab = await createLab('empty');
    const first = await runOn(lab, 'i=0; while true; do i=$((i+1)); echo $i > /tmp/n; sleep 1; done &');
    expect(first.stderr).toBe('');
    await runOn(lab, 'sleep 5');
    const before = Number((await runOn(lab, 'cat /tmp/n')).stdout);
    expect(before).toBeGreaterThanOrEqual(6);
    const { stdout } = await runOn(lab, 'jobs; sleep 10; cat /tmp/n');
    expect(stdout).toBe(`[1]+  Running                 while true; do
    i=$((i+1)); echo $i > /tmp/n; sleep 1;
done &
${before + 10}
`);
    await runOn(lab, 'kill %1');
    const after = (await runOn(lab, 'cat /tmp/n')).stdout;
    expect((await runOn(lab, 'jobs; sleep 5; jobs; cat /tmp/n')).stdout).toContain('Terminated');
    expect((await runOn(lab, 'cat /tmp/n')).stdout).toBe(after);
  });

  it('runs programs of the network in it', async () => {
    const lab = await createLab('empty');
    await runOn(lab, 'ip link set lo up');
    const { stderr } = await runOn(lab, 'while true; do ping -c1 127.0.0.1 | grep ttl >> /tmp/log; sleep 2; done &');
    expect(stderr).toBe('');
    const lines = async (): Promise<number> => Number((await runOn(lab, 'wc -l < /tmp/log')).stdout);
    const before = await lines();
    await runOn(lab, 'sleep 20');
    expect(await lines()).toBe(before + 10);
  });

  it('is data: a fork goes on by itself and leaves its parent alone', async () => {
    const lab = await createLab('empty');
    await runOn(lab, 'for i in a b c d e f g h i j; do echo $i >> /tmp/l; sleep 3; done &');
    const seen = (await runOn(lab, 'cat /tmp/l')).stdout;
    const fork = lab.fork();
    await runOn(fork, 'sleep 60');
    expect((await runOn(fork, 'cat /tmp/l | tr -d "\\n"; jobs')).stdout).toMatch(/^abcdefghij\[1\]\+ {2}Done/);
    expect((await runOn(lab, 'cat /tmp/l')).stdout).toBe(seen);
  });

  it('goes on in the middle of a condition, and past a program that failed', async () => {
    const lab = await createLab('empty');
    await runOn(
      lab,
      'n=0; while :; do if [ $((n % 2)) -eq 0 ]; then sleep 3; echo even $n >> /tmp/l; else sleep 4; fi; n=$((n+1)); done &',
    );
    await runOn(lab, 'sleep 30');
    expect((await runOn(lab, 'head -3 /tmp/l')).stdout).toBe('even 0\neven 2\neven 4\n');
  });
});
