import type { HostFileSystem } from '../../shell/files/host-file-system';
import { resolvePath } from '../../shell/files/path';

/** Whether a text matches a pattern of the shell (glob(7)). */
export function matchesPattern(pattern: string, text: string): boolean {
  return new RegExp(`^${expression(pattern)}$`, 's').test(text);
}

function expression(pattern: string): string {
  let made = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === '*') made += '.*';
    else if (c === '?') made += '.';
    else if (c === '[' && pattern.includes(']', i + 2)) {
      const end = pattern.indexOf(']', i + 2);
      made += `[${pattern
        .slice(i + 1, end)
        .replace(/^!/, '^')
        .replaceAll('\\', '\\\\')}]`;
      i = end;
    } else made += c.replace(/[\\^$.|+(){}[\]]/g, '\\$&');
  }
  return made;
}

/** The paths that match, sorted; none when there are none. */
export function globPaths(files: HostFileSystem, cwd: string, pattern: string): readonly string[] {
  const absolute = pattern.startsWith('/');
  let found = [absolute ? '/' : ''];
  for (const part of pattern.split('/').filter((each) => each !== '')) {
    found = found.flatMap((base) => {
      const directory = resolvePath(cwd, base);
      const joined = (name: string): string => (base === '' || base === '/' ? base + name : `${base}/${name}`);
      if (!/[*?[]/.test(part)) return files.lookup(resolvePath(directory, part)) ? [joined(part)] : [];
      if (files.lookup(directory)?.type !== 'directory') return [];
      const names = files.list(directory).filter((name) => matchesPattern(part, name));
      return names.filter((name) => !name.startsWith('.') || part.startsWith('.')).map(joined);
    });
  }
  return found;
}
