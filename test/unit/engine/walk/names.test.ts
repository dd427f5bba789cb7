import { describe, expect, it } from 'vitest';
import { createLab, createRecorder, findRemedy } from '../../../../src/engine';
import { explainWalks, verdictOf } from '../../../../src/engine/walk/explain';
import { runOn } from '../lab/lab-run';

const { signal } = new AbortController();

describe('a name that nobody knows', () => {
  it.each(['ping -c 1 B', 'curl -s http://B/', 'traceroute B', 'nc -z B 80'])('is named: %s', async (command) => {
    const lab = await createLab('router');
    lab.world.recorder = createRecorder();
    const recorder = createRecorder();
    lab.world.recorder = recorder;
    expect((await runOn(lab, command)).exitCode).not.toBe(0);
    const walks = recorder.walks();
    expect(verdictOf(walks)).toMatchObject({ code: 'name-unknown', step: { host: 'A', name: 'B' } });
    for (const language of ['en', 'ko'] as const) expect(explainWalks(walks, language)).toMatch(/A.* B.*\/etc\/hosts/);
  });

  it('gets a line in /etc/hosts when the lab has a host of that name', async () => {
    const lab = await createLab('router');
    const remedy = await findRemedy(lab, 'ping -c 1 B', undefined, signal);
    expect(remedy).toEqual([{ host: 'A', command: 'echo "192.168.1.11 B" >> /etc/hosts' }]);
    expect(await findRemedy(lab, 'ping -c 1 nobody', undefined, signal)).toBeUndefined();
  });
});
