import { formatIpv4, networkOf, type Ipv4 } from '../../packet/address';
import type { Ipv4AddressRecord } from '../../kernel/records';
import type { LabObservation } from '../observe';
import { covers, freeAddress, on, owners, samePlace, type Owned, type Place, type Remedy } from './places';

const text = ({ address, prefixLength }: Pick<Ipv4AddressRecord, 'address' | 'prefixLength'>): string =>
  `${formatIpv4(address)}/${prefixLength}`;

/** Another length for an address: one that others on its network have, and with which `target` is where they think it is. */
export function relengthen(lab: LabObservation, place: Place, target: Ipv4): readonly Remedy[] {
  const mine = owners(lab).filter((own) => samePlace(own, place));
  return mine.flatMap(({ link, record }) => {
    const lengths = new Set(
      owners(lab)
        .filter((other) => !samePlace(other, place) && covers(other.record, record.address))
        .map((other) => other.record.prefixLength)
        .filter((length) => length !== record.prefixLength),
    );
    return [...lengths]
      .filter((prefixLength) => covers({ ...record, prefixLength }, target) !== covers(record, target))
      .map((prefixLength) => exchange(place, link.name, record, { ...record, prefixLength }));
  });
}

/** The new address first: a host never lacks one in between, and its routes stay. */
function exchange(place: Place, device: string, old: Ipv4AddressRecord, next: Ipv4AddressRecord): Remedy {
  return on(place, `ip addr add ${text(next)} dev ${device}`, `ip addr del ${text(old)} dev ${device}`);
}

/** An address for a device that is up and has none, in the network that `target` is in. */
export function firstAddress(lab: LabObservation, place: Place, target: Ipv4): readonly Remedy[] {
  const network = owners(lab).find(({ record }) => covers(record, target))?.record;
  if (!network) return [];
  const { prefixLength } = network;
  const free = freeAddress(lab, networkOf(network.address, prefixLength), prefixLength);
  if (free === undefined) return [];
  return bare(place).map((device) => on(place, `ip addr add ${text({ address: free, prefixLength })} dev ${device}`));
}

/** The address that is asked for, on a device elsewhere that is up and has none. */
export function missingAddress(lab: LabObservation, asking: Place, wanted: Ipv4): readonly Remedy[] {
  if (owners(lab).some(({ record }) => record.address === wanted)) return [];
  const length = owners(lab).find((own) => samePlace(own, asking) && covers(own.record, wanted))?.record.prefixLength;
  if (length === undefined) return [];
  return lab.hosts.flatMap((host) =>
    host.namespaces
      .map((netns) => ({ host, netns }))
      .filter((place) => !samePlace(place, asking))
      .flatMap((place) =>
        bare(place).map((device) =>
          on(place, `ip addr add ${text({ address: wanted, prefixLength: length })} dev ${device}`),
        ),
      ),
  );
}

/** Devices a namespace could use an address on and that have none. */
function bare({ netns }: Place): readonly string[] {
  return netns.links
    .filter(({ kind, up, master, addresses4 }) => kind.type !== 'loopback' && up && !master && addresses4.length === 0)
    .map(({ name }) => name);
}

/** An address that sits on the wrong device, on another device of its namespace. */
export function moveAddress(lab: LabObservation, which: (own: Owned) => boolean): readonly Remedy[] {
  return owners(lab)
    .filter(which)
    .flatMap(({ link, record, ...place }) =>
      place.netns.links
        .filter(({ kind, up, master, name }) => kind.type !== 'loopback' && up && !master && name !== link.name)
        .map(({ name }) =>
          on(place, `ip addr del ${text(record)} dev ${link.name}`, `ip addr add ${text(record)} dev ${name}`),
        ),
    );
}

/** Another address for one of two that share it. */
export function renumber(lab: LabObservation, place: Place, shared: Ipv4): readonly Remedy[] {
  return owners(lab)
    .filter((own) => samePlace(own, place) && own.record.address === shared)
    .flatMap(({ link, record }) => {
      const { prefixLength } = record;
      const address = freeAddress(lab, networkOf(shared, prefixLength), prefixLength);
      return address === undefined ? [] : [exchange(place, link.name, record, { ...record, address })];
    });
}
