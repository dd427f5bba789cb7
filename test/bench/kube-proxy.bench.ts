import { createLab, type Lab } from '../../src/engine';
import { settle } from '../../src/engine/kernel/run';
import { ControllerClient } from '../../src/engine/kubernetes/controllers/client';
import { runCell } from './lab';
import { elapsedMs, startClock, printTable, type Line } from './report';

/** What Services cost: kube-proxy on two nodes, and a connection through it. Goals from the issue. */
const SERVICES = 1000;
const ENDPOINTS = 3;
const ROUNDS = 5;
const REQUESTS = 200;

void main();

async function main(): Promise<void> {
  const base = await createLab('kubeadm');
  let programmedMs = Infinity;
  let changedMs = Infinity;
  let full: Lab = base;
  for (let round = 0; round < ROUNDS; round++) {
    full = base.fork();
    createServices(full, 'svc', SERVICES);
    globalThis.gc?.();
    const started = startClock();
    settle(full.world);
    programmedMs = Math.min(programmedMs, elapsedMs(started));
    createServices(full, 'one', 1);
    const again = startClock();
    settle(full.world);
    changedMs = Math.min(changedMs, elapsedMs(again));
  }
  const rules = Number(await runCell(full, 'iptables-save | grep -c -- "-j DNAT"'));
  if (rules < SERVICES * ENDPOINTS) throw new Error(`${rules} rules for endpoints`);
  const lines: Line[] = [
    {
      what: `${SERVICES} Services × ${ENDPOINTS} endpoints, programmed on two nodes`,
      simulatedMs: programmedMs,
      goalMs: 500,
    },
    { what: 'one more', simulatedMs: changedMs },
    { what: 'curl from Pod through Service to Pod', simulatedMs: await curlMs(base.fork()), goalMs: 2 },
  ];
  printTable(lines);
}

/** Services without selectors and what their endpoints would be, as many controllers would have made them. */
function createServices({ world }: Lab, prefix: string, count: number): void {
  const user = { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };
  const api = new ControllerClient(world, 'bench', user, 'kubectl');
  for (let i = 0; i < count; i++) {
    const name = `${prefix}-${i}`;
    api.create('services', 'default', { metadata: { name }, spec: { ports: [{ port: 80, targetPort: 8080 }] } });
    api.create('endpointslices.discovery.k8s.io', 'default', {
      metadata: { name: `${name}-1`, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      ports: [{ name: '', port: 8080, protocol: 'TCP' }],
      endpoints: Array.from({ length: ENDPOINTS }, (_, n) => ({
        addresses: [`10.244.${i >> 6}.${(i & 63) * ENDPOINTS + n + 10}`],
        conditions: { ready: true, serving: true, terminating: false },
        nodeName: n % 2 === 0 ? 'controlplane' : 'node01',
      })),
    });
  }
}

/** From a Pod of one node to a Pod of the other; without what `kubectl exec` costs. */
async function curlMs(lab: Lab): Promise<number> {
  await runCell(
    lab,
    `kubectl run web --image=nginx
    kubectl expose pod web --port=80
    kubectl run client --image=nicolaka/netshoot --overrides='{"spec":{"nodeName":"controlplane"}}' -- sleep 36000
    kubectl wait --for=condition=Ready pod/web pod/client --timeout=60s`,
  );
  const address = (await runCell(lab, 'kubectl get svc web -o jsonpath={.spec.clusterIP}')).trim();
  const loop = (count: number): string =>
    `kubectl exec client -- sh -c 'for i in $(seq ${count}); do curl -s -o /dev/null ${address} || exit 1; done'`;
  await runCell(lab, loop(20));
  let best = Infinity;
  for (let round = 0; round < 3; round++) {
    const started = startClock();
    await runCell(lab, loop(REQUESTS));
    best = Math.min(best, elapsedMs(started) / REQUESTS);
  }
  return best;
}
