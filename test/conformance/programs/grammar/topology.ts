import fc from 'fast-check';

/** A device that the setup made. `namespace` is empty for the host itself. */
export interface PlacedDevice {
  readonly namespace: string;
  readonly name: string;
}

/** An address that the setup gave to a device. */
export interface PlacedAddress extends PlacedDevice {
  readonly address: string;
  readonly length: number;
}

/** What a program starts from: commands that build it, and what later commands can name. */
export interface Topology {
  readonly setup: readonly string[];
  /** Namespaces that exist, the host (empty name) first. */
  readonly namespaces: readonly string[];
  readonly devices: readonly PlacedDevice[];
  readonly addresses: readonly PlacedAddress[];
}

const LO = (namespace: string): PlacedDevice => ({ namespace, name: 'lo' });

/** Nothing but a loopback device, as `unshare -n` gives. */
function alone(): Topology {
  return {
    setup: ['ip link set lo up'],
    namespaces: [''],
    devices: [LO('')],
    addresses: [{ ...LO(''), address: '127.0.0.1', length: 8 }],
  };
}

/** Both ends of a wire in one namespace. */
function wire(subnet: string): Topology {
  const eth0 = { namespace: '', name: 'eth0' };
  const wire0 = { namespace: '', name: 'wire0' };
  return {
    setup: [
      'ip link add eth0 type veth peer name wire0',
      'ip link set eth0 up; ip link set wire0 up',
      `ip addr add ${subnet}.1/24 dev eth0`,
    ],
    namespaces: [''],
    devices: [eth0, wire0, LO('')],
    addresses: [{ ...eth0, address: `${subnet}.1`, length: 24 }],
  };
}

/** The host and a namespace on one wire. */
function hostAndNamespace(subnet: string): Topology {
  const host = { namespace: '', name: 'veth0' };
  const red = { namespace: 'red', name: 'veth-red' };
  return {
    setup: [
      'ip netns add red',
      'ip link add veth0 type veth peer name veth-red',
      'ip link set veth-red netns red',
      `ip addr add ${subnet}.1/24 dev veth0; ip link set veth0 up`,
      `ip -n red addr add ${subnet}.2/24 dev veth-red; ip -n red link set veth-red up; ip -n red link set lo up`,
    ],
    namespaces: ['', 'red'],
    devices: [host, red, LO(''), LO('red')],
    addresses: [
      { ...host, address: `${subnet}.1`, length: 24 },
      { ...red, address: `${subnet}.2`, length: 24 },
    ],
  };
}

/** Two namespaces on one wire, as in the course's first lab. */
function twoNamespaces(subnet: string): Topology {
  const red = { namespace: 'red', name: 'veth-red' };
  const blue = { namespace: 'blue', name: 'veth-blue' };
  return {
    setup: [
      'ip netns add red; ip netns add blue',
      'ip link add veth-red type veth peer name veth-blue',
      'ip link set veth-red netns red; ip link set veth-blue netns blue',
      `ip -n red addr add ${subnet}.1/24 dev veth-red; ip -n red link set veth-red up`,
      `ip -n blue addr add ${subnet}.2/24 dev veth-blue; ip -n blue link set veth-blue up`,
    ],
    namespaces: ['', 'red', 'blue'],
    devices: [red, blue, LO(''), LO('red'), LO('blue')],
    addresses: [
      { ...red, address: `${subnet}.1`, length: 24 },
      { ...blue, address: `${subnet}.2`, length: 24 },
    ],
  };
}

/** Two namespaces on a bridge of the host, which has an address too. */
function bridged(subnet: string): Topology {
  const bridge = { namespace: '', name: 'v-net-0' };
  const red = { namespace: 'red', name: 'veth-red' };
  const blue = { namespace: 'blue', name: 'veth-blue' };
  const ports = ['veth-red-br', 'veth-blue-br'].map((name) => ({ namespace: '', name }));
  return {
    setup: [
      'ip netns add red; ip netns add blue; ip link add v-net-0 type bridge; ip link set v-net-0 up',
      // Bridged frames stay out of iptables.
      'sysctl -qw net.bridge.bridge-nf-call-iptables=0',
      // A bridge takes the lowest address of its ports: these must not be made up.
      'ip link add veth-red type veth peer name veth-red-br; ip link add veth-blue type veth peer name veth-blue-br',
      'ip link set veth-red-br address 02:00:00:00:05:01; ip link set veth-blue-br address 02:00:00:00:05:02',
      'ip link set veth-red netns red; ip link set veth-blue netns blue',
      'ip link set veth-red-br master v-net-0 up; ip link set veth-blue-br master v-net-0 up',
      `ip -n red addr add ${subnet}.1/24 dev veth-red; ip -n red link set veth-red up`,
      `ip -n blue addr add ${subnet}.2/24 dev veth-blue; ip -n blue link set veth-blue up`,
      `ip addr add ${subnet}.5/24 dev v-net-0`,
    ],
    namespaces: ['', 'red', 'blue'],
    devices: [bridge, red, blue, ...ports, LO(''), LO('red'), LO('blue')],
    addresses: [
      { ...bridge, address: `${subnet}.5`, length: 24 },
      { ...red, address: `${subnet}.1`, length: 24 },
      { ...blue, address: `${subnet}.2`, length: 24 },
    ],
  };
}

/** The host forwards between two namespaces, each in a subnet of its own. */
function router(subnet: string): Topology {
  const far = subnet.startsWith('10.') ? '172.16.9' : '10.20.30';
  const [near, other] = [
    { namespace: '', name: 'eth0' },
    { namespace: '', name: 'eth1' },
  ];
  const red = { namespace: 'red', name: 'veth-red' };
  const blue = { namespace: 'blue', name: 'veth-blue' };
  return {
    setup: [
      'ip netns add red; ip netns add blue; sysctl -qw net.ipv4.ip_forward=1',
      'ip link add eth0 type veth peer name veth-red; ip link add eth1 type veth peer name veth-blue',
      'ip link set veth-red netns red; ip link set veth-blue netns blue; ip link set eth0 up; ip link set eth1 up',
      `ip addr add ${subnet}.1/24 dev eth0; ip addr add ${far}.1/24 dev eth1`,
      `ip -n red addr add ${subnet}.2/24 dev veth-red; ip -n red link set veth-red up`,
      `ip -n blue addr add ${far}.2/24 dev veth-blue; ip -n blue link set veth-blue up`,
      `ip -n red route add default via ${subnet}.1; ip -n blue route add default via ${far}.1`,
    ],
    namespaces: ['', 'red', 'blue'],
    devices: [near, other, red, blue, LO(''), LO('red'), LO('blue')],
    addresses: [
      { ...near, address: `${subnet}.1`, length: 24 },
      { ...other, address: `${far}.1`, length: 24 },
      { ...red, address: `${subnet}.2`, length: 24 },
      { ...blue, address: `${far}.2`, length: 24 },
    ],
  };
}

const subnet = fc.constantFrom('192.168.15', '10.0.0', '172.17.0');

/** What a learner builds before anything interesting can happen. */
export const topology: fc.Arbitrary<Topology> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(alone()) },
  { weight: 3, arbitrary: subnet.map(wire) },
  { weight: 3, arbitrary: subnet.map(hostAndNamespace) },
  { weight: 3, arbitrary: subnet.map(twoNamespaces) },
  { weight: 2, arbitrary: subnet.map(bridged) },
  { weight: 3, arbitrary: subnet.map(router) },
);
