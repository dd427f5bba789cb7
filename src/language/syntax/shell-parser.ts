import { Language, Parser, type Node } from 'web-tree-sitter';
import type { ShellCommand, ShellScript, ShellStatement, ShellToken, ShellWord, Span } from './shell-script';

/** The two WebAssembly files the parser needs; whoever embeds us knows where they lie. */
export interface ShellParserAssets {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

export interface ShellParser {
  /** Never throws: what cannot be parsed is listed in `errors`. */
  parse(source: string): ShellScript;
}

/** Loads tree-sitter and its bash grammar (about 30 ms, once). */
export async function loadShellParser(assets: ShellParserAssets): Promise<ShellParser> {
  await Parser.init({ wasmBinary: assets.runtime });
  const language = await Language.load(assets.grammar);
  const parser = new Parser();
  parser.setLanguage(language);
  const read = (source: string): ShellScript => {
    const tree = parser.parse(source);
    if (!tree) return { source, statements: [], commands: [], tokens: [], errors: [{ start: 0, end: source.length }] };
    try {
      return readTree(source, tree.rootNode);
    } finally {
      tree.delete();
    }
  };
  // Hover, completion, colours and diagnostics all ask about the same few cells.
  const remembered = new Map<string, ShellScript>();
  return {
    parse(source) {
      const known = remembered.get(source) ?? read(source);
      // The one that was asked for least lately goes first.
      remembered.delete(source);
      remembered.set(source, known);
      const [oldest] = remembered.keys();
      if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
      return known;
    },
  };
}

const MOST_REMEMBERED = 200;

const OPERATORS = new Set([
  '|',
  '|&',
  '&&',
  '||',
  ';',
  ';;',
  '&',
  '>',
  '>>',
  '<',
  '<<',
  '<<-',
  '<<<',
  '&>',
  '&>>',
  '>&',
  '<&',
  '>|',
  '!',
  '$(',
  '`',
]);
const KEYWORDS = new Set([
  'if', 'then', 'else', 'elif', 'fi', 'for', 'in', 'do', 'done', 'while', 'until', 'case', 'esac', 'function', 'select',
]); // prettier-ignore

interface Reading {
  readonly source: string;
  readonly statements: ShellStatement[];
  readonly commands: ShellCommand[];
  readonly tokens: ShellToken[];
  readonly errors: Span[];
}

function readTree(source: string, root: Node): ShellScript {
  const reading: Reading = { source, statements: [], commands: [], tokens: [], errors: [] };
  for (const child of root.children) {
    if (child.isNamed && child.type !== 'comment') {
      reading.statements.push({ start: child.startIndex, end: child.endIndex, text: child.text });
    }
    // The ampersand stands behind the statement that it sends into the background.
    const last = reading.statements.at(-1);
    if (child.type === '&' && last) {
      const end = child.endIndex;
      reading.statements.splice(-1, 1, { start: last.start, end, text: source.slice(last.start, end) });
    }
    walk(child, reading);
  }
  reading.commands.sort((a, b) => a.start - b.start || b.end - a.end);
  return reading;
}

/** Iterative, so that a deeply nested script cannot exhaust the stack. */
function walk(from: Node, reading: Reading): void {
  const stack: Node[] = [from];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.isError || node.isMissing) reading.errors.push({ start: node.startIndex, end: node.endIndex });
    if (node.type === 'command') readCommand(node, reading);
    const kind = tokenKind(node);
    if (kind) reading.tokens.push({ text: textOf(node, kind), kind, start: node.startIndex, end: node.endIndex });
    for (let i = node.childCount - 1; i >= 0; i--) {
      const child = node.child(i);
      if (child) stack.push(child);
    }
  }
}

function tokenKind(node: Node): ShellToken['kind'] | undefined {
  switch (node.type) {
    case 'simple_expansion':
    case 'expansion':
      return 'expansion';
    case 'variable_name':
      return node.parent?.type === 'variable_assignment' || node.parent?.type === 'for_statement'
        ? 'assignment'
        : undefined;
    case 'heredoc_body':
    case 'heredoc_start':
    case 'heredoc_end':
      return 'here-document';
  }
  if (!node.isNamed) return OPERATORS.has(node.type) ? 'operator' : KEYWORDS.has(node.type) ? 'keyword' : undefined;
  if (node.childCount > 0 && !/string|concatenation/.test(node.type)) return undefined;
  if (/comment|content|heredoc|special_variable/.test(node.type)) return undefined;
  for (let parent = node.parent; parent; parent = parent.parent) {
    if (parent.type === 'file_redirect') return 'file';
    if (parent.type === 'command' || parent.type === 'command_name') return undefined;
    if (!/string|concatenation|expression|expansion/.test(parent.type)) break;
  }
  return 'word';
}

/** A variable's name without its dollar and braces; otherwise the text as it stands. */
function textOf(node: Node, kind: ShellToken['kind']): string {
  return kind === 'expansion' ? (/\w+|[?#@*!$-]/.exec(node.text.slice(1))?.[0] ?? node.text) : node.text;
}

function readCommand(node: Node, reading: Reading): void {
  const words: ShellWord[] = [];
  for (const child of node.children) {
    if (
      child.type === 'variable_assignment' ||
      child.type.endsWith('redirect') ||
      child.isError ||
      child.type === 'comment'
    )
      continue;
    if (child.type === 'command_name' || child.isNamed) pushWords(child, reading.source, words);
  }
  if (words.length === 0) return;
  reading.commands.push({
    words,
    start: node.startIndex,
    end: node.endIndex,
    statement: Math.max(0, reading.statements.length - 1),
  });
}

/** tree-sitter joins `[ip link]` to one concatenation across the blank; bash sees two words, and so do we. */
function pushWords(node: Node, source: string, words: ShellWord[]): void {
  if (node.type !== 'concatenation' || !/\s/.test(node.text) || /["'$`\\]/.test(node.text)) {
    words.push({ raw: node.text, value: literalValue(node), start: node.startIndex, end: node.endIndex });
    return;
  }
  for (const match of source.slice(node.startIndex, node.endIndex).matchAll(/\S+/g)) {
    const start = node.startIndex + match.index;
    words.push({ raw: match[0], value: match[0], start, end: start + match[0].length });
  }
}

/** Quote removal (bash(1), "Quote Removal"); undefined when an expansion decides the value. */
function literalValue(node: Node): string | undefined {
  switch (node.type) {
    case 'command_name':
    case 'concatenation': {
      if (node.childCount === 0) return unescapeWord(node.text);
      let value = '';
      for (const child of node.children) {
        const part = literalValue(child);
        if (part === undefined) return undefined;
        value += part;
      }
      return value;
    }
    case 'string':
      return node.children.some((c) => c.isNamed && c.type !== 'string_content')
        ? undefined
        : node.text.slice(1, -1).replace(/\\([$`"\\\n])/g, (_, c: string) => (c === '\n' ? '' : c));
    case 'raw_string':
      return node.text.slice(1, -1);
    case 'word':
    case 'number':
    case 'test_operator':
    case 'regex':
      return unescapeWord(node.text);
    default:
      return node.isNamed ? undefined : node.text;
  }
}

function unescapeWord(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, c: string) => (c === '\n' ? '' : c));
}
