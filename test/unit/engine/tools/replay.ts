import { expect, test } from 'vitest';
import type { Tool } from '../../../../src/engine/tools/tool';
import type { TestLab } from './bench-host';
import { readRecording } from './recording';

export interface ReplayOptions {
  /** Tools by name that the recording uses; commands of other programs are run by `other` or are not allowed. */
  readonly tools: readonly Tool[];
  /** Rewrites texts on both sides before they are compared (times, identifiers). */
  readonly mask?: (text: string) => string;
  /** Performs a setup command that is no tool under test, such as `ip link set a0 down`. */
  readonly other?: (lab: TestLab, host: string, command: string) => void;
}

/** One test per recorded command, run in order in one lab, comparing standard output, standard error and status. */
export function replay(lab: TestLab, path: string, options: ReplayOptions): void {
  const mask = options.mask ?? ((text) => text);
  for (const [i, recorded] of readRecording(path).entries()) {
    const { host, command } = recorded;
    test(`${i + 1}. ${host}$ ${command}`, async () => {
      const tool = options.tools.find(({ name }) => name === command.split(' ')[0]);
      if (!tool) {
        if (!options.other) throw new Error(`nothing runs ${command}`);
        options.other(lab, host, command);
        return;
      }
      const { stdout, stderr, exitCode } = await lab.run(tool, host, command);
      expect({ stdout: mask(stdout), stderr: mask(stderr), exitCode }).toEqual({
        stdout: mask(recorded.stdout),
        stderr: mask(recorded.stderr),
        exitCode: recorded.exitCode,
      });
    });
  }
}
