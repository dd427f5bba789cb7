import { createLab, type Lab } from '../../../../src/engine';

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs a script on a lab's host and gathers what it printed. */
export async function runOn(
  lab: Lab,
  script: string,
  options: {
    readonly host?: string;
    readonly signal?: AbortSignal;
    readonly scriptName?: string;
    onText?(text: string): void;
  } = {},
): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  const { exitCode } = await lab.run(script, {
    stdout: (text) => {
      stdout += text;
      options.onText?.(text);
    },
    stderr: (text) => (stderr += text),
    signal: options.signal ?? new AbortController().signal,
    pace: 'virtual',
    ...(options.host !== undefined && { host: options.host }),
    ...(options.scriptName !== undefined && { scriptName: options.scriptName }),
  });
  return { stdout, stderr, exitCode };
}

/** A fresh lab and one script in it. */
export async function runIn(lab: unknown, script: string): Promise<Outcome> {
  return runOn(await createLab(lab), script);
}
