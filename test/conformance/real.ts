import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import packages from './packages.json';
import { driverScript, resultsOf, type CommandResult } from './script';
import { filesOfLab } from './simulated';

const SETUP = path.join(import.meta.dirname, 'real-setup.sh');
/** The namespace is thrown away whole after this long, with everything in it. */
const LIMIT_MS = 110_000;

/** Why the real tools cannot be run here, or undefined when they can. */
export function whyNotReal(): string | undefined {
  if (process.platform !== 'linux') return `needs Linux, this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'needs root, to make network namespaces';
  const missing = Object.entries(packages).filter(
    ([tool]) => spawnSync('which', [tool], { stdio: 'ignore' }).status !== 0,
  );
  if (missing.length > 0) {
    const debian = [...new Set(missing.map(([, name]) => name))].join(' ');
    return `needs ${missing.map(([tool]) => tool).join(', ')} (Debian: ${debian})`;
  }
  const trial = spawnSync('unshare', ['-n', '-m', '-u', 'true'], { encoding: 'utf8' });
  return trial.status === 0 ? undefined : `cannot make a network namespace: ${trial.stderr.trim()}`;
}

/** Runs the commands with the real tools in network, mount and UTS namespaces of their own, which vanish afterwards. */
export async function runReal(commands: readonly string[]): Promise<readonly CommandResult[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cka-net-conformance-'));
  try {
    const driver = path.join(folder, 'driver.sh');
    writeFileSync(driver, driverScript(commands));
    const etc = path.join(folder, 'etc');
    mkdirSync(etc);
    for (const [name, content] of Object.entries(await filesOfLab())) {
      mkdirSync(path.dirname(path.join(etc, name)), { recursive: true });
      writeFileSync(path.join(etc, name), content);
    }
    const { stdout, stderr } = await run(driver, etc);
    const results = resultsOf(commands, stdout, stderr);
    if (!stdout.includes('@@cka 0 ')) throw new Error(`The real shell did not start:\n${stderr}`);
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(driver: string, etc: string): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    // A session of its own: an interactive bash without a terminal must not find the one the tests run in. Killing the namespace's first
    // process (-p --kill-child) ends all that a script left running.
    const child = spawn(
      'setsid',
      ['-w', 'unshare', '-n', '-m', '-u', '-p', '--fork', '--kill-child', '--mount-proc', 'bash', SETUP, driver, etc],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The real run took over ${LIMIT_MS / 1000} s. Printed so far:\n${stdout}${stderr}`));
    }, LIMIT_MS);
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(limit);
      resolve({ stdout, stderr });
    });
  });
}
