import type { FailureCause } from '../../../../src/engine/walk/failure';

/** A lab in which exactly one thing is broken, and what the walk must say about it. */
export interface BrokenLab {
  readonly name: string;
  readonly lab: unknown;
  /** What is done, in order: one script per host. */
  readonly setup: readonly (readonly [host: string, script: string])[];
  readonly command: string;
  /** Who ended the packet, and by what. */
  readonly at: string;
  readonly which?: 'request' | 'answer';
  readonly reason: string;
  readonly cause: FailureCause['code'];
  readonly remedy: readonly string[];
  /** Words that must stand in the explanation, in both languages. */
  readonly says: readonly string[];
}

export const PING_C = 'ping -c 1 -W 1 192.168.2.10';
export const PING_B = 'ping -c 1 -W 1 192.168.1.11';
/** The lab `router` with both roads between A and C. */
export const ROADS = [
  ['A', 'ip route add 192.168.2.0/24 via 192.168.1.1'],
  ['C', 'ip route add 192.168.1.0/24 via 192.168.2.1'],
] as const;
export const host = (name: string, cards: readonly string[], more: object = {}): object => ({
  name,
  interfaces: cards.map((card) => {
    const [device = '', plug = '', ...addresses] = card.split(' ');
    return { name: device, switch: plug, addresses };
  }),
  ...more,
});
export const RED_AND_BLUE = `
  ip link add br0 type bridge; ip link set br0 up
  for n in red blue; do
    ip netns add $n; ip link add v-$n type veth peer name eth0 netns $n
    ip link set v-$n master br0; ip link set v-$n up; ip -n $n link set eth0 up
  done
  ip -n red addr add 10.0.0.1/24 dev eth0; ip -n blue addr add 10.0.0.2/24 dev eth0`;
export const RED_TO_BLUE = 'ip netns exec red ping -c 1 -W 1 10.0.0.2';
export const POD_BEHIND_NODE = {
  hosts: [host('node', ['eth0 lan 192.168.1.2/24']), host('outside', ['eth0 lan 192.168.1.3/24'])],
};
export const POD = `
  ip netns add pod; ip link add veth type veth peer name eth0 netns pod
  ip addr add 192.168.15.5/24 dev veth; ip link set veth up
  ip -n pod addr add 192.168.15.1/24 dev eth0; ip -n pod link set eth0 up
  ip -n pod route add default via 192.168.15.5; sysctl -w net.ipv4.ip_forward=1`;
