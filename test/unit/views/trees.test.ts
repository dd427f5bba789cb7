import { describe, expect, it } from 'vitest';
import { createLab, observe } from '../../../src/engine';
import { namespacesTree, type TreeNode, type TreeWords } from '../../../src/views/namespaces-tree';
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
