import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CommandResult } from './script';

const FOLDER = path.join(import.meta.dirname, 'recorded');

/** What the real tools answered when the script was last recorded, masked; undefined when it never was. */
export function readRecording(name: string): readonly CommandResult[] | undefined {
  const file = path.join(FOLDER, `${name}.json`);
  if (!existsSync(file)) return undefined;
  const stored = JSON.parse(readFileSync(file, 'utf8')) as readonly (Omit<CommandResult, 'exitCode'> & {
    readonly exitCode: number | null;
  })[];
  return stored.map((result) => ({ ...result, exitCode: result.exitCode ?? undefined }));
}

/** Stores the real tools' answers for machines without them. */
export function writeRecording(name: string, results: readonly CommandResult[]): void {
  mkdirSync(FOLDER, { recursive: true });
  const stored = results.map((result) => ({ ...result, exitCode: result.exitCode ?? null }));
  writeFileSync(path.join(FOLDER, `${name}.json`), `${JSON.stringify(stored, undefined, 2)}\n`);
}
