import type { UnitFile } from '../../kernel/systemd/records';
import type { HostFileSystem } from '../../shell/files/host-file-system';
import { resolvePath } from '../../shell/files/path';

/** Where systemd looks for units, the strongest first (systemd.unit(5)). */
const DIRECTORIES = ['/etc/systemd/system', '/run/systemd/system', '/usr/local/lib/systemd/system', '/lib/systemd/system', '/usr/lib/systemd/system']; // prettier-ignore

/** Reads a unit's file and drop-ins; undefined when there is none. */
export function readUnitFile(files: HostFileSystem, name: string): UnitFile | undefined {
  const path = DIRECTORIES.map((directory) => `${directory}/${name}`).find((each) => files.isFile(each));
  if (path === undefined) return undefined;
  const dropIns = new Map<string, string>();
  for (const directory of [...DIRECTORIES].reverse()) {
    const folder = `${directory}/${name}.d`;
    if (files.lookup(folder)?.type !== 'directory') continue;
    for (const file of files.list(folder)) if (file.endsWith('.conf')) dropIns.set(file, resolvePath(folder, file));
  }
  const ordered = [...dropIns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, full]) => full);
  const texts = [path, ...ordered].map((each) => textOf(files, each));
  return { path, dropIns: ordered, settings: texts.flatMap(settingsOf), text: texts.join('\0') };
}

function textOf(files: HostFileSystem, path: string): string {
  const content = files.read(path);
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

function settingsOf(text: string): UnitFile['settings'] {
  let section = '';
  const settings: [string, string, string][] = [];
  for (const line of text.replace(/\\\n/g, ' ').split('\n')) {
    const header = /^\s*\[(.*)\]\s*$/.exec(line);
    if (header) section = header[1] ?? '';
    const pair = /^\s*([A-Za-z]\w*)\s*=\s*(.*?)\s*$/.exec(line);
    if (pair && !line.startsWith('#') && !line.startsWith(';')) settings.push([section, pair[1] ?? '', pair[2] ?? '']);
  }
  return settings;
}

/** The values of a setting; an empty one forgets those before it, as `ExecStart=` in a drop-in does. */
export function valuesOf({ settings }: UnitFile, key: string): readonly string[] {
  let values: string[] = [];
  for (const [, name, value] of settings) {
    if (name !== key) continue;
    if (value === '') values = [];
    else values.push(value);
  }
  return values;
}

export function valueOf(file: UnitFile, key: string): string | undefined {
  return valuesOf(file, key).at(-1);
}

/** The words of `ExecStart=`, variables of `Environment=` and `EnvironmentFile=` put in. */
export function commandLine(files: HostFileSystem, file: UnitFile): readonly string[] {
  const variables = new Map<string, string>();
  const define = (text: string): void => {
    const pair = /^\s*"?([A-Za-z_]\w*)=(.*?)"?\s*$/.exec(text);
    if (pair) variables.set(pair[1] ?? '', (pair[2] ?? '').replace(/^"|"$/g, ''));
  };
  for (const value of valuesOf(file, 'Environment')) define(value);
  for (const value of valuesOf(file, 'EnvironmentFile')) {
    const path = value.replace(/^-/, '');
    if (files.isFile(path)) for (const line of textOf(files, path).split('\n')) define(line);
  }
  const [line = ''] = valuesOf(file, 'ExecStart');
  return line
    .replace(/^[-@:+!]+/, '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap((word) => {
      const whole = /^\$(\w+)$/.exec(word);
      if (whole) return (variables.get(whole[1] ?? '') ?? '').split(/\s+/).filter((part) => part !== '');
      return [word.replace(/\$\{(\w+)\}/g, (_all, name: string) => variables.get(name) ?? '')];
    });
}

/** Links that enable a unit: `WANTED_BY.wants/NAME` under /etc/systemd/system. */
export function enablingLinks(name: string, file: UnitFile): readonly string[] {
  return valuesOf(file, 'WantedBy').flatMap((value) => value.split(/\s+/).map((target) => `/etc/systemd/system/${target}.wants/${name}`)); // prettier-ignore
}

/** enabled, disabled or static (a unit that nothing can enable). */
export function enabledState(
  files: HostFileSystem,
  name: string,
  file: UnitFile,
): 'enabled' | 'disabled' | 'static' | 'masked' {
  const links = enablingLinks(name, file);
  if (links.length === 0) return 'static';
  return links.some((link) => files.lookupNoFollow(link) !== undefined) ? 'enabled' : 'disabled';
}
