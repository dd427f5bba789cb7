import type fc from 'fast-check';
import { hostAddress, prefix } from './addresses';
import type { DualTopology } from './dual-stack';
import { device, inNamespace } from './names';
import { number, oneOf, phrase, sometimes, weighted } from './pieces';

/** Policy rules, next-hop objects and bridges. */

export function ruleCommand(topology: DualTopology): fc.Arbitrary<string> {
  return inNamespace(topology, (name) => {
    const selector = phrase(
      sometimes(50, 'from', prefix(topology)),
      sometimes(30, 'to', prefix(topology)),
      sometimes(20, 'fwmark', oneOf('1', '0x10/0xf0', 'x')),
      sometimes(15, 'iif', device(topology, name)),
      sometimes(10, 'ipproto tcp dport', oneOf('80', '80-90', '0')),
    );
    const action = weighted(
      [6, phrase('lookup', oneOf('100', 'main', '200', 'nosuch'))],
      [2, phrase('table', oneOf('100', '0'))],
      [1, oneOf('blackhole', 'prohibit', 'unreachable', 'goto 32766', 'nop')],
    );
    const place = sometimes(40, oneOf('pref', 'priority', 'prio'), oneOf('10', '20', '32766', '0', 'x'));
    const change = phrase('rule', weighted([7, 'add'], [3, 'del']), selector, place, action);
    const get = phrase('route get', hostAddress(topology), sometimes(40, 'mark 1'));
    const table = phrase('route add', prefix(topology), oneOf('table 100', 'table 200'), 'dev', device(topology, name));
    return weighted([6, change], [3, oneOf('rule show', 'rule', '-4 rule list')], [2, get], [2, table], [1, 'rule flush']); // prettier-ignore
  });
}

export function nexthopCommand(topology: DualTopology): fc.Arbitrary<string> {
  return inNamespace(topology, (name) => {
    const id = phrase('id', weighted([8, number(1, 4)], [1, oneOf('0', 'x', '99')]));
    const what = weighted(
      [5, phrase('via', hostAddress(topology), 'dev', device(topology, name))],
      [3, phrase('dev', device(topology, name))],
      [2, oneOf('blackhole', 'group 1', 'group 1/2', 'group 1,3/2,5', 'group 9')],
      [1, phrase('via', hostAddress(topology))],
    );
    const change = phrase('nexthop', weighted([6, phrase('add', id, what)], [2, phrase('replace', id, what)], [2, phrase('del', id)])); // prettier-ignore
    const route = phrase('route add', prefix(topology), 'nhid', number(1, 4));
    const show = oneOf(
      'nexthop show',
      'nexthop list',
      phrase('nexthop get', id),
      'nexthop show groups',
      '-4 route show',
    );
    return weighted([6, change], [2, route], [3, show], [1, phrase('route get', hostAddress(topology))]);
  });
}

export function bridgeCommand(topology: DualTopology): fc.Arbitrary<string> {
  return inNamespace(
    topology,
    (name) => {
      const dev = device(topology, name);
      const mac = oneOf('02:00:00:00:07:01', '02:00:00:00:07:02', 'x');
      const fdb = phrase(
        'bridge fdb',
        weighted([5, 'add'], [3, 'del'], [1, 'replace'], [1, 'append']),
        mac,
        'dev',
        dev,
        sometimes(60, oneOf('master', 'self', 'master static', 'master dynamic', 'permanent', 'local')),
      );
      const port = phrase('bridge link set dev', dev, oneOf('hairpin on', 'learning off', 'cost 7', 'state 3', 'priority 99', 'isolated on', 'flood x')); // prettier-ignore
      const show = oneOf(
        phrase('bridge link show dev', dev),
        phrase('bridge fdb show dev', dev, '| grep 02:00:00:00:07 || true'),
        'bridge link show | grep -c master || true',
      );
      return weighted([5, fdb], [3, port], [3, show]);
    },
    'other',
  );
}
