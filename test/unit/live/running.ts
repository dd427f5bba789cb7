import type { LiveTarget } from '../../../src/live/live-target';

/** What a cell printed and returned. */
export interface CellOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs one cell on a target; `signal` cancels it, `onStdout` sees output as it comes. */
export async function runCell(
  target: LiveTarget,
  script: string,
  options: { readonly host?: string; readonly signal?: AbortSignal; readonly onStdout?: (text: string) => void } = {},
): Promise<CellOutcome> {
  let stdout = '';
  let stderr = '';
  const { exitCode } = await target.run(script, {
    host: options.host,
    signal: options.signal ?? new AbortController().signal,
    stdout: (text) => {
      stdout += text;
      options.onStdout?.(text);
    },
    stderr: (text) => (stderr += text),
  });
  return { stdout, stderr, exitCode };
}

/** Runs a cell until it has printed `after`, then cancels it. */
export function runAndCancel(target: LiveTarget, script: string, after: string, host?: string): Promise<CellOutcome> {
  const abort = new AbortController();
  let seen = '';
  return runCell(target, script, {
    ...(host !== undefined && { host }),
    signal: abort.signal,
    onStdout: (text) => {
      seen += text;
      if (seen.includes(after)) abort.abort();
    },
  });
}
