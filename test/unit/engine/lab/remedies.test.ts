import { describe, expect, it } from 'vitest';
import { createLab, createRecorder, findRemedy, type Lab, type Remedy } from '../../../../src/engine';
import { explainWalks, failureOf } from '../../../../src/engine/walk/explain';
import type { PacketWalk } from '../../../../src/engine/walk/step';
import type { BrokenLab } from './broken-lab';
import { BROKEN_NEIGHBOURS_AND_NAT } from './broken-neighbours-and-nat';
import { BROKEN_ROUTES_AND_LINKS } from './broken-routes-and-links';
import { runOn } from './lab-run';

const { signal } = new AbortController();

async function broken({ lab: definition, setup }: BrokenLab): Promise<Lab> {
  const lab = await createLab(definition);
  for (const [host, script] of setup) await runOn(lab, script, { host });
  return lab;
}

async function walked(lab: Lab, command: string): Promise<{ exitCode: number; walks: readonly PacketWalk[] }> {
  const fork = lab.fork();
  const recorder = createRecorder();
  fork.world.recorder = recorder;
  const { exitCode } = await runOn(fork, command);
  return { exitCode, walks: recorder.walks() };
}

/** The lab after some of the changes, typed as they are offered. */
async function after(lab: Lab, changes: readonly Remedy[]): Promise<Lab> {
  const fork = lab.fork();
  for (const { host, command } of changes) expect((await runOn(fork, command, { host })).exitCode).toBe(0);
  return fork;
}

describe.each([...BROKEN_ROUTES_AND_LINKS, ...BROKEN_NEIGHBOURS_AND_NAT].map((each) => [each.name, each] as const))(
  '%s',
  (_, each) => {
    it('is named with its place, and the smallest change is offered and works', async () => {
      const lab = await broken(each);
      const { exitCode, walks } = await walked(lab, each.command);
      expect(exitCode).not.toBe(0);
      const failure = failureOf(walks);
      const { step } = failure ?? {};
      expect({
        at:
          step && [step.netns === '' ? step.host : `${step.host}/${step.netns}`, step.device].filter(Boolean).join(' '),
        which: failure?.which,
        reason: step?.reason,
        cause: failure?.cause?.code,
      }).toEqual({ at: each.at, which: each.which ?? 'request', reason: each.reason, cause: each.cause });

      const remedy = (await findRemedy(lab, each.command, undefined, signal)) ?? [];
      const lines = remedy.map(({ host, command }) => `${host}# ${command.replace(/^kill \d+/, 'kill PID')}`);
      expect(lines).toEqual(each.remedy);
      expect((await walked(await after(lab, remedy), each.command)).exitCode).toBe(0);
      // Nothing smaller: no change is there for nothing.
      for (let left = 0; left < remedy.length; left++) {
        const fewer = await after(
          lab,
          remedy.filter((__, i) => i !== left),
        );
        expect((await walked(fewer, each.command)).exitCode).not.toBe(0);
      }

      for (const language of ['en', 'ko'] as const) {
        const text = explainWalks(walks, language, remedy);
        for (const fact of [each.reason, ...each.at.split(/[ /]/), ...each.says]) expect(text).toContain(fact);
        for (const { host, command } of remedy) expect(text).toContain(`\`${host}# ${command}\``);
        expect(text.split('. ').length).toBeLessThanOrEqual(3);
      }
      expect(explainWalks(walks, 'ko')).toMatch(/[가-힣]/);
    });
  },
);
