import type { DropCause } from '../walk/step';
import { formatIpv4, type Ipv4 } from '../packet/address';
import { type FibQuery, type FibResult } from './fib';
import { candidates, describeRoute } from './fib-candidates';
import { ruleText } from './policy-rule-text';
import type { DeviceRecord, NetnsId } from './records';
import { trace } from './trace';
import type { World } from './world';

/** What a walk is told of a look-up in the FIB, and the devices it leads to. */

export function loopback(world: World, netns: NetnsId): DeviceRecord | undefined {
  const id = world.netns(netns).devices.get(1);
  return id === undefined ? undefined : world.device(id);
}

export function outputDevice(world: World, netns: NetnsId, ifindex: number | undefined): DeviceRecord | undefined {
  const id = ifindex === undefined ? undefined : world.netns(netns).devices.get(ifindex);
  return id === undefined ? undefined : world.device(id);
}

/** What a walk says about a lookup that found no way. */
export function noRoute(
  world: World,
  netns: NetnsId,
  result: FibResult,
  destination: Ipv4,
): { readonly detail: string; readonly cause: DropCause } {
  if (result.rule && !('route' in result)) {
    const rule = ruleText(result.rule);
    return { detail: `the policy rule "${rule}" refuses`, cause: { code: 'refusing-rule', destination, rule } };
  }
  if (result.kind === 'none' || 'hop' in result || !result.route) {
    return { detail: `no route to ${formatIpv4(destination)}`, cause: { code: 'no-route', destination } };
  }
  const { kind } = result;
  const { text: route, table } = describeRoute(world, netns, result.route);
  return {
    detail: `the route is a ${kind} route`,
    cause: { code: 'refusing-route', kind, destination, route, table },
  };
}

export function traceRoute(world: World, packetId: number, netns: NetnsId, query: FibQuery, result: FibResult): void {
  trace(world, packetId, netns, undefined, () => {
    const { chosen, rejected, rule } = candidates(world, netns, query, result);
    const hop = 'hop' in result ? result.hop : undefined;
    const out = result.kind === 'local' ? loopback(world, netns) : outputDevice(world, netns, hop?.ifindex);
    return {
      type: 'route',
      destination: query.destination,
      result: result.kind,
      rejected,
      ...(chosen && { chosen }),
      ...(rule !== undefined && { rule }),
      ...(hop?.via !== undefined && { via: hop.via }),
      ...(out && { out: out.name }),
    };
  });
}
