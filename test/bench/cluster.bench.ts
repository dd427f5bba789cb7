import { createLab, type Lab } from '../../src/engine';
import { runUntil, settle } from '../../src/engine/kernel/run';
import { readObjects } from '../../src/engine/kubernetes/api/store';
import { ControllerClient } from '../../src/engine/kubernetes/controllers/client';
import type { Pod } from '../../src/engine/kubernetes/objects/kinds';
import { isReady } from '../../src/engine/kubernetes/objects/pod-state';
import { cpuMs, printTable, type Line } from './report';

/** A cluster from nothing to ready, and Deployments of it. Goals from the issue. */
const ROUNDS = 5;
const SIZES: readonly (readonly [replicas: number, goalMs: number])[] = [
  [3, 20],
  [100, 150],
  [500, 1000],
  [2000, 5000],
];

void main();

async function main(): Promise<void> {
  const lines: Line[] = [];
  let openMs = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const started = process.cpuUsage();
    await createLab('kubeadm');
    openMs = Math.min(openMs, cpuMs(started));
  }
  lines.push({ what: 'lab kubeadm, to all system Pods ready', simulatedMs: openMs, goalMs: 100 });
  // A node runs at most 110 Pods.
  const nodes = ['controlplane', ...Array.from({ length: 20 }, (_, i) => `node${String(i + 1).padStart(2, '0')}`)];
  const large = await createLab({ kubernetes: { nodes } });
  for (const [replicas, goalMs] of SIZES) {
    const lab = large.fork();
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const started = process.cpuUsage();
    deploy(lab, replicas);
    lines.push({ what: `Deployment of ${replicas}, to all ready`, simulatedMs: cpuMs(started), goalMs });
    if (replicas !== 500) continue;
    globalThis.gc?.();
    console.log(
      `memory of 500 replicas: ${((process.memoryUsage().heapUsed - before) / 2 ** 20).toFixed(1)} MB (goal < 150 MB)`,
    );
    const forking = process.cpuUsage();
    for (let i = 0; i < 1000; i++) lab.fork();
    lines.push({ what: 'fork of the lab with 500', simulatedMs: cpuMs(forking) / 1000, goalMs: 1 });
    const asleep = process.cpuUsage();
    runUntil(lab.world, () => false, lab.world.nowUs + 3_600_000_000);
    lines.push({ what: 'an hour of the lab with 500', simulatedMs: cpuMs(asleep) });
  }
  printTable(lines);
}

function deploy({ world }: Lab, replicas: number): void {
  const user = { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };
  const api = new ControllerClient(world, 'bench', user, 'kubectl');
  const labels = { app: 'web' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'nginx', image: 'nginx' }] } };
  api.create('deployments.apps', 'default', {
    metadata: { name: 'web', labels },
    spec: { replicas, selector: { matchLabels: labels }, template },
  });
  settle(world);
  const ready = (readObjects(world, 'pods', 'default') as readonly Pod[]).filter(isReady).length;
  if (ready !== replicas) throw new Error(`${ready} of ${replicas} Pods are ready`);
}
