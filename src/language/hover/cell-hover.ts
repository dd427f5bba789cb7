import type { Language } from '../diagnostics/messages';
import { embeddedYaml } from '../manifest/here-documents';
import { loadFieldDocumentation } from '../manifest/schema';
import type { ShellScript } from '../syntax/shell-script';
import { meaningAt, type Meaning } from './hover';
import type { FactsPlace } from './lab-facts';
import { manifestMeaningAt } from './manifest-hover';

export { hoverMarkdown } from './hover';

/** Loads what only manifests need, when a cell has one. */
export async function loadMeanings(script: ShellScript): Promise<void> {
  if (embeddedYaml(script).length > 0) await loadFieldDocumentation();
}

/** What stands at `offset` of a shell cell, manifests in here-documents included. */
export function cellMeaningAt(
  script: ShellScript,
  offset: number,
  language: Language,
  place?: FactsPlace,
): Meaning | undefined {
  const inside = embeddedYaml(script).find(({ start, end }) => start <= offset && offset < end);
  const field = inside && manifestMeaningAt(inside.text, inside.start, offset, language, place);
  return field ?? meaningAt(script, offset, language, place);
}
