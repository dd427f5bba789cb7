import fc from 'fast-check';
import { oneOf, phrase, weighted } from './pieces';
import type { Topology } from './topology';

/** Names that commands use: mostly ones that exist, some that may be made, a few that cannot be right. */

const NEW_DEVICES = ['veth1', 'veth2', 'br0', 'br1', 'eth5', 'tap-x'] as const;
const ODD_DEVICES = ['eth9', 'nosuch', 'a-name-far-too-long', '1', 'e/th0', 'all', 'dev', 'lo0'] as const;

/** A device of one namespace; now and then one of another namespace, a new one or none at all. */
export function device(topology: Topology, namespace: string): fc.Arbitrary<string> {
  const here = topology.devices.filter((d) => d.namespace === namespace).map((d) => d.name);
  return weighted(
    [80, oneOf(...here)],
    [8, oneOf(...topology.devices.map((d) => d.name))],
    [8, newDevice],
    [4, oneOf(...ODD_DEVICES)],
  );
}

/** A name for a device to be made. */
export const newDevice: fc.Arbitrary<string> = oneOf(...NEW_DEVICES);

/** A namespace's name for `-n`, `netns exec` or `netns del`. */
export function namespace(topology: Topology): fc.Arbitrary<string> {
  const named = topology.namespaces.filter((name) => name !== '');
  return weighted(
    [80, oneOf(...(named.length > 0 ? named : ['green']))],
    [15, oneOf('green', 'red')],
    [5, oneOf('nosuch', '1', 'a.b')],
  );
}

/** A command in some namespace: `make` gets the namespace's name (empty for the host) and the words that lead there. */
export function inNamespace(
  topology: Topology,
  make: (namespace: string) => fc.Arbitrary<string>,
  program: 'ip' | 'other' = 'ip',
): fc.Arbitrary<string> {
  return fc.constantFrom(...topology.namespaces).chain((name) => {
    if (name === '') return program === 'ip' ? phrase('ip', make(name)) : make(name);
    if (program === 'other') return phrase('ip netns exec', name, make(name));
    const lead = weighted([6, `ip -n ${name}`], [2, `ip netns exec ${name} ip`], [1, `ip -netns ${name}`]);
    return phrase(lead, make(name));
  });
}
