import { parseAllDocuments, type YAMLError } from 'yaml';
import { CommandError } from '../errors/errors';
import type { Json } from './types';

/** A document of a stream, or what is wrong with it. */
export type ReadDocument = { readonly value: Json } | { readonly error: string };

/** Splits a stream as k8s.io/apimachinery's YAMLReader does: at lines that begin with `---`. */
export function splitDocuments(text: string): readonly string[] {
  const documents: string[] = [];
  let current = '';
  for (const line of text.split(/(?<=\n)/)) {
    if (/^---(?:[ \t\r\n]|$)/.test(line)) {
      if (current.trim() !== '') documents.push(current);
      current = '';
      const rest = line.slice(3).trim();
      if (rest !== '' && !rest.startsWith('#')) current = `${line.slice(3)}`;
    } else current += line;
  }
  if (current.trim() !== '') documents.push(current);
  return documents;
}

/** One document as sigs.k8s.io/yaml reads it: YAML 1.1's booleans and octal numbers; times stay text. */
export function readDocument(text: string): ReadDocument {
  const trimmed = text.trimStart();
  if (trimmed.startsWith('{')) {
    try {
      return { value: JSON.parse(trimmed) as Json };
    } catch {
      // JSON with YAML's liberties is YAML.
    }
  }
  const [document] = parseAllDocuments(text, {
    version: '1.1',
    merge: true,
    uniqueKeys: true,
    intAsBigInt: false,
    customTags: (tags) =>
      tags.filter(
        (tag) =>
          typeof tag === 'string' ||
          (tag.tag !== 'tag:yaml.org,2002:timestamp' && tag.tag !== 'tag:yaml.org,2002:binary' && !isBase60(tag)),
      ),
  });
  if (document === undefined) return { value: null };
  const [error] = document.errors;
  if (error) return { error: goMessage(error, text) };
  try {
    return { value: textKeys(document.toJS({ maxAliasCount: 1000 }) as unknown) };
  } catch (thrown) {
    return { error: `yaml: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
  }
}

function isBase60(tag: object): boolean {
  return 'format' in tag && tag.format === 'TIME';
}

/** Only the first document; throws CommandError with `prefix` in front of what is wrong. */
export function readYaml(text: string, prefix = ''): Json {
  const read = readDocument(text);
  if ('error' in read) throw new CommandError(`${prefix}error converting YAML to JSON: ${read.error}`);
  return read.value;
}

function textKeys(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(textKeys);
  if (typeof value === 'object') {
    const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
    return Object.fromEntries(entries.map(([key, item]) => [String(key), textKeys(item)]));
  }
  return null;
}

/** libyaml's words for the faults a learner meets (scannerc.go, parserc.go of goyaml.v2). Its lines count from 0 in scanner errors. */
function goMessage(error: YAMLError, text: string): string {
  const line = error.linePos?.[0].line ?? 1;
  const source = text.split('\n')[line - 1] ?? '';
  const at = (words: string, offset = 0): string => {
    const number = line + offset;
    return number === 1 ? `yaml: ${words}` : `yaml: line ${number}: ${words}`;
  };
  const next = text.split('\n')[line] ?? '';
  const twice = /:\s.*:(\s|$)/.test(source);
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return at('found character that cannot start any token');
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      if (twice) return at('mapping values are not allowed in this context');
      return /:(\s|$)/.test(next)
        ? at('mapping values are not allowed in this context', 1)
        : at("could not find expected ':'", 1);
    case 'DUPLICATE_KEY':
      return `yaml: unmarshal errors:\n  line ${line}: key ${JSON.stringify(/^\s*-?\s*"?([^":]*)/.exec(source)?.[1] ?? '')} already set in map`;
    case 'BAD_INDENT':
    case 'UNEXPECTED_TOKEN':
      return at('did not find expected key');
    case 'MISSING_CHAR':
      return at("could not find expected ':'", 1);
    default:
      return at('did not find expected node content');
  }
}
