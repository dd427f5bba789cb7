import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKubeTarget } from '../../../src/live/kube-target';
import { LiveRefusal } from '../../../src/live/refusal';
import type { LiveTarget } from '../../../src/live/live-target';
import { runAndCancel, runCell } from './running';

const CONTEXT = { name: 'kind-kind', cluster: 'kind-kind', kindCluster: 'kind' };

function open(isTrusted = () => true): LiveTarget {
  return openKubeTarget({ context: CONTEXT, files: ['/nonexistent/config'], env: process.env, cwd: '/', isTrusted });
}

/** Whether a process is there and not a zombie that nobody has waited for. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function untilGone(pid: number): Promise<boolean> {
  for (let i = 0; i < 40 && isRunning(pid); i++) await delay(50);
  return !isRunning(pid);
}

describe.skipIf(process.platform === 'win32')('a notebook on a live kernel', () => {
  let target: LiveTarget;
  beforeEach(() => {
    target = open();
  });
  afterEach(() => target.end());

  it('keeps standard output and standard error apart and returns the last status', async () => {
    expect(await runCell(target, 'echo out; echo err >&2; (exit 4)')).toEqual({
      stdout: 'out\n',
      stderr: 'err\n',
      exitCode: 4,
    });
  });

  it('keeps variables, functions, aliases and the directory from cell to cell', async () => {
    await runCell(target, 'x=5\nf() { echo "f $1"; }\nalias hi="echo hello"\ncd /tmp');
    expect((await runCell(target, 'f $x; hi; pwd')).stdout).toBe('f 5\nhello\n/tmp\n');
  });

  it('hands the status of one cell to the next', async () => {
    await runCell(target, '(exit 9)');
    expect((await runCell(target, 'echo $?')).stdout).toBe('9\n');
  });

  it('streams: output arrives while the cell runs', async () => {
    const arrivals: string[] = [];
    const done = runCell(target, 'echo first; sleep 0.4; echo second', { onStdout: (text) => arrivals.push(text) });
    await delay(250);
    expect(arrivals.join('')).toBe('first\n');
    await done;
    expect(arrivals.join('')).toBe('first\nsecond\n');
  });

  it('speaks as bash at a prompt', async () => {
    expect(await runCell(target, 'nosuchcommand')).toEqual({
      stdout: '',
      stderr: 'bash: nosuchcommand: command not found\n',
      exitCode: 127,
    });
  });

  it.each([
    ['an unterminated quote', 'echo "abc', 'unexpected EOF while looking for matching `"\''],
    ['an unterminated compound', 'if true; then', 'syntax error: unexpected end of file'],
    ['an unterminated here-document', 'cat <<END\nabc', 'here-document at line 1 delimited by end-of-file'],
    ['a stray closing word', 'done', "syntax error near unexpected token `done'"],
  ])('%s is that cell’s error, not a hang', async (_, script, message) => {
    expect((await runCell(target, script)).stderr).toContain(message);
    expect((await runCell(target, 'echo still here')).stdout).toBe('still here\n');
  });

  it.each([
    ['reads standard input', 'cat; read -r line; echo "[$line]"', '[]\n'],
    ['prints control characters', "printf '\\036 not a mark \\036'", '\u001e not a mark \u001e'],
    ['redirects the shell’s own output', 'exec >/dev/null 2>&1; echo lost', ''],
    ['traces', 'set -x; : traced; set +x', ''],
    ['prints without a last newline', 'printf abc', 'abc'],
    ['has Windows line ends', 'echo a\r\necho b\r\n', 'a\nb\n'],
  ])('a cell that %s keeps to its place', async (_, script, stdout) => {
    expect((await runCell(target, script)).stdout).toBe(stdout);
    expect(await runCell(target, 'echo next')).toEqual({ stdout: 'next\n', stderr: '', exitCode: 0 });
  });

  it('passes a megabyte of output whole', async () => {
    const { stdout } = await runCell(target, 'head -c 1000000 /dev/zero | tr "\\0" a; echo; echo "é"');
    expect(stdout.length).toBe(1_000_003);
    expect(stdout.endsWith('a\né\n')).toBe(true);
  });

  it('a prompt that a cell sets is not printed between cells', async () => {
    await runCell(target, "PS1='$ '; PS2='> '");
    expect(await runCell(target, 'echo a')).toEqual({ stdout: 'a\n', stderr: '', exitCode: 0 });
  });

  it('cells asked for at once run one after the other', async () => {
    const outcomes = await Promise.all([runCell(target, 'sleep 0.2; n=1'), runCell(target, 'echo $n')]);
    expect(outcomes[1].stdout).toBe('1\n');
  });

  it('cancelling ends the process group’s foreground and keeps the shell', async () => {
    await runCell(target, 'kept=yes');
    const started = Date.now();
    const { stdout, exitCode } = await runAndCancel(
      target,
      'echo $$; sleep 1000 & echo "child $!"; wait; echo after',
      'child',
    );
    expect(exitCode).toBe(130);
    expect(stdout).not.toContain('after');
    expect(Date.now() - started).toBeLessThan(5000);
    expect((await runCell(target, 'echo $kept')).stdout).toBe('yes\n');
  });

  it('a cancelled `sleep 1000` is gone', async () => {
    const { stdout } = await runAndCancel(target, "bash -c 'echo pid $$; exec sleep 1000'", 'pid');
    const pid = Number(/pid (\d+)/.exec(stdout)?.[1]);
    expect(pid).toBeGreaterThan(1);
    expect(await untilGone(pid)).toBe(true);
  });

  it('cancelling stops an endless loop', async () => {
    expect((await runAndCancel(target, 'echo go; while true; do :; done', 'go')).exitCode).toBe(130);
    expect((await runCell(target, 'echo fine')).stdout).toBe('fine\n');
  });

  it('a process that ignores SIGINT is killed with the shell, and the next cell has a new one', async () => {
    const script = 'x=1; bash -c \'trap "" INT; echo pid $$; while :; do sleep 0.1; done\'';
    const { stdout, exitCode } = await runAndCancel(target, script, 'pid');
    expect(exitCode).toBe(130);
    expect(await untilGone(Number(/pid (\d+)/.exec(stdout)?.[1]))).toBe(true);
    expect((await runCell(target, 'echo "[$x]"')).stdout).toBe('[]\n');
  });

  it('a cell cancelled before it starts does not run', async () => {
    const signal = AbortSignal.abort();
    expect(await runCell(target, 'echo ran', { signal })).toEqual({ stdout: '', stderr: '', exitCode: 130 });
  });

  it('`exit 3` ends the cell with 3 and the next cell gets a new shell', async () => {
    await runCell(target, 'x=1');
    expect(await runCell(target, 'echo bye; exit 3')).toEqual({ stdout: 'bye\n', stderr: '', exitCode: 3 });
    expect((await runCell(target, 'echo "[$x]"')).stdout).toBe('[]\n');
  });

  it('`exit` is not held up by a background process that keeps the streams open', async () => {
    const { stdout, exitCode } = await runCell(target, 'sleep 60 & echo "pid $!"; exit 2');
    process.kill(Number(/pid (\d+)/.exec(stdout)?.[1]), 'SIGKILL');
    expect(exitCode).toBe(2);
  });

  it('closing the notebook ends everything, background processes too', async () => {
    const { stdout } = await runCell(target, 'sleep 1000 & echo "$! $$"');
    const [child = 0, shell = 0] = stdout.trim().split(' ').map(Number);
    await target.end();
    expect([await untilGone(child), await untilGone(shell)]).toEqual([true, true]);
    await expect(runCell(target, 'echo x')).rejects.toThrow('its notebook was closed');
  });

  it('kubectl’s context is chosen by a file of its own, and the user’s kubeconfig stays behind it', async () => {
    const { stdout } = await runCell(target, 'echo $KUBECONFIG; cat ${KUBECONFIG%%:*}; alias k');
    const [paths = '', ...rest] = stdout.split('\n');
    const [own = '', users] = paths.split(':');
    expect(users).toBe('/nonexistent/config');
    expect(rest.join('\n')).toBe("apiVersion: v1\nkind: Config\ncurrent-context: kind-kind\nalias k='kubectl'\n");
    await target.end();
    expect(existsSync(own)).toBe(false);
  });

  it('refuses a host name that could be an option, before docker sees it', async () => {
    const outcome = await runCell(target, 'echo x', { host: '--privileged' });
    expect(outcome).toMatchObject({ stdout: '', exitCode: 255 });
    expect(outcome.stderr).toContain("'--privileged' cannot be the name of a node");
  });

  it('says what could not be started', async () => {
    const lost = openKubeTarget({
      context: CONTEXT,
      files: [],
      env: { PATH: '/nonexistent' },
      cwd: '/',
      isTrusted: () => true,
    });
    await expect(runCell(lost, 'echo x')).rejects.toThrow(/Could not start bash: spawn bash ENOENT/);
    await lost.end();
  });
});

describe('an untrusted workspace', () => {
  it('opens no live target', () => {
    expect(() => open(() => false)).toThrow(LiveRefusal);
  });

  it('runs no cell on a target that was opened before', async () => {
    let trusted = true;
    const target = open(() => trusted);
    trusted = false;
    const marker = `/tmp/cka-net-untrusted-${process.pid}`;
    await expect(runCell(target, `touch ${marker}`)).rejects.toThrow('trusted workspace');
    await expect(target.observe()).rejects.toThrow('trusted workspace');
    expect(existsSync(marker)).toBe(false);
    await target.end();
  });
});
