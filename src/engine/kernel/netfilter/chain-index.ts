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
  if (rules.length < FEW) return undefined;
  let index = indexes.get(rules);
  if (!index) indexes.set(rules, (index = new ChainIndex(rules)));
  return new SomeRules(index.lists(skb));
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

/** Every rule is in one list: by the most telling thing that it asks a packet to have, or with those that ask nothing of the kind. */
class ChainIndex {
  /** By destination address, and port of a protocol. */
  private readonly flows: Places = new Map();
  private readonly destinations: Places = new Map();
  private readonly ports: Places = new Map();
  private readonly sources: Places = new Map();
  private readonly ins: Places = new Map();
  private readonly outs: Places = new Map();
  private readonly rest: number[] = [];

  constructor(rules: readonly RuleRecord[]) {
    for (const [place, rule] of rules.entries()) this.listOf(rule).push(place);
  }

  /** The lists that a packet's rules are in. */
  lists({ packet, in: from, out }: AnySkb): readonly (readonly number[])[] {
    const { payload, source, destination } = packet;
    const lists: number[][] = [];
    const add = (places: Places, key: number | string | undefined): void => {
      const list = places.size === 0 || key === undefined ? undefined : places.get(key);
      if (list) lists.push(list);
    };
    if (payload.kind === 'tcp' || payload.kind === 'udp') {
      const port = portKey(payload.kind, payload.destinationPort);
      add(this.flows, flowKey(destination, port));
      add(this.ports, port);
    }
    add(this.destinations, destination);
    add(this.sources, source);
    add(this.ins, from?.name);
    add(this.outs, out?.name);
    if (this.rest.length > 0) lists.push(this.rest);
    return lists;
  }

  private listOf({ selector, matches }: RuleRecord): number[] {
    const destination = wholeAddress(selector.destination) ?? wholeAddress6(selector.destination6);
    const port = portOf(matches);
    if (destination !== undefined && port !== undefined) return listAt(this.flows, flowKey(destination, port));
    if (destination !== undefined) return listAt(this.destinations, destination);
    if (port !== undefined) return listAt(this.ports, port);
    const source = wholeAddress(selector.source) ?? wholeAddress6(selector.source6);
    if (source !== undefined) return listAt(this.sources, source);
    const from = wholeName(selector.in);
    if (from !== undefined) return listAt(this.ins, from);
    const out = wholeName(selector.out);
    return out === undefined ? this.rest : listAt(this.outs, out);
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
