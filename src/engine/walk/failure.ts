import { formatIp, type IpAddress } from '../packet/ipv6-address';
import { connections } from './connection';
import type { ServiceCause } from './service';
import { serviceCause } from './service-cause';
import type { DropCause, PacketWalk, WalkStep } from './step';

export type DropStep = WalkStep & { readonly type: 'drop' };
type ArpSilence = NonNullable<Extract<WalkStep, { type: 'arp' }>['why']>;

/** Why a packet ended: what the kernel decided, or what only the whole walk shows. */
export type FailureCause =
  | DropCause
  | ServiceCause
  /** Routers sent it round until its TTL ran out; `members` are `host` or `host/netns` in the order it met them. */
  | { readonly code: 'routing-loop'; readonly destination: IpAddress; readonly members: readonly string[] }
  /** Bridges and switches sent the frame round. */
  | { readonly code: 'bridge-loop'; readonly members: readonly string[] }
  /** The owner of an address heard the ARP question and kept silent. */
  | { readonly code: 'arp-silent'; readonly address: IpAddress; readonly why: Exclude<ArpSilence, 'not-ours'> }
  /** The frame went to a MAC that nobody there has: what the neighbour table said is wrong. */
  | {
      readonly code: 'wrong-mac';
      readonly address: IpAddress;
      readonly mac: string;
      readonly permanent: boolean;
    }
  /** The answer came from another end than was asked: it did not pass the host that had changed the question's destination. */
  | { readonly code: 'untranslated'; readonly asked: string; readonly came: string }
  /** Another host than the one that asked got the answer: two have the same address. */
  | { readonly code: 'wrong-receiver'; readonly address: IpAddress };

/** Where and why the last packet that a program sent, or the answer to it, ended. */
export interface WalkFailure {
  readonly which: 'request' | 'answer';
  readonly walk: PacketWalk;
  readonly step: DropStep;
  readonly cause: FailureCause | undefined;
}

/** What became of the packets a command sent. */
export type Verdict =
  | { readonly code: 'nothing-sent' }
  | { readonly code: 'name-unknown'; readonly step: Extract<WalkStep, { type: 'resolve' }> }
  | { readonly code: 'answered'; readonly target: IpAddress }
  /** It arrived, and nobody was to answer. */
  | { readonly code: 'delivered'; readonly target: IpAddress }
  | {
      readonly code: 'failed';
      readonly target: IpAddress;
      readonly failure: WalkFailure;
      /** The name that could not be looked up because of it: what was lost is a question to a DNS server, or its answer. */
      readonly name?: string;
    };

/** Judges by the last packet that a program sent, the answer to it, and the rest of its connection. */
export function verdictOf(walks: readonly PacketWalk[]): Verdict {
  const request = lastRequest(walks);
  const last = walks.findLast(({ steps }) => steps.some(({ type }) => type === 'resolve' || type === 'originate'));
  const unknown = last?.steps.find((step) => step.type === 'resolve');
  if (unknown?.type === 'resolve' && unknown.address === undefined) {
    const lost = request && isDns(request) ? judge(walks, request) : undefined;
    if (lost?.code !== 'failed') return { code: 'name-unknown', step: unknown };
    const failed = { ...lost, name: unknown.name };
    const head = request?.head;
    // What the server sent is the answer to the question.
    return head && 'sourcePort' in head && head.sourcePort === DNS_PORT
      ? { ...failed, target: head.source, failure: { ...lost.failure, which: 'answer' } }
      : failed;
  }
  return request ? judge(walks, request) : { code: 'nothing-sent' };
}

const DNS_PORT = 53;

/** A question to a DNS server, or what one answers. */
function isDns({ head }: PacketWalk): boolean {
  if (head?.kind !== 'udp' && head?.kind !== 'tcp') return false;
  return head.destinationPort === DNS_PORT || head.sourcePort === DNS_PORT;
}

function judge(walks: readonly PacketWalk[], request: PacketWalk): Verdict {
  const target = destinationOf(request);
  const found = findFailure(walks, request) ?? brokenConnection(walks, request);
  if (!found) return { code: answerTo(walks, request) ? 'answered' : 'delivered', target };
  const which = found.walk === request || sameDirection(found.walk, request) ? 'request' : 'answer';
  const cause = which === 'request' ? serviceCause(request, found.cause) : found.cause;
  return { code: 'failed', target, failure: { ...found, cause, which } };
}

/** The failure of a verdict; undefined when request and answer arrived. */
export function failureOf(walks: readonly PacketWalk[]): WalkFailure | undefined {
  const verdict = verdictOf(walks);
  return verdict.code === 'failed' ? verdict.failure : undefined;
}

type Found = Omit<WalkFailure, 'which'>;

