import type fc from 'fast-check';
import { deviceAddress6, hostAddress6, prefix6, type DualTopology } from './dual-stack';
import { device, inNamespace } from './names';
import { number, oneOf, phrase, sometimes, weighted } from './pieces';

/** `ip -6 address`, `ip -6 route` and `ping -6`. Link-local addresses are made from MACs that nobody chose, so only wider ones are shown. */

export function addressCommand6(topology: DualTopology): fc.Arbitrary<string> {
  return inNamespace(topology, (name) => {
    const dev = weighted([9, phrase('dev', device(topology, name))], [1, '']);
    const address = phrase(hostAddress6(topology), weighted([6, '/64'], [2, oneOf('/128', '/48', '/127')], [1, '/129'], [1, ''])).map((words) => words.replace(' ', '')); // prettier-ignore
    const change = phrase(
      weighted([3, 'addr'], [2, '-6 addr']),
      weighted([8, 'add'], [4, 'del'], [1, 'replace'], [1, 'change']),
      address,
      dev,
      'nodad',
      sometimes(15, oneOf('noprefixroute', 'home', 'scope link', 'preferred_lft 0', 'metric 10')),
    );
    const show = phrase('-6', oneOf('addr show', '-br addr show', '-o addr show'), 'scope global', sometimes(50, dev));
    return weighted([6, change], [3, show]);
  });
}

export function routeCommand6(topology: DualTopology): fc.Arbitrary<string> {
  return inNamespace(topology, (name) => {
    const dev = device(topology, name);
    const via = hostAddress6(topology);
    const hop = weighted(
      [6, phrase('via', via)],
      [2, phrase('via', via, 'dev', dev)],
      [4, phrase('dev', dev)],
      [1, ''],
      [1, phrase('via', via, 'dev', dev, 'onlink')],
    );
    const extras = weighted(
      [8, ''],
      [2, phrase('metric', oneOf('5', '50', '1024', 'x'))],
      [1, phrase('src', deviceAddress6(topology))],
      [1, phrase('table', oneOf('100', 'main', 'nosuch'))],
      [1, oneOf('proto static', 'mtu 1400', 'pref high', 'pref x', 'expires 100')],
    );
    const verb = weighted([8, 'add'], [4, 'del'], [2, 'replace'], [1, 'append'], [1, 'change']);
    const special = phrase(oneOf('blackhole', 'unreachable', 'prohibit', 'throw'), prefix6(topology));
    const change = phrase('-6 route', verb, weighted([8, phrase(prefix6(topology), hop, extras)], [2, special]));
    const wide = "| grep -v '^fe80\\|^ff00\\|^multicast\\|^anycast'";
    const show = phrase('-6 route show', weighted([4, ''], [2, phrase('dev', dev)], [2, 'table 100'], [1, 'proto kernel']), wide); // prettier-ignore
    const get = phrase('-6 route get', hostAddress6(topology), weighted([5, ''], [1, phrase('from', deviceAddress6(topology))], [1, phrase('oif', dev)])); // prettier-ignore
    return weighted([7, change], [3, show], [3, get], [1, phrase('-6 route flush', oneOf('proto static', 'table 100', prefix6(topology)))]); // prettier-ignore
  });
}

export function pingCommand6(topology: DualTopology): fc.Arbitrary<string> {
  return inNamespace(
    topology,
    (name) => {
      const option = weighted(
        [8, ''],
        [2, phrase('-s', oneOf('0', '100', '1452', '1453', '4000'))],
        [2, phrase('-t', oneOf('1', '2', '64'))],
        [2, phrase('-I', oneOf(device(topology, name), deviceAddress6(topology)))],
        [1, phrase('-M', oneOf('do', 'want'), '-s 1500')],
        [1, oneOf('-q', '-n', '-4')],
      );
      return phrase(oneOf('ping -6', 'ping', 'ping6'), '-c', number(1, 1), '-W 1', option, hostAddress6(topology));
    },
    'other',
  );
}
