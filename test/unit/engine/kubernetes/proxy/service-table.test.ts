import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** What a Service promises whatever mode kube-proxy is in, by packets: two endpoints on two nodes, and clients on them and on a third. */

const PODS = ['node01', 'node02'].map(
  (node, i) => `
apiVersion: v1
kind: Pod
metadata: { name: w${i + 1}, labels: { app: w } }
spec:
  nodeName: ${node}
  containers:
  - name: c
    image: registry.k8s.io/e2e-test-images/agnhost:2.53
    args: [netexec, --http-port=80]
    lifecycle: { preStop: { sleep: { seconds: 20 } } }
`,
);

const SERVICE = `
apiVersion: v1
kind: Service
metadata: { name: s }
spec: { clusterIP: 10.96.7.7, selector: { app: w }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: np }
spec: { type: NodePort, selector: { app: w }, ports: [{ port: 80, nodePort: 30080 }] }
`;

const out = async (lab: Lab, script: string): Promise<string> => (await runOn(lab, script)).stdout;
/** The names that answer to so many questions, one after the other. */
const ask = (url: string, times = 4, pause = ''): string => `for i in $(seq ${times}); do curl -s -m 2 ${url}/hostname || echo -n none; echo; ${pause} done | sort -u | xargs`; // prettier-ignore

interface Promised {
  readonly what: string;
  /** Fields of the Service's spec. */
  readonly spec?: object;
  readonly before?: string;
  readonly asks: readonly (readonly [script: string, answer: string])[];
  /** Questions that have another answer in ipvs mode: without endpoints of its own a node falls back to those of others (syncEndpoint of pkg/proxy/ipvs/proxier.go). */
  readonly butIpvs?: readonly (readonly [script: string, answer: string])[];
}

const IP = '10.96.7.7';
const LOCAL = (command: string): string => `kubectl exec w1 -- sh -c '${command}'`;
const PROMISES: readonly Promised[] = [
  {
    what: 'both endpoints answer',
    asks: [
      [ask(IP, 6), 'w1 w2'],
      [ask('192.168.1.10:30080', 6), 'w1 w2'],
    ],
  },
  { what: 'an endpoint reaches itself', asks: [[LOCAL(ask(IP, 6)), 'w1 w2']] },
  { what: 'internalTrafficPolicy: Local', spec: { internalTrafficPolicy: 'Local' }, asks: [[LOCAL(ask(IP)), 'w1'], [ask(IP, 1), 'none']] }, // prettier-ignore
  {
    what: 'externalTrafficPolicy: Local',
    spec: { externalTrafficPolicy: 'Local' },
    asks: [
      [ask('192.168.1.11:30080'), 'w1'],
      ['curl -s -m 2 192.168.1.11:30080/clientip | cut -d: -f1', '192.168.1.10'],
    ],
    butIpvs: [[`ssh node01 "${ask('192.168.1.10:30080', 1).replaceAll('$', '\\$')}"`, 'none']],
  },
  { what: 'a client stays for its time', spec: { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 10 } } }, asks: [[`${ask(IP)} | wc -w`, '1'], [ask(IP, 12, 'sleep 11;'), 'w1 w2']] }, // prettier-ignore
  { what: 'externalIPs', spec: { externalIPs: ['192.168.1.200'] }, asks: [[ask('192.168.1.200', 6), 'w1 w2'], [LOCAL(ask('192.168.1.200', 6)), 'w1 w2']] }, // prettier-ignore
  {
    what: 'loadBalancerSourceRanges',
    spec: { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.244.1.0/24'] },
    before: `kubectl patch svc s --subresource=status -p '{"status":{"loadBalancer":{"ingress":[{"ip":"192.168.1.240","ipMode":"VIP"}]}}}'`,
    asks: ['w1', 'w2'].map((pod) => [`kubectl exec ${pod} -- sh -c '${ask('192.168.1.240', 6)}'`, pod === 'w1' ? 'w1 w2' : 'none']), // prettier-ignore
  },
  {
    what: 'healthCheckNodePort',
    spec: { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 32222 },
    asks: [10, 11].map((host) => [
      `curl -s -o /dev/null -w '%{http_code}' 192.168.1.${host}:32222`,
      host === 10 ? '503' : '200',
    ]),
  },
  { what: 'an endpoint that ends is spared while another is ready', before: 'kubectl delete pod w1 --wait=false', asks: [[ask(IP), 'w2']] }, // prettier-ignore
  { what: 'endpoints that all end still serve', before: 'kubectl delete pod w1 w2 --wait=false', asks: [[ask(IP, 6), 'w1 w2']] }, // prettier-ignore
  { what: 'trafficDistribution: PreferSameNode', spec: { trafficDistribution: 'PreferSameNode' }, asks: [[LOCAL(ask(IP)), 'w1'], [ask(IP, 12), 'w1 w2']] }, // prettier-ignore
  {
    what: 'trafficDistribution: PreferClose, by zones',
    spec: { trafficDistribution: 'PreferClose' },
    before:
      'kubectl label node controlplane node02 topology.kubernetes.io/zone=b; kubectl label node node01 topology.kubernetes.io/zone=a',
    asks: [
      [LOCAL(ask(IP)), 'w1'],
      [ask(IP), 'w2'],
    ],
  },
];

describe.each(['iptables', 'ipvs', 'nftables'])('in mode %s', (proxyMode) => {
  let base: Lab;
  beforeAll(async () => {
    base = await createLab({ kubernetes: { nodes: ['controlplane', 'node01', 'node02'], proxyMode } });
    await runOn(base, `kubectl apply -f - <<'E'\n${[...PODS, SERVICE].join('---')}E\nkubectl wait --for=condition=Ready pod/w1 pod/w2 --timeout=60s; sleep 2`); // prettier-ignore
  }, 60_000);

  it.each(PROMISES)('$what', async ({ spec, before = 'true', asks, butIpvs = [] }) => {
    const lab = base.fork();
    await runOn(
      lab,
      `${spec ? `kubectl patch svc ${'externalTrafficPolicy' in spec && !('type' in spec) ? 'np' : 's'} -p '${JSON.stringify({ spec })}'` : 'true'}; ${before}; sleep 3`,
    );
    for (const [script, answer] of [...asks, ...(proxyMode === 'ipvs' ? [] : butIpvs)])
      expect([script, (await out(lab, script)).trim()]).toEqual([script, answer]);
  });
});
