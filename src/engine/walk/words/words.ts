import type { DropCause } from '../drop';
import type { FailureCause } from '../failure';
import type { DnsStory } from '../dns';
import type { DropStep } from '../failure';
import type { ProxyFacts } from '../proxy';
import type { ServiceFacts } from '../service';
import type { PacketHead, WalkStep } from '../step';

/** How the walk is told in one language. Every switch in an implementation is exhaustive. */
export interface WalkWords {
  step(step: WalkStep): string;
  /** What a packet is and between whom, in one line. */
  packet(head: PacketHead): string;
  /** What was to be sent and never became a packet: `connect to 10.0.0.1`, `look up web`. */
  headless(summary: string): string;
  nothingSent(): string;
  nameUnknown(step: Extract<WalkStep, { type: 'resolve' }>, place: string): string;
  /** Said first when it is a question to a DNS server that was lost. */
  nameNotAsked(name: string): string;
  /** Which Service a packet that arrived went through. */
  through(facts: ServiceFacts): string;
  /** What a proxy of an Ingress or a Gateway made of a request. */
  proxied(facts: ProxyFacts): string;
  policyIgnored(cause: Extract<DropCause, { readonly code: 'network-policy' }>): string;
  /** What the cluster's DNS made of the names that were asked for. */
  dnsTold(story: DnsStory): string;
  answered(target: string): string;
  delivered(target: string): string;
  /** Where the packet ended, and by what. */
  ended(failure: Failed): string;
  /** What to look at, for want of a change that was tried. */
  hint(failure: Failed): string;
  /** `host# command` lines that make it pass, as tried on a copy. */
  remedies(commands: readonly string[]): string;
  /** A command that succeeds in the place of the one that was typed, as tried on a copy. */
  instead(command: string): string;
  /** The heading of packets that are alike, and of a connection's segments. */
  times(count: number): string;
  connection(head: Extract<PacketHead, { kind: 'tcp' }>, segments: number): string;
}

export interface Failed {
  readonly step: DropStep;
  readonly cause: FailureCause | undefined;
  /** `host`, `host/netns` or the same with the device. */
  readonly place: string;
  readonly which: 'request' | 'answer';
  readonly target: string;
}
