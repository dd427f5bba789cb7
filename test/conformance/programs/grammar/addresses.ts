import type fc from 'fast-check';
import { number, oneOf, phrase, weighted } from './pieces';
import type { Topology } from './topology';

/** IPv4 addresses and prefixes, near those of the topology so that commands meet each other. */

const BAD = [
  '10.0.0',
  '10.0.0.256',
  '300.1.1.1',
  '10.0.0.1.2',
  'host01',
  '',
  '1',
  '0x0a000001',
  '10.0.0.1/24',
] as const;

function subnetsOf(topology: Topology): readonly string[] {
  const subnets = topology.addresses.map(({ address }) => address.slice(0, address.lastIndexOf('.')));
  return [...new Set(subnets)];
}

/** The address of some device of the topology. */
export function deviceAddress(topology: Topology): fc.Arbitrary<string> {
  return oneOf(...topology.addresses.map((a) => a.address));
}

/** A host's address: one that answers, a neighbour that does not exist, or one elsewhere. */
export function hostAddress(topology: Topology): fc.Arbitrary<string> {
  const near = phrase(oneOf(...subnetsOf(topology)), number(1, 12)).map((text) => text.replace(' ', '.'));
  return weighted(
    [50, deviceAddress(topology)],
    [30, near],
    [14, oneOf('10.9.9.9', '172.31.0.7', '192.168.200.4', '8.8.8.8', '127.0.0.1', '127.0.0.5')],
    [3, oneOf('0.0.0.0', '255.255.255.255', '224.0.0.5', '169.254.7.7', '240.0.0.1')],
    [3, oneOf(...BAD.filter((word) => word !== ''))],
  );
}

/** An address with a prefix length, as `ip addr add` wants it. */
export function interfaceAddress(topology: Topology): fc.Arbitrary<string> {
  const length = weighted(
    [10, '24'],
    [3, oneOf('16', '25', '30', '31', '8')],
    [2, '32'],
    [1, oneOf('33', '0', 'x', '-1', '255.255.255.0')],
  );
  return weighted(
    [8, phrase(hostAddress(topology), length).map((text) => text.replace(' ', '/'))],
    [2, hostAddress(topology)],
    [3, oneOf(...topology.addresses.map((a) => `${a.address}/${a.length}`))],
  );
}

/** A prefix for a route or rule; host bits are sometimes left in, which the kernel refuses. */
export function prefix(topology: Topology): fc.Arbitrary<string> {
  const subnets = subnetsOf(topology);
  return weighted(
    [6, oneOf(...subnets.map((s) => `${s}.0/24`))],
    [3, oneOf(...subnets.map((s) => `${s}.0/25`), ...subnets.map((s) => `${s}.128/25`))],
    [6, oneOf('10.1.0.0/16', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '10.9.9.0/24', '8.8.8.8', '8.8.8.0/24')],
    [4, 'default'],
    [2, oneOf('0.0.0.0/0', '0/0', '10/8', '10.1/16', '0.0.0.0', 'all', 'any')],
    [2, oneOf(...subnets.map((s) => `${s}.7/24`), '10.1.1.1/16', '10.0.0.0/33', '10.0.0.0/', 'x/24')],
    [3, hostAddress(topology)],
  );
}

/** A MAC address, sometimes a wrong one. */
export const mac: fc.Arbitrary<string> = weighted(
  [8, oneOf('02:00:00:00:00:01', '02:00:00:00:00:02', '52:54:00:12:34:56')],
  [
    1,
    oneOf('01:00:5e:00:00:01', 'ff:ff:ff:ff:ff:ff', '00:00:00:00:00:00', '02:00:00:00:00', '02:00:00:00:00:zz', 'mac'),
  ],
);
