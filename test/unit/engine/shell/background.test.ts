import { describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../src/engine';

async function run(lab: Lab, script: string): Promise<string> {
  let text = '';
  const print = (part: string): void => void (text += part);
  await lab.run(script, { stdout: print, stderr: print, signal: new AbortController().signal, pace: 'virtual' });
  return text;
}

describe('commands in the background, from cell to cell', () => {
  it('an endless ping goes on in the next cell, and can be killed there', async () => {
    const lab = await createLab('empty');
    await run(lab, 'ip link set lo up\nping 127.0.0.1 > /tmp/log &');
    const before = Number(await run(lab, 'grep -c from /tmp/log'));
    expect(before).toBeGreaterThan(0);
    await run(lab, 'sleep 10');
    const after = Number(await run(lab, 'kill %1; grep -c from /tmp/log'));
    expect(after).toBeGreaterThan(before + 9);
    await run(lab, 'sleep 10');
    expect(Number(await run(lab, 'grep -c from /tmp/log'))).toBe(after);
  });

  it('that has ended but was not told of yet is a job without a process', async () => {
    const lab = await createLab('empty');
    expect(await run(lab, 'sleep 1 & sleep 2; kill %1; echo $?; kill %7')).toMatch(
      /^bash: kill: \(\d+\) - No such process\n1\nbash: kill: %7: no such job\n$/,
    );
  });

  it('a fork has its own copy of a ping that is under way', async () => {
    const lab = await createLab('empty');
    await run(lab, 'ip link set lo up\nping 127.0.0.1 > /tmp/log &');
    const fork = lab.fork();
    expect(await run(fork, 'kill %1; jobs')).toContain('Terminated');
    expect(await run(lab, 'jobs')).toContain('Running');
    const before = Number(await run(lab, 'grep -c from /tmp/log'));
    await run(lab, 'sleep 5');
    expect(Number(await run(lab, 'grep -c from /tmp/log'))).toBeGreaterThan(before + 4);
  });

  it('what is due soon after a cell still belongs to it', async () => {
    const lab = await createLab('empty');
    expect(await run(lab, '( sleep 1; echo late ) & echo first')).toBe('first\nlate\n');
  });

  it('a loop that nothing else can end does not stop the foreground', async () => {
    const lab = await createLab('empty');
    const text = await run(lab, 'while true; do :; done & sleep 0.1; echo here; kill %1');
    expect(text).toBe('here\n');
  });
});
