import { formatIpv4, type Ipv4 } from '../packet/address';
import type { Verdict } from './failure';
import type { PacketGroup } from './group';
import type { PacketWalk } from './step';

/** Keys of steps, heads and causes whose numbers are IPv4 addresses. */
const ADDRESS_KEYS = new Set(['source', 'destination', 'via', 'address', 'sender', 'target', 'gateway']);

/** A walk, or part of one, as JSON for programs: the typed steps, with addresses as one writes them. */
export function walkJson(value: readonly PacketWalk[] | readonly PacketGroup[] | Verdict): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) =>
      ADDRESS_KEYS.has(key) && typeof part === 'number' ? formatIpv4(part as Ipv4) : part,
    ),
  );
}
