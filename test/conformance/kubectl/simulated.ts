import { createLab } from '../../../src/engine';
import { driverScript, resultsOf, type CommandResult } from '../script';
import { PAUSE } from './pause';

/** Runs the commands with the built-in kubectl in a new lab `empty`. */
export async function runSimulated(commands: readonly string[]): Promise<readonly CommandResult[]> {
  const lab = await createLab('empty');
  let stdout = '';
  let stderr = '';
  const script = driverScript(commands, { ...PAUSE, prepare: ['ip link set lo up'] });
  await lab.run(script, {
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    signal: new AbortController().signal,
    pace: 'virtual',
  });
  return resultsOf(commands, stdout, stderr);
}
