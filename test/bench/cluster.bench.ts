import { createLab, type Lab } from '../../src/engine';
import { runUntil, settle } from '../../src/engine/kernel/run';
import { readObjects } from '../../src/engine/kubernetes/api/store';
import { ControllerClient } from '../../src/engine/kubernetes/controllers/client';
import type { Pod } from '../../src/engine/kubernetes/objects/kinds';
import { isReady } from '../../src/engine/kubernetes/objects/pod-state';
import { runCell } from './lab';
import { elapsedMs, startClock, median, printTable, type Line } from './report';
import { peerReadyMs } from './webernetes';

/**
 * A cluster from nothing to ready, Deployments of it, and its Services. Goals from the issues. What a process does for the first time runs code that is not
 * compiled yet, so both are told: the first run, and the median of the runs after the code is warm.
 */
const ROUNDS = 5;
/** Rounds that warm the code up, and rounds of which the median is told; those of large Deployments are few, as each is long. */
const LAB_ROUNDS = [20, 15] as const;
const ROUNDS_BY_SIZE: ReadonlyMap<number, readonly [warm: number, told: number]> = new Map([[3, [60, 31]], [100, [10, 9]], [500, [3, 5]], [2000, [1, 3]]]); // prettier-ignore
const SIZES: readonly (readonly [replicas: number, goalMs: number])[] = [
  [3, 20],
  [100, 150],
  [500, 1000],
  [2000, 5000],
];
/** The other simulator does not reach more. */
const MOST_OF_PEER = 500;
const SERVICES = 1000;
const LABELS = { app: 'web' };

void main();

async function main(): Promise<void> {
  const lines: Line[] = [];
  lines.push({ what: 'lab kubeadm, to all system Pods ready, first', simulatedMs: await opened() });
  lines.push({ what: '  the second one', simulatedMs: await opened() });
  // A node runs at most 110 Pods.
  const nodes = ['controlplane', ...Array.from({ length: 20 }, (_, i) => `node${String(i + 1).padStart(2, '0')}`)];
  const large = await createLab({ kubernetes: { nodes } });
  for (const [replicas, goalMs] of SIZES) {
    const first = deployed(large, replicas);
    const peerMs = replicas > MOST_OF_PEER ? undefined : await peerReadyMs(replicas);
    lines.push({ what: `Deployment of ${replicas}, to all ready, for the first time`, simulatedMs: first.ms, goalMs, peerMs }); // prettier-ignore
    const [warm, told] = ROUNDS_BY_SIZE.get(replicas) ?? [0, ROUNDS];
    const again = Array.from({ length: warm + told }, () => deployed(large, replicas).ms);
    lines.push({ what: '  with warm code, median', simulatedMs: median(again.slice(warm)), goalMs });
    if (replicas !== 500) continue;
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const { lab } = deployed(large, replicas);
    globalThis.gc?.();
    console.log(
      `memory of 500 replicas: ${((process.memoryUsage().heapUsed - before) / 2 ** 20).toFixed(1)} MB (goal < 150 MB)`,
    );
    lines.push(...(await look(lab)));
  }
  const labs: number[] = [];
  for (let round = 0; round < LAB_ROUNDS[0] + LAB_ROUNDS[1]; round++) labs.push(await opened());
  lines.push({ what: 'lab kubeadm built anew with warm code, median', simulatedMs: median(labs.slice(LAB_ROUNDS[0])), goalMs: 100 }); // prettier-ignore
  lines.push(...(await services(large.fork())), await programmed());
  printTable(lines);
}

/** A lab from nothing. */
async function opened(): Promise<number> {
  const started = startClock();
  await createLab('kubeadm');
  return elapsedMs(started);
}

function deployed(base: Lab, replicas: number): { readonly lab: Lab; readonly ms: number } {
  const lab = base.fork();
  const started = startClock();
  deploy(lab, replicas);
  return { lab, ms: elapsedMs(started) };
}

/** What one does with a lab of 500 Pods. */
async function look(lab: Lab): Promise<readonly Line[]> {
  const forking = startClock();
  for (let i = 0; i < 1000; i++) lab.fork();
  const forkMs = elapsedMs(forking) / 1000;
  const getMs = await quickestCell(lab, 'kubectl get pods', /(web-.*1\/1.*\n){500}/);
  const asleep = startClock();
  runUntil(lab.world, () => false, lab.world.nowUs + 3_600_000_000);
  return [
    { what: 'fork of the lab with 500', simulatedMs: forkMs, goalMs: 1 },
    { what: 'kubectl get pods of 500', simulatedMs: getMs, goalMs: 10 },
    { what: 'an hour of the lab with 500', simulatedMs: elapsedMs(asleep) },
  ];
}

