import type { HostDefinition, LabDefinition } from './definition';

/** One line about a built-in lab, for `cka-net labs` and the editor. */
export interface BuiltinLab {
  readonly name: string;
  readonly summary: string;
  readonly definition: LabDefinition;
}

function host(
  name: string,
  cards: Readonly<Record<string, readonly [string, ...string[]]>>,
  more: Partial<HostDefinition> = {},
): HostDefinition {
  return {
    name,
    interfaces: Object.entries(cards).map(([card, [plug, ...addresses]]) => ({
      name: card,
      switch: plug,
      addresses,
      up: true,
      mac: undefined,
    })),
    routes: [],
    forwarding: false,
    files: {},
    setup: undefined,
    loopbackUp: true,
    ...more,
  };
}

/** The labs that ship, in the order they are listed. */
export const BUILTIN_LABS: readonly BuiltinLab[] = [
  {
    name: 'empty',
    summary: 'host01 with only lo, down, as `unshare -n` gives',
    definition: { hosts: [host('host01', {}, { loopbackUp: false })] },
  },
  {
    name: 'switch',
    summary: 'hosts A and B on one switch: eth0 up, no addresses',
    definition: { hosts: [host('A', { eth0: ['lan1'] }), host('B', { eth0: ['lan1'] })] },
  },
  {
    name: 'router',
    summary:
      'A, B in 192.168.1.0/24 and C, D in 192.168.2.0/24, router R between them (.1), an internet host behind R; no routes on the hosts',
    definition: {
      hosts: [
        host('A', { eth0: ['lan1', '192.168.1.10/24'] }),
        host('B', { eth0: ['lan1', '192.168.1.11/24'] }),
        host('C', { eth0: ['lan2', '192.168.2.10/24'] }),
        host('D', { eth0: ['lan2', '192.168.2.11/24'] }),
        host(
          'R',
          { eth0: ['lan1', '192.168.1.1/24'], eth1: ['lan2', '192.168.2.1/24'], eth2: ['wan', '203.0.113.1/24'] },
          { forwarding: true },
        ),
        host('internet', { eth0: ['wan', '203.0.113.10/24'] }),
      ],
    },
  },
  {
    name: 'relay',
    summary: 'A – B – C in a line: B has two cards and does not forward',
    definition: {
      hosts: [
        host('A', { eth0: ['ab', '192.168.1.5/24'] }),
        host('B', { eth0: ['ab', '192.168.1.6/24'], eth1: ['bc', '192.168.2.6/24'] }),
        host('C', { eth0: ['bc', '192.168.2.5/24'] }),
      ],
    },
  },
];

/** The built-in lab of this name, or undefined. */
export function builtinLab(name: string): BuiltinLab | undefined {
  return BUILTIN_LABS.find((lab) => lab.name === name);
}
