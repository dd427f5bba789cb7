import { describe, expect, it } from 'vitest';
import { createLab } from '../../../../src/engine';

const QUIET = {
  stdout: () => undefined,
  stderr: () => undefined,
  signal: new AbortController().signal,
  pace: 'virtual',
} as const;

describe('two labs are in the same state', () => {
  it.each([
    ['after what only looks', 'ip addr; ip route | grep default; cat /etc/hosts', true],
    ['after what fails', 'ip link show nowhere; nosuchcommand', true],
    ['after what is taken back', 'x=1; unset x', true],
    ['not after a packet', 'ping -c 1 192.168.1.11', false],
    ['not after an address', 'ip addr add 10.0.0.1/24 dev eth0', false],
    ['not after a variable', 'x=1', false],
    ['not after another directory', 'cd /tmp', false],
    ['not after a function', 'f() { ip link; }', false],
    ['not after a file', 'echo 1 > /tmp/a', false],
    ['not after time has passed', 'sleep 1', false],
    ['not after a random number was drawn', 'ip link add v0 type veth peer name v1; ip link del v0', false],
  ])('%s', async (_, script, same) => {
    const lab = await createLab('router');
    await lab.run('ip addr add 192.168.1.11/24 dev lo; ls > /dev/null', QUIET);
    const other = lab.fork();
    await other.run(script, QUIET);
    expect(other.sameAs(lab)).toBe(same);
    expect(lab.sameAs(other)).toBe(same);
  });

  it('after the same commands, each run on its own', async () => {
    const lab = await createLab('switch');
    const [one, other] = [lab.fork(), lab.fork()];
    for (const each of [one, other]) await each.run('ip addr add 10.0.0.1/24 dev eth0; ping -c 1 10.0.0.1', QUIET);
    expect(one.sameAs(other)).toBe(true);
  });
});
