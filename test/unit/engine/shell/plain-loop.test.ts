import { describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../src/engine';

async function run(lab: Lab, script: string): Promise<string> {
  let output = '';
  const { exitCode } = await lab.run(script, {
    stdout: (text) => (output += text),
    stderr: (text) => (output += text),
    signal: new AbortController().signal,
    pace: 'virtual',
  });
  return `${output}[${exitCode}]`;
}

/** What a script prints when its loops run as they are, and when a redirection that changes nothing makes them the shell's. */
async function both(loop: string, after: string): Promise<readonly [string, string]> {
  const [one, other] = [await createLab('empty'), await createLab('empty')];
  return [await run(one, `${loop}\n${after}`), await run(other, `${loop} < /dev/null\n${after}`)];
}

const AFTER = 'echo "$?|$_|$i|$j|$n"\nip -br link\nip route\nip netns';

describe('a loop that needs no shell', () => {
  it.each([
    'for i in 1 2 3; do ip link add d$i type dummy; done',
    'for i in $(seq 1 3); do ip netns add n$i; ip link add "v$i" type veth peer name p${i}x netns n$i; done',
    'for i in {3..1}; do n=$((i * 10 + 5 / 2 - 7 % 4)); ip link add d$n type dummy; done',
    'for i in a b; do for j in 1 2; do ip link add $i$j type dummy; done; done',
    'for i in 1 1; do ip link add same type dummy; done',
    'for i in 1 2; do ip link add d$i type dummy; n=last; done',
    'for i in x; do sysctl net.ipv4.ip_forward; done',
    'for i in \'a b\'; do ip link add "$i" type dummy; done',
    "for i in 'a b'; do ip link add $i type dummy; done",
    'for i in {01..03}; do ip link add d$i type dummy; done',
    'for i in 1 2; do ip link show nosuch$i || ip link add d$i type dummy; done',
    'for i in 1 2; do echo $i; ip link add d$((i/0)) type dummy; done',
    'for i in $(seq 3 1); do ip link add d$i type dummy; done',
    'for i in ~ "*" \\*; do ip link add d type dummy; done',
    'for i in 1 2 3; do n=$((n+i)); done',
    'n=5; for i in 1 2; do n=$((n+i)); ip link add d$n type dummy; done',
    'for i in 1 2; do ip link add d$RANDOM$unset type dummy; break; done',
  ])('prints and leaves behind what the shell would: %s', async (loop) => {
    const [fast, slow] = await both(loop, AFTER.replaceAll(/\bRANDOM\b/g, ''));
    expect(fast).toBe(slow);
  });

  it('keeps the attributes of variables and the options of the shell', async () => {
    for (const setting of [
      'export i',
      'declare -i n',
      'readonly i=3',
      'set -e',
      'set -u',
      'IFS=1',
      'trap "echo bye" DEBUG',
    ]) {
      const [fast, slow] = await both(
        `${setting}\nfor i in 1 21; do n=$i; ip link add d$i type dummy; ip link show no; done`,
        AFTER,
      );
      expect([setting, fast]).toEqual([setting, slow]);
    }
  });

  it('can be interrupted', async () => {
    const lab = await createLab('empty');
    const controller = new AbortController();
    const { exitCode } = await lab.run('for i in {1..1000}; do ip link show lo; done', {
      stdout: () => controller.abort(),
      stderr: () => undefined,
      signal: controller.signal,
      pace: 'virtual',
    });
    expect(exitCode).toBe(130);
  });
});
