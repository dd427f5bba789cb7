import { printAttributes } from './attributes';
import type { CellAttributes, CodeLanguage, NotebookCell, NotebookText } from './document';

/** The file again, to the byte. */
export function printNotebook(notebook: Pick<NotebookText, 'frontMatter' | 'cells'>): string {
  return (notebook.frontMatter?.raw ?? '') + notebook.cells.map((cell) => cell.raw).join('');
}

/** A cell's text after its source was edited: fence, attributes, indentation and the blank lines around stay as they were. */
export function editedRaw(cell: NotebookCell, source: string): string {
  if (source === cell.source) return cell.raw;
  const eol = lineEndOf(cell.raw);
  const lines = source.split('\n');
  if (cell.kind === 'prose') return cell.before + lines.join(eol) + (cell.after === '' ? '' : cell.after);
  const fence = /^( {0,3})(`{3,}|~{3,})(.*)$/s.exec(cell.opening);
  const [, indent = '', mark = '```', info = ''] = fence ?? [];
  const longer = fenceFor(mark, source);
  const body = lines.map((line) => (line === '' ? '' : indent + line) + eol).join('');
  const closed = /(`{3,}|~{3,})[ \t]*(\r\n?|\n)?$/.test(cell.raw.slice(0, cell.raw.length - cell.after.length));
  const ended = !closed || /(\r\n?|\n)$/.test(cell.raw) ? eol : '';
  return `${indent}${longer}${info}${eol}${source === '' ? '' : body}${indent}${longer}${ended}${cell.after}`;
}

/** The text of a cell that was not in the file, to stand after `previous` (the text before it). */
export function newCellRaw(
  cell:
    | { readonly kind: 'prose'; readonly source: string }
    | {
        readonly kind: 'code';
        readonly source: string;
        readonly language: CodeLanguage;
        readonly attributes?: CellAttributes;
      },
  previous: string,
): string {
  const eol = lineEndOf(previous);
  const gap =
    previous === '' || /(\r\n?|\n)[ \t]*(\r\n?|\n)$/.test(previous)
      ? ''
      : /(\r\n?|\n)$/.test(previous)
        ? eol
        : eol + eol;
  const lines = cell.source.split('\n').join(eol);
  if (cell.kind === 'prose') return `${gap}${lines}${eol}${eol}`;
  const fence = fenceFor('```', cell.source);
  const attributes = cell.attributes ? printAttributes(cell.attributes) : '';
  const info = attributes === '' ? cell.language : `${cell.language} ${attributes}`;
  return `${gap}${fence}${info}${eol}${lines === '' ? '' : lines + eol}${fence}${eol}${eol}`;
}

/** `mark`, or longer when the source holds a line that would close it. */
function fenceFor(mark: string, source: string): string {
  const char = mark.charAt(0);
  let longest = 0;
  for (const match of source.matchAll(new RegExp(`^ {0,3}(\\${char}{3,})`, 'gm')))
    longest = Math.max(longest, match[1]?.length ?? 0);
  return longest >= mark.length ? char.repeat(longest + 1) : mark;
}

function lineEndOf(text: string): string {
  return /\r\n?|\n/.exec(text)?.[0] ?? '\n';
}
