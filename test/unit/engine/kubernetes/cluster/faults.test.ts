import { describe, expect, it } from 'vitest';
import { createLab } from '../../../../../src/engine';

/** What a learner sees first of each fault, by the command that shows it. */
const SYMPTOMS: readonly (readonly [fault: string, command: string, shows: RegExp])[] = [
  [
    'service-wrong-selector',
    'kubectl get endpointslices -l kubernetes.io/service-name=web --no-headers',
    /<unset> +<unset>/,
  ],
  [
    'service-wrong-target-port',
    'curl -sS -m 3 $(kubectl get svc web -o jsonpath={.spec.clusterIP})',
    /port 80 after \d+ ms: Couldn't connect/,
  ],
  [
    'coredns-broken',
    'kubectl -n kube-system logs -l k8s-app=kube-dns',
    /Corefile:13 - Error during parsing: Unknown directive 'foward'/,
  ],
  ['coredns-scaled-to-zero', 'kubectl -n kube-system get deployment coredns --no-headers', /coredns +0\/0/],
  ['kube-proxy-crash-looping', 'kubectl -n kube-system get pods -l k8s-app=kube-proxy', /CrashLoopBackOff/],
  ['node-not-ready', 'kubectl get nodes', /node01 +NotReady/],
  [
    'service-range-exhausted',
    'kubectl create service clusterip more --tcp=80',
    /failed to allocate a serviceIP: range is full/,
  ],
  ['bad-resolv-conf', 'kubectl -n kube-system logs -l k8s-app=kube-dns', /->192\.168\.1\.99:53: i\/o timeout/],
  ['ip-forward-off', 'ssh node01 sysctl net.ipv4.ip_forward', /= 0/],
  ['default-deny-policy', 'kubectl get networkpolicy', /default-deny-all/],
];

describe('a lab starts broken on purpose', () => {
  it.each(SYMPTOMS)('%s', async (fault, command, shows) => {
    const lab = await createLab({
      kubernetes: { nodes: ['controlplane', 'node01'], network: 'flannel', faults: [fault] },
    });
    let text = '';
    const take = (piece: string): void => void (text += piece);
    await lab.run(command, { stdout: take, stderr: take, signal: AbortSignal.timeout(20_000), pace: 'virtual' });
    expect(text).toMatch(shows);
  });

  it('says which faults there are when one is not known', async () => {
    await expect(createLab({ kubernetes: { nodes: ['controlplane'], faults: ['gremlins'] } })).rejects.toThrow(
      /gremlins.*coredns-broken/s,
    );
  });
});
