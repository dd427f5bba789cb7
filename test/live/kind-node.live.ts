import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKubeTarget } from '../../src/live/kube-target';
import type { LiveTarget } from '../../src/live/live-target';
import { startKindNode, whyNoKindNode, type KindNode } from './kind-node';
import { runAndCancel, runCell } from '../unit/live/running';

const obstacle = whyNoKindNode();
if (obstacle !== undefined) console.warn(`live: no container named kind-control-plane: ${obstacle}`);

const CONTEXT = { name: 'kind-kind', cluster: 'kind-kind', kindCluster: 'kind' };

describe.skipIf(obstacle !== undefined)('a cell with host=kind-control-plane', () => {
  let node: KindNode;
  let target: LiveTarget;
  beforeAll(async () => {
    node = await startKindNode();
    target = openKubeTarget({ context: CONTEXT, files: [], env: node.env, cwd: '/', isTrusted: () => true });
  }, 180_000);
  afterAll(async () => {
    await target?.end();
    await node?.stop();
  }, 60_000);

  const onNode = (script: string) => runCell(target, script, { host: node.name });
  const processes = (): string =>
    execFileSync('docker', ['exec', node.name, 'ps', '-eo', 'args'], { encoding: 'utf8', env: node.env });

  it('sees the node’s own routes', async () => {
    const { stdout, stderr, exitCode } = await onNode('ip route; hostname');
    expect(stdout).toMatch(
      /^default via 172\.\d+\.0\.1 dev eth0 \n172\.\d+\.0\.0\/16 dev eth0 .*\nkind-control-plane\n$/,
    );
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  it('keeps its shell from cell to cell, apart from the notebook’s own', async () => {
    await onNode('where=node; cd /etc');
    await runCell(target, 'where=here');
    expect((await onNode('echo $where $PWD')).stdout).toBe('node /etc\n');
    expect((await runCell(target, 'echo $where')).stdout).toBe('here\n');
  });

  it('reports errors and the exit status', async () => {
    expect(await onNode('ip link show nosuch')).toEqual({
      stdout: '',
      stderr: 'Device "nosuch" does not exist.\n',
      exitCode: 1,
    });
    expect((await onNode('echo "abc')).stderr).toContain('unexpected EOF while looking for matching `"\'');
  });

  it('ends the processes inside the node when it is cancelled', async () => {
    const { exitCode } = await runAndCancel(target, 'echo go; sleep 4321', 'go', node.name);
    expect(exitCode).toBe(130);
    expect(processes()).not.toContain('sleep 4321');
    expect((await onNode('echo again')).stdout).toBe('again\n');
  });

  it('kills inside the node what ignores the interrupt', async () => {
    const stubborn = 'bash -c \'trap "" INT; echo go; while :; do sleep 0.0123; done\'';
    expect((await runAndCancel(target, stubborn, 'go', node.name)).exitCode).toBe(130);
    expect(processes()).not.toContain('sleep 0.0123; done');
  });

  it('is what the trees show', async () => {
    const { hosts } = await target.observe();
    expect(hosts.map((host) => host.name)).toEqual([node.name]);
    expect(hosts[0]?.namespaces[0]?.links.map((link) => link.name)).toEqual(['lo', 'eth0']);
    expect(hosts[0]?.namespaces[0]?.routes).toHaveLength(2);
  });

  it('says so when there is no such node', async () => {
    await expect(runCell(target, 'ip route', { host: 'kind-worker9' })).rejects.toThrow(
      /No such container: kind-worker9/,
    );
  });

  it('leaves nothing running in the node when the notebook is closed', async () => {
    const other = openKubeTarget({ context: CONTEXT, files: [], env: node.env, cwd: '/', isTrusted: () => true });
    await runCell(other, 'sleep 9876 & echo started', { host: node.name });
    await other.end();
    for (let i = 0; i < 20 && processes().includes('sleep 9876'); i++) await delay(100);
    expect(processes()).not.toContain('sleep 9876');
  });
});
