import type { Language } from '../diagnostics/messages';
import { readManifests } from '../manifest/manifest';
import { fieldAt, rootType } from '../manifest/schema';
import { addressFacts } from './address-facts';
import type { Meaning } from './hover';
import { labFacts, type FactsPlace } from './lab-facts';

/** What stands at `offset` of a manifest whose text begins at `start`: the field, its type, what the API says of it. */
export function manifestMeaningAt(
  text: string,
  start: number,
  offset: number,
  language: Language,
  place?: FactsPlace,
): Meaning | undefined {
  for (const manifest of readManifests(text, start)) {
    if (offset < manifest.start || offset > manifest.end) continue;
    const found = manifest.at(offset);
    if (!found) continue;
    const root = rootType(manifest.apiVersion, manifest.kind);
    const field = root === undefined ? undefined : fieldAt(root, found.path);
    const value = found.key
      ? ''
      : text.slice(found.span.start - start, found.span.end - start).replace(/^["']|["']$/g, '');
    const facts = addressFacts(value, language);
    const live = place && value !== '' ? labFacts(value, undefined, undefined, place, language) : [];
    const names = found.path.filter((step) => typeof step === 'string');
    const heading = `${manifest.kind === '' ? '' : `${manifest.kind}.`}${names.join('.')}${field ? ` ${field.type}` : ''}`;
    const sentences = [...(field ? fieldSentences(field, language) : []), ...(facts ? [facts] : []), ...live];
    if (sentences.length === 0 && !field) return undefined;
    return { ...found.span, heading, sentences, unknown: false };
  }
  return undefined;
}

function fieldSentences(field: NonNullable<ReturnType<typeof fieldAt>>, language: Language): readonly string[] {
  const ko = language === 'ko';
  return [
    ...(field.required ? [ko ? '**필수 필드입니다.**' : '**Required.**'] : []),
    ...(field.values.length > 0
      ? [`${ko ? '쓸 수 있는 값' : 'Values'}: ${field.values.map((value) => `\`${value}\``).join(', ')}.`]
      : []),
    ...(field.description === '' ? [] : [field.description]),
  ];
}
