import { analyseScript } from '../diagnostics/analysed';
import { readManifests, type Manifest } from '../manifest/manifest';
import { embeddedYaml, hereDocuments } from '../manifest/here-documents';
import { nameOf } from '../diagnostics/kubernetes/shapes';
import type { ShellScript, Span } from '../syntax/shell-script';

/** An entry of the outline. */
export interface Symbol extends Span {
  readonly name: string;
  readonly kind: 'device' | 'netns' | 'function' | 'object';
  readonly detail: string;
}

/** What a shell cell makes: namespaces, devices, functions, objects in here-documents. */
export function shellSymbols(script: ShellScript): readonly Symbol[] {
  const made = analyseScript(script).flatMap(({ words, roles, command }) =>
    roles.flatMap((role): readonly Symbol[] => {
      const word = words[role.index];
      if (role.role !== 'value' || word?.value === undefined || role.path.at(-1) !== 'add') return [];
      const kind = role.type === 'new-device' ? 'device' : role.type === 'new-netns' ? 'netns' : undefined;
      if (!kind) return [];
      const type = words[words.findIndex(({ value }) => value === 'type') + 1]?.value ?? '';
      return [
        { name: word.value, kind, detail: kind === 'device' ? type : '', start: command.start, end: command.end },
      ];
    }),
  );
  const functions = [...script.source.matchAll(/^(?:function\s+)?([\w-]+)\s*\(\s*\)\s*\{/gm)].map(
    (match): Symbol => ({ name: `${match[1] ?? ''}()`, kind: 'function', detail: '', start: match.index, end: match.index + match[0].length }), // prettier-ignore
  );
  const objects = embeddedYaml(script).flatMap(({ text, start }) => manifestSymbols(readManifests(text, start)));
  return [...made, ...functions, ...objects].sort((a, b) => a.start - b.start);
}

/** The objects of manifests. */
export function manifestSymbols(manifests: readonly Manifest[]): readonly Symbol[] {
  return manifests.flatMap(({ kind, value, start, end, apiVersion }) =>
    value && kind !== '' ? [{ name: `${kind}/${nameOf(value)}`, kind: 'object', detail: apiVersion, start, end }] : [],
  );
}

/** Stretches of several lines that can be folded: loops, functions, here-documents. */
export function foldsOf(script: ShellScript): readonly Span[] {
  const blocks = script.statements.filter(({ text }) => text.includes('\n'));
  const documents = hereDocuments(script.source).map(({ start, end }) => ({ start: start - 1, end: end - 1 }));
  return [...blocks.map(({ start, end }) => ({ start, end })), ...documents].filter(({ start, end }) => end > start);
}

/** How a word is coloured. */
export interface ColouredWord extends Span {
  readonly type: 'function' | 'keyword' | 'parameter' | 'class' | 'namespace' | 'number' | 'variable';
}

/** Colours of the words of commands, by what they are for their command. */
export function colouredWords(script: ShellScript): readonly ColouredWord[] {
  const seen = new Set<number>();
  return analyseScript(script)
    .flatMap(({ words, roles }) =>
      roles.flatMap((role): readonly ColouredWord[] => {
        const word = words[role.index];
        const type = colourOf(role.role, role.type);
        if (!word || !type || word.raw.includes('\n') || seen.has(word.start)) return [];
        seen.add(word.start);
        return [{ start: word.start, end: word.end, type }];
      }),
    )
    .sort((a, b) => a.start - b.start);
}

function colourOf(role: string, type: string | undefined): ColouredWord['type'] | undefined {
  if (role === 'command') return 'function';
  if (role === 'object' || role === 'verb' || role === 'keyword') return 'keyword';
  if (role === 'option') return 'parameter';
  if (role !== 'value') return undefined;
  switch (type) {
    case 'device':
    case 'new-device':
      return 'class';
    case 'netns':
    case 'new-netns':
      return 'namespace';
    case 'address':
    case 'cidr':
    case 'prefix':
    case 'number':
      return 'number';
    case 'host':
      return 'variable';
    default:
      return undefined;
  }
}
