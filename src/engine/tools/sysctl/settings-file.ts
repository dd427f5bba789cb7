/** One usable line of sysctl.conf(5). */
export type SettingLine =
  | {
      readonly type: 'setting';
      readonly name: string;
      readonly value: string;
      /** A leading `-`: a failure does not count. */
      readonly ignoreFailure: boolean;
    }
  /** `-name` without a value: glob patterns leave this key alone. */
  | { readonly type: 'exclude'; readonly name: string }
  | { readonly type: 'invalid'; readonly line: number };

/** What procps passes over in silence: comments, and whatever is shorter than two characters (parse_setting_line). */
export function isNothing(text: string): boolean {
  const line = text.trimStart();
  return line.length < 2 || line.startsWith('#') || line.startsWith(';');
}

/** Reads one setting as a file line or a command-line word; undefined when it is neither a setting nor an exclusion. */
export function readSetting(text: string): Exclude<SettingLine, { type: 'invalid' }> | undefined {
  const equals = text.indexOf('=');
  const left = (equals < 0 ? text : text.slice(0, equals)).trim();
  const ignoreFailure = left.startsWith('-');
  // What follows the dash is the name as it stands.
  const name = ignoreFailure ? left.slice(1) : left;
  if (equals < 0) return ignoreFailure && name !== '' ? { type: 'exclude', name } : undefined;
  return { type: 'setting', name, value: text.slice(equals + 1).trim(), ignoreFailure };
}

/** The settings of a sysctl.conf(5) text in order, with the numbers of lines that make no sense. */
export function readSettings(text: string): readonly SettingLine[] {
  return text.split('\n').flatMap((line, i): SettingLine[] => {
    const trimmed = line.trim();
    if (isNothing(trimmed)) return [];
    return [readSetting(trimmed) ?? { type: 'invalid', line: i + 1 }];
  });
}

/** A sysctl.d(5) glob as a test for dotted names; undefined when the name has no pattern character. */
export function globPattern(path: string): RegExp | undefined {
  if (!/[*?[]/.test(path)) return undefined;
  const source = path
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  return new RegExp(`^${source}$`);
}
