import { describe, expect, it } from 'vitest';
import { LabDefinitionError } from '../../../src/engine';
import { FrontMatterError } from '../../../src/notebook/open-target';
import { LabNotebook } from './lab-notebook';

const ADD = 'ip addr add 10.0.0.1/24 dev eth0';
const SHOW = 'ip -br addr show eth0';

describe('running cells', () => {
  it('keeps the lab, and the shell in it, from cell to cell', async () => {
    const notebook = new LabNotebook();
    await notebook.run(`${ADD}; name=world; cd /tmp`);
    expect(await notebook.run('echo hello $name from $PWD; ip -br addr show eth0')).toMatchObject({
      outcome: { code: 'passed' },
      order: 2,
      stdout: expect.stringMatching(/^hello world from \/tmp\neth0 +UP +10\.0\.0\.1\/24 /) as string,
    });
  });

  it('runs a cell on the host it names, and says which hosts there are when there is no such host', async () => {
    const notebook = new LabNotebook();
    expect((await notebook.run('hostname', { host: 'B' })).stdout).toBe('B\n');
    expect(await notebook.run('hostname', { host: 'Z' })).toMatchObject({
      outcome: { code: 'failed', exitCode: 255 },
      stderr: expect.stringContaining('A, B') as string,
    });
  });

  it('tells stdout from stderr, and ends with the status of the last command', async () => {
    const ran = await new LabNotebook().run('echo good; ip link show eth9');
    expect(ran).toEqual({
      outcome: { code: 'failed', exitCode: 1, walks: [], remedy: [] },
      order: 1,
      stdout: 'good\n',
      stderr: 'Device "eth9" does not exist.\n',
    });
  });

  it('takes a failure that was expected for a success, and a success for a failure', async () => {
    const notebook = new LabNotebook();
    expect((await notebook.run('ping -c1 10.9.9.9', { expectFail: true })).outcome.code).toBe('failed-as-expected');
    expect((await notebook.run('true', { expectFail: true })).outcome).toEqual({ code: 'unexpected-success' });
  });

  it('hands over the walks of the packets a failed cell sent', async () => {
    const notebook = new LabNotebook();
    const { outcome } = await notebook.run(`${ADD}\nping -c1 -W1 10.0.0.7`);
    expect(outcome).toMatchObject({ code: 'failed', exitCode: 1 });
    expect(outcome.code === 'failed' && outcome.walks.map(({ summary }) => summary).join('\n')).toContain('10.0.0.7');
  });

  it('grades a check by its status and hands over its hint', async () => {
    const notebook = new LabNotebook();
    const check = { language: 'check', points: 2, hint: 'Look at ip addr' } as const;
    const source = 'ip addr show eth0 | grep -q 10.0.0.1';
    expect((await notebook.run(source, check)).outcome).toMatchObject({
      code: 'check-failed',
      hint: 'Look at ip addr',
    });
    await notebook.run(ADD);
    expect((await notebook.run(source, check)).outcome).toEqual({ code: 'check-passed', points: 2 });
  });

  it('says that there is no cluster to apply a manifest to', async () => {
    expect((await new LabNotebook().run('kind: Pod', { language: 'yaml' })).outcome).toEqual({ code: 'no-cluster' });
  });

  it('applies a manifest to the cluster of the lab, and takes it back with the cell', async () => {
    const notebook = new LabNotebook('---\nlab: kubeadm\n---\n');
    const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { colour: "$HOME" }\n';
    const applied = await notebook.run(manifest, { language: 'yaml' });
    expect(applied).toMatchObject({ outcome: { code: 'passed' }, stdout: 'configmap/settings created\n', stderr: '' });
    const colour = 'kubectl get configmap settings -o jsonpath={.data.colour}';
    expect((await notebook.run(colour)).stdout).toBe('$HOME');
    await notebook.session.rewind(notebook.key(manifest));
    expect((await notebook.run(colour)).stderr).toContain('configmaps "settings" not found');
    const refused = await notebook.run('kind: Nothing\napiVersion: v1\nmetadata: { name: x }\n', { language: 'yaml' });
    expect(refused.outcome).toMatchObject({ code: 'failed', exitCode: 1 });
  });

  it('runs cells that are asked for at once one after the other', async () => {
    const notebook = new LabNotebook();
    const seen: string[] = [];
    const onOutput = (text: string): number => seen.push(text);
    await Promise.all([
      notebook.run('for i in 1 2 3; do echo a$i; sleep 1; done', { onOutput }),
      notebook.run('echo b', { onOutput }),
    ]);
    expect(seen.join('')).toBe('a1\na2\na3\nb\n');
  });

  it('lets who watches the lab look again after each cell, and once a second while one runs', async () => {
    const notebook = new LabNotebook();
    await notebook.run('true');
    expect(notebook.changes).toBe(1);
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 1500);
    await notebook.run('ping 127.0.0.1', { signal: abort.signal });
    expect(notebook.changes).toBe(3);
  });
});

