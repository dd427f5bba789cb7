import type fc from 'fast-check';
import { deviceAddress, hostAddress, prefix } from './addresses';
import { device, inNamespace } from './names';
import { oneOf, phrase, sometimes, weighted } from './pieces';
import type { Topology } from './topology';

/** `ip route …`. */
export function routeCommand(topology: Topology): fc.Arbitrary<string> {
  return inNamespace(topology, (name) =>
    weighted(
      [7, changeRoute(topology, name)],
      [3, showRoute(topology, name)],
      [4, getRoute(topology, name)],
      [1, flushRoute(topology, name)],
    ),
  );
}

const table = oneOf('main', 'local', '100', '100', 'all', 'default', '0', 'nosuch');

function changeRoute(topology: Topology, name: string): fc.Arbitrary<string> {
  const verb = weighted(
    [10, 'add'],
    [5, 'del'],
    [2, 'replace'],
    [1, 'change'],
    [1, 'append'],
    [1, 'prepend'],
    [1, oneOf('delete', 'a', 'r')],
  );
  const dev = device(topology, name);
  const via = hostAddress(topology);
  const hop = weighted(
    [6, phrase('via', via)],
    [3, phrase('via', via, 'dev', dev)],
    [5, phrase('dev', dev)],
    [1, ''],
    [1, phrase('via', via, 'dev', dev, 'onlink')],
  );
  const extras = weighted(
    [10, ''],
    [2, phrase('metric', oneOf('5', '50', '100', 'x'))],
    [2, phrase('src', deviceAddress(topology))],
    [2, phrase('table', table)],
    [1, phrase('scope', oneOf('link', 'host', 'global', 'nosuch'))],
    [1, phrase('proto', oneOf('static', 'kernel', 'boot', '42', 'nosuch'))],
    [1, phrase('mtu', oneOf('1400', 'lock 1300', 'x'))],
    [1, oneOf('tos 8', 'advmss 1000', 'metric 5 metric 6', 'frob', 'hoplimit 9')],
  );
  const special = phrase(
    oneOf('blackhole', 'unreachable', 'prohibit', 'throw', 'local', 'broadcast', 'unicast'),
    prefix(topology),
    sometimes(30, 'dev', dev),
    sometimes(20, 'table', table),
  );
  return phrase(oneOf('route', 'route', 'r'), verb, weighted([8, phrase(prefix(topology), hop, extras)], [2, special]));
}

function showRoute(topology: Topology, name: string): fc.Arbitrary<string> {
  const filter = weighted(
    [5, ''],
    [2, phrase('dev', device(topology, name))],
    [
      2,
      phrase(
        'table',
        table.map((name) => (name === 'all' ? 'main' : name)),
      ),
    ],
    [1, phrase(oneOf('root', 'match', 'exact', ''), prefix(topology))],
    [1, phrase('via', hostAddress(topology))],
    [1, phrase(oneOf('proto', 'scope', 'type'), oneOf('kernel', 'static', 'link', 'blackhole', 'local'))],
    [1, phrase('src', deviceAddress(topology))],
    [1, 'default'],
  );
  return phrase(
    weighted([8, '-4'], [1, '-4 -N'], [1, '-4 -j'], [1, '-4 -d'], [1, '-4 -o']),
    oneOf('route show', 'route list', 'r s'),
    filter,
  );
}

function getRoute(topology: Topology, name: string): fc.Arbitrary<string> {
  const options = weighted(
    [6, ''],
    [2, phrase('from', deviceAddress(topology))],
    [2, phrase('from', hostAddress(topology), 'iif', device(topology, name))],
    [1, phrase('oif', device(topology, name))],
    [1, phrase('mark', oneOf('1', '0x10', 'x'))],
    [1, oneOf('tos 16', 'fibmatch', 'notify', 'ipproto tcp dport 80', 'frob')],
  );
  return phrase(sometimes(10, '-j'), 'route get', hostAddress(topology), options);
}

function flushRoute(topology: Topology, name: string): fc.Arbitrary<string> {
  return phrase(
    'route flush',
    oneOf(
      'cache',
      prefix(topology),
      'proto static',
      'table 100',
      'table main',
      phrase('dev', device(topology, name)),
      'root 10.0.0.0/8',
      '',
    ),
  );
}
