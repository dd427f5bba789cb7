import { expect, it } from 'vitest';
import { createLab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

it.each(['--zone 1', '--helper ftp', '--ctevents new', '--timeout x'])(
  'iptables -j CT %s is real, and said to be missing',
  async (words) => {
    const lab = await createLab('empty');
    const { stderr, exitCode } = await runOn(lab, `iptables -t raw -A PREROUTING -j CT ${words}`);
    expect(stderr).toContain(`cka-net: -j CT ${words.split(' ')[0] ?? ''} is not simulated yet`);
    expect(exitCode).toBe(2);
  },
);
