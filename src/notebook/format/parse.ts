import MarkdownIt from 'markdown-it';
import { parseAttributes } from './attributes';
import type { CodeLanguage, FormatProblem, FrontMatterSlice, NotebookCell, NotebookText } from './document';

/** Only the block rules: where fences are is all that is needed, and inline parsing is the slow half. */
const markdown = new MarkdownIt('commonmark');
markdown.core.ruler.enableOnly(['normalize', 'block']);

const LANGUAGES: ReadonlySet<string> = new Set<CodeLanguage>(['sh', 'yaml', 'check']);
const LINE_END = /\r\n?|\n/g;

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
  const end = yamlStart + match.index + match[0].length;
  return { raw: text.slice(0, end), yaml: text.slice(yamlStart, yamlStart + match.index), yamlStart };
}

/** Offsets at which lines start, by markdown-it's idea of a line end. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(LINE_END)) starts.push(match.index + match[0].length);
  return starts;
}

/** Prose between fences is one cell; blank text alone belongs to the cell before it, or to the first one after. */
function pushProse(cells: NotebookCell[], raw: string, start: number): void {
  if (raw === '') return;
  const before = /^\s*?(?=\S|$)/.exec(raw)?.[0] ?? '';
  if (raw.trim() === '') {
    const last = cells.at(-1);
    if (last) {
      cells[cells.length - 1] = { ...last, raw: last.raw + raw, after: last.after + raw };
      return;
    }
    cells.push({ kind: 'prose', raw, source: '', before: raw, after: '', start });
    return;
  }
  const lead = leadingBlankLines(raw, before);
  const after = /\s*$/.exec(raw)?.[0] ?? '';
  const source = raw.slice(lead.length, raw.length - after.length).replace(LINE_END, '\n');
  cells.push({ kind: 'prose', raw, source, before: lead, after, start });
}

/** Whole blank lines only: the blanks in front of the first word may be an indented block. */
function leadingBlankLines(raw: string, blank: string): string {
  const lastEnd = Math.max(blank.lastIndexOf('\n'), blank.lastIndexOf('\r'));
  return raw.slice(0, lastEnd + 1);
}

function readFence(
  raw: string,
  info: string,
  markup: string,
  language: CodeLanguage,
  start: number,
  problems: FormatProblem[],
): NotebookCell {
  const [openingEnd] = [...raw.matchAll(LINE_END)];
  const opening = openingEnd ? raw.slice(0, openingEnd.index) : raw;
  const innerStart = openingEnd ? openingEnd.index + openingEnd[0].length : raw.length;
  const closingStart = closingFence(raw, markup, innerStart);
  if (closingStart === undefined) {
    problems.push({ start, end: start + opening.length, facts: { code: 'fence-not-closed' } });
  }
  const indent = /^ {0,3}/.exec(opening)?.[0].length ?? 0;
  const inner = raw.slice(innerStart, closingStart ?? raw.length).replace(LINE_END, '\n');
  const source = unindent(inner.replace(/\n$/, ''), indent);
  const infoAt = opening.indexOf(language, indent + markup.length);
  const words = opening.slice(infoAt + language.length);
  const { attributes, problems: wrong } = parseAttributes(words, start + infoAt + language.length);
  problems.push(...wrong);
  return {
    kind: 'code',
    raw,
    source,
    language,
    attributes,
    opening,
    after: '',
    start,
    sourceStart: start + innerStart,
  };
}

/** Where the closing fence line begins, or undefined when the fence runs to the end of the file. */
function closingFence(raw: string, markup: string, innerStart: number): number | undefined {
  const trimmed = raw.replace(/(\r\n?|\n)$/, '');
  const lineStart = Math.max(trimmed.lastIndexOf('\n'), trimmed.lastIndexOf('\r')) + 1;
  if (lineStart < innerStart) return undefined;
  const line = trimmed.slice(lineStart);
  const fence = new RegExp(`^ {0,3}\\${markup.charAt(0)}{${markup.length},}[ \\t]*$`);
  return fence.test(line) ? lineStart : undefined;
}

function unindent(text: string, indent: number): string {
  return indent === 0 ? text : text.replace(new RegExp(`^ {1,${indent}}`, 'gm'), '');
}
