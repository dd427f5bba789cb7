import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { settle } from '../../../../../src/engine/kernel/run';
import { installManifest } from '../../../../../src/engine/kubernetes/addons/install';
import { readObjects } from '../../../../../src/engine/kubernetes/api/store';
import type { Pod } from '../../../../../src/engine/kubernetes/objects/kinds';
import { reaches } from './probe';
import { mayConnect, type Policy, type Probe, type Requirement, type TestPod } from './semantics';

/**
 * Truth tables of NetworkPolicy: for every case of policies.yaml each Pod tries to reach each other on several ports by packets, and that must come out as the API's words say.
 */

interface WrittenPolicy {
  readonly in: string;
  readonly pods?: Readonly<Record<string, string>>;
  readonly expressions?: readonly Requirement[];
  readonly types?: readonly string[];
  readonly ingress?: Policy['spec']['ingress'];
  readonly egress?: Policy['spec']['egress'];
}

interface Case {
  readonly case: string;
  readonly policies: readonly WrittenPolicy[];
  readonly named?: true;
  readonly ranges?: true;
}

const CASES = parse(readFileSync(new URL('policies.yaml', import.meta.url), 'utf8')) as readonly Case[];

const NAMESPACES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  web: { team: 'blue' },
  shop: { team: 'green' },
  tools: {},
};

type Written = readonly [
  namespace: string,
  name: string,
  labels: Readonly<Record<string, string>>,
  ports: Readonly<Record<string, number>>,
];

const PODS: readonly Written[] = [
  ['web', 'front', { app: 'front', tier: 'edge' }, { main: 80 }],
  ['web', 'api', { app: 'api', tier: 'inner' }, { http: 8080, main: 8080 }],
  ['web', 'db', { app: 'db', tier: 'inner' }, { main: 5432 }],
  ['shop', 'front', { app: 'front' }, { main: 80 }],
  ['shop', 'pay', { app: 'pay', role: 'admin' }, {}],
  ['tools', 'debug', { app: 'debug' }, {}],
];

const HTTP: Probe = { protocol: 'TCP', port: 80 };
const DNS: Probe = { protocol: 'UDP', port: 53 };

/** What is tried: one port where the policies name none; otherwise ports they name, by number, range or name, and others. */
function probesOf(one: Case): readonly Probe[] {
  if (!JSON.stringify(one.policies).includes('"ports"')) return [HTTP];
  const named: readonly Probe[] = [5432, 8080].map((port) => ({ protocol: 'TCP', port }) as const);
  const ranges: readonly Probe[] = [5432, 32005].map((port) => ({ protocol: 'TCP', port }) as const);
  const text = JSON.stringify(one.policies);
  return [
    HTTP,
    ...(one.named
      ? named
      : one.ranges
        ? ranges
        : text.includes('5432')
          ? [{ protocol: 'TCP', port: 5432 } as const]
          : []),
    ...(text.includes('53}') ? [{ protocol: 'TCP', port: 53 } as const] : []),
    ...(text.includes('UDP') ? [DNS] : []),
  ];
}

async function labWithPods(network: string): Promise<{ lab: Lab; pods: readonly TestPod[] }> {
  const lab = await createLab(network);
  const nodes = [...lab.world.nodes.keys()].slice(-2);
  for (const [name, labels] of Object.entries(NAMESPACES)) {
    installManifest(lab.world, JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }));
  }
  settle(lab.world);
  for (const [index, [namespace, name, labels, ports]] of PODS.entries()) {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace, name, labels },
      spec: {
        nodeName: nodes[index % 2],
        containers: [
          {
            name: 'c',
            image: 'registry.k8s.io/pause:3.10.1',
            ports: Object.entries(ports).map(([port, containerPort]) => ({ name: port, containerPort })),
          },
        ],
      },
    };
    installManifest(lab.world, JSON.stringify(pod));
  }
  settle(lab.world);
  const objects = readObjects(lab.world, 'pods') as readonly Pod[];
  const pods = PODS.map(([namespace, name, labels, ports]): TestPod => {
    const found = objects.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
    const namespaceLabels = { ...NAMESPACES[namespace], 'kubernetes.io/metadata.name': namespace };
    return { namespace, name, labels, namespaceLabels, ports, ip: found?.status?.podIP ?? '' };
  });
  return { lab, pods };
}

