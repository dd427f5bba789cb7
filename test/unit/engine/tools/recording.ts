import { readFileSync } from 'node:fs';

/** One command as recorded on a real Debian 12 machine, in a network namespace of its own. */
export interface RecordedCommand {
  /** The host it ran on. */
  readonly host: string;
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/**
 * Reads a recording: `HOST$ COMMAND`, then its standard output with `1 ` before each line, its standard error with `2 `, and `= STATUS`.
 * The path is relative to this folder.
 */
export function readRecording(path: string): readonly RecordedCommand[] {
  const lines = readFileSync(new URL(path, import.meta.url), 'utf8').split('\n');
  const commands: RecordedCommand[] = [];
  let current = { host: '', command: '', stdout: '', stderr: '' };
  for (const [i, line] of lines.entries()) {
    const prompt = /^(\w+)\$ (.*)/.exec(line);
    if (prompt) current = { host: prompt[1] ?? '', command: prompt[2] ?? '', stdout: '', stderr: '' };
    else if (line.startsWith('1 ')) current.stdout += `${line.slice(2)}\n`;
    else if (line.startsWith('2 ')) current.stderr += `${line.slice(2)}\n`;
    else if (line.startsWith('= ')) commands.push({ ...current, exitCode: Number(line.slice(2)) });
    else if (line !== '') throw new Error(`${path}:${i + 1}: not a recording line: ${line}`);
  }
  return commands;
}