/** 500 Pods with their Service, until it answers, and one more request through it. */
async function services(lab: Lab): Promise<readonly Line[]> {
  const started = startClock();
  expose(lab);
  deploy(lab, 500);
  await runCell(lab, 'curl -s http://$(kubectl get service web -o jsonpath={.spec.clusterIP}) | grep -q Welcome');
  const answersMs = elapsedMs(started);
  const pod = readObjects(lab.world, 'pods', 'default')[0]?.metadata.name ?? '';
  const curlMs = await quickestCell(lab, `kubectl exec ${pod} -- curl -s http://web`, /Welcome/);
  const execMs = await quickestCell(lab, `kubectl exec ${pod} -- true`, /^$/);
  return [
    { what: 'Deployment of 500 and its Service answering', simulatedMs: answersMs, goalMs: 1200 },
    { what: 'curl from Pod through Service to Pod', simulatedMs: Math.max(0, curlMs - execMs), goalMs: 2 },
    { what: '  and the kubectl exec around it', simulatedMs: execMs },
  ];
}

/** Services without a selector, their endpoints written by hand, until kube-proxy has written its rules on both nodes. */
async function programmed(): Promise<Line> {
  const base = await createLab('kubeadm');
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const lab = base.fork();
    const api = client(lab);
    for (let i = 0; i < SERVICES; i++) {
      const name = `web-${i}`;
      const endpoints = [1, 2, 3].map((n) => ({ addresses: [`10.244.1.${((3 * i + n) % 250) + 2}`] }));
      api.create('services', 'default', { metadata: { name }, spec: { ports: [{ port: 80, targetPort: 8080 }] } });
      api.create('endpointslices.discovery.k8s.io', 'default', {
        metadata: { name, labels: { 'kubernetes.io/service-name': name } },
        addressType: 'IPv4',
        endpoints: endpoints.map((each) => ({ ...each, conditions: { ready: true } })),
        ports: [{ name: '', port: 8080, protocol: 'TCP' }],
      });
    }
    const started = startClock();
    settle(lab.world);
    best = Math.min(best, elapsedMs(started));
    const count = Number(await runCell(lab, "ssh node01 'iptables-save -t nat | grep -c -- -A.KUBE-SEP'"));
    if (count !== 2 * 3 * SERVICES + 2 * ENDPOINTS_BEFORE) throw new Error(`${count} rules of endpoints`);
  }
  return { what: `${SERVICES} Services × 3 endpoints programmed on two nodes`, simulatedMs: best, goalMs: 500 };
}

/** The API server's, and those of two CoreDNS for three ports. */
const ENDPOINTS_BEFORE = 7;

/** The processor time of the quickest of a few runs of one cell, of which the first warms the code up. */
async function quickestCell(lab: Lab, script: string, expected: RegExp): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < 4 * ROUNDS; round++) {
    const started = startClock();
    const output = await runCell(lab, script);
    best = Math.min(best, elapsedMs(started));
    if (!expected.test(output)) throw new Error(`${script}: ${output.slice(0, 500)}`);
  }
  return best;
}

function client({ world }: Lab): ControllerClient {
  const user = { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };
  return new ControllerClient(world, 'bench', user, 'kubectl');
}

function expose(lab: Lab): void {
  client(lab).create('services', 'default', {
    metadata: { name: 'web' },
    spec: { selector: LABELS, ports: [{ port: 80 }] },
  });
}

function deploy(lab: Lab, replicas: number): void {
  const { world } = lab;
  const template = { metadata: { labels: LABELS }, spec: { containers: [{ name: 'nginx', image: 'nginx' }] } };
  client(lab).create('deployments.apps', 'default', {
    metadata: { name: 'web', labels: LABELS },
    spec: { replicas, selector: { matchLabels: LABELS }, template },
  });
  settle(world);
  const ready = (readObjects(world, 'pods', 'default') as readonly Pod[]).filter(isReady).length;
  if (ready !== replicas) throw new Error(`${ready} of ${replicas} Pods are ready`);
}
