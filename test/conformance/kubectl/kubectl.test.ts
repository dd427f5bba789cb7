import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { differences } from '../compare';
import { splitScript } from '../script';
import { masked } from './mask';
import { runReal, whyNotReal } from './real';
import { runRealServed } from './served';
import { runSimulated } from './simulated';

/**
 * The real kubectl v1.35.2 and the built-in one print and return the same: without a server (`client`), and each against a fresh API server of a
 * lab (`server`), the real one through `cka-net serve`'s HTTPS server.
 */
const namesIn = (folder: string): readonly string[] =>
  readdirSync(path.join(import.meta.dirname, folder))
    .filter((file) => file.endsWith('.sh'))
    .map((file) => file.slice(0, -'.sh'.length))
    .sort();
const obstacle = await whyNotReal();
if (obstacle !== undefined) console.warn(`kubectl conformance is left out: ${obstacle}`);

it('has the real kubectl in CI', () => {
  if (process.env['CI'] === 'true') expect(obstacle, 'the real kubectl must be there when CI=true').toBeUndefined();
});

async function compare(folder: 'client' | 'server', name: string): Promise<void> {
  const commands = splitScript(readFileSync(path.join(import.meta.dirname, folder, `${name}.sh`), 'utf8'));
  const served = folder === 'server';
  const real = await (served ? runRealServed(commands) : runReal(commands));
  const found = differences(`${name}.sh`, masked(real), masked(await runSimulated(commands, served)));
  if (found !== '') throw new Error(`The built-in kubectl differs from the real one:\n\n${found}\n`);
}

describe.skipIf(obstacle !== undefined)('the built-in kubectl answers as the real one does', () => {
  it.each(namesIn('client'))('without a server: %s', (name) => compare('client', name));
  it.each(namesIn('server'))('with a server: %s', (name) => compare('server', name));
});
