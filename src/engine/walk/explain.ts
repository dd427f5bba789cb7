import { formatIpv4 } from '../packet/address';
import type { PacketWalk, WalkStep } from './step';
import { english } from './words/en';
import { korean } from './words/ko';
import type { WalkWords } from './words/words';

export type WalkLanguage = 'en' | 'ko';

/** One packet as lines for a reader. */
export interface PacketLines {
  readonly summary: string;
  readonly steps: readonly string[];
}

const WORDS: Readonly<Record<WalkLanguage, WalkWords>> = { en: english, ko: korean };

/** Every packet's steps in words, in the order the packets were sent. */
export function formatWalks(walks: readonly PacketWalk[], language: WalkLanguage): readonly PacketLines[] {
  const words = WORDS[language];
  return walks.map((walk) => ({
    summary: walk.summary,
    steps: walk.steps.map((step) => `${placeOf(step)}: ${words.step(step)}`),
  }));
}

/**
 * Two or three plain sentences about what became of the packets a command sent: how far they came, what decided, and the smallest change
 * that would let them pass. Made from the typed steps alone.
 */
export function explainWalks(walks: readonly PacketWalk[], language: WalkLanguage): string {
  const words = WORDS[language];
  const request = lastRequest(walks);
  if (!request) return words.nothingSent();
  const target = destinationOf(request);
  const failure = failureOf(walks);
  if (!failure) return words.answered(target);
  return words.failure(failure.step, placeOf(failure.step), failure.which, target);
}

/** The changes after which the packets pass, as a sentence; each was tried on a copy of the lab before it is said. */
export function remedySentence(
  commands: readonly { readonly host: string; readonly command: string }[],
  language: WalkLanguage,
): string {
  return WORDS[language].remedies(commands.map(({ host, command }) => `${host}# ${command}`));
}

/** Where and why the last packet that a program sent, or the answer to it, ended; undefined when both arrived. */
export interface WalkFailure {
  readonly which: 'request' | 'answer';
  readonly walk: PacketWalk;
  readonly step: Failure['step'];
}

/** See WalkFailure. */
export function failureOf(walks: readonly PacketWalk[]): WalkFailure | undefined {
  const request = lastRequest(walks);
  const failure = request && findFailure(walks, request);
  return failure && { ...failure, which: failure.walk === request ? 'request' : 'answer' };
}

/** `host/netns` or `host`, with the device when there is one. */
function placeOf(step: WalkStep): string {
  const where = step.netns === '' ? step.host : `${step.host}/${step.netns}`;
  return step.device === undefined ? where : `${where} ${step.device}`;
}

/** The last packet that a program sent, rather than a kernel in answer to one. */
function lastRequest(walks: readonly PacketWalk[]): PacketWalk | undefined {
  return walks.findLast((walk) => walk.steps.some((step) => step.type === 'originate'));
}

function destinationOf(walk: PacketWalk): string {
  const first = walk.steps.find((step) => step.type === 'originate');
  return first?.type === 'originate' ? formatIpv4(first.destination) : '';
}

interface Failure {
  readonly walk: PacketWalk;
  readonly step: WalkStep & { readonly type: 'drop' };
}

/** The drop that ended the request, or the answer to it; copies of a flooded frame that others ignore do not count. */
function findFailure(walks: readonly PacketWalk[], request: PacketWalk): Failure | undefined {
  const delivered = request.steps.some((step) => step.type === 'deliver');
  if (!delivered) {
    const step = request.steps.findLast((s) => s.type === 'drop' && s.reason !== 'OTHERHOST');
    return step?.type === 'drop' ? deepest(walks, request, step) : arpFailure(walks, request);
  }
  const replyStep = request.steps.find((step) => step.type === 'reply');
  const reply =
    replyStep?.type === 'reply' ? walks.find((walk) => walk.packetId === replyStep.replyPacketId) : undefined;
  if (!reply || reply.steps.some((step) => step.type === 'deliver')) return undefined;
  const step = reply.steps.findLast((s) => s.type === 'drop' && s.reason !== 'OTHERHOST');
  return step?.type === 'drop' ? deepest(walks, reply, step) : arpFailure(walks, reply);
}

/** That nobody answered by ARP is a consequence when the question itself was dropped on its way. */
function deepest(walks: readonly PacketWalk[], walk: PacketWalk, step: Failure['step']): Failure {
  const question = step.reason === 'NEIGH_FAILED' ? questionDrop(walks, walk) : undefined;
  return { walk, step: question ?? step };
}

/** Where the ARP question for a packet ended, unless it reached those it was for. */
function questionDrop(walks: readonly PacketWalk[], waiting: PacketWalk): Failure['step'] | undefined {
  for (const { causedBy, steps } of walks) {
    if (causedBy !== waiting.packetId || steps.some(({ type }) => type === 'arp')) continue;
    const drop = steps.find((step) => step.type === 'drop' && step.reason !== 'OTHERHOST');
    if (drop?.type === 'drop') return drop;
  }
  return undefined;
}

/** The packet still waits for a MAC: what became of the question decides. */
function arpFailure(walks: readonly PacketWalk[], waiting: PacketWalk): Failure | undefined {
  const neighbour = waiting.steps.findLast((step) => step.type === 'neighbour');
  if (neighbour?.type !== 'neighbour' || neighbour.result !== 'resolving') return undefined;
  const question = questionDrop(walks, waiting);
  if (question) return { walk: waiting, step: question };
  const { host, netns, device, atUs } = neighbour;
  const detail = formatIpv4(neighbour.address);
  const place = { host, netns, atUs, ...(device !== undefined && { device }) };
  return { walk: waiting, step: { ...place, type: 'drop', reason: 'NEIGH_FAILED', detail } };
}
