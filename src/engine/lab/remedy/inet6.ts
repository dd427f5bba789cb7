import type { Ipv6 } from '../../packet/address';
import { inPrefix6, networkOf6 } from '../../packet/ipv6-address';
import type { FailureCause, WalkFailure } from '../../walk/failure';
import { otherEnds } from './links';
import { withoutRule } from './rules';
import { on, places, samePlace, setUp, type Link, type Place, type Remedy } from './places';
import type { Question } from './question';

/** What may cure a failure of IPv6: routes, forwarding, and what lies below both families. */

/** Whether the packet that was lost was one of IPv6. */
export function concernsInet6({ walk }: WalkFailure): boolean {
  const { head, steps } = walk;
  if (head?.kind === 'nd' || (head && 'destination' in head && typeof head.destination === 'string')) return true;
  return steps.some((step) => step.type === 'originate' && typeof step.destination === 'string');
}

/** Single changes, likeliest first. */
export function candidateChanges6(question: Question, place: Place, cause: FailureCause): readonly Remedy[] {
  const link = place.netns.links.find(({ name }) => name === question.failure.step.device);
  switch (cause.code) {
    case 'no-route':
      return typeof cause.destination === 'string' ? routesTo(question, place, cause.destination) : [];
    case 'not-forwarding':
      return [on(place, 'sysctl -w net.ipv6.conf.all.forwarding=1')];
    case 'no-inet6':
      return [on(place, `sysctl -w net.ipv6.conf.${link?.name ?? 'all'}.disable_ipv6=0`)];
    case 'refusing-route':
      return [on(place, `ip -6 route del ${cause.route.replace(/ (via|dev) .*$/, '')}`)];
    case 'refusing-rule':
      return withoutRule(place, cause.rule, 'ip -6 rule');
    case 'no-neighbour':
      return [...(link ? otherEnds(place, link) : []), ...ownersDown(question, cause.address as Ipv6)];
    case 'device-down':
      return link ? [setUp(place, link.name)] : [];
    case 'no-carrier':
      return link ? otherEnds(place, link) : [];
    default:
      return [];
  }
}

/** Routes to a network by every neighbour that could know the way; those that forward first. */
function routesTo({ lab }: Question, place: Place, destination: Ipv6): readonly Remedy[] {
  const prefix = prefixOf6(lab, destination);
  const connected = place.netns.links.filter(({ up }) => up).flatMap(({ addresses6 }) => addresses6);
  const near = (address: Ipv6): boolean =>
    connected.some((a) => a.scope === 'global' && inPrefix6(address, a.address, a.prefixLength));
  return places(lab)
    .filter((other) => !samePlace(other, place))
    .sort((a, b) => Number(b.netns.forwarding) - Number(a.netns.forwarding))
    .flatMap((other) => other.netns.links.flatMap((link) => globalAddresses(link)))
    .filter(near)
    .map((gateway) => on(place, `ip -6 route add ${prefix} via ${gateway}`));
}

function globalAddresses({ up, addresses6 }: Link): readonly Ipv6[] {
  return up ? addresses6.filter(({ scope }) => scope === 'global').map(({ address }) => address) : [];
}

/** The network that an address lies in, as some interface of the lab has it; `default` when no interface does. */
function prefixOf6(lab: Question['lab'], address: Ipv6): string {
  const [best] = places(lab)
    .flatMap(({ netns }) => netns.links.flatMap(({ addresses6 }) => addresses6))
    .filter((a) => a.prefixLength < 128 && inPrefix6(address, a.address, a.prefixLength))
    .sort((a, b) => b.prefixLength - a.prefixLength);
  return best ? `${networkOf6(best.address, best.prefixLength)}/${best.prefixLength}` : 'default';
}

/** Interfaces that have the address and are down. */
function ownersDown({ lab }: Question, address: Ipv6): readonly Remedy[] {
  return places(lab).flatMap((place) =>
    place.netns.links
      .filter(({ up, addresses6 }) => !up && addresses6.some((each) => each.address === address))
      .map(({ name }) => setUp(place, name)),
  );
}
