import { printAttributes } from './attributes';
import type { CellAttributes, CodeLanguage, NotebookCell, NotebookText } from './document';
import { proseTerminator } from './parse';

type CodeCell = Extract<NotebookCell, { kind: 'code' }>;
type ProseCell = Extract<NotebookCell, { kind: 'prose' }>;

/** A cell as it is in the editor now; `original` is what it was when it came from the file. */
export type CellToPrint =
  | { readonly kind: 'prose'; readonly source: string; readonly original?: ProseCell | undefined }
  | {
      readonly kind: 'code';
      readonly source: string;
      readonly language: CodeLanguage;
      readonly attributes: CellAttributes;
      readonly original?: CodeCell | undefined;
    };

/** The file again, to the byte. */
export function printNotebook(notebook: Pick<NotebookText, 'frontMatter' | 'cells'>): string {
  return (notebook.frontMatter?.raw ?? '') + notebook.cells.map((cell) => cell.raw).join('');
}

/**
 * The file after cells were edited, added, moved or removed. A cell that did not change is written as it was, and two cells that were
 * neighbours in the file keep what was between them; elsewhere an empty line keeps cells apart.
 */
export function joinNotebook(frontMatter: string, cells: readonly CellToPrint[]): string {
  const eol = lineEndOf(frontMatter + (cells.find((cell) => cell.original)?.original?.raw ?? ''));
  const pieces: string[] = [];
  let last = frontMatter;
  /** Where the piece before ended in the original file, if it came from there. */
  let end: number | undefined = frontMatter.length;
  let previous: CellToPrint | undefined;
  const push = (piece: string): void => {
    pieces.push(last);
    last = piece;
  };
  for (const cell of cells) {
    const neighbours = cell.original !== undefined && cell.original.start === end;
    if (previous && (!neighbours || previous.source !== previous.original?.source)) {
      const terminated = terminate(last, previous, eol);
      last = neighbours ? terminated : withBlankLine(terminated, eol);
    } else if (!neighbours) {
      last = withBlankLine(last, eol);
    }
    push(cellText(cell, eol));
    end = cell.original && cell.original.start + cell.original.raw.length;
    previous = cell;
  }
  pieces.push(last);
  return pieces.join('');
}

function cellText(cell: CellToPrint, eol: string): string {
  const { original } = cell;
  if (!original) return newCellText(cell, eol);
  if (cell.kind === 'prose') return proseText(original as ProseCell, cell.source);
  return codeText(original as CodeCell, cell.source, cell.language, cell.attributes);
}

function proseText(original: ProseCell, source: string): string {
  if (source === original.source) return original.raw;
  return original.before + source.split('\n').join(lineEndOf(original.raw)) + original.after;
}

/** A code cell after an edit: fence, indentation, attributes that did not change and the blank lines after it stay as they were. */
function codeText(original: CodeCell, source: string, language: CodeLanguage, attributes: CellAttributes): string {
  const sameInfo =
    language === original.language && printAttributes(attributes) === printAttributes(original.attributes);
  if (source === original.source && sameInfo) return original.raw;
  const eol = lineEndOf(original.raw);
  const [, indent = '', mark = '```', info = ''] = /^( {0,3})(`{3,}|~{3,})(.*)$/s.exec(original.opening) ?? [];
  const fence = fenceFor(mark, source);
  const ended = !original.closed || /[\r\n]$/.test(original.raw) ? eol : '';
  const body = bodyText(source, indent, eol);
  const words = sameInfo ? info : infoWords(language, attributes);
  return `${indent}${fence}${words}${eol}${body}${indent}${fence}${ended}${original.after}`;
}

function newCellText(cell: CellToPrint, eol: string): string {
  if (cell.kind === 'prose') return cell.source.split('\n').join(eol) + eol;
  const fence = fenceFor('```', cell.source);
  return `${fence}${infoWords(cell.language, cell.attributes)}${eol}${bodyText(cell.source, '', eol)}${fence}${eol}`;
}

function infoWords(language: CodeLanguage, attributes: CellAttributes): string {
  const words = printAttributes(attributes);
  return words === '' ? language : `${language} ${words}`;
}

function bodyText(source: string, indent: string, eol: string): string {
  if (source === '') return '';
  return source
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line) + eol)
    .join('');
}

/** `text` with what keeps the cell after it from becoming a part of it. */
function terminate(text: string, { kind, original }: CellToPrint, eol: string): string {
  if (kind === 'code') {
    const unclosed = original?.kind === 'code' && !original.closed && text === original.raw;
    if (!unclosed) return text;
    const [, fence = '```'] = /^( {0,3}(?:`{3,}|~{3,}))/.exec(text) ?? [];
    return withLineEnd(text.slice(0, text.length - original.after.length), eol) + fence + eol;
  }
  const terminator = proseTerminator(text);
  if (terminator === '') return text;
  return terminator === '\n' ? withBlankLine(text, eol) : withLineEnd(text, eol) + terminator + eol;
}

function withLineEnd(text: string, eol: string): string {
  return text === '' || /[\r\n]$/.test(text) ? text : text + eol;
}

function withBlankLine(text: string, eol: string): string {
  const ended = withLineEnd(text, eol);
  const last = ended.replace(/(\r\n?|\n)$/, '');
  const lineStart = Math.max(last.lastIndexOf('\n'), last.lastIndexOf('\r')) + 1;
  return last.slice(lineStart).trim() === '' ? ended : ended + eol;
}

/** `mark`, or longer when the source holds a line that would close it. */
function fenceFor(mark: string, source: string): string {
  const char = mark.charAt(0);
  let longest = 0;
  for (const match of source.matchAll(new RegExp(`^ {0,3}(\\${char}{3,})`, 'gm'))) {
    longest = Math.max(longest, match[1]?.length ?? 0);
  }
  return longest >= mark.length ? char.repeat(longest + 1) : mark;
}

function lineEndOf(text: string): string {
  return /\r\n?|\n/.exec(text)?.[0] ?? '\n';
}
