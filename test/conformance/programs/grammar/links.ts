import type fc from 'fast-check';
import { mac } from './addresses';
import { device, inNamespace, namespace, newDevice } from './names';
import { number, oneOf, phrase, sometimes, weighted } from './pieces';
import type { Topology } from './topology';

/**
 * `ip link …`. Statistics (`-s`) and a bridge's details are left out: multicast chatter of IPv6 and a bridge's timers are moments of the real
 * kernel that nobody could repeat.
 */
export function linkCommand(topology: Topology): fc.Arbitrary<string> {
  return inNamespace(topology, (name) =>
    weighted(
      [6, setLink(topology, name)],
      [3, showLink(topology, name)],
      [2, addLink],
      [2, deleteLink(topology, name)],
    ),
  );
}

function setLink(topology: Topology, name: string): fc.Arbitrary<string> {
  const dev = device(topology, name);
  const master = topology.devices.some((d) => d.name === 'v-net-0') ? 'v-net-0' : 'br0';
  const change = weighted(
    [6, oneOf('up', 'down')],
    [
      3,
      phrase(
        'mtu',
        weighted(
          [5, oneOf('1400', '9000', '1280', '576', '1500')],
          [1, oneOf('67', '68', '65535', '65536', 'x', '-1', '0')],
        ),
      ),
    ],
    [2, phrase('address', mac)],
    [1, phrase('alias', oneOf('uplink', "'to the switch'", "''"))],
    [1, phrase('txqueuelen', oneOf('0', '500', '1000', 'many'))],
    [1, phrase(oneOf('promisc', 'arp', 'multicast', 'allmulticast', 'dynamic'), oneOf('on', 'off', 'maybe'))],
    [2, phrase('name', oneOf(newDevice, 'uplink', 'lo', 'eth0'))],
    [2, phrase('master', oneOf(master, 'br0', 'lo', 'nosuch'))],
    [1, 'nomaster'],
    [2, phrase('netns', namespace(topology))],
    [1, phrase('group', oneOf('default', '7', 'nosuch'))],
    [1, oneOf('frob', 'mtu', 'up down', 'address', 'mtu 1400 up', 'down mtu 1300')],
  );
  return phrase(oneOf('link set', 'link set', 'link set dev', 'l s', 'link change'), dev, change);
}

function showLink(topology: Topology, name: string): fc.Arbitrary<string> {
  const dev = device(topology, name);
  const filter = weighted(
    [4, ''],
    [3, dev],
    [2, phrase('dev', dev)],
    [1, 'up'],
    [1, phrase('type', oneOf('veth', 'bridge', 'nosuch'))],
    [1, phrase('master', oneOf('v-net-0', 'br0', 'lo'))],
    [1, 'group default'],
  );
  const flags = weighted([6, ''], [1, '-br'], [1, '-o'], [1, '-j'], [1, '-br -o'], [1, '-j -p'], [1, '-c=never']);
  return phrase(flags, oneOf('link', 'link show', 'link list', 'l', 'li sh'), filter).map((words) =>
    // Only with the word `show` may a filter follow that is not a command of its own.
    words.replace(/\b(link|l) (?!show|list|sh\b)(\S)/, 'link show $2'),
  );
}

const addLink: fc.Arbitrary<string> = weighted(
  [4, phrase('link add', newDevice, sometimes(15, 'mtu', number(1000, 1500)), 'type bridge')],
  [
    4,
    phrase(
      'link add',
      newDevice,
      sometimes(15, oneOf('up', 'address 02:00:00:00:00:09')),
      'type veth peer name',
      newDevice,
    ),
  ],
  [1, phrase('link add', newDevice, 'type', oneOf('veth', 'nosuch', 'veth peer', 'bridge up'))],
  [1, phrase('link add', oneOf('name', 'dev'), newDevice, 'type bridge')],
);

function deleteLink(topology: Topology, name: string): fc.Arbitrary<string> {
  const dev = device(topology, name);
  return phrase(oneOf('link del', 'link delete', 'link del dev'), dev, sometimes(10, 'type', oneOf('veth', 'bridge')));
}
