import { KernelError } from '../errno';
import type { NetnsId } from '../records';
import type { World } from '../world';
import { find, store, type ConntrackEntry } from './conntrack';
import type { TcpState } from './tcp-tracking';
import { inverted, type Tuple } from './tuple';

/** What conntrack(8) may say of a connection by ctnetlink (net/netfilter/nf_conntrack_netlink.c). */
export interface ConnectionChange {
  readonly mark?: { readonly value: number; readonly mask: number };
  readonly timeoutSeconds?: number;
  /** Statuses are only ever added. */
  readonly seenReply?: boolean;
  readonly assured?: boolean;
}

/** ctnetlink_create_conntrack. Throws EEXIST when a connection with one of its tuples is there. */
export function createConnection(
  world: World,
  netns: NetnsId,
  original: Tuple,
  { tcp, change, by }: { readonly tcp: TcpState | undefined; readonly change: ConnectionChange; readonly by?: number },
): ConntrackEntry {
  const reply = inverted(original);
  if (find(world, netns, original) ?? find(world, netns, reply)) throw new KernelError('EEXIST');
  const entry: ConntrackEntry = {
    id: world.allocateId(),
    original,
    reply,
    seenReply: false,
    assured: false,
    sourceNat: false,
    destinationNat: false,
    sourceDone: true,
    destinationDone: true,
    mark: 0,
    tcp,
    expiresUs: world.nowUs,
    counters: undefined,
  };
  const changed = changedBy(world, entry, change);
  store(world, netns, changed, by);
  return changed;
}

/** What a connection would be after a change; undefined when there is nothing to change. */
export function changedConnection(
  world: World,
  entry: ConntrackEntry,
  change: ConnectionChange,
): ConntrackEntry | undefined {
  const changed = changedBy(world, entry, change);
  const same =
    changed.mark === entry.mark &&
    changed.expiresUs === entry.expiresUs &&
    changed.seenReply === entry.seenReply &&
    changed.assured === entry.assured;
  return same ? undefined : changed;
}

function changedBy(
  world: World,
  entry: ConntrackEntry,
  { mark, timeoutSeconds, seenReply, assured }: ConnectionChange,
): ConntrackEntry {
  return {
    ...entry,
    seenReply: entry.seenReply || seenReply === true,
    assured: entry.assured || assured === true,
    ...(mark && { mark: ((entry.mark & ~mark.mask) | mark.value) >>> 0 }),
    ...(timeoutSeconds !== undefined && { expiresUs: world.nowUs + timeoutSeconds * 1_000_000 }),
  };
}
