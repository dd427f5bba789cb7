import { KernelError, strerror } from '../../kernel/errno';
import { ExitError, exitStatus } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { SYSCTL } from './declaration';
import { isWriteOnly, keyNames, readKey, typedName, writeKey } from './keys';
import { globPattern, isNothing, readSetting, readSettings, type SettingLine } from './settings-file';
import { USAGE, VERSION } from './texts';

/** Where --system looks, first come first served for files of the same name (sysctl.d(5)). */
const SYSTEM_DIRECTORIES = [
  '/run/sysctl.d',
  '/etc/sysctl.d',
  '/usr/local/lib/sysctl.d',
  '/usr/lib/sysctl.d',
  '/lib/sysctl.d',
] as const;
const DEFAULT_FILE = '/etc/sysctl.conf';

/** sysctl(8) of procps-ng 4.0.2 for the keys of a network namespace and the host's name. */
export const sysctl: Program = {
  ...SYSCTL,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

interface Settings {
  action: 'named' | 'all' | 'load' | 'system';
  show: 'pair' | 'name' | 'value' | 'bare';
  ignoreUnknown: boolean;
  quiet: boolean;
  write: boolean;
  dryRun: boolean;
  pattern?: RegExp;
  file?: string;
}

function run(process: Process): number {
  if (process.argv.length < 2) throw new ExitError(1, USAGE);
  const { options, operands, error } = parseOptions(SYSCTL, process.argv.slice(1));
  const settings: Settings = {
    action: 'named',
    show: 'pair',
    ignoreUnknown: false,
    quiet: false,
    write: false,
    dryRun: false,
  };
  for (const { flag, value } of options) {
    if (flag === 'h' || flag === 'd' || flag === 'V') {
      process.out(flag === 'V' ? VERSION : USAGE);
      return 0;
    }
    readOption(settings, flag, value);
  }
  if (error !== undefined) {
    process.err(`sysctl: ${error}\n`);
    process.out(USAGE);
    return 0;
  }
  return act(process, settings, operands);
}

function act(process: Process, settings: Settings, operands: readonly string[]): number {
  switch (settings.action) {
    case 'all':
      process.out(showAll(process, settings));
      return 0;
    case 'system':
      return loadSystem(process, settings);
    case 'load': {
      const files = [...(settings.file === undefined ? [] : [settings.file]), ...operands];
      return loadFiles(process, settings, files.length > 0 ? files : [DEFAULT_FILE]);
    }
    case 'named': {
      if (operands.length === 0) {
        throw new ExitError(1, "sysctl: no variables specified\nTry `sysctl --help' for more information.\n");
      }
      // Failures to read are counted, one to write only sets the lowest bit: so does the real status.
      let status = 0;
      for (const word of operands) {
        if (!settings.write && !word.includes('=')) status += showName(process, settings, word);
        else if (!writeWord(process, settings, word)) status |= 1;
      }
      return status & 0xff;
    }
  }
}

function readOption(settings: Settings, flag: string, value: string | undefined): void {
  switch (flag) {
    case 'a':
    case 'A':
    case 'X':
      settings.action = 'all';
      return;
    case 'f':
    case 'p':
      settings.action = 'load';
      settings.file = value ?? settings.file;
      return;
    case 'system':
      settings.action = 'system';
      return;
    case 'b':
      settings.show = 'bare';
      return;
    case 'N':
      settings.show = 'name';
      return;
    case 'n':
      settings.show = 'value';
      return;
    case 'e':
      settings.ignoreUnknown = true;
      return;
    case 'q':
      settings.quiet = true;
      return;
    case 'w':
      settings.write = true;
      return;
    case 'dry-run':
      settings.dryRun = true;
      return;
    case 'r':
      settings.pattern = readPattern(value ?? '');
  }
}

function readPattern(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    throw new ExitError(1, `sysctl: Invalid preceding regular expression: ${source}\n`);
  }
}

function formatKey(settings: Settings, name: string, value: string): string {
  switch (settings.show) {
    case 'pair':
      return `${name} = ${value}\n`;
    case 'name':
      return `${name}\n`;
    case 'value':
      return `${value}\n`;
    case 'bare':
      return value;
  }
}

function showAll(process: Process, settings: Settings): string {
  return keyNames(process)
    .filter((name) => settings.pattern?.test(name) ?? true)
    .map((name) => formatKey(settings, name, readKey(process, name) ?? ''))
    .join('');
}

/** Shows a key, or every key below a directory. Answers what it adds to the status: 1 when there is no such file. */
function showName(process: Process, settings: Settings, word: string): number {
  if (word === '') {
    process.err('sysctl: "" is an unknown key\n');
    return -1;
  }
  const { key, path, shown } = typedName(word);
  const value = readKey(process, key);
  if (value !== undefined) {
    if (settings.pattern?.test(shown) ?? true) process.out(formatKey(settings, shown, value));
    return 0;
  }
  if (isWriteOnly(key)) return 0;
  const below = keysBelow(process, key);
  if (below.length === 0) return missing(process, settings, key, path) ? 0 : 1;
  for (const name of below) {
    if (settings.pattern?.test(name) ?? true) process.out(formatKey(settings, name, readKey(process, name) ?? ''));
  }
  return 0;
}

