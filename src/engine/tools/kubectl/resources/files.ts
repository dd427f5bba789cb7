import type { Process } from '../../tool';
import { CommandError } from '../errors/errors';
import { isMap, listAt, textAt, type ApiObject, type Json } from '../json/types';
import { readDocument, splitDocuments } from '../json/yaml-read';
import { marshal } from '../json/go-json';
import { readUrl } from './url';

/** An object of a manifest and where it was read. */
export interface Manifest {
  readonly object: ApiObject;
  readonly source: string;
}

/** Manifests, and the errors met between them: what came before an error still counts. */
export type Found = { readonly manifest: Manifest } | { readonly error: Error };

const EXTENSIONS = ['.json', '.yaml', '.yml'];

/** Files of -f: each file, or those of a folder, or standard input. Throws CommandError for what is not there. */
export function filesOf(
  process: Process,
  names: readonly string[],
  recursive: boolean,
): { readonly sources: readonly string[]; readonly errors: readonly CommandError[]; readonly folder: boolean } {
  const sources: string[] = [];
  const errors: CommandError[] = [];
  let folder = false;
  const paths: string[] = [];
  for (const name of names) {
    if (name === '-') {
      sources.push('-');
      continue;
    }
    if (isUrl(name)) {
      sources.push(name);
      continue;
    }
    const matches = expand(process, name);
    if (matches.length === 0) errors.push(new CommandError(`the path ${JSON.stringify(name)} does not exist`));
    for (const match of matches) {
      paths.push(match);
      if (!process.files.isDirectory(match)) sources.push(match);
      else {
        folder = true;
        sources.push(...filesIn(process, match, recursive));
      }
    }
  }
  if (sources.length === 0 && errors.length === 0)
    errors.push(
      new CommandError(`error reading [${paths.join(' ')}]: recognized file extensions are [.json .yaml .yml]`),
    );
  return { sources, errors, folder };
}

function expand(process: Process, pattern: string): readonly string[] {
  if (process.files.exists(pattern)) return [pattern];
  if (!/[*?[]/.test(pattern)) return [];
  const slash = pattern.lastIndexOf('/');
  const folder = slash < 0 ? '.' : pattern.slice(0, slash) || '/';
  if (!process.files.exists(folder)) return [];
  const expression = new RegExp(
    `^${pattern
      .slice(slash + 1)
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]')}$`,
  );
  return [...process.files.list(folder)]
    .sort()
    .filter((name) => expression.test(name))
    .map((name) => (slash < 0 ? name : `${pattern.slice(0, slash)}/${name}`));
}

function filesIn(process: Process, folder: string, recursive: boolean): readonly string[] {
  const base = folder.replace(/\/+$/, '').replace(/^\.\/(?=.)/, '') || '/';
  return [...process.files.list(folder)].sort().flatMap((name) => {
    const path = base === '.' ? name : `${base}/${name}`;
    if (process.files.isDirectory(path)) return recursive ? filesIn(process, path, true) : [];
    return EXTENSIONS.some((extension) => name.endsWith(extension)) ? [path] : [];
  });
}

/** The objects of a source, lists taken apart when `flatten` says so. */
export async function manifestsOf(
  process: Process,
  source: string,
  flatten: boolean,
  validate = false,
): Promise<readonly Found[]> {
  const name = source === '-' ? 'STDIN' : source;
  if (source === '-') return [...manifestsIn(process.stdin, name, flatten, validate)];
  if (!isUrl(source)) return [...manifestsIn(process.files.read(source), name, flatten, validate)];
  const read = await readUrl(process, source);
  return 'error' in read ? [read] : [...manifestsIn(read.text, name, flatten, validate)];
}

function isUrl(source: string): boolean {
  return /^https?:\/\//.test(source);
}

/** The objects of a text at hand. */
export function* manifestsIn(text: string, name: string, flatten: boolean, validate = false): Generator<Found> {
  const unread = name === 'STDIN' ? 'STDIN' : name;
  for (const document of documentsOf(text)) {
    const read = 'error' in document ? document : readDocument(document.text);
    if ('error' in read) {
      const words = read.error.startsWith('json:') ? read.error : `error converting YAML to JSON: ${read.error}`;
      yield { error: new CommandError(`error parsing ${unread}: ${words}`) };
      return;
    }
    const { value } = read;
    if (value === null) continue;
    const invalid = validate ? validationProblem(value) : undefined;
    if (invalid !== undefined) {
      yield {
        error: new CommandError(
          `error validating ${JSON.stringify(name)}: error validating data: ${invalid}; if you choose to ignore these errors, turn validation off with --validate=false`,
        ),
      };
      return;
    }
    const wrong = decodeProblem(value);
    if (wrong !== undefined) {
      yield { error: new CommandError(`unable to decode ${JSON.stringify(name)}: ${wrong}`) };
      continue;
    }
    const object = value as ApiObject;
    if (flatten && isListObject(object))
      for (const item of listAt(object, 'items')) {
        const problem = decodeProblem(item);
        if (problem !== undefined)
          yield { error: new CommandError(`unable to decode ${JSON.stringify(name)}: ${problem}`) };
        else yield { manifest: { object: item as ApiObject, source: name } };
      }
    else yield { manifest: { object, source: name } };
  }
}

function documentsOf(text: string): readonly ({ readonly text: string } | { readonly error: string })[] {
  if (!text.trimStart().startsWith('{')) return splitDocuments(text).map((part) => ({ text: part }));
  // Objects of JSON may follow each other without anything in between.
  const whole = readDocument(text);
  if (!('error' in whole)) return [{ text }];
  const parts: { text: string }[] = [];
  let depth = 0;
  let start = -1;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i);
    if (quoted) {
      if (sign === '\\') i++;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === '{') {
      if (depth++ === 0) start = i;
    } else if (sign === '}' && --depth === 0) parts.push({ text: text.slice(start, i + 1) });
  }
  return parts.length > 0 ? parts : splitDocuments(text).map((part) => ({ text: part }));
}

/** What the client itself checks before it asks the server (pkg/validation). */
function validationProblem(value: Json): string | undefined {
  if (!isMap(value)) return 'invalid object to validate';
  const missing = ['apiVersion', 'kind']
    .filter((field) => textAt(value, field) === '')
    .map((field) => `${field} not set`);
  return missing.length > 1 ? `[${missing.join(', ')}]` : missing[0];
}

function decodeProblem(value: Json): string | undefined {
  if (!isMap(value))
    return `json: cannot unmarshal ${typeof value === 'string' ? 'string' : Array.isArray(value) ? 'array' : typeof value} into Go value of type unstructured.detector`;
  const shown = marshal(value, true);
  if (typeof value.kind !== 'string' || value.kind === '') return `Object 'Kind' is missing in '${shown}'`;
  if (typeof value.apiVersion !== 'string' || value.apiVersion === '') return undefined;
  return undefined;
}

export function isListObject(object: ApiObject): boolean {
  return Array.isArray(object.items) && (object.kind ?? '').endsWith('List');
}
