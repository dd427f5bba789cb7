import type { Ipv4 } from '../../packet/address';
import type { FailureCause } from '../../walk/failure';
import type { Question } from './question';
import { on, owners, places, setUp, type Link, type Place, type Remedy } from './places';
import type { LabObservation } from '../observe';

/** The other end of a veth pair, where it is down. */
export function otherEnds(place: Place, link: Link): readonly Remedy[] {
  const { peer } = link;
  if (!peer) return [];
  const netns =
    peer.netnsName === undefined ? place.netns : place.host.namespaces.find(({ name }) => name === peer.netnsName);
  const everywhere = netns && peer.name !== undefined ? [netns] : place.host.namespaces;
  return everywhere.flatMap((ns) =>
    ns.links
      .filter(
        (other) => !other.up && (peer.name === undefined ? other.ifindex === peer.ifindex : other.name === peer.name),
      )
      .map((other) => setUp({ host: place.host, netns: ns }, other.name)),
  );
}

/** Interfaces that have the address and are down. */
export function ownersDown(lab: LabObservation, address: Ipv4 | undefined): readonly Remedy[] {
  return owners(lab)
    .filter(({ link, record }) => !link.up && record.address === address)
    .map(({ link, ...place }) => setUp(place, link.name));
}

/** Cables that are not plugged into a bridge of their namespace, or into the wrong one. */
export function plugIns(lab: LabObservation): readonly Remedy[] {
  return places(lab).flatMap((place) => {
    const bridges = place.netns.links.filter(({ kind }) => kind.type === 'bridge');
    return place.netns.links
      .filter(({ kind, addresses4 }) => kind.type !== 'loopback' && kind.type !== 'bridge' && addresses4.length === 0)
      .flatMap((link) =>
        bridges
          .filter(({ name }) => name !== link.master?.name)
          .map(({ name }) => on(place, `ip link set ${link.name} master ${name}${link.up ? '' : ' up'}`)),
      );
  });
}

/** What lets a bridge or its port pass frames on. */
export function bridgeUp(
  place: Place,
  { bridge, state }: Extract<FailureCause, { code: 'bridge-port' }>,
  port: string | undefined,
): readonly Remedy[] {
  const up = [setUp(place, bridge), ...(port === undefined ? [] : [setUp(place, port)])];
  return state === 'down' || port === undefined ? up : [on(place, `bridge link set dev ${port} state 3`), ...up];
}

/** Room for a packet on a device and, for a cable, on its other end. */
export function moreRoom(place: Place, link: Link, bytes: number): readonly Remedy[] {
  const mtu = Math.max(1500, bytes);
  const here = `ip link set ${link.name} mtu ${mtu}`;
  const { peer } = link;
  if (!peer) return [on(place, here)];
  const netns = peer.netnsName === undefined ? undefined : place.host.namespaces.find((n) => n.name === peer.netnsName);
  const elsewhere = netns ?? place.netns;
  const other = elsewhere.links.find(({ name, ifindex }) => (netns ? ifindex === peer.ifindex : name === peer.name));
  if (!other || other.mtu >= bytes) return [on(place, here)];
  const there = on({ host: place.host, netns: elsewhere }, `ip link set ${other.name} mtu ${mtu}`).command;
  const first = on(place, here);
  return link.mtu >= bytes
    ? [{ host: place.host.name, command: there }]
    : [{ ...first, command: `${first.command} && ${there}` }];
}

/** Takes one link of a circle of bridges down. */
export function openCircle({ failure, lab }: Question): readonly Remedy[] {
  const tried = new Set<string>();
  return failure.walk.steps.flatMap((step) => {
    if (step.type !== 'bridge' || step.from === undefined) return [];
    const place = places(lab).find(({ host, netns }) => host.name === step.host && netns.name === step.netns);
    const key = `${step.host}/${step.netns}/${step.from}`;
    const crosses = place?.netns.links.find(({ name }) => name === step.from);
    if (!place || !crosses || tried.has(key)) return [];
    tried.add(key);
    return [on(place, `ip link set ${step.from} down`)];
  });
}
