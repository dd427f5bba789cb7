import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { driverScript, resultsOf, type CommandResult } from '../script';
import { filesOfLab } from '../simulated';
import { SETTLE } from './settle';

/** Most of a program's time is waiting for answers that do not come, so many programs share the two processors. */
const AT_ONCE = 24;
/** The whole tree is thrown away when no program has ended for this long. */
const SILENCE_MS = 120_000;

/**
 * Runs each program with the real tools in network and mount namespaces of its own, all in one process tree; `ended` hears of each as soon as it has
 * its results.
 */
export async function runRealPrograms(
  programs: readonly (readonly string[])[],
  ended: (index: number, results: readonly CommandResult[]) => void,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cka-net-programs-'));
  try {
    mkdirSync(path.join(folder, 'etc'));
    for (const [name, content] of Object.entries(await filesOfLab())) {
      const file = path.join(folder, 'etc', name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    for (const script of ['../real-sysctls.sh', 'real-program.sh', 'real-programs.sh'])
      copyFileSync(path.join(import.meta.dirname, script), path.join(folder, path.basename(script)));
    programs.forEach((commands, index) =>
      writeFileSync(path.join(folder, `${index}.sh`), driverScript(commands, SETTLE)),
    );
    writeFileSync(path.join(folder, 'order'), programs.map((_, index) => `${index}\n`).join(''));

    const read = (file: string): string => {
      const full = path.join(folder, file);
      return existsSync(full) ? readFileSync(full, 'utf8') : '';
    };
    await run(folder, (index) => {
      const commands = programs[index] ?? [];
      ended(index, resultsOf(commands, read(`${index}.out`), read(`${index}.err`)));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(folder: string, ended: (index: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      'setsid',
      [
        ...['-w', 'unshare', '-n', '-m', '-u', '-p', '--fork', '--kill-child', '--mount-proc'],
        ...['bash', path.join(folder, 'real-programs.sh'), folder, String(AT_ONCE)],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const giveUp = (): void => {
      child.kill('SIGKILL');
      reject(new Error(`No program ended for ${SILENCE_MS / 1000} s.\n${stderr}`));
    };
    let limit = setTimeout(giveUp, SILENCE_MS);
    createInterface({ input: child.stdout }).on('line', (line) => {
      clearTimeout(limit);
      limit = setTimeout(giveUp, SILENCE_MS);
      ended(Number(line));
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(limit);
      if (code === 0) resolve();
      else reject(new Error(`The real programs ended with ${code}.\n${stderr}`));
    });
  });
}
