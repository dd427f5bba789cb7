import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureKubectl } from '../../../scripts/kubectl/install.mjs';
import { driverScript, resultsOf, type CommandResult } from '../script';
import { PAUSE } from './pause';

const LIMIT_MS = 110_000;

/** Why the real kubectl cannot be run here, or undefined when it can. */
export async function whyNotReal(): Promise<string | undefined> {
  try {
    await ensureKubectl();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Runs the commands with the real kubectl, and helm, in a scratch home; where its path is printed, `/root` stands instead. `kubeconfig` is what lies in
 * ~/.kube/config: without one, kubectl knows no server but localhost:8080, where nobody listens.
 */
export async function runReal(commands: readonly string[], kubeconfig?: string): Promise<readonly CommandResult[]> {
  const { kubectl, helm } = await ensureKubectl();
  const home = mkdtempSync(path.join(tmpdir(), 'cka-kubectl-'));
  const bin = mkdtempSync(path.join(tmpdir(), 'cka-kubectl-bin-'));
  try {
    symlinkSync(kubectl, path.join(bin, 'kubectl'));
    symlinkSync(helm, path.join(bin, 'helm'));
    if (kubeconfig !== undefined) {
      mkdirSync(path.join(home, '.kube'));
      writeFileSync(path.join(home, '.kube/config'), kubeconfig);
    }
    const { stdout, stderr } = await run(driverScript(commands, PAUSE), home, bin);
    const rooted = (text: string): string => text.replaceAll(home, '/root');
    return resultsOf(commands, rooted(stdout), rooted(stderr));
  } finally {
    rmSync(home, { recursive: true, force: true });
    rmSync(bin, { recursive: true, force: true });
  }
}

function run(driver: string, home: string, bin: string): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('setsid', ['-w', 'bash', '-c', driver], {
      cwd: home,
      env: { PATH: `${bin}:/usr/bin:/bin`, HOME: home, LANG: 'C.UTF-8', TERM: 'dumb' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
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