describe('stopping', () => {
  it.each([
    'while true; do :; done',
    'ping 127.0.0.1',
    'while :; do echo xxxxxxxxxxxxxxxx; done',
    'while true; do ip link; done',
    'sleep 1000000000',
  ])('stops "%s" at once, without blocking anybody meanwhile', async (source) => {
    const notebook = new LabNotebook();
    await notebook.run('true'); // opens the lab
    const abort = new AbortController();
    let longest = 0;
    let last = performance.now();
    const heartbeat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const running = notebook.run(source, { signal: abort.signal });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const asked = performance.now();
    abort.abort('SIGINT');
    const { outcome } = await running;
    clearInterval(heartbeat);
    // A virtual sleep is over before anybody can stop it.
    expect(outcome.code).toBe(source.startsWith('sleep') ? 'passed' : 'cancelled');
    expect(performance.now() - asked).toBeLessThan(250);
    expect(longest).toBeLessThan(200); // 50 ms on a machine that has nothing else to do
    expect((await notebook.run('echo still here')).stdout).toBe('still here\n');
  });

  it('takes a cell that waits out of the queue', async () => {
    const notebook = new LabNotebook();
    const [first, second] = [new AbortController(), new AbortController()];
    const running = notebook.run('ping 127.0.0.1', { signal: first.signal });
    const waiting = notebook.run('echo no', { signal: second.signal });
    second.abort();
    first.abort();
    expect(await waiting).toEqual({ outcome: { code: 'cancelled' }, order: undefined, stdout: '', stderr: '' });
    expect((await running).outcome.code).toBe('cancelled');
  });
});

describe('rewinding', () => {
  it('brings back the lab and the shell as they were before the cell, as often as one likes', async () => {
    const notebook = new LabNotebook();
    await notebook.run('x=1');
    for (let time = 0; time < 3; time++) {
      expect((await notebook.run(`${ADD}; x=2`)).order).toBe(2);
      await notebook.run('ip link set eth0 down');
      const undone = await notebook.session.rewind(notebook.key(`${ADD}; x=2`));
      expect(undone).toEqual([notebook.key(`${ADD}; x=2`), notebook.key('ip link set eth0 down')]);
      const after = await notebook.run(`echo $x; ${SHOW}`);
      expect(after.stdout).toMatch(/^1\neth0 +UP +fe80/);
      await notebook.session.rewind(notebook.key(`echo $x; ${SHOW}`));
    }
  });

  it('stops what runs now', async () => {
    const notebook = new LabNotebook();
    await notebook.run(ADD);
    const running = notebook.run('ping 127.0.0.1');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await notebook.session.rewind(notebook.key(ADD))).toHaveLength(2);
    expect((await running).outcome.code).toBe('cancelled');
    expect((await notebook.run(SHOW)).stdout).not.toContain('10.0.0.1');
  });

  it('has nowhere to go for a cell that has not run', async () => {
    const notebook = new LabNotebook();
    expect(await notebook.session.rewind(notebook.key(ADD))).toBeUndefined();
  });
});

describe('restarting', () => {
  it('makes the lab that the front matter names by then, and counts from one', async () => {
    const notebook = new LabNotebook();
    await notebook.run(ADD);
    notebook.frontMatter = '---\nlab: router\n---\n';
    await notebook.session.restart();
    expect(await notebook.run('ip -br addr show eth0; hostname', { host: 'R' })).toMatchObject({
      order: 1,
      stdout: expect.stringContaining('192.168.1.1/24') as string,
    });
    expect(await notebook.session.rewind(notebook.key(ADD))).toBeUndefined();
  });

  it('ends an endless cell', async () => {
    const notebook = new LabNotebook();
    const running = notebook.run('while true; do :; done');
    await notebook.session.restart();
    expect((await running).outcome.code).toBe('cancelled');
  });
});

describe('a lab that is wrong', () => {
  it('says what is wrong when a cell runs, and works once it is mended', async () => {
    const notebook = new LabNotebook('---\nlab: nowhere\n---\n');
    const { outcome } = await notebook.run('ip link');
    expect(outcome).toMatchObject({ code: 'not-run', error: expect.any(LabDefinitionError) as LabDefinitionError });
    notebook.frontMatter = '---\nlab: switch\n---\n';
    expect((await notebook.run('hostname')).stdout).toBe('A\n');
  });

  it('does not guess a lab when the front matter is not YAML', async () => {
    const { outcome } = await new LabNotebook('---\nlab: [\n---\n').run('ip link');
    expect(outcome).toMatchObject({ code: 'not-run', error: expect.any(FrontMatterError) as FrontMatterError });
  });

  it('names the setup command that failed', async () => {
    const lab = '---\nlab:\n  hosts:\n    - name: a\n      setup: ip link set eth7 up\n---\n';
    const { outcome } = await new LabNotebook(lab).run('true');
    expect(outcome.code === 'not-run' && String(outcome.error)).toContain('Cannot find device "eth7"');
  });
});
