import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { differences } from './compare';
import { masked } from './mask';
import { Quiet } from './quiet';
import { runReal, whyNotReal } from './real';
import { readRecording, writeRecording } from './recording';
import { splitScript } from './script';
import { runSimulated } from './simulated';

/**
 * The real tool is the specification: each script runs in a fresh real network namespace and in lab `empty`, and every command must print and
 * return the same. Without root on Linux the real side is what was recorded (CKA_NET_RECORD=1 records anew; CKA_NET_REPLAY=1 replays anywhere).
 */
const SCRIPTS = path.join(import.meta.dirname, 'linux');
const quiet = new Quiet();
/** The configured number of tries again. */
const LAST_TRY = 2;
/** Scripts whose recorded answers had to be taken. More than a few mean that the machine's tools are others than those recorded. */
const racing: string[] = [];
const MOST_RACES = 8;
const record = process.env['CKA_NET_RECORD'] === '1';
const obstacle = process.env['CKA_NET_REPLAY'] === '1' ? 'CKA_NET_REPLAY=1' : whyNotReal();
const names = readdirSync(SCRIPTS)
  .filter((file) => file.endsWith('.sh'))
  .map((file) => file.slice(0, -'.sh'.length))
  .sort();

if (obstacle !== undefined) console.warn(`conformance: comparing with recorded answers only: ${obstacle}`);

it('runs against the real tools in CI', () => {
  if (process.env['CI'] === 'true') expect(obstacle, 'the real tools must be there when CI=true').toBeUndefined();
});

describe.concurrent('the simulator answers as the real tools do', () => {
  it.for(names)('%s', async (name, { task }) => {
    const tries = task.result?.retryCount ?? 0;
    await (tries === 0 ? quiet.shared(() => compare(name)) : quiet.alone(() => compare(name, tries === LAST_TRY)));
  });
});

// Comes after all the others, so that it knows their outcome.
it('the real tools answer as they did when they were recorded, but for a few races', () => {
  if (racing.length > 0)
    console.warn(`The real tools answered three times otherwise than recorded: ${racing.join(', ')}`);
  expect(racing.length).toBeLessThanOrEqual(MOST_RACES);
});

/**
 * Throws when the simulator's answers to the script differ from the real ones. Some answers of the real tools depend on which of two processors
 * is faster, or on how many errors a busy kernel may send in a second: on the last try the answers that were recorded count as real ones too.
 */
async function compare(name: string, orAsRecorded = false): Promise<void> {
  const commands = splitScript(readFileSync(path.join(SCRIPTS, `${name}.sh`), 'utf8'));
  const real = obstacle === undefined ? masked(await runReal(commands)) : readRecording(name);
  if (real === undefined)
    throw new Error(`${name} has no recording: run CKA_NET_RECORD=1 npm run test:conformance as root`);
  if (record) writeRecording(name, real);
  const recorded = readRecording(name);
  const recordedCommands = recorded?.map((result) => result.command);
  expect(recordedCommands, `${name} changed since it was recorded: CKA_NET_RECORD=1 npm run test:conformance`).toEqual(
    commands,
  );

  const simulated = masked(await runSimulated(commands));
  const found = differences(`${name}.sh`, real, simulated);
  if (found !== '' && orAsRecorded && recorded && differences(`${name}.sh`, recorded, simulated) === '') {
    racing.push(name);
    return;
  }
  if (found !== '') throw new Error(`The simulator differs from the real tools:\n\n${found}\n`);
}
