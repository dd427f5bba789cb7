import MarkdownIt from 'markdown-it';
import { parseAttributes } from './attributes';
import type { CodeLanguage, FormatProblem, FrontMatterSlice, NotebookCell, NotebookText } from './document';

/** Only the block rules: where fences are is all that is needed, and inline parsing is the slow half. */
const markdown = new MarkdownIt('commonmark');
markdown.core.ruler.enableOnly(['normalize', 'block']);

const LANGUAGES: ReadonlySet<string> = new Set<CodeLanguage>(['sh', 'yaml', 'check']);
const LINE_END = /\r\n?|\n/g;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Takes a notebook's text apart. Never throws; joining `frontMatter.raw` and every cell's `raw` gives `text` again for any text at all.
 */
export function parseNotebook(text: string): NotebookText {
  const problems: FormatProblem[] = [];
  const frontMatter = readFrontMatter(text, problems);
  const body = text.slice(frontMatter?.raw.length ?? 0);
  const offset = text.length - body.length;
  const lines = lineStarts(body);
  const at = (line: number): number => lines[line] ?? body.length;

  const cells: NotebookCell[] = [];
  let done = 0;
  for (const token of markdown.parse(body, {})) {
    if (token.type !== 'fence' || token.level !== 0 || !token.map) continue;
    const [language = ''] = token.info.trim().split(/\s+/, 1);
    if (!LANGUAGES.has(language)) continue;
    const [first, end] = token.map;
    const start = at(first);
    pushProse(cells, body.slice(done, start), offset + done);
    const raw = body.slice(start, at(end));
    cells.push(readFence(raw, token.info, token.markup, language as CodeLanguage, offset + start, problems));
    done = at(end);
  }
  pushProse(cells, body.slice(done), offset + done);
  problems.push(...cells.flatMap((cell) => (cell.kind === 'prose' ? openingsThatAreNone(cell) : [])));
  return { frontMatter, cells, problems };
}

/** A YAML block between `---` lines at the very beginning (after a byte order mark, if any). */
function readFrontMatter(text: string, problems: FormatProblem[]): FrontMatterSlice | undefined {
  const opening = /^\uFEFF?---[ \t]*(\r\n?|\n)/.exec(text);
  if (!opening) return undefined;
  const yamlStart = opening[0].length;
  const closing = /^(---|\.\.\.)[ \t]*(\r\n?|\n|$)/m;
  const match = closing.exec(text.slice(yamlStart));
  if (!match) {
    if (/^[A-Za-z]+:/.test(text.slice(yamlStart))) {
      problems.push({ start: 0, end: yamlStart, facts: { code: 'front-matter-not-closed' } });
    }
    return undefined;
  }
  const closed = yamlStart + match.index + match[0].length;
  // Blank lines below belong to it: they are no cell of their own.
  const end = closed + leadingBlankLines(/^\s*/.exec(text.slice(closed))?.[0] ?? '').length;
  return { raw: text.slice(0, end), yaml: text.slice(yamlStart, yamlStart + match.index), yamlStart };
}

/** Offsets at which lines start, by markdown-it's idea of a line end. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(LINE_END)) starts.push(match.index + match[0].length);
  return starts;
}

/** Prose between fences is one cell; blank text alone belongs to the cell before it, or is a cell of its own at the very beginning. */
function pushProse(cells: NotebookCell[], raw: string, start: number): void {
  if (raw === '') return;
  const text = raw.trim();
  if (text === '') {
    const last = cells.at(-1);
    if (last) {
      cells[cells.length - 1] = { ...last, raw: last.raw + raw, after: last.after + raw };
      return;
    }
    cells.push({ kind: 'prose', raw, source: '', before: raw, after: '', start });
    return;
  }
  const before = leadingBlankLines(raw.slice(0, raw.length - raw.trimStart().length));
  const after = raw.slice(raw.trimEnd().length);
  const source = raw.slice(before.length, raw.length - after.length).replace(LINE_END, '\n');
  cells.push({ kind: 'prose', raw, source, before, after, start });
}