/** Complains that there is no such file; true when that shall not count. */
function missing(process: Process, settings: Settings, key: string, path: string): boolean {
  if (settings.ignoreUnknown) return true;
  const above = key.split('.').map((_, i, segments) => segments.slice(0, i).join('.'));
  const throughFile = above.some((name) => name !== '' && readKey(process, name) !== undefined);
  process.err(`sysctl: cannot stat /proc/sys/${path}: ${strerror(throughFile ? 'ENOTDIR' : 'ENOENT')}\n`);
  return false;
}

function keysBelow(process: Process, key: string): readonly string[] {
  return keyNames(process).filter((name) => name.startsWith(`${key}.`));
}

function writeWord(process: Process, settings: Settings, word: string): boolean {
  if (isNothing(word)) return false;
  const setting = readSetting(word);
  if (setting?.type !== 'setting') {
    process.err('sysctl: command line(0): invalid syntax, continuing...\n');
    return false;
  }
  if (setting.name === '') {
    process.err('sysctl: Path is not under /proc/sys/: /proc/sys/\n');
    return false;
  }
  return writeSetting(process, settings, setting.name, setting.value);
}

/** Writes one key and shows what it was set to. False when that failed. */
function writeSetting(process: Process, settings: Settings, word: string, value: string): boolean {
  const { key, path, shown } = typedName(word);
  const known = readKey(process, key) !== undefined || isWriteOnly(key);
  const directory = !known && keysBelow(process, key).length > 0;
  if (!known && !directory) return missing(process, settings, key, path);
  try {
    if (directory) throw new KernelError('EISDIR');
    if (!settings.dryRun) writeKey(process, key, value);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    // A file nobody may write, or a directory, is skipped with whatever errno was left over, and does not count as a failure.
    const readOnly = error.errno === 'EPERM' || directory;
    process.err(`sysctl: setting key "${shown}": ${strerror(readOnly ? 'EINVAL' : error.errno)}\n`);
    return readOnly;
  }
  if (!settings.quiet) process.out(formatKey(settings, shown, value));
  return true;
}

function loadFiles(process: Process, settings: Settings, files: readonly string[]): number {
  const lines: SettingLine[] = [];
  let ok = true;
  for (const file of files) {
    const read = readFile(process, file);
    if (read === undefined) ok = false;
    lines.push(...(read ?? []));
  }
  return applyAll(process, settings, lines) && ok ? 0 : 1;
}

function loadSystem(process: Process, settings: Settings): number {
  const paths = new Map<string, string>();
  for (const directory of SYSTEM_DIRECTORIES) {
    if (!process.files.isDirectory(directory)) continue;
    for (const name of process.files.list(directory)) {
      if (name.endsWith('.conf') && !paths.has(name)) paths.set(name, `${directory}/${name}`);
    }
  }
  const files = [...paths.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
  if (process.files.exists(DEFAULT_FILE)) files.push(DEFAULT_FILE);
  const lines: SettingLine[] = [];
  for (const file of files) {
    if (!settings.quiet) process.out(`* Applying ${file} ...\n`);
    lines.push(...(readFile(process, file) ?? []));
  }
  return applyAll(process, settings, lines) ? 0 : 1;
}

/** The lines of a settings file; complains about unreadable files (undefined) and nonsense lines. `-` is standard input. */
function readFile(process: Process, path: string): readonly SettingLine[] | undefined {
  let text: string;
  try {
    text = path === '-' ? process.stdin : process.files.read(path);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    process.err(`sysctl: cannot open "${path}": ${strerror(error.errno)}\n`);
    return undefined;
  }
  const lines = readSettings(text);
  for (const line of lines) {
    if (line.type === 'invalid') process.err(`sysctl: ${path}(${line.line}): invalid syntax, continuing...\n`);
  }
  return lines;
}

/** Applies settings in order. A glob leaves out keys that are excluded or set by their own name in another line. */
function applyAll(process: Process, settings: Settings, lines: readonly SettingLine[]): boolean {
  const named = new Set(lines.flatMap((line) => (line.type === 'invalid' ? [] : [typedName(line.name).key])));
  let ok = true;
  for (const line of lines) {
    if (line.type !== 'setting') continue;
    const pattern = globPattern(typedName(line.name).path);
    const names = pattern
      ? keyNames(process)
          .filter((name) => !named.has(name) && pattern.test(typedName(name).path))
          .sort(byFile)
      : [line.name];
    for (const name of names) {
      // A dash forgives a key that refuses, not one that is not there.
      const forgiven = line.ignoreFailure && readKey(process, typedName(name).key) !== undefined;
      if (!writeSetting(process, settings, name, line.value) && !forgiven) ok = false;
    }
  }
  return ok;
}

/** glob(3) sorts whole file names, in which a dot of a device's name comes before the slash. */
function byFile(a: string, b: string): number {
  const [x, y] = [typedName(a).path, typedName(b).path];
  return x < y ? -1 : x > y ? 1 : 0;
}
