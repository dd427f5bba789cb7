import { describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../src/engine';
import { addProcess, removeProcess } from '../../../../src/engine/kernel/processes';

async function run(lab: Lab, script: string): Promise<string> {
  let text = '';
  const print = (part: string): void => void (text += part);
  await lab.run(script, { stdout: print, stderr: print, signal: new AbortController().signal, pace: 'virtual' });
  return text;
}

describe('ps', () => {
  it('shows the programs of the own terminal', async () => {
    const lab = await createLab('empty');
    const lines = (await run(lab, 'ps')).split('\n');
    expect(lines[0]).toBe('    PID TTY          TIME CMD');
    expect(lines[2]).toBe('   1000 tty1     00:00:00 bash');
    expect(lines[3]).toMatch(/^ +\d+ tty1 {5}00:00:00 ps$/);
  });

  it('shows what systemd has started, and under it the shell and its children, as a tree', async () => {
    const lab = await createLab('empty');
    const tree = await run(lab, 'sleep 100 &\nps -e -o comm --forest');
    expect(tree).toBe(
      'COMMAND\nsystemd\n \\_ systemd-journal\n \\_ systemd-udevd\n \\_ dbus-daemon\n \\_ systemd-logind\n \\_ login\n     \\_ bash\n         \\_ sleep\n         \\_ ps\n',
    );
  });

  it('shows a program that another one runs in its own place once', async () => {
    const lab = await createLab('empty');
    const text = await run(lab, 'ip netns add red\nip netns exec red ps -o comm=');
    expect(text).toBe('login\nbash\nps\n');
  });

  it('shows processes that somebody else has added to the host, until they end', async () => {
    const lab = await createLab('empty');
    const { world, firstHost } = lab;
    const argv = ['/usr/bin/kubelet', '--config=/var/lib/kubelet/config.yaml'];
    const netns = world.host(firstHost).rootNetns;
    addProcess(world, firstHost, { pid: 845, ppid: 1, argv, comm: 'kubelet', netns, startedUs: 0, threads: 12 });
    expect(await run(lab, 'ps -C kubelet -o pid,ppid,stat,args')).toBe(
      '    PID    PPID STAT COMMAND\n    845       1 Ssl  /usr/bin/kubelet --config=/var/lib/kubelet/config.yaml\n',
    );
    expect(await run(lab, 'pidof kubelet; nsenter -t 845 -n ip -br link | wc -l')).toBe('845\n1\n');
    removeProcess(world, firstHost, 845);
    expect(await run(lab, 'pgrep kubelet; echo $?')).toBe('1\n');
  });

  it('means aux by -aux', async () => {
    const lab = await createLab('empty');
    expect((await run(lab, 'ps -aux')).split('\n').length).toBe((await run(lab, 'ps aux')).split('\n').length);
  });
});

describe('a loop in the background', () => {
  it('is a shell with the program that it runs as its child', async () => {
    const lab = await createLab('empty');
    const text = await run(lab, 'while true; do sleep 5; done &\nsleep 1; ps -o comm --forest; kill %1');
    expect(text).toContain('\\_ bash\n     |   \\_ sleep\n');
  });
});
