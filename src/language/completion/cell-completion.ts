import type { LabView } from '../lab/lab-view';
import { embeddedYaml } from '../manifest/here-documents';
import { loadFieldDocumentation } from '../manifest/schema';
import type { ShellScript } from '../syntax/shell-script';
import type { Completions } from './completion';
import { completionsAt, type CompletionPlace } from './shell';
import { yamlCompletionsAt } from './yaml';

/** What may be typed at `offset` of a shell cell, manifests in here-documents included. */
export async function cellCompletionsAt(
  script: ShellScript,
  offset: number,
  place: CompletionPlace,
): Promise<Completions> {
  const inside = embeddedYaml(script).find(({ start, end }) => start <= offset && offset <= end);
  if (!inside) return completionsAt(script, offset, place);
  const found = await yamlCellCompletionsAt(inside.text, offset - inside.start, place.lab);
  return { ...found, start: found.start + inside.start, end: found.end + inside.start };
}

/** The same in a manifest. */
export async function yamlCellCompletionsAt(
  text: string,
  offset: number,
  lab: LabView | undefined,
): Promise<Completions> {
  await loadFieldDocumentation();
  return yamlCompletionsAt(text, offset, lab);
}
