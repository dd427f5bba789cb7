import { explainWalks } from '../../engine/walk/explain';
import { catalogueMessage, filled } from './catalogue';
import { ownKey, type LostFacts, type OwnFacts } from './message-key';
import type { Fix, ProblemFacts } from './problem';
import { SENTENCES } from './sentences';

export type Language = 'en' | 'ko';

/** The language to speak for an editor locale such as `ko`, `ko-KR` or `en-US`. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

/** One or two sentences: what is wrong and what it leads to. */
export function problemMessage(facts: ProblemFacts, language: Language): string {
  if ('walks' in facts) return lostMessage(facts, language);
  if ('values' in facts) return catalogueMessage(facts.code, facts.values, language);
  return filled(SENTENCES[ownKey(facts)][language], valuesOf(facts));
}

/** What a quick fix will do, as the light bulb's menu shows it. */
export function fixTitle(fix: Fix, language: Language): string {
  const ko = language === 'ko';
  switch (fix.kind) {
    case 'replace':
      return ko ? `\`${fix.text}\`(으)로 바꾸기` : `Change to \`${fix.text}\``;
    case 'insert-before':
      return ko ? `이 줄 앞에 \`${fix.text}\` 넣기` : `Insert \`${fix.text}\` before this line`;
    case 'insert-after':
      return ko
        ? `그 호스트를 설정하는 셀에 \`${fix.text}\` 넣기`
        : `Insert \`${fix.text}\` in the cell that configures the host`;
    case 'remove':
      return ko ? `\`${fix.text}\` 지우기` : `Remove \`${fix.text}\``;
  }
}

/** What fills the sentence. */
function valuesOf(facts: OwnFacts): Readonly<Record<string, string>> {
  switch (facts.code) {
    case 'nexthop-not-on-link':
      return { gateway: facts.gateway, where: facts.where, subnets: facts.subnets.join(', ') };
    case 'no-route':
      return { destination: facts.destination, where: facts.where, remedy: facts.remedy ?? '' };
    case 'unknown-word':
      return { text: facts.text, of: facts.of, nearest: facts.nearest ?? '' };
    default:
      return { ...facts };
  }
}

/** What became of the packets, and the change that was tried. */
function lostMessage({ walks, remedy, later }: LostFacts, language: Language): string {
  const why = explainWalks(walks, language, remedy);
  if (later !== true) return why;
  return language === 'ko'
    ? `이것 때문에 뒤의 명령이 응답을 받지 못합니다. ${why}`
    : `Because of this a later command gets no answer. ${why}`;
}
