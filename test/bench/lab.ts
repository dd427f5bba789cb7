import { createLab, type Lab } from '../../src/engine';

export type { Lab };

/** A new lab `empty`. */
export function emptyLab(): Promise<Lab> {
  return createLab('empty');
}

/** The same with files: a script of many megabytes would be more than bash's parser here takes. */
export function labWithFiles(files: Readonly<Record<string, string>>): Promise<Lab> {
  return createLab({ hosts: [{ name: 'host01', files }] });
}

/** Runs a cell and answers what it printed; throws when it fails, so that no benchmark measures errors. */
export async function runCell(lab: Lab, script: string): Promise<string> {
  let output = '';
  const { exitCode } = await lab.run(script, {
    stdout: (text) => (output += text),
    stderr: (text) => (output += text),
    signal: new AbortController().signal,
    pace: 'virtual',
  });
  if (exitCode !== 0) throw new Error(`exit status ${exitCode}: ${output.slice(0, 2000)}`);
  return output;
}
