import { formatIp } from '../packet/ipv6-address';
import { verdictOf } from './failure';
import { dnsStory } from './dns';
import { proxiedTarget, proxyStories } from './proxy';
import type { PacketWalk, WalkStep } from './step';
import { english } from './words/en';
import { korean } from './words/ko';
import type { WalkWords } from './words/words';

export { failureOf, verdictOf } from './failure';

export type WalkLanguage = 'en' | 'ko';

/** One packet as lines for a reader. */
export interface PacketLines {
  readonly summary: string;
  readonly steps: readonly string[];
}

export const WALK_WORDS: Readonly<Record<WalkLanguage, WalkWords>> = { en: english, ko: korean };

/** Every packet's steps in words, in the order the packets were sent. */
export function formatWalks(walks: readonly PacketWalk[], language: WalkLanguage): readonly PacketLines[] {
  return walks.map((walk) => packetLines(walk, language));
}

/** One packet's steps in words. */
export function packetLines({ head, summary, steps }: PacketWalk, language: WalkLanguage): PacketLines {
  const words = WALK_WORDS[language];
  return {
    summary: head ? words.packet(head) : words.headless(summary),
    steps: steps.map((step) => `${placeOf(step)}: ${words.step(step)}`),
  };
}

/** A command that makes packets pass, and the host to type it on. */
interface Change {
  readonly host: string;
  readonly command: string;
  /** It is typed in the place of the command that failed. */
  readonly instead?: true;
}

/**
 * Two or three plain sentences about what became of the packets a command sent: how far they came, what decided, and the smallest change that would
 * let them pass. Made from the typed steps alone; `tried` is a change that did let them pass on a copy of the lab.
 */
export function explainWalks(
  walks: readonly PacketWalk[],
  language: WalkLanguage,
  tried: readonly Change[] = [],
): string {
  const words = WALK_WORDS[language];
  const verdict = verdictOf(walks);
  const remedy = tried.length === 0 ? undefined : remedySentence(tried, language);
  const service = (): string | undefined => {
    const step = walks.flatMap(({ steps }) => steps).findLast(({ type }) => type === 'service');
    return step?.type === 'service' ? words.through(step.facts) : undefined;
  };
  const story = dnsStory(walks);
  const told = story && words.dnsTold(story);
  const proxied = (): string | undefined => {
    const stories = proxyStories(walks).slice(-MOST_REQUESTS);
    return stories.length === 0 ? undefined : stories.map((facts) => words.proxied(facts)).join(' ');
  };
  switch (verdict.code) {
    case 'nothing-sent':
      return [words.nothingSent(), remedy].filter((s) => s !== undefined).join(' ');
    case 'name-unknown':
      return [words.nameUnknown(verdict.step, placeOf(verdict.step)), told, remedy]
        .filter((s) => s !== undefined)
        .join(' ');
    case 'delivered':
      return sentences(
        words.delivered(formatIp(verdict.target)),
        told,
        service(),
        proxied(),
        ignored(walks, words),
        remedy,
      );
    case 'answered':
      return sentences(
        words.answered(formatIp(proxiedTarget(walks) ?? verdict.target)),
        told,
        service(),
        proxied(),
        ignored(walks, words),
        remedy,
      );
    case 'failed': {
      const { step, cause, which } = verdict.failure;
      const failed = { step, cause, which, place: placeOf(step), target: formatIp(verdict.target) };
      const sentence = sentences(words.ended(failed), proxied(), remedy ?? words.hint(failed));
      return verdict.name === undefined ? sentence : `${words.nameNotAsked(verdict.name)} ${sentence}`;
    }
  }
}

/** Of how many requests it is said what a proxy made of them. */
const MOST_REQUESTS = 2;

function sentences(...said: readonly (string | undefined)[]): string {
  return said.filter((sentence) => sentence !== undefined).join(' ');
}

/** Network policies forbid what arrived, and nobody keeps them. */
function ignored(walks: readonly PacketWalk[], words: WalkWords): string | undefined {
  const step = walks.flatMap(({ steps }) => steps).find(({ type }) => type === 'policy-ignored');
  return step?.type === 'policy-ignored' ? words.policyIgnored(step.cause) : undefined;
}

/** The changes after which the packets pass, as a sentence; each was tried on a copy of the lab before it is said. */
function remedySentence(commands: readonly Change[], language: WalkLanguage): string {
  const [only] = commands;
  if (only?.instead) return WALK_WORDS[language].instead(only.command);
  return WALK_WORDS[language].remedies(commands.map(({ host, command }) => `${host}# ${command}`));
}

/** `host/netns` or `host`, with the device when there is one. */
function placeOf(step: WalkStep): string {
  const where = step.netns === '' ? step.host : `${step.host}/${step.netns}`;
  return step.device === undefined ? where : `${where} ${step.device}`;
}
