import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { differences } from '../compare';
import { splitScript } from '../script';
import { masked } from './mask';
import { runReal, whyNotReal } from './real';
import { runSimulated } from './simulated';

/** What kubectl does without a server: the real v1.35.2 and the built-in one print and return the same. */
const SCRIPTS = path.join(import.meta.dirname, 'client');
const names = readdirSync(SCRIPTS)
  .filter((file) => file.endsWith('.sh'))
  .map((file) => file.slice(0, -'.sh'.length))
  .sort();
const obstacle = await whyNotReal();
if (obstacle !== undefined) console.warn(`kubectl conformance is left out: ${obstacle}`);

it('has the real kubectl in CI', () => {
  if (process.env['CI'] === 'true') expect(obstacle, 'the real kubectl must be there when CI=true').toBeUndefined();
});

describe.skipIf(obstacle !== undefined)('the built-in kubectl answers as the real one does', () => {
  it.each(names)('%s', async (name) => {
    const commands = splitScript(readFileSync(path.join(SCRIPTS, `${name}.sh`), 'utf8'));
    const [real, simulated] = await Promise.all([runReal(commands), runSimulated(commands)]);
    const found = differences(`${name}.sh`, masked(real), masked(simulated));
    if (found !== '') throw new Error(`The built-in kubectl differs from the real one:\n\n${found}\n`);
  });
});
