import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { Lab } from '../engine';
import { openLab } from './open-lab';
import { interruptSignal, print, printError, readStdin } from './streams';
import { parseArgs, UsageError } from './usage';

/** `cka-net sh`: a script in a fresh lab; stdout, stderr and exit status are the script's. */
export async function sh(args: readonly string[]): Promise<number> {
  const { values, operands } = parseArgs(args, { values: ['--lab', '-c'] });
  if (operands.length > 1) throw new UsageError(`one script file at a time; "${operands[1] ?? ''}" is too many`);
  const [file] = operands;
  const script = values.get('-c');
  if (script !== undefined && file !== undefined) throw new UsageError('give a script with -c or a file, not both');
  const lab = await openLab(values.get('--lab') ?? 'empty');
  if (script !== undefined) return runScript(lab, script, 'bash');
  if (file !== undefined) return runScript(lab, await readScript(file), file);
  if (process.stdin.isTTY) return prompt(lab);
  return runScript(lab, await readStdin(), 'bash');
}

async function readScript(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot read ${file}: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`);
  });
}

async function runScript(lab: Lab, script: string, scriptName: string): Promise<number> {
  const { exitCode } = await lab.run(script, {
    stdout: print,
    stderr: printError,
    signal: interruptSignal(),
    scriptName,
    pace: 'real',
  });
  return exitCode;
}

/** An interactive shell: one line, or one complete command of several lines, at a time; Ctrl-C ends the command, Ctrl-D the shell. */
async function prompt(lab: Lab): Promise<number> {
  const input = createInterface({ input: process.stdin, output: process.stdout });
  let status = 0;
  try {
    for (;;) {
      const line = await input.question(`root@${lab.firstHost}:~# `).catch(() => undefined);
      if (line === undefined || /^\s*(exit|logout)\s*$/.test(line)) return status;
      const controller = new AbortController();
      const stop = (): void => controller.abort('SIGINT');
      input.on('SIGINT', stop);
      ({ exitCode: status } = await lab.run(line, {
        stdout: print,
        stderr: printError,
        signal: controller.signal,
        pace: 'real',
      }));
      input.off('SIGINT', stop);
    }
  } finally {
    input.close();
    print('\n');
  }
}
