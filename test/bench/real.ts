import { spawnSync } from 'node:child_process';

/**
 * Runs a bash script with the real tools in network and mount namespaces of its own and answers what it printed; undefined, with the reason on
 * standard error, where that is not possible, and with CKA_NET_BENCH_REAL=0.
 */
export function runReal(script: string): string | undefined {
  if (process.env['CKA_NET_BENCH_REAL'] === '0') return undefined;
  const prologue = 'set -e; mount -t tmpfs tmpfs /run; mkdir /run/netns; cd /run\n';
  const { status, stdout, stderr, error } = spawnSync('unshare', ['-n', '-m', 'bash', '-s'], {
    input: prologue + script,
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  console.error(`The real tools did not run (root and iproute2 are needed): ${error?.message ?? stderr.trim()}`);
  return undefined;
}

/** As runReal, for scripts whose last line is a number of microseconds; answers milliseconds. */
export function realMs(script: string): number | undefined {
  const last = runReal(script)?.trim().split('\n').at(-1);
  return last === undefined ? undefined : Number(last) / 1000;
}