/** A line meant to open a cell whose attributes hold a backtick: CommonMark takes it for inline code. */
const NO_OPENING = /^ {0,3}`{3,}[ \t]*(?:sh|yaml|check)[ \t][^\r\n`]*=[^\r\n]*`[^\r\n]*/gm;

function openingsThatAreNone({ raw, start }: { readonly raw: string; readonly start: number }): FormatProblem[] {
  return [...raw.matchAll(NO_OPENING)].map(({ index, 0: line }) => ({
    start: start + index,
    end: start + index + line.length,
    facts: { code: 'backtick-in-attributes' },
  }));
}

/**
 * Whole blank lines only: the blanks in front of the first word may be an indented block. A byte order mark in front of it also stays out
 * of the source, because the editor takes it away from every text it is given.
 */
function leadingBlankLines(blank: string): string {
  const lines = Math.max(blank.lastIndexOf('\n'), blank.lastIndexOf('\r')) + 1;
  return blank.slice(0, blank.startsWith(BYTE_ORDER_MARK, lines) ? lines + 1 : lines);
}

function readFence(
  raw: string,
  info: string,
  markup: string,
  language: CodeLanguage,
  start: number,
  problems: FormatProblem[],
): NotebookCell {
  const openingEnd = /\r\n?|\n/.exec(raw);
  const opening = openingEnd ? raw.slice(0, openingEnd.index) : raw;
  const innerStart = openingEnd ? openingEnd.index + openingEnd[0].length : raw.length;
  const closingStart = closingFence(raw, markup, innerStart);
  if (closingStart === undefined) {
    problems.push({ start, end: start + opening.length, facts: { code: 'fence-not-closed' } });
  }
  const indent = /^ {0,3}/.exec(opening)?.[0].length ?? 0;
  const inner = raw.slice(innerStart, closingStart ?? raw.length).replace(LINE_END, '\n');
  const source = unindent(inner.endsWith('\n') ? inner.slice(0, -1) : inner, indent);
  const infoAt = opening.indexOf(language, indent + markup.length);
  const words = opening.slice(infoAt + language.length);
  const { attributes, problems: wrong } = parseAttributes(words, start + infoAt + language.length);
  problems.push(...wrong);
  return {
    kind: 'code',
    raw,
    source: source.startsWith(BYTE_ORDER_MARK) ? source.slice(1) : source,
    language,
    attributes,
    opening,
    closed: closingStart !== undefined,
    after: '',
    start,
    sourceStart: start + innerStart,
  };
}

/** Where the closing fence line begins, or undefined when the fence runs to the end of the file. */
function closingFence(raw: string, markup: string, innerStart: number): number | undefined {
  const text = raw.replace(/(\r\n?|\n)$/, '');
  const lineStart = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
  if (lineStart < innerStart) return undefined;
  // Lengths are compared, not put into a pattern: a fence may be a million characters long.
  const [, mark = ''] = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(text.slice(lineStart)) ?? [];
  return mark.length >= markup.length && mark.startsWith(markup.charAt(0)) ? lineStart : undefined;
}

function unindent(text: string, indent: number): string {
  return indent === 0 ? text : text.replace(new RegExp(`^ {1,${indent}}`, 'gm'), '');
}

/**
 * What must follow a piece of prose so that the next cell is not taken for a part of it: the closing line of a fence that is still open, an
 * empty line after an HTML block, or nothing.
 */
export function proseTerminator(prose: string): string {
  const last = markdown.parse(prose, {}).at(-1);
  if (last?.type === 'html_block') return '\n';
  if (last?.type !== 'fence' || last.level !== 0 || !last.map) return '';
  const lines = lineStarts(prose);
  const [first, end] = last.map;
  const raw = prose.slice(lines[first], lines[end]).trimEnd();
  return closingFence(raw, last.markup, raw.search(/[\r\n]|$/) + 1) === undefined ? last.markup : '';
}
