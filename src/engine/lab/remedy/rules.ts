import { openNetlink } from '../../kernel/netlink-socket';
import { inPrefix, type Ipv4 } from '../../packet/address';
import type { Question } from './question';
import { netnsOf, on, type Place, type Remedy } from './places';

/** The table that everybody looks into without being told. */
const TABLE_MAIN = 254;
const TABLE_LOCAL = 255;

/** A policy rule that leads to a table which knows the way: main when its own rule is gone, or one that no rule names. */
export function askTable({ world }: Question, place: Place, destination: Ipv4): readonly Remedy[] {
  const id = netnsOf(world, place);
  if (id === undefined) return [];
  const fitting = openNetlink(world, id)
    .routes()
    .filter((route) => route.table !== TABLE_LOCAL && route.type === 'unicast')
    .filter((route) => inPrefix(destination, route.destination, route.prefixLength));
  return [...new Set(fitting.map(({ table }) => table))].map((table) =>
    on(place, table === TABLE_MAIN ? 'ip rule add pref 32766 lookup main' : `ip rule add lookup ${table}`),
  );
}

/** Takes away the policy rule by which a packet was routed, where it is not one of the three that are always there. */
export function withoutRule(place: Place, rule: string | undefined, tool = 'ip rule'): readonly Remedy[] {
  const [, preference] = /^(\d+):/.exec(rule ?? '') ?? [];
  if (preference === undefined || ['0', '32766', '32767'].includes(preference)) return [];
  return [on(place, `${tool} del pref ${preference}`)];
}

/** The rule that the walk names for the last lookup at a place. */
export function ruleAt({ failure }: Question, { host, netns }: Place): string | undefined {
  const step = failure.walk.steps.findLast((s) => s.type === 'route' && s.host === host.name && s.netns === netns.name);
  return step?.type === 'route' ? step.rule : undefined;
}
