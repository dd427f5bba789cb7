import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';

const project = path.resolve(import.meta.dirname, '../../..');
const program = path.join(project, 'dist/cli.js');

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}

/** Runs the built `cka-net` as a user does. */
export function ckaNet(args: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: project, timeout: 30_000 });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), status });
    });
    child.stdin.on('error', () => undefined); // the program may end before it has read everything
    child.stdin.end(input);
  });
}

/** Builds the program once before the tests of a file. */
export function buildFirst(): void {
  beforeAll(() => {
    const built = spawnSync(process.execPath, ['scripts/build.mjs', '--only=cli'], { cwd: project, encoding: 'utf8' });
    expect(built.stdout + built.stderr).toContain('built in');
  }, 60_000);
}

/** A folder that is gone after the tests; answers a function that puts a file there and gives its path. */
export function scratch(): (name: string, content: string | Uint8Array) => string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cka-net-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, content) => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };
}
