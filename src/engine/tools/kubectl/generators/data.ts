import type { Invocation } from '../invocation';
import { CommandError } from '../errors/errors';

/** Entries of a ConfigMap or Secret from --from-literal, --from-file and --from-env-file. Throws CommandError. */
export function dataOf(k: Invocation, add: (key: string, value: string) => void, what: { readonly env: string }): void {
  const literals = k.flags.list('from-literal');
  const files = k.flags.list('from-file');
  const envFiles = k.flags.list('from-env-file');
  if (envFiles.length > 0 && (files.length > 0 || literals.length > 0))
    throw new CommandError('from-env-file cannot be combined with from-file or from-literal');
  for (const literal of literals) {
    const equals = literal.indexOf('=');
    if (equals <= 0) throw new CommandError(`invalid literal source ${literal}, expected key=value`);
    add(literal.slice(0, equals), literal.slice(equals + 1));
  }
  addFiles(k, files, add);
  for (const file of envFiles) {
    if (!k.process.files.exists(file)) throw new CommandError(`error reading ${file}: no such file or directory`);
    if (k.process.files.isDirectory(file)) throw new CommandError(`env ${what.env} file cannot be a directory`);
    addEnvFile(k, k.process.files.read(file), add);
  }
}

/** --from-file: `path`, `key=path`, or a folder. Throws CommandError. */
export function addFiles(k: Invocation, sources: readonly string[], add: (key: string, value: string) => void): void {
  const { files } = k.process;
  for (const source of sources) {
    const { key, path } = fileSource(source);
    if (!files.exists(path)) throw new CommandError(`error reading ${path}: no such file or directory`);
    if (!files.isDirectory(path)) {
      add(key, files.read(path));
      continue;
    }
    if (source.includes('=')) throw new CommandError('cannot give a key name for a directory path');
    for (const name of [...files.list(path)].sort()) {
      const inside = `${path.replace(/\/$/, '')}/${name}`;
      if (!files.isDirectory(inside)) add(name, files.read(inside));
    }
  }
}

function fileSource(source: string): { readonly key: string; readonly path: string } {
  const count = source.split('=').length - 1;
  if (count === 0) return { key: source.replace(/\/+$/, '').split('/').at(-1) ?? source, path: source };
  if (count > 1) throw new CommandError("key names or file paths cannot contain '='");
  const [key = '', path = ''] = source.split('=');
  if (key === '') throw new CommandError(`key name for file path ${path} missing`);
  if (path === '') throw new CommandError(`file path for key name ${key} missing`);
  return { key, path };
}

function addEnvFile(k: Invocation, text: string, add: (key: string, value: string) => void): void {
  for (const [i, raw] of text.split('\n').entries()) {
    const line = (i === 0 ? raw.replace(/^\ufeff/, '') : raw).trimStart().replace(/\r$/, '');
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const key = equals < 0 ? line : line.slice(0, equals);
    const problem = envNameProblem(key);
    if (problem !== undefined) throw new CommandError(`${JSON.stringify(key)} is not a valid key name: ${problem}`);
    add(key, equals < 0 ? (k.process.env.get(key) ?? '') : line.slice(equals + 1));
  }
}

/** validation.IsEnvVarName's complaint. */
export function envNameProblem(name: string): string | undefined {
  if (name === '') return 'environment variable name must be non-empty';
  if (/^[ -<>-~]+$/.test(name)) return undefined;
  return "a valid environment variable name must consist only of printable ASCII characters other than '='";
}

const KEY = /^[-._a-zA-Z0-9]+$/;

/** validation.IsConfigMapKey's complaints. */
export function keyProblems(key: string): readonly string[] {
  const problems: string[] = [];
  if (key.length > 253) problems.push('must be no more than 253 characters');
  if (!KEY.test(key))
    problems.push(
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    );
  else if (key === '.') problems.push("must not be '.'");
  else if (key === '..') problems.push("must not be '..'");
  else if (key.startsWith('..')) problems.push("must not start with '..'");
  return problems;
}

export function toBase64(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}
