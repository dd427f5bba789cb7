import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, createRecorder, findRemedy, type Lab, type Remedy } from '../../../../../src/engine';
import { explainWalks, formatWalks } from '../../../../../src/engine/walk/explain';
import type { PacketWalk } from '../../../../../src/engine/walk/step';
import { runOn } from '../../lab/lab-run';

/** What became of a name, in words: whom its Pod asked, what CoreDNS answered and why, and the smallest change that helps. */
let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm');
  const { exitCode } = await runOn(
    base,
    `kubectl create namespace shop
    kubectl -n shop create deployment web --image=nginx
    kubectl -n shop expose deployment web --port=80
    kubectl run client --image=nicolaka/netshoot -- sleep 36000
    kubectl wait -A --for=condition=Ready pod --all --timeout=60s; sleep 2`,
  );
  expect(exitCode).toBe(0);
});

async function walked(lab: Lab, command: string): Promise<{ exitCode: number; walks: readonly PacketWalk[] }> {
  const fork = lab.fork();
  const recorder = createRecorder();
  fork.world.recorder = recorder;
  const { exitCode } = await runOn(fork, command);
  return { exitCode, walks: recorder.walks() };
}

const remedyOf = (lab: Lab, command: string): Promise<readonly Remedy[] | undefined> =>
  findRemedy(lab, command, undefined, new AbortController().signal);

const curl = (name: string): string => `kubectl exec client -- curl -sS -m 3 -o /dev/null http://${name}/`;

describe('a name that is found', () => {
  it('is told with the Pod and the plugin that answered', async () => {
    const { walks, exitCode } = await walked(base, curl('web.shop'));
    expect(exitCode).toBe(0);
    expect(explainWalks(walks, 'en')).toMatch(/CoreDNS \(Pod kube-system\/coredns-\w+-\w+\) was asked along the search list of \/etc\/resolv\.conf for web\.shop\.default\.svc\.cluster\.local\., web\.shop\.svc\.cluster\.local\.; its plugin kubernetes answered 10\.\d+\.\d+\.\d+\./); // prettier-ignore
    expect(explainWalks(walks, 'ko')).toMatch(/플러그인 kubernetes이\(가\) 10\.\d+\.\d+\.\d+\(이\)라고 대답했습니다/);
    const steps = formatWalks(walks, 'en').flatMap((packet) => packet.steps);
    expect(steps.some((step) => /CoreDNS in Pod kube-system\/coredns-\S+, plugin kubernetes: web\.shop\.svc\.cluster\.local\. A is 10\./.test(step))).toBe(true); // prettier-ignore
  });
});

describe('a name that is not found', () => {
  it.each([
    {
      why: 'because it is in another namespace',
      command: curl('web'),
      says: 'in namespace default there is no Service web; one is in shop (web.shop)',
      korean: '네임스페이스 default에는 Service web이(가) 없고, shop에 있습니다(web.shop)',
      remedy: curl('web.shop'),
    },
    {
      why: 'because svc is missing',
      command: curl('web.shop.cluster.local'),
      says: 'the word svc is missing in the name; the Service is web.shop.svc.cluster.local',
      korean: '이름에 svc가 빠졌습니다',
      remedy: curl('web.shop.svc.cluster.local'),
    },
    {
      why: 'because Service and namespace are in the wrong order',
      command: 'kubectl exec client -- nslookup shop.web.svc.cluster.local',
      says: 'there is no such name, but there is web.shop.svc.cluster.local',
      korean: 'web.shop.svc.cluster.local은(는) 있습니다',
      remedy: 'kubectl exec client -- nslookup web.shop.svc.cluster.local',
    },
    {
      why: 'because there is no such Service',
      command: curl('nope.shop'),
      says: 'there is no Service nope in namespace shop, nor in another',
      korean: '다른 네임스페이스에도 Service nope이(가) 없습니다',
      remedy: undefined,
    },
    {
      why: 'because there is no such namespace',
      command: 'kubectl exec client -- nslookup web.shpo.svc.cluster.local',
      says: 'there is no namespace shpo',
      korean: '네임스페이스 shpo이(가) 없습니다',
      remedy: undefined,
    },
    {
      why: 'because nobody outside knows it',
      command: 'kubectl exec client -- nslookup nobody.example.org.',
      says: 'it is no name of the cluster, and the server that the Corefile forwards to (192.168.1.1) does not know it',
      korean: 'Corefile이 전달하는 서버(192.168.1.1)도 모릅니다',
      remedy: undefined,
    },
  ])('is told $why', async ({ command, says, korean, remedy }) => {
    const { walks, exitCode } = await walked(base, command);
    expect(exitCode).not.toBe(0);
    expect(explainWalks(walks, 'en')).toContain(says);
    expect(explainWalks(walks, 'ko')).toContain(korean);
    const found = await remedyOf(base, command);
    expect(found?.map((each) => each.command)).toEqual(remedy === undefined ? undefined : [remedy]);
    if (remedy !== undefined)
      expect(explainWalks(walks, 'en', found)).toContain(`it succeeds when \`${remedy}\` is typed instead`);
  });
});

describe('a DNS that is broken', () => {
  const EDIT = (sed: string): string => `kubectl -n kube-system get configmap coredns -o yaml | sed '${sed}' | kubectl apply -f - 2>/dev/null
    kubectl -n kube-system rollout restart deployment coredns; kubectl -n kube-system delete pod -l k8s-app=kube-dns --now; sleep 60`; // prettier-ignore

  it.each([
    {
      what: 'CoreDNS scaled to zero',
      setup: 'kubectl -n kube-system scale deployment coredns --replicas=0; sleep 40',
      says: 'Service kube-system/kube-dns has no endpoints',
      remedy: /^kubectl -n kube-system scale deployment coredns --replicas=1$/,
    },
    {
      what: 'a misspelt plugin',
      setup: EDIT('s/kubernetes cluster/kubernets cluster/'),
      says: "ends each time with “/etc/coredns/Corefile:7 - Error during parsing: Unknown directive 'kubernets'”",
      remedy: /sed 's\/\\bkubernets\\b\/kubernetes\/' \| kubectl apply -f - && kubectl -n kube-system rollout restart deployment coredns/, // prettier-ignore
    },
    {
      what: 'a server to forward to that is none',
      setup: EDIT('s#/etc/resolv.conf#my-resolver#'),
      says: 'ends each time with “plugin/forward: not an IP address or file: "my-resolver"”',
      remedy: /sed 's#forward \\\. my-resolver#forward \. \/etc\/resolv\.conf#'/,
    },
  ])('by $what is found, with the change that mends it', async ({ setup, says, remedy }) => {
    const lab = base.fork();
    await runOn(lab, setup);
    const command = curl('web.shop');
    const { walks, exitCode } = await walked(lab, command);
    expect(exitCode).not.toBe(0);
    expect(explainWalks(walks, 'en')).toContain('The name web.shop could not be looked up.');
    expect(explainWalks(walks, 'en')).toContain(says);
    const found = await remedyOf(lab, command);
    expect(found).toHaveLength(1);
    expect(found?.[0]?.command).toMatch(remedy);
  });
});
