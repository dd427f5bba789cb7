import { describe, expect, it } from 'vitest';
import { createLab, observe, observeCluster, type Lab, type LabObservation } from '../../../src/engine';
import { namespacesTree, type TreeNode, type TreeWords } from '../../../src/views/namespaces-tree';
import { recordsTree } from '../../../src/views/records-tree';
import { routesTree } from '../../../src/views/routes-tree';
import { runOn } from '../engine/lab/lab-run';

const WORDS: TreeWords = {
  rootNamespace: 'root',
  host: 'host',
  namespace: 'netns',
  up: 'up',
  down: 'down',
  noCarrier: 'no carrier',
  forwarding: 'forwards',
  noAddress: 'no address',
  noRoutes: 'no routes',
  address: 'address',
  route: 'route',
  kubernetesNamespace: 'namespace',
  ready: 'ready',
  zone: 'zone',
  noDns: 'no DNS',
};

/** A tree as indented lines. */
function lines(nodes: readonly TreeNode[], indent = ''): string[] {
  return nodes.flatMap((node) => [
    `${indent}${node.label}${node.description === '' ? '' : ` (${node.description})`}`,
    ...lines(node.children, `${indent}  `),
  ]);
}

describe('the trees of a lab', () => {
  it('show hosts, namespaces, links with their state, and addresses', async () => {
    const lab = await createLab('switch');
    await runOn(lab, 'ifconfig eth0 10.0.0.1/24; sysctl -w net.ipv4.ip_forward=1');
    await runOn(lab, 'ifconfig eth0 down', { host: 'B' });
    const text = lines(namespacesTree(observe(lab.world), WORDS)).filter((line) => !line.includes('fe80'));
    expect(text).toEqual([
      'A',
      '  root (forwards)',
      '    lo (up · loopback)',
      '      127.0.0.1/8',
      '      ::1/128',
      '    eth0 (up)',
      '      10.0.0.1/24',
      'B',
      '  root',
      '    lo (up · loopback)',
      '      127.0.0.1/8',
      '      ::1/128',
      '    eth0 (down)',
    ]);
  });

  it('show routes, and which of them lead nowhere', async () => {
    const lab = await createLab('router');
    await runOn(lab, 'route add default gw 192.168.1.1');
    const [a, , , , r] = routesTree(observe(lab.world), WORDS);
    expect(lines(a ? [a] : [])).toEqual(['A', '  default (via 192.168.1.1 dev eth0)', '  192.168.1.0/24 (dev eth0)']);
    expect(r?.children.map((node) => node.label)).toEqual(['192.168.1.0/24', '192.168.2.0/24', '203.0.113.0/24']);
  });

  it('give every node a stable id and something for a screen reader to say', async () => {
    const lab = await createLab('router');
    const collect = (nodes: readonly TreeNode[]): TreeNode[] => nodes.flatMap((n) => [n, ...collect(n.children)]);
    const before = collect(namespacesTree(observe(lab.world), WORDS));
    await runOn(lab, 'ping -c 1 192.168.1.11');
    const after = collect(namespacesTree(observe(lab.world), WORDS));
    expect(after.map((node) => node.id)).toEqual(before.map((node) => node.id));
    expect(new Set(before.map((node) => node.id)).size).toBe(before.length);
    expect(before.every((node) => node.spoken.length > 0)).toBe(true);
  });
});

describe('the trees of a cluster', () => {
  const look = ({ world }: Lab): LabObservation => {
    const cluster = observeCluster(world);
    return { ...observe(world), ...(cluster && { cluster }) };
  };

  it('show the records that CoreDNS answers, and follow the lab', async () => {
    const lab = await createLab('kubeadm');
    const tree = (): string => lines(recordsTree(look(lab), WORDS)).join('\n');
    expect(tree()).toBe(`cluster.local
  default (2)
    kubernetes
      10.96.0.1 (A · TTL 30)
    _https._tcp.kubernetes
      0 100 443 kubernetes.default.svc.cluster.local (SRV · TTL 30)
  kube-system (4)
    kube-dns
      10.96.0.10 (A · TTL 30)
    _dns._udp.kube-dns
      0 100 53 kube-dns.kube-system.svc.cluster.local (SRV · TTL 30)
    _dns-tcp._tcp.kube-dns
      0 100 53 kube-dns.kube-system.svc.cluster.local (SRV · TTL 30)
    _metrics._tcp.kube-dns
      0 100 9153 kube-dns.kube-system.svc.cluster.local (SRV · TTL 30)`);
    await runOn(lab, 'kubectl create service externalname outside --external-name example.com');
    expect(tree()).toContain('    outside\n      example.com (CNAME · TTL 30)');
    const [zone] = recordsTree(look(lab), WORDS);
    expect([zone?.spoken, zone?.children[0]?.spoken]).toEqual(['zone cluster.local', 'namespace default']);
    expect(zone?.children[0]?.children[0]?.children[0]?.spoken).toBe(
      'kubernetes.default.svc.cluster.local A 10.96.0.1, TTL 30',
    );
    await runOn(lab, 'kubectl -n kube-system scale deployment coredns --replicas=0; sleep 40');
    expect(tree()).toBe('no DNS');
  });

  it('show namespaces with their Services and Pods behind the hosts', async () => {
    const lab = await createLab('kubeadm');
    await runOn(
      lab,
      'kubectl run web --image=nginx; kubectl run odd --image=nosuch; kubectl expose pod web --port=80; sleep 20',
    );
    const text = lines(namespacesTree(look(lab), WORDS)).join('\n');
    expect(text).toMatch(/^Kubernetes$/m);
    expect(text).toMatch(/^ {4}web \(ClusterIP · 10\.\d+\.\d+\.\d+ · 80\/TCP\)$/m);
    expect(text).toMatch(/^ {4}web \(ready · 10\.244\.1\.\d+ · node01\)$/m);
    expect(text).toMatch(/^ {4}odd \(Pending · /m);
  });

  it('show nothing of a cluster in a lab without one', async () => {
    const lab = await createLab('switch');
    expect(recordsTree(look(lab), WORDS)).toEqual([]);
    expect(lines(namespacesTree(look(lab), WORDS))).not.toContain('Kubernetes');
  });
});
