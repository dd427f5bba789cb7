import { readSysctl } from '../../kernel/sysctl-store';
import type { Ipv4 } from '../../packet/address';
import { formatIp, type IpAddress } from '../../packet/ipv6-address';
import type { Question } from './question';
import { firstAddress, missingAddress, moveAddress, relengthen, renumber } from './addresses';
import { hairpin, masquerade, pastPolicy, pastRule, redirectNat } from './filter';
import { bridgeUp, moreRoom, openCircle, otherEnds, ownersDown, plugIns } from './links';
import { netnsOf, on, owners, placeOf, samePlace, setUp, covers, type Place, type Remedy } from './places';
import { allowedBy } from './network-policies';
import { listen } from './programs';
import { candidateChanges6, concernsInet6 } from './inet6';
import { askTable, ruleAt, withoutRule } from './rules';
import { endpointsFor, proxyFor, targetPortFor } from './services';
import { outOfLoop, reroutes, routesTo, withoutRoute } from './routes';

type Cause = NonNullable<Question['failure']['cause']>;

export { connectedPrefixes, gatewaysOf, prefixOf } from './places';

/** What cures the faults of a Service is asked of the cluster, wherever the packet died. */
function serviceChanges(question: Question, cause: Cause): readonly Remedy[] | undefined {
  switch (cause.code) {
    case 'no-endpoints':
      return endpointsFor(question, cause);
    case 'no-service-rules':
      return proxyFor(question);
    case 'wrong-target-port':
      return targetPortFor(question, cause);
    default:
      return undefined;
  }
}

/** Single changes that may cure a failure, likeliest and narrowest first. */
export function candidateChanges(question: Question): readonly Remedy[] {
  const { lab, failure, lost } = question;
  const { step, cause, walk } = failure;
  if (!cause) return [];
  const service = serviceChanges(question, cause);
  if (service) return service;
  const place = placeOf(lab, step);
  if (!place) return [];
  if (concernsInet6(failure)) return candidateChanges6(question, place, cause);
  const link = place.netns.links.find(({ name }) => name === step.device);
  switch (cause.code) {
    case 'no-route':
      return noRoute(question, place, inet(cause.destination));
    case 'refusing-route':
      return [...withoutRoute(place, cause), ...routesTo(question, place, inet(cause.destination))];
    case 'refusing-rule':
      return withoutRule(place, cause.rule);
    case 'not-forwarding':
      return notForwarding(question, place, inet(cause.destination));
    case 'routing-loop':
      return outOfLoop(question, cause.members, inet(cause.destination));
    case 'no-neighbour':
      return noNeighbour(question, place, inet(cause.address));
    case 'arp-silent':
      return silent(question, place, cause);
    case 'wrong-mac':
      return [on(place, `ip neigh del ${formatIp(cause.address)} dev ${step.device ?? ''}`)];
    case 'own-source': {
      const origin = placeOf(lab, walk.steps[0] ?? step);
      return origin ? renumber(lab, origin, inet(cause.source)) : [];
    }
    case 'wrong-receiver':
      return renumber(lab, place, inet(cause.address));
    case 'untranslated':
      return hairpin(question);
    case 'device-down':
      return link ? [setUp(place, link.name)] : [];
    case 'no-carrier':
      return [...(link ? otherEnds(place, link) : []), ...moveFrom(question, place, step.device)];
    case 'bridge-port':
      return bridgeUp(place, cause, step.device);
    case 'frame-loop':
    case 'bridge-loop':
      return openCircle(question);
    case 'reverse-path':
      return [
        on(place, `sysctl -w net.ipv4.conf.${step.device ?? 'default'}.rp_filter=2`),
        ...routesTo(question, place, inet(cause.source)),
        on(place, `sysctl -w ${cause.keys.map((key) => `${key}=0`).join(' ')}`),
      ];
    case 'too-big':
      return link ? [...moreRoom(place, link, cause.bytes), on(place, 'ip route flush cache')] : [];
    case 'rule':
      return pastRule(question, place, cause);
    case 'network-policy':
      return allowedBy(question, cause);
    case 'policy':
      return pastPolicy(question, place, cause);
    case 'echo-ignored':
      return [on(place, `sysctl -w ${cause.key}=0`)];
    case 'no-socket':
      return [...redirectNat(question), ...listen(question, place, cause)];
    case 'other-host':
      return lost === undefined ? [] : forget(question, lost);
    case 'vlan-filtered':
      return step.device === undefined || cause.vlan === 0
        ? []
        : [on(place, `bridge vlan add vid ${cause.vlan} dev ${step.device}`)];
    default:
      return [];
  }
}

