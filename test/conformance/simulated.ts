import { createLab } from '../../src/engine';
import { driverScript, resultsOf, type CommandResult } from './script';

/** Runs the commands in a new lab `empty`, in one shell, as the real side does. */
export async function runSimulated(commands: readonly string[]): Promise<readonly CommandResult[]> {
  const lab = await createLab('empty');
  let stdout = '';
  let stderr = '';
  await lab.run(driverScript(commands), {
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    signal: new AbortController().signal,
    pace: 'virtual',
  });
  return resultsOf(commands, stdout, stderr);
}
