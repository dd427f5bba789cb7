import { describe, expect, it } from 'vitest';
import { runIn } from '../../lab/lab-run';

describe('xargs', () => {
  it.each([
    ['printf \'a b\\n"c d" e\\\\ f\\n\' | xargs -n 2 echo', 'a b\nc d e f\n'],
    ["printf 'a b\\n  c\\n' | xargs -I{} echo '<{}>' {}", '<a b> a b\n<c> c\n'],
    ["printf 'a b\\nc\\n' | xargs -L1 echo x", 'x a b\nx c\n'],
    ["printf 'a b\\0c\\0' | xargs -0 -n1 echo", 'a b\nc\n'],
    ['echo 1,2,3 | xargs -d, -n1 echo n', 'n 1\nn 2\nn 3\n\n'],
    ['xargs echo none < /dev/null', 'none\n'],
    ['xargs -r echo none < /dev/null', ''],
    ["seq 2 | xargs -I% bash -c 'echo $((% * 10))'", '10\n20\n'],
  ])('%s', async (script, stdout) => {
    expect(await runIn('empty', script)).toMatchObject({ stdout, stderr: '' });
  });

  it('ends with the statuses of findutils', async () => {
    expect(
      await runIn(
        'empty',
        'echo x | xargs false; echo $?; echo x | xargs nosuch; echo $?; echo x | xargs -n 0 echo; echo $?',
      ),
    ).toMatchObject({
      stdout: '123\n127\n1\n',
      stderr:
        "xargs: nosuch: No such file or directory\nxargs: value 0 for -n option should be >= 1\nTry 'xargs --help' for more information.\n",
    });
  });
});
