import { createLab } from '../../../src/engine';
import type { CommandResult } from '../script';

/**
 * Runs the commands in a new lab `empty`, one after another as a notebook's cells would: between two of them the virtual clock goes on as it
 * does on the real side.
 */
export async function runSimulatedProgram(commands: readonly string[]): Promise<readonly CommandResult[]> {
  const lab = await createLab('empty');
  const { signal } = new AbortController();
  const results: CommandResult[] = [];
  for (const command of commands) {
    let stdout = '';
    let stderr = '';
    const { exitCode } = await lab.run(command, {
      stdout: (text) => (stdout += text),
      stderr: (text) => (stderr += text),
      signal,
      pace: 'virtual',
      settles: false,
    });
    results.push({ command, stdout, stderr, exitCode });
    await lab.run('sleep 0.05', {
      stdout: () => undefined,
      stderr: () => undefined,
      signal,
      pace: 'virtual',
      settles: false,
    });
  }
  return results;
}
