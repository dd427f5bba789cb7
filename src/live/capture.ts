import { execFile } from 'node:child_process';

/** What a program printed, or undefined when it failed, was not there or took too long. Arguments are never a shell's to read. */
export function capture(
  file: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly timeoutMs?: number } = {},
): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(
      file,
      [...args],
      {
        encoding: 'utf8',
        timeout: options.timeoutMs ?? 5000,
        maxBuffer: 16 * 1024 * 1024,
        ...(options.env && { env: options.env }),
      },
      (error, stdout) => resolve(error ? undefined : stdout),
    );
  });
}
