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
  const failure = findFailure(walks, request);
  if (!failure) return words.answered(target);
  return words.failure(failure.step, placeOf(failure.step), failure.walk === request ? 'request' : 'answer', target);
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
    const own = step?.type === 'drop' ? { walk: request, step } : undefined;
    return own ?? arpFailure(walks, request);
  }
  const replyStep = request.steps.find((step) => step.type === 'reply');
  const reply =
    replyStep?.type === 'reply' ? walks.find((walk) => walk.packetId === replyStep.replyPacketId) : undefined;
  if (!reply || reply.steps.some((step) => step.type === 'deliver')) return undefined;
  const step = reply.steps.findLast((s) => s.type === 'drop' && s.reason !== 'OTHERHOST');
  return step?.type === 'drop' ? { walk: reply, step } : arpFailure(walks, reply);
}

/** The packet still waits for a MAC: what became of the question decides. */
function arpFailure(walks: readonly PacketWalk[], waiting: PacketWalk): Failure | undefined {
  const neighbour = waiting.steps.findLast((step) => step.type === 'neighbour');
  if (neighbour?.type !== 'neighbour' || neighbour.result !== 'resolving') return undefined;
  for (const walk of walks) {
    if (walk.causedBy !== waiting.packetId) continue;
    const drop = walk.steps.find((step) => step.type === 'drop' && step.reason !== 'OTHERHOST');
    if (drop?.type === 'drop') return { walk: waiting, step: drop };
  }
  const { host, netns, device, atUs } = neighbour;
  const detail = formatIpv4(neighbour.address);
  const place = { host, netns, atUs, ...(device !== undefined && { device }) };
  return { walk: waiting, step: { ...place, type: 'drop', reason: 'NEIGH_FAILED', detail } };
}