/** The last packet that a program sent, rather than a kernel in answer to one. */
function lastRequest(walks: readonly PacketWalk[]): PacketWalk | undefined {
  return walks.findLast((walk) => walk.steps.some((step) => step.type === 'originate'));
}

function destinationOf(walk: PacketWalk): IpAddress {
  const first = walk.steps.find((step) => step.type === 'originate');
  return first?.type === 'originate' ? first.destination : (0 as IpAddress);
}

function findFailure(walks: readonly PacketWalk[], request: PacketWalk): Found | undefined {
  if (!delivered(request)) return ending(walks, request);
  const refused = request.steps.find((step) => step.type === 'drop' && UNHEARD.includes(step.cause?.code));
  const answer = answerTo(walks, request);
  // A closed UDP port that says so is an answer: it is what traceroute waits for.
  if (refused?.type === 'drop' && !(request.head?.kind === 'udp' && answer && delivered(answer))) {
    return { walk: request, step: refused, cause: refused.cause };
  }
  if (!answer) return undefined;
  const receiver = answer.steps.findLast((step) => step.type === 'deliver');
  if (!receiver) return ending(walks, answer);
  const [origin] = request.steps;
  if (!origin) return undefined;
  if (receiver.host === origin.host && receiver.netns === origin.netns) return unexpected(request, answer);
  const address = answer.head && 'destination' in answer.head ? answer.head.destination : (0 as IpAddress);
  const { host, netns, device, atUs } = receiver;
  const detail = `${formatIp(address)} is an address of this host too`;
  const place = { host, netns, atUs, ...(device !== undefined && { device }) };
  const step: DropStep = { ...place, type: 'drop', reason: 'NO_SOCKET', detail };
  return { walk: answer, step, cause: { code: 'wrong-receiver', address } };
}

/** A segment from another end than was asked belongs to no connection. */
function unexpected({ head: asked }: PacketWalk, answer: PacketWalk): Found | undefined {
  const step = answer.steps.find((s) => s.type === 'drop' && s.cause?.code === 'no-socket');
  const { head } = answer;
  if (step?.type !== 'drop' || asked?.kind !== 'tcp' || head?.kind !== 'tcp') return undefined;
  const came = `${formatIp(head.source)}:${head.sourcePort}`;
  const to = `${formatIp(asked.destination)}:${asked.destinationPort}`;
  return { walk: answer, step, cause: came === to ? step.cause : { code: 'untranslated', asked: to, came } };
}

/** Drops behind the delivery: the host has the packet, and nobody there answers it. */
const UNHEARD: readonly (DropCause['code'] | undefined)[] = ['no-socket', 'echo-ignored'];

function delivered({ steps }: PacketWalk): boolean {
  return steps.some(({ type }) => type === 'deliver');
}

function answerTo(walks: readonly PacketWalk[], { steps }: PacketWalk): PacketWalk | undefined {
  const reply = steps.find((step) => step.type === 'reply');
  const report = reply ?? steps.find((step) => step.type === 'report' && step.error !== 'redirect');
  return report && 'replyPacketId' in report
    ? walks.find(({ packetId }) => packetId === report.replyPacketId)
    : undefined;
}

/** A connection that was made and then lost a segment on the way. */
function brokenConnection(walks: readonly PacketWalk[], request: PacketWalk): Found | undefined {
  if (request.head?.kind !== 'tcp') return undefined;
  const mine = connections(walks).find((group) => group.includes(request)) ?? [];
  const lost = mine.findLast((walk) => !delivered(walk) && lastDrop(walk) !== undefined);
  // What was lost and came through when it was sent again is no matter.
  if (!lost || mine.slice(mine.indexOf(lost) + 1).some((later) => sameDirection(later, lost) && delivered(later))) {
    return undefined;
  }
  return ending(walks, lost);
}

function sameDirection(one: PacketWalk, other: PacketWalk): boolean {
  const a = one.head;
  const b = other.head;
  return a?.kind === 'tcp' && b?.kind === 'tcp' && a.sourcePort === b.sourcePort && a.source === b.source;
}

/** Where a packet that was not delivered ended. Copies of a flooded frame that others ignore do not count. */
function ending(walks: readonly PacketWalk[], walk: PacketWalk): Found | undefined {
  const step = lastDrop(walk);
  if (step?.reason === 'NEIGH_FAILED') return unresolved(walks, walk, step);
  if (step) return { walk, step, cause: causeOf(walk, step) };
  return stillResolving(walks, walk) ?? misdirected(walk) ?? lostSomewhere(walk);
}

/** No decision ended it: it went no further than its last step. */
function lostSomewhere({ steps, ...walk }: PacketWalk): Found | undefined {
  const last = steps.at(-1);
  if (!last) return undefined;
  const { host, netns, atUs, device } = last;
  const place = { host, netns, atUs, ...(device !== undefined && { device }) };
  const step: DropStep = { ...place, type: 'drop', reason: 'NOT_SPECIFIED', detail: 'it went no further' };
  return { walk: { ...walk, steps }, step, cause: undefined };
}