function policiesOf({ policies }: Case, pods: readonly TestPod[]): readonly Policy[] {
  // `{web/api}` stands for the Pod's address.
  const text = JSON.stringify(policies).replace(
    /\{([a-z]+)\/([a-z]+)\}/g,
    (_, namespace: string, name: string) => pods.find((p) => p.namespace === namespace && p.name === name)?.ip ?? '',
  );
  return (JSON.parse(text) as readonly WrittenPolicy[]).map((written, index) => ({
    metadata: { name: `policy-${index}`, namespace: written.in },
    spec: {
      podSelector: {
        ...(written.pods && { matchLabels: written.pods }),
        ...(written.expressions && { matchExpressions: written.expressions }),
      },
      ...(written.types && { policyTypes: written.types }),
      ...(written.ingress && { ingress: written.ingress }),
      ...(written.egress && { egress: written.egress }),
    },
  }));
}

/** One line for every pair that comes out otherwise than it should. */
function wrongPairs(lab: Lab, pods: readonly TestPod[], one: Case, blocks?: 'world'): readonly string[] {
  const { world } = lab.fork();
  const policies = policiesOf(one, pods);
  for (const policy of policies) {
    installManifest(world, JSON.stringify({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', ...policy }));
  }
  settle(world);
  const wrong: string[] = [];
  const probes = probesOf(one);
  for (const from of pods) {
    for (const to of pods) {
      if (from === to) continue;
      for (const probe of probes) {
        const expected = mayConnect(policies, from, to, probe, blocks);
        if (reaches(world, from, to, probe) === expected) continue;
        const ends = `${from.namespace}/${from.name} → ${to.namespace}/${to.name}`;
        wrong.push(`${ends} ${probe.protocol} ${probe.port}: should ${expected ? 'pass' : 'be dropped'}`);
      }
    }
  }
  return wrong;
}

describe('policies.yaml', () => {
  it('has at least 60 cases', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CASES.map((one) => one.case)).size).toBe(CASES.length);
  });
});

describe.each([
  ['kubeadm-calico', CASES],
  ['kind', CASES],
  // To Cilium a name that means another number on every Pod means none (pkg/types/portmap.go).
  ['kubeadm-cilium', CASES.filter((one) => one.case !== 'egress to a named port')],
  // Weave Net came before endPort, and refuses a policy with a named port.
  ['kubeadm-weave', CASES.filter(({ named, ranges }) => !named && !ranges)],
] as const)('%s', (network, cases) => {
  it('keeps every policy, for every pair of Pods', async () => {
    const { lab, pods } = await labWithPods(network);
    for (const { ip } of pods) expect(ip).not.toBe('');
    const wrong = cases.map((one) => ({
      case: one.case,
      pairs: wrongPairs(lab, pods, one, network === 'kubeadm-cilium' ? 'world' : undefined),
    }));
    expect(wrong.filter(({ pairs }) => pairs.length > 0)).toEqual([]);
  }, 120_000);
});

describe('kubeadm with flannel', () => {
  it('keeps no policy: everybody reaches everybody', async () => {
    const { lab, pods } = await labWithPods('kubeadm');
    const closed: Case | undefined = CASES.find((one) => one.case === 'everything closed everywhere');
    if (!closed) throw new Error('the case is gone');
    const { world } = lab.fork();
    for (const policy of policiesOf(closed, pods)) {
      installManifest(world, JSON.stringify({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', ...policy }));
    }
    settle(world);
    for (const from of pods) for (const to of pods) expect(reaches(world, from, to, HTTP)).toBe(true);
  });
});
