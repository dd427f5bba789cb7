import { describe, expect, it } from 'vitest';
import { runIn } from '../../lab/lab-run';

const FILES =
  "printf '1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n' > a; printf '1\\n3\\n4\\nfour\\n5\\n6\\n7\\n8\\nnine' > b; ";

describe('diff', () => {
  it('prints the normal format', async () => {
    expect(await runIn('empty', `${FILES}diff a b`)).toEqual({
      stdout: '2d1\n< 2\n4a4\n> four\n9c9\n< 9\n---\n> nine\n\\ No newline at end of file\n',
      stderr: '',
      exitCode: 1,
    });
  });

  it('prints the unified format with the files’ times', async () => {
    const { stdout } = await runIn('empty', `${FILES}diff -U1 a b`);
    expect(stdout).toBe(
      '--- a\t2026-01-01 00:00:00.000000000 +0000\n+++ b\t2026-01-01 00:00:00.000000000 +0000\n' +
        '@@ -1,5 +1,5 @@\n 1\n-2\n 3\n 4\n+four\n 5\n@@ -8,2 +8,2 @@\n 8\n-9\n+nine\n\\ No newline at end of file\n',
    );
  });

  it('tells same, different and missing apart', async () => {
    const { stdout, stderr } = await runIn(
      'empty',
      'echo x > a; echo X > b; diff a a; echo $?; diff -i a b; echo $?; diff -q a b; echo $?; diff -s a a; diff a nope; echo $?; echo x | diff a -',
    );
    expect(stdout).toBe('0\n0\nFiles a and b differ\n1\nFiles a and a are identical\n2\n');
    expect(stderr).toBe('diff: nope: No such file or directory\n');
  });

  it('compares directories', async () => {
    const { stdout } = await runIn('empty', 'mkdir d e; echo 1 > d/x; echo 2 > e/x; touch d/only; diff -r d e');
    expect(stdout).toBe('Only in d: only\ndiff -r d/x e/x\n1c1\n< 1\n---\n> 2\n');
  });
});
