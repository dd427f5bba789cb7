import type fc from 'fast-check';
import { hostAddress, mac } from './addresses';
import { device, inNamespace } from './names';
import { oneOf, phrase, sometimes, weighted } from './pieces';
import type { Topology } from './topology';

/** `ip neigh …`. States that only last for moments (delay, probe, incomplete) are not asked for. */
export function neighbourCommand(topology: Topology): fc.Arbitrary<string> {
  return inNamespace(topology, (name) => {
    const dev = device(topology, name);
    const change = phrase(
      weighted([5, 'add'], [3, 'replace'], [1, 'change'], [3, 'del']),
      hostAddress(topology),
      weighted([8, phrase('lladdr', mac)], [2, '']),
      weighted([9, phrase('dev', dev)], [1, '']),
      weighted([5, ''], [4, phrase('nud', oneOf('permanent', 'noarp', 'stale', 'failed', 'nosuch'))]),
      sometimes(5, oneOf('proxy', 'protocol 7')),
    );
    const filter = weighted(
      [4, ''],
      [3, phrase('dev', dev)],
      [1, phrase('to', hostAddress(topology))],
      [2, phrase('nud', oneOf('permanent', 'all', 'noarp', 'nosuch'))],
      [1, 'proxy'],
      [1, oneOf('unused', 'vrf nosuch', 'master br0')],
    );
    const show = phrase(
      '-4',
      sometimes(10, '-j'),
      oneOf('neigh', 'neighbour', 'n'),
      oneOf('show', 'list', 'show'),
      filter,
    );
    const flush = phrase('neigh flush', oneOf(phrase('dev', dev), 'all', 'nud permanent', ''));
    return weighted([6, phrase(oneOf('neigh', 'n'), change)], [4, show], [1, flush]);
  });
}
