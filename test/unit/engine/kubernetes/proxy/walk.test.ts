import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, createRecorder, findRemedy, type Lab, type Remedy } from '../../../../../src/engine';
import { explainWalks, failureOf, formatWalks } from '../../../../../src/engine/walk/explain';
import type { PacketWalk } from '../../../../../src/engine/walk/step';
import { runOn } from '../../lab/lab-run';

/** A connection through a Service in words, and the Service's own faults: each is named, and the smallest change is tried. */
let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm');
  const { exitCode } = await runOn(
    base,
    `kubectl create deployment web --image=nginx --replicas=2
    kubectl expose deployment web --port=80
    kubectl run client --image=nicolaka/netshoot --overrides='{"spec":{"nodeName":"controlplane"}}' -- sleep 36000
    kubectl wait --for=condition=Ready pod --all --timeout=60s; sleep 2`,
  );
  expect(exitCode).toBe(0);
});

const CURL = 'kubectl exec client -- curl -sS -m 3 -o /dev/null $(kubectl get svc web -o jsonpath={.spec.clusterIP})';

async function walked(lab: Lab, command: string): Promise<{ exitCode: number; walks: readonly PacketWalk[] }> {
  const fork = lab.fork();
  const recorder = createRecorder();
  fork.world.recorder = recorder;
  const { exitCode } = await runOn(fork, command);
  return { exitCode, walks: recorder.walks() };
}

describe('a connection through a Service', () => {
  it('is told from the Service over its EndpointSlice and the rules to the Pod’s port', async () => {
    const { walks, exitCode } = await walked(base, CURL);
    expect(exitCode).toBe(0);
    const en = explainWalks(walks, 'en');
    expect(en).toMatch(
      /:80 is the cluster IP of Service default\/web: EndpointSlice web-\w{5} has 2 ready endpoints, and kube-proxy’s rules chose 10\.244\.1\.\d+:80 \(Pod default\/web-\w+-\w+ on node01\)\./,
    );
    expect(explainWalks(walks, 'ko')).toMatch(/Service default\/web의 클러스터 IP입니다/);
    const syn = formatWalks(walks, 'en').find(({ summary }) => summary.includes('TCP SYN 10.244.0.'));
    const steps = syn?.steps.join('\n') ?? '';
    const order = ['KUBE-SERVICES', 'KUBE-SEP-', 'NAT changes the destination', 'is the cluster IP of Service', 'put into a VXLAN packet', 'taken out of a VXLAN packet', 'delivered']; // prettier-ignore
    const places = order.map((part) => steps.indexOf(part));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});

interface Fault {
  readonly name: string;
  readonly setup: string;
  readonly command?: string;
  readonly cause: string;
  readonly says: string;
  readonly remedy: readonly string[];
}

const FAULTS: readonly Fault[] = [
  {
    name: 'a wrong selector',
    setup: 'kubectl set selector service web app=wbe',
    cause: 'no-endpoints',
    says: 'no Pod has the labels app=wbe of its selector',
    remedy: ['kubectl set selector service web app=web'],
  },
  {
    name: 'a Deployment of none',
    setup: 'kubectl scale deployment web --replicas=0; sleep 40',
    cause: 'no-endpoints',
    says: 'no Pod has the labels app=web of its selector',
    remedy: ['kubectl scale deployment web --replicas=1'],
  },
  {
    name: 'a wrong targetPort',
    setup: `kubectl patch service web --type=json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":8080}]'`,
    cause: 'wrong-target-port',
    says: 'nobody listens on TCP port 8080 of Pod default/web-',
    remedy: [
      `kubectl patch service web --type=json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":80}]'`,
    ],
  },
  {
    name: 'a traffic policy that wants an endpoint here',
    setup: `kubectl patch service web -p '{"spec":{"internalTrafficPolicy":"Local"}}'`,
    cause: 'no-endpoints',
    says: 'has no endpoint on this node',
    remedy: [`kubectl patch service web -p '{"spec":{"internalTrafficPolicy":"Cluster"}}'`],
  },
  {
    name: 'a kube-proxy that no node wants',
    setup: `kubectl -n kube-system patch daemonset kube-proxy -p '{"spec":{"template":{"spec":{"nodeSelector":{"nowhere":"true"}}}}}'
      sleep 60; kubectl delete service web; kubectl expose deployment web --port=80`,
    cause: 'no-service-rules',
    says: 'no kube-proxy runs on this node',
    remedy: [
      `kubectl -n kube-system patch daemonset kube-proxy --type=json -p '[{"op":"remove","path":"/spec/template/spec/nodeSelector/nowhere"}]'`,
    ],
  },
  {
    name: 'a ping, which no rule translates',
    setup: 'true',
    command: 'ping -c1 -W1 $(kubectl get svc web -o jsonpath={.spec.clusterIP})',
    cause: 'virtual-address',
    says: 'nobody has the address to answer a ping',
    remedy: [],
  },
];

describe.each(FAULTS)('$name', ({ setup, command = CURL, cause, says, remedy }) => {
  it('is named, and the smallest change is offered', async () => {
    const lab = base.fork();
    await runOn(lab, `${setup}\nsleep 3`);
    const { walks, exitCode } = await walked(lab, command);
    expect(exitCode).not.toBe(0);
    expect(failureOf(walks)?.cause?.code).toBe(cause);
    const tried: readonly Remedy[] = (await findRemedy(lab, command, undefined, new AbortController().signal)) ?? [];
    expect(tried.map((change) => change.command)).toEqual(remedy);
    expect(explainWalks(walks, 'en', tried)).toContain(says);
    expect(explainWalks(walks, 'ko', tried)).toMatch(/Service default\/web/);
  });
});
