import { expect, it } from 'vitest';
import { createLab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

const run = async (script: string): Promise<string> => {
  const { stdout, stderr } = await runOn(await createLab('empty'), script);
  return stdout + stderr;
};

it('copies over what is there, into directories, and whole trees', async () => {
  expect(await run('echo a > x; echo b > y; cp x y; cat y')).toBe('a\n');
  expect(await run('mkdir d; echo a > x; cp -i x d/; cat d/x; cp -r d e; cat e/x; chmod 600 x; cp x z; ls -l z | cut -c1-10')).toBe('a\na\n-rw-------\n'); // prettier-ignore
});

it('says what cannot be copied as coreutils does', async () => {
  expect(await run('cp none y; mkdir d; cp d e; echo a > x; cp x x; cp x; cp; cp -y x z')).toBe("cp: cannot stat 'none': No such file or directory\ncp: -r not specified; omitting directory 'd'\ncp: 'x' and 'x' are the same file\ncp: missing destination file operand after 'x'\nTry 'cp --help' for more information.\ncp: missing file operand\nTry 'cp --help' for more information.\ncp: invalid option -- 'y'\nTry 'cp --help' for more information.\n"); // prettier-ignore
});