function lastDrop({ steps }: PacketWalk): DropStep | undefined {
  const step = steps.findLast((s) => s.type === 'drop' && s.reason !== 'OTHERHOST');
  return step?.type === 'drop' ? step : undefined;
}

/** The packet still waits for a MAC: what became of the question decides. */
function stillResolving(walks: readonly PacketWalk[], walk: PacketWalk): Found | undefined {
  const neighbour = walk.steps.findLast((step) => step.type === 'neighbour');
  if (neighbour?.type !== 'neighbour' || neighbour.result !== 'resolving') return undefined;
  const { host, netns, device, atUs, address } = neighbour;
  const detail = `nobody answered "who has ${formatIp(address)}?"`;
  const place = { host, netns, atUs, ...(device !== undefined && { device }) };
  const cause: DropCause = { code: 'no-neighbour', address };
  return unresolved(walks, walk, { ...place, type: 'drop', reason: 'NEIGH_FAILED', detail, cause });
}

/** That nobody answered by ARP or neighbour discovery is a consequence when the question, or the answer to it, was lost, or was heard and left unanswered. */
function unresolved(walks: readonly PacketWalk[], walk: PacketWalk, step: DropStep): Found {
  for (const question of walks) {
    if (question.causedBy !== walk.packetId || (question.head?.kind !== 'arp' && question.head?.kind !== 'nd'))
      continue;
    const silent = question.steps.find((s) => s.type === 'arp' && !s.answered && s.why !== 'not-ours');
    if (silent?.type === 'arp' && silent.why !== undefined && silent.why !== 'not-ours') {
      const { host, netns, device, atUs, target, why } = silent;
      const place = { host, netns, atUs, ...(device !== undefined && { device }) };
      const detail = `it does not answer "who has ${formatIp(target)}?"`;
      const cause: FailureCause = { code: 'arp-silent', address: target, why };
      return { walk, step: { ...place, type: 'drop', reason: step.reason, detail }, cause };
    }
    const answer = walks.find(({ causedBy }) => causedBy === question.packetId);
    const heard = question.steps.some(({ type }) => type === 'arp' || type === 'nd');
    const lost = answer ?? (heard && !lostInTunnel(question) ? undefined : question);
    const drop = lost && lastDrop(lost);
    if (lost && drop) return { walk, step: drop, cause: causeOf(lost, drop) };
  }
  return { walk, step, cause: causeOf(walk, step) };
}

/** It went into a tunnel and never came out: who else heard it on the way there is not who it was for. */
function lostInTunnel({ steps }: PacketWalk): boolean {
  return steps.some(({ type }) => type === 'encapsulate') && !steps.some(({ type }) => type === 'decapsulate');
}

/** Nobody took the frame: it went to a MAC that is not there. */
function misdirected(walk: PacketWalk): Found | undefined {
  const sent = walk.steps.findLast((step) => step.type === 'neighbour');
  if (sent?.type !== 'neighbour') return undefined;
  const { host, netns, atUs, device = '', address, mac = '' } = sent;
  const permanent = sent.state === 'PERMANENT';
  const detail = `nobody there has the MAC address ${mac}`;
  const step: DropStep = { host, netns, atUs, device, type: 'drop', reason: 'OTHERHOST', detail };
  return { walk, step, cause: { code: 'wrong-mac', address, mac, permanent } };
}

function causeOf(walk: PacketWalk, { cause }: DropStep): FailureCause | undefined {
  if (cause?.code === 'ttl') {
    const members = cycle(
      walk.steps.filter(({ type }) => type === 'forward').map(({ host, netns }) => named(host, netns)),
    );
    return members.length === 0 ? cause : { code: 'routing-loop', destination: cause.destination, members };
  }
  if (cause?.code !== 'frame-loop') return cause;
  const crossed = walk.steps.flatMap((step) =>
    step.type === 'bridge'
      ? [`${named(step.host, step.netns)} ${step.bridge}`]
      : step.type === 'switch'
        ? [step.name]
        : [],
  );
  return { code: 'bridge-loop', members: cycle(crossed) };
}

function named(host: string, netns: string): string {
  return netns === '' ? host : `${host}/${netns}`;
}

/** The names that a list ends by repeating, each once, in order; empty when it does not repeat. */
function cycle(names: readonly string[]): readonly string[] {
  const last = names.at(-1);
  const before = last === undefined ? -1 : names.lastIndexOf(last, -2);
  return before < 0 ? [] : [...new Set(names.slice(before + 1))].sort((a, b) => names.indexOf(a) - names.indexOf(b));
}
