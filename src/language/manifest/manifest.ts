import { isMap, isPair, isScalar, isSeq, parseAllDocuments, type Document, type Node, type Pair } from 'yaml';
import type { Span } from '../syntax/shell-script';
import type { Path } from './schema';

/** One object of a manifest, with the way back to its text. */
export interface Manifest extends Span {
  readonly apiVersion: string;
  readonly kind: string;
  /** Its value as JSON; undefined when the YAML is broken. */
  readonly value: Readonly<Record<string, unknown>> | undefined;
  readonly errors: readonly (Span & { readonly message: string })[];
  /** Where the value of a path stands; undefined when there is none. */
  readonly spanOf: (path: Path) => Span | undefined;
  /** Where the name of a field stands. */
  readonly keySpanOf: (path: Path) => Span | undefined;
  /** How far an offset is from the beginning of its line. */
  readonly column: (offset: number) => number;
  readonly lineStart: (offset: number) => number;
  /** Where a text stands inside a span; -1 when it does not. */
  readonly find: (text: string, within: Span) => number;
  /** The path of what stands at an offset, and whether it is a field's name. */
  readonly at: (offset: number) => { readonly path: Path; readonly key: boolean; readonly span: Span } | undefined;
}

/** Text of more than this many characters is not read while somebody types. */
const LONGEST = 200_000;

/** The objects of YAML text that begins at `offset` of a cell. Never throws. */
export function readManifests(text: string, offset = 0): readonly Manifest[] {
  if (text.length > LONGEST) return [];
  let documents: readonly Document.Parsed[];
  try {
    const parsed = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false });
    documents = Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
  return documents.flatMap((document) => {
    const contents: unknown = document.contents;
    return contents === null ? [] : [toManifest(document, text, offset)];
  });
}

function toManifest(document: Document.Parsed, source: string, offset: number): Manifest {
  const value = jsonOf(document);
  const text = (key: string): string => {
    const found = value?.[key];
    return typeof found === 'string' ? found : '';
  };
  const [start, , end] = document.range;
  /** A block ends behind its last line end; nobody wants that underlined. */
  const trimmed = (span: Span | undefined): Span | undefined =>
    span && {
      start: span.start,
      end: span.start + source.slice(span.start - offset, span.end - offset).trimEnd().length,
    };
  return {
    start: offset + start,
    end: offset + end,
    apiVersion: text('apiVersion'),
    kind: text('kind'),
    value,
    errors: document.errors.map(({ message, pos }) => ({
      message: message.split('\n', 1)[0] ?? message,
      start: offset + Math.max(0, Math.min(pos[0], source.length - 1)),
      end: offset + Math.min(Math.max(pos[1], pos[0] + 1), source.length),
    })),
    spanOf: (path) => trimmed(spanOf(nodeAt(document.contents, path), offset)),
    keySpanOf: (path) => spanOf(pairAt(document.contents as Node, path)?.key as Node | undefined, offset),
    find: (text, within) => {
      const found = source.indexOf(text, within.start - offset) + offset;
      return found >= within.start && found + text.length <= within.end ? found : -1;
    },
    lineStart: (place) => offset + source.lastIndexOf('\n', place - offset - 1) + 1,
    column: (place) => place - offset - source.lastIndexOf('\n', place - offset - 1) - 1,
    at: (place) => locate(document.contents as Node, place - offset, offset),
  };
}

function jsonOf(document: Document.Parsed): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function spanOf(node: Node | null | undefined, offset: number): Span | undefined {
  const range = node?.range;
  return range ? { start: offset + range[0], end: offset + range[1] } : undefined;
}

function pairAt(root: Node, path: Path): Pair | undefined {
  const name = path.at(-1);
  const parent = nodeAt(root, path.slice(0, -1));
  return isMap(parent) ? parent.items.find((pair) => keyText(pair) === String(name)) : undefined;
}

function nodeAt(root: Node | null, path: Path): Node | undefined {
  let node: unknown = root;
  for (const step of path) {
    if (isSeq(node) && typeof step === 'number') node = node.items[step];
    else if (isMap(node)) node = node.items.find((pair) => keyText(pair) === String(step))?.value;
    else return undefined;
  }
  return (node ?? undefined) as Node | undefined;
}

function keyText({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

function locate(root: Node, place: number, offset: number): { path: Path; key: boolean; span: Span } | undefined {
  const path: (string | number)[] = [];
  let node: unknown = root;
  for (;;) {
    if (isMap(node)) {
      const pair = node.items.find((each) => holds(each.key, place) || holds(each.value, place));
      if (!pair || !isPair(pair)) return undefined;
      path.push(keyText(pair));
      if (holds(pair.key, place)) {
        const span = spanOf(pair.key as Node, offset);
        return span && { path, key: true, span };
      }
      node = pair.value;
    } else if (isSeq(node)) {
      const index = node.items.findIndex((each) => holds(each, place));
      if (index < 0) return undefined;
      path.push(index);
      node = node.items[index];
    } else if (isScalar(node)) {
      const span = spanOf(node, offset);
      return span && { path, key: false, span };
    } else return undefined;
  }
}

function holds(node: unknown, place: number): boolean {
  const range = (node as Node | null)?.range;
  return range !== undefined && range !== null && range[0] <= place && place <= range[1];
}