/** An address of a failure that does not concern IPv6. */
function inet(address: IpAddress): Ipv4 {
  return typeof address === 'number' ? address : (0 as Ipv4);
}

function noRoute(question: Question, place: Place, destination: Ipv4): readonly Remedy[] {
  const { lab } = question;
  const down = owners(lab).filter((own) => samePlace(own, place) && !own.link.up);
  const here = down.filter(({ record }) => covers(record, destination));
  const nat = masquerade(question);
  return [
    ...[...here, ...down.filter((own) => !here.includes(own))].map(({ link }) => setUp(place, link.name)),
    ...askTable(question, place, destination),
    ...relengthen(lab, place, destination),
    ...(nat.first ? nat.remedies : []),
    ...routesTo(question, place, destination),
    ...(nat.first ? [] : nat.remedies),
    ...firstAddress(lab, place, destination),
    ...redirectNat(question),
  ];
}

/** A host of one network is no router: the packet should not have come here. */
function notForwarding(question: Question, place: Place, destination: Ipv4): readonly Remedy[] {
  const { lab, failure } = question;
  const links = new Set(owners(lab).flatMap((own) => (samePlace(own, place) ? [own.link.name] : [])));
  const key = place.netns.forwarding ? `conf.${failure.step.device ?? 'all'}.forwarding` : 'ip_forward';
  const forward = on(place, `sysctl -w net.ipv4.${key}=1`);
  const previous = failure.walk.steps.findLast(
    (s) => s.type === 'route' && !(s.host === failure.step.host && s.netns === failure.step.netns),
  );
  const before = previous && placeOf(lab, previous);
  const other = [...forget(question, destination), ...(before ? reroutes(question, before, destination) : [])];
  return links.size > 1 ? [forward, ...other] : [...other, forward];
}

/** Lets the sender ask again who has an address whose MAC it took from a neighbour table. */
function forget({ lab, failure }: Question, address: Ipv4): readonly Remedy[] {
  const known = failure.walk.steps.findLast((s) => s.type === 'neighbour' && s.result === 'hit');
  const at = known && placeOf(lab, known);
  if (known?.type !== 'neighbour' || !at || known.address !== address) return [];
  return [on(at, `ip neigh del ${formatIp(address)} dev ${known.device ?? ''}`)];
}

function noNeighbour(question: Question, place: Place, address: Ipv4): readonly Remedy[] {
  const { lab, failure, lost } = question;
  const link = place.netns.links.find(({ name }) => name === failure.step.device);
  const nat = masquerade(question);
  return [
    ...(link ? otherEnds(place, link) : []),
    ...ownersDown(lab, address),
    ...redirectNat(question),
    ...withoutRule(place, ruleAt(question, place)),
    ...relengthen(lab, place, address),
    ...(nat.first ? nat.remedies : []),
    ...reroutes(question, place, lost ?? address),
    ...plugIns(lab),
    ...moveFrom(question, place, failure.step.device),
    ...moveAddress(lab, ({ record }) => record.address === address),
    ...missingAddress(lab, place, address),
    ...(nat.first ? [] : nat.remedies),
  ];
}

/** An address whose network is behind another device of its host. */
function moveFrom({ lab }: Question, place: Place, device: string | undefined): readonly Remedy[] {
  return moveAddress(lab, (own) => samePlace(own, place) && own.link.name === device);
}

function silent(
  { lab, world, failure }: Question,
  place: Place,
  { why, address }: Extract<NonNullable<Question['failure']['cause']>, { code: 'arp-silent' }>,
): readonly Remedy[] {
  const device = failure.step.device ?? 'all';
  switch (why) {
    case 'noarp':
      return [on(place, `ip link set ${device} arp on`)];
    case 'sender-is-ours': {
      const origin = placeOf(lab, failure.walk.steps[0] ?? failure.step);
      const { head } = failure.walk;
      return origin && head && 'source' in head ? renumber(lab, origin, inet(head.source)) : [];
    }
    case 'reverse-path':
      return [on(place, `sysctl -w net.ipv4.conf.${device}.rp_filter=2`)];
    case 'arp_ignore':
    case 'arp_filter': {
      const keys = ['all', device].map((segment) => `net.ipv4.conf.${segment}.${why}`);
      const set = keys.filter((key) => sysctlOf(world, place, key) !== '0');
      return [
        on(place, `sysctl -w ${set.map((key) => `${key}=0`).join(' ')}`),
        ...moveAddress(lab, ({ record }) => record.address === address),
      ];
    }
  }
}

function sysctlOf(world: Question['world'], place: Place, key: string): string | undefined {
  const id = netnsOf(world, place);
  return id === undefined ? undefined : readSysctl(world, id, key);
}
