import type { IpAddress } from '../../packet/ipv6-address';
import type { Inverted, Masked, Match, PortRange, Prefix6, RuleRecord } from './model';
import type { AnySkb } from './skb';

/**
 * Which rules of a chain a packet has to be shown to. kube-proxy writes chains of thousands of rules that name one address and one port each;
 * a packet can match only those with its own, so the others need not be asked. What is left out could not have matched and would have done
 * nothing (no counter, no `limit` or `statistic` of its own), so verdict, counters and walk are those of going through rule by rule.
 *
 * An index is derived from an immutable list of rules and kept beside it: a chain that changes is another list.
 */

/** Goes through the rules of a chain that may match one packet, in the chain's order. */
export interface RuleCursor {
  /** The place of the next rule in the chain, from 0; -1 at the end. */
  next(): number;
}

/** Shorter chains are gone through as they are. */
const FEW = 16;

/** The rules of a chain for a packet; undefined when it is shown every one. */
export function rulesFor(rules: readonly RuleRecord[], skb: AnySkb): RuleCursor | undefined {
  const index = indexOf(rules);
  return index && new SomeRules(index.lists(skb));
}

/** The index of a long chain. */
export function indexOf(rules: readonly RuleRecord[]): ChainIndex | undefined {
  if (rules.length < FEW) return undefined;
  let index = indexes.get(rules);
  if (!index) indexes.set(rules, (index = new ChainIndex(rules)));
  return index;
}

/** Goes through rules at given places. */
export class PlacesCursor implements RuleCursor {
  constructor(
    private readonly places: readonly number[],
    private at: number,
  ) {}

  next(): number {
    return this.places[this.at++] ?? -1;
  }
}

const indexes = new WeakMap<readonly RuleRecord[], ChainIndex>();

/** Merges ascending lists of places that have nothing in common. */
class SomeRules implements RuleCursor {
  /** V8 forgets a hidden class of which nothing is left when it collects garbage, and with it what it compiled: one of these stays. */
  static readonly kept = new SomeRules([]);
  private readonly heads: number[];

  constructor(private readonly lists: readonly (readonly number[])[]) {
    this.heads = new Array<number>(lists.length).fill(0);
  }

  next(): number {
    const { lists, heads } = this;
    let chosen = -1;
    let least = -1;
    for (let i = 0; i < lists.length; i++) {
      const place = lists[i]?.[heads[i] ?? 0];
      if (place === undefined || (least >= 0 && place > least)) continue;
      least = place;
      chosen = i;
    }
    if (chosen >= 0) heads[chosen] = (heads[chosen] ?? 0) + 1;
    return least;
  }
}

type Places = Map<number | string, number[]>;

/** What a packet has by which rules are found (see listOf). */
const PARTS = ['flow', 'port', 'destination', 'source', 'in', 'out'] as const;
export type IndexPart = (typeof PARTS)[number];

/** Every rule is in one list: by the most telling thing that it asks a packet to have, or with those that ask nothing of the kind. */
export class ChainIndex {
  /** `flow`: by destination address, and port of a protocol. */
  private readonly places: Readonly<Record<IndexPart, Places>> = {
    flow: new Map(),
    port: new Map(),
    destination: new Map(),
    source: new Map(),
    in: new Map(),
    out: new Map(),
  };
  /** The rules that every packet is shown. */
  readonly rest: number[] = [];
  /** By what the others are found. */
  readonly parts: readonly IndexPart[];

  constructor(rules: readonly RuleRecord[]) {
    for (const [place, rule] of rules.entries()) this.listOf(rule).push(place);
    this.parts = PARTS.filter((part) => this.places[part].size > 0);
  }

  /** The lists that a packet's rules are in. */
  lists(skb: AnySkb): readonly (readonly number[])[] {
    const lists: (readonly number[])[] = [];
    for (const part of this.parts) {
      const list = this.list(part, skb);
      if (list) lists.push(list);
    }
    if (this.rest.length > 0) lists.push(this.rest);
    return lists;
  }

  /** The places of the rules that ask for what the packet has. */
  list(part: IndexPart, { packet, in: from, out }: AnySkb): readonly number[] | undefined {
    const { payload } = packet;
    switch (part) {
      case 'flow':
      case 'port': {
        if (payload.kind !== 'tcp' && payload.kind !== 'udp') return undefined;
        const port = portKey(payload.kind, payload.destinationPort);
        return this.places[part].get(part === 'port' ? port : flowKey(packet.destination, port));
      }
      case 'destination':
        return this.places.destination.get(packet.destination);
      case 'source':
        return this.places.source.get(packet.source);
      case 'in':
        return from && this.places.in.get(from.name);
      case 'out':
        return out && this.places.out.get(out.name);
    }
  }

  private listOf({ selector, matches }: RuleRecord): number[] {
    const destination = wholeAddress(selector.destination) ?? wholeAddress6(selector.destination6);
    const port = portOf(matches);
    if (destination !== undefined && port !== undefined) return listAt(this.places.flow, flowKey(destination, port));
    if (destination !== undefined) return listAt(this.places.destination, destination);
    if (port !== undefined) return listAt(this.places.port, port);
    const source = wholeAddress(selector.source) ?? wholeAddress6(selector.source6);
    if (source !== undefined) return listAt(this.places.source, source);
    const from = wholeName(selector.in);
    if (from !== undefined) return listAt(this.places.in, from);
    const out = wholeName(selector.out);
    return out === undefined ? this.rest : listAt(this.places.out, out);
  }
}

function listAt(places: Places, key: number | string): number[] {
  const known = places.get(key);
  if (known) return known;
  const list: number[] = [];
  places.set(key, list);
  return list;
}

function portKey(protocol: 'tcp' | 'udp', port: number): number {
  return protocol === 'tcp' ? port : port + 0x10000;
}

/** For IPv4 it fits into the 53 bits that a number has. */
function flowKey(address: IpAddress, port: number): number | string {
  return typeof address === 'number' ? address * 0x20000 + port : `${address} ${port}`;
}

function wholeAddress(given: (Inverted & Masked) | undefined): IpAddress | undefined {
  return given && !given.inverted && given.mask === 0xffffffff ? given.address : undefined;
}

function wholeAddress6(given: (Inverted & Prefix6) | undefined): IpAddress | undefined {
  return given && !given.inverted && given.prefixLength === 128 ? given.address : undefined;
}

function wholeName(given: (Inverted & { readonly name: string }) | undefined): string | undefined {
  return given && !given.inverted && !given.name.endsWith('+') ? given.name : undefined;
}

/** The one destination port that a rule wants, when nothing is asked before it that remembers having been asked. */
function portOf(matches: readonly Match[]): number | undefined {
  for (const match of matches) {
    if (match.match === 'tcp' || match.match === 'udp') {
      const port = onePort(match.destinationPorts);
      if (port !== undefined) return portKey(match.match, port);
    } else if (match.match !== 'comment') return undefined;
  }
  return undefined;
}

function onePort(ports: (Inverted & PortRange) | undefined): number | undefined {
  return ports && !ports.inverted && ports.from === ports.to ? ports.from : undefined;
}
