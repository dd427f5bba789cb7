import { formatIpv4, type Ipv4 } from '../../packet/address';
import type { FailureCause } from '../../walk/failure';
import type { Question } from './question';
import { gatewaysOf, on, owners, placeOf, prefixOf, networkText, covers, type Place, type Remedy } from './places';

/** Routes to a network by every neighbour that could know the way; those that forward first. */
export function routesTo({ lab }: Question, place: Place, lost: Ipv4): readonly Remedy[] {
  const prefix = prefixOf(lab, lost);
  return gatewaysOf(lab, place)
    .filter((gateway) => gateway !== lost)
    .map((gateway) => on(place, `ip route add ${prefix} via ${formatIpv4(gateway)}`));
}

/** Other next hops for the route that was chosen at a place. */
export function reroutes({ lab, failure }: Question, place: Place, lost: Ipv4): readonly Remedy[] {
  const chosen = chosenAt(failure.walk.steps, place);
  if (!chosen || chosen.table !== 'main') return [];
  const connected = owners(lab).some(
    ({ record, ...at }) =>
      at.netns === place.netns && networkText(record.address, record.prefixLength) === chosen.prefix,
  );
  const wanted = connected ? undefined : chosen.prefix;
  return gatewaysOf(lab, place)
    .filter((gateway) => gateway !== lost && !chosen.text.includes(` via ${formatIpv4(gateway)} `))
    .map((gateway) =>
      wanted === undefined
        ? on(place, `ip route add ${formatIpv4(lost)}/32 via ${formatIpv4(gateway)}`)
        : on(place, `ip route replace ${wanted} via ${formatIpv4(gateway)}`),
    );
}

function chosenAt(steps: Question['failure']['walk']['steps'], { host, netns }: Place) {
  const step = steps.findLast((s) => s.type === 'route' && s.host === host.name && s.netns === netns.name);
  return step?.type === 'route' ? step.chosen : undefined;
}

/** Takes a route away that refuses packets. */
export function withoutRoute(
  place: Place,
  cause: Extract<FailureCause, { code: 'refusing-route' }>,
): readonly Remedy[] {
  const table = cause.table === 'main' ? '' : ` table ${cause.table}`;
  return [on(place, `ip route del ${cause.route}${table}`)];
}

/** A way out of a circle, at each router of it. */
export function outOfLoop(question: Question, members: readonly string[], lost: Ipv4): readonly Remedy[] {
  return members.flatMap((name) => {
    const [host = '', netns = ''] = name.split('/');
    const place = placeOf(question.lab, { host, netns });
    if (!place) return [];
    const prefix = prefixOf(question.lab, lost);
    const replaces = chosenAt(question.failure.walk.steps, place)?.prefix === prefix;
    const connected = owners(question.lab).filter((own) => own.netns === place.netns);
    return gatewaysOf(question.lab, place)
      .filter((gateway) => connected.some(({ record }) => covers(record, gateway)))
      .map((gateway) => on(place, `ip route ${replaces ? 'replace' : 'add'} ${prefix} via ${formatIpv4(gateway)}`));
  });
}
