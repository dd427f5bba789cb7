import { describe, expect, it } from 'vitest';
import type { Lab } from '../../../../../src/engine';
import { logLines } from '../../../../../src/engine/kernel/containers/log';
import { runUntil, settle } from '../../../../../src/engine/kernel/run';
import { stopContainer } from '../../../../../src/engine/tools/containers/runtime';
import { container, nodeLab, runContainer, sh } from './node-lab';

function box(lab: Lab, script: string, image = 'busybox'): string {
  return runContainer(lab, container(image, { command: ['sh', '-c', script] }));
}

function log(lab: Lab, id: string): readonly string[] {
  return logLines(lab.world, id).map(({ text }) => text);
}

function pass(lab: Lab, seconds: number): void {
  runUntil(lab.world, () => false, lab.world.nowUs + seconds * 1_000_000);
}

describe('the script of a container', () => {
  it('runs to its end and ends with its status, without any shell session', async () => {
    const lab = await nodeLab();
    const good = box(lab, 'echo "Hello from $HOSTNAME"; date +%Y');
    const bad = box(lab, 'echo oops >&2; exit 3');
    settle(lab.world);
    expect(log(lab, good)).toEqual(['Hello from web', '2026']);
    expect(lab.world.container(good)).toMatchObject({ state: 'exited', exitCode: 0, reason: 'Completed' });
    expect(lab.world.container(bad)).toMatchObject({ state: 'exited', exitCode: 3, reason: 'Error' });
    expect(logLines(lab.world, bad)[0]).toMatchObject({ stream: 'stderr', text: 'oops' });
  });

  it('goes on in virtual time: a loop that sleeps', async () => {
    const lab = await nodeLab();
    const id = box(lab, 'i=0; while true; do echo "$i: $(date +%S)"; i=$((i+1)); sleep 5; done');
    settle(lab.world);
    pass(lab, 12);
    expect(log(lab, id).map((line) => line.replace(/:.*/, ''))).toEqual(['0', '1', '2']);
    const fork = lab.fork();
    pass(fork, 10);
    expect(log(fork, id)).toHaveLength(5);
    expect(log(lab, id)).toHaveLength(3);
  });

  it('knows conditions, lists, functions, case, for and files', async () => {
    const lab = await nodeLab();
    const id = box(
      lab,
      `greet() { echo "hi $1"; }
       for name in a b; do greet $name; done
       if [ -f /etc/passwd ] && ! test -d /nope; then echo yes; else echo no; fi
       case "$HOSTNAME" in w*) echo web;; *) echo other;; esac
       echo one > /tmp/f; echo two >> /tmp/f; cat /tmp/f
       false || echo rescued
       echo "a b" | cat
       n=3; until [ $n -eq 0 ]; do n=$((n-1)); done; echo $n`,
    );
    settle(lab.world);
    expect(log(lab, id)).toEqual(['hi a', 'hi b', 'yes', 'web', 'one', 'two', 'rescued', 'a b', '0']);
  });

  it('leaves to the next shell session what it cannot do itself', async () => {
    const lab = await nodeLab();
    const id = box(lab, 'echo 1 2 3 | awk "{print \\$2}"; grep -c root /etc/passwd; echo end');
    settle(lab.world);
    expect(log(lab, id)).toEqual([]);
    await sh(lab, 'true');
    expect(log(lab, id)).toEqual(['2', '1', 'end']);
    expect(lab.world.container(id).exitCode).toBe(0);
  });

  it('says what a program is that its image does not have', async () => {
    const lab = await nodeLab();
    const id = box(lab, 'curl http://web; echo $?');
    settle(lab.world);
    expect(log(lab, id)).toEqual(['sh: curl: not found', '127']);
  });

  it('is killed after the grace period, unless it has a trap', async () => {
    const lab = await nodeLab();
    const deaf = box(lab, 'while true; do sleep 1; done');
    const polite = box(lab, 'trap "echo bye; exit 0" TERM; while true; do sleep 1; done');
    pass(lab, 2);
    stopContainer(lab.world, deaf, 30);
    stopContainer(lab.world, polite, 30);
    pass(lab, 2);
    expect(lab.world.container(polite)).toMatchObject({ state: 'exited', exitCode: 0 });
    expect(log(lab, polite)).toEqual(['bye']);
    expect(lab.world.container(deaf).state).toBe('running');
    pass(lab, 30);
    expect(lab.world.container(deaf)).toMatchObject({ state: 'exited', exitCode: 137 });
  });

  it('follows a file that another writes', async () => {
    const lab = await nodeLab();
    await sh(lab, 'mkdir /shared; touch /shared/log');
    const mounts = [{ containerPath: '/var/log', hostPath: '/shared', readOnly: false }];
    const id = runContainer(lab, container('busybox', { command: ['sh', '-c', 'tail -n+1 -F /var/log/log'], mounts }));
    runContainer(lab, container('busybox', { command: ['sh', '-c', 'while true; do date >> /var/log/log; sleep 1; done'], mounts })); // prettier-ignore
    pass(lab, 4);
    expect(log(lab, id).length).toBeGreaterThan(2);
  });

  it('ends at once when a shell has nobody to listen to, and waits when it has a terminal', async () => {
    const lab = await nodeLab();
    const alone = runContainer(lab, container('busybox'));
    const asked = runContainer(lab, container('busybox', { stdin: true, tty: true }));
    settle(lab.world);
    expect(lab.world.container(alone)).toMatchObject({ state: 'exited', exitCode: 0 });
    expect(lab.world.container(asked).state).toBe('running');
  });

  it('becomes the server that it starts', async () => {
    const lab = await nodeLab();
    const id = runContainer(lab, container('nginx', { command: ['sh', '-c', 'echo "<h1>$COLOR</h1>" > /usr/share/nginx/html/index.html && nginx -g "daemon off;"'], env: [['COLOR', 'red']] })); // prettier-ignore
    expect((await sh(lab, 'curl -s localhost', id)).out).toBe('<h1>red</h1>\n');
  });

  it("computes the digits of the documentation's Job", async () => {
    const lab = await nodeLab();
    const id = runContainer(
      lab,
      container('perl:5.34.0', { command: ['perl', '-Mbignum=bpi', '-wle', 'print bpi(30)'] }),
    );
    settle(lab.world);
    expect(log(lab, id)).toEqual(['3.14159265358979323846264338328']);
  });
});
