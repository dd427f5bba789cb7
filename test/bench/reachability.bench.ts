import { createLab, type Lab } from '../../src/engine';
import { runUntil, settle } from '../../src/engine/kernel/run';
import { closeTcp, connectTcp, tcpSocket } from '../../src/engine/kernel/tcp/calls';
import { readObjects } from '../../src/engine/kubernetes/api/store';
import { ControllerClient } from '../../src/engine/kubernetes/controllers/client';
import type { Pod } from '../../src/engine/kubernetes/objects/kinds';
import { isReady } from '../../src/engine/kubernetes/objects/pod-state';
import { parseIpv4, type Ipv4 } from '../../src/engine/packet/address';
import { elapsedMs, startClock, printTable } from './report';

/** Who reaches whom: every Pod opens a connection to every other one, packets through the kernel all the way. Goal from the issue. */
const APPS = 20;
const PODS = 200;
const ROUNDS = 3;
/** Nobody listens here: what policies let through is refused at once, and the rest hears nothing. */
const PORT = 4711;
const PATIENCE_US = 100_000;
const BATCH = 50;
const BATCH_US = 1_000;
/** Whom the policy of an app lets in, by the distance of their numbers. */
const FRIENDS: readonly number[] = [1, 7];

void main();

interface Place {
  readonly app: number;
  readonly netns: number;
  readonly address: Ipv4;
}

async function main(): Promise<void> {
  const base = await createLab({
    kubernetes: { nodes: ['controlplane', 'node01', 'node02', 'node03'], network: 'calico' },
  });
  const places = deploy(base);
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const lab = base.fork();
    const started = startClock();
    const reached = places.map((from) => reachedFrom(lab, from, places));
    best = Math.min(best, elapsedMs(started));
    check(places, reached);
  }
  printTable([
    {
      what: `all pairs of ${PODS} Pods under ${APPS} policies (${PODS * (PODS - 1)} connections)`,
      simulatedMs: best,
      goalMs: 1000,
    },
  ]);
}

/** Which of the others answer a Pod, even if only to refuse. */
function reachedFrom({ world }: Lab, from: Place, places: readonly Place[]): readonly boolean[] {
  const sockets = places.map(({ address }, index) => {
    // No more than may wait for the gateway's MAC at once.
    if (index % BATCH === 0) runUntil(world, () => false, world.nowUs + BATCH_US);
    return address === from.address ? undefined : connectTcp(world, from.netns, { address, port: PORT });
  });
  runUntil(world, () => false, world.nowUs + PATIENCE_US);
  return sockets.map((socket) => {
    if (socket === undefined) return true;
    const { error } = tcpSocket(world, socket);
    if (error === undefined) closeTcp(world, socket);
    else world.removeSocket(socket);
    return error === 'ECONNREFUSED';
  });
}

function check(places: readonly Place[], reached: readonly (readonly boolean[])[]): void {
  for (const [i, from] of places.entries()) {
    for (const [j, to] of places.entries()) {
      const allowed = i === j || FRIENDS.some((distance) => (to.app + distance) % APPS === from.app);
      if (reached[i]?.[j] !== allowed) throw new Error(`app-${from.app} → app-${to.app}: ${String(!allowed)}`);
    }
  }
}

function deploy(lab: Lab): readonly Place[] {
  const { world } = lab;
  const user = { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };
  const api = new ControllerClient(world, 'bench', user, 'kubectl');
  const labelsOf = (app: number): Readonly<Record<string, string>> => ({ app: `app-${app % APPS}` });
  for (let app = 0; app < APPS; app++) {
    api.create('networkpolicies.networking.k8s.io', 'default', {
      metadata: { name: `app-${app}` },
      spec: {
        podSelector: { matchLabels: labelsOf(app) },
        ingress: [{ from: FRIENDS.map((distance) => ({ podSelector: { matchLabels: labelsOf(app + distance) } })) }],
      },
    });
  }
  for (let i = 0; i < PODS; i++) {
    api.create('pods', 'default', {
      metadata: { name: `pod-${i}`, labels: labelsOf(i) },
      spec: { containers: [{ name: 'main', image: 'busybox', command: ['sleep', '36000'] }] },
    });
  }
  settle(world);
  const pods = (readObjects(world, 'pods', 'default') as readonly Pod[]).filter(isReady);
  if (pods.length !== PODS) throw new Error(`${pods.length} of ${PODS} Pods are ready`);
  const netnsOf = new Map([...world.sandboxes.values()].map(({ config, netns }) => [config.uid, netns]));
  return pods.map(({ metadata, status }) => ({
    app: Number(metadata.labels?.app?.slice('app-'.length)),
    netns: netnsOf.get(metadata.uid ?? '') ?? -1,
    address: parseIpv4(status?.podIP ?? '') ?? (0 as Ipv4),
  }));
}
