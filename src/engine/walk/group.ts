import { connections } from './connection';
import { failureOf } from './failure';
import type { PacketWalk } from './step';

/** A packet with what it caused (ARP questions, answers, ICMP errors), or the segments of one TCP connection. */
export interface PacketGroup {
  /** The packet, or the first one of a connection. */
  readonly walk: PacketWalk;
  readonly kind: 'packet' | 'connection';
  /** How many packets in a row went the very same way; only the first is kept. */
  readonly alike: number;
  /** The packet that decided what became of the command is this one, or below it. */
  readonly matters: boolean;
  readonly children: readonly PacketGroup[];
}

/** Puts packets together so that a reader is not drowned: the one that matters first, the rest in the order they were sent. */
export function groupWalks(all: readonly PacketWalk[]): readonly PacketGroup[] {
  const decisive = failureOf(all)?.walk.packetId;
  const walks = all.filter((walk) => walk.packetId === decisive || !isLookup(walk));
  const known = new Set(walks.map(({ packetId }) => packetId));
  const segments = connections(walks).filter((group) => group.length > 1);
  const connectionOf = new Map(segments.flatMap((group) => group.map((walk) => [walk.packetId, group] as const)));
  const childrenOf = new Map<number, PacketWalk[]>();
  const roots: PacketWalk[] = [];
  for (const walk of walks) {
    const { causedBy, packetId } = walk;
    const own = connectionOf.get(packetId);
    if (own ? own[0] === walk && !nested(walk) : causedBy === undefined || !known.has(causedBy)) roots.push(walk);
    else if (!own && causedBy !== undefined) childrenOf.set(causedBy, [...(childrenOf.get(causedBy) ?? []), walk]);
  }

  function nested({ causedBy, packetId }: PacketWalk): boolean {
    return causedBy !== undefined && known.has(causedBy) && connectionOf.get(causedBy) !== connectionOf.get(packetId);
  }

  function packet(walk: PacketWalk): PacketGroup {
    const children = collapse((childrenOf.get(walk.packetId) ?? []).map(packet));
    const matters = walk.packetId === decisive || children.some((child) => child.matters);
    return { walk, kind: 'packet', alike: 1, matters, children };
  }

  function root(walk: PacketWalk): PacketGroup {
    const own = connectionOf.get(walk.packetId);
    if (!own) return packet(walk);
    const children = collapse(own.map(packet));
    return { walk, kind: 'connection', alike: 1, matters: children.some((child) => child.matters), children };
  }

  const groups = collapse(roots.map(root));
  return [...groups.filter(({ matters }) => matters), ...groups.filter(({ matters }) => !matters)];
}

/** A socket was connected and found a route: nothing was sent. */
function isLookup({ head, steps }: PacketWalk): boolean {
  return head === undefined && steps.every(({ type }) => type === 'originate' || type === 'route');
}

/** Neighbours that went the same way are told once. */
function collapse(groups: readonly PacketGroup[]): readonly PacketGroup[] {
  const out: PacketGroup[] = [];
  let last = '';
  for (const group of groups) {
    const way = wayOf(group);
    const before = out.at(-1);
    if (before && way === last) {
      out[out.length - 1] = { ...before, alike: before.alike + 1, matters: before.matters || group.matters };
    } else out.push(group);
    last = way;
  }
  return out;
}

/** Everything about a group but its times and numbers. */
function wayOf({ walk, kind, children }: PacketGroup): string {
  const plain = JSON.stringify([walk.head ?? walk.summary, walk.steps], (key, value: unknown) =>
    key === 'atUs' || key === 'replyPacketId' || key === 'sequence' ? undefined : value,
  );
  return [kind, plain, ...children.map(wayOf)].join('\n');
}
