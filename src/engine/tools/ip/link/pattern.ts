/** fnmatch(3) without flags: `*`, `?` and `[…]`. */
export function matchesPattern(text: string, pattern: string): boolean {
  return new RegExp(`^${source(pattern)}$`, 's').test(text);
}

function source(pattern: string): string {
  let result = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    const close = c === '[' ? pattern.indexOf(']', i + 2) : -1;
    if (c === '*') result += '.*';
    else if (c === '?') result += '.';
    else if (close > 0) {
      const set = pattern
        .slice(i + 1, close)
        .replace(/^!/, '^')
        .replaceAll('\\', '\\\\');
      result += `[${set}]`;
      i = close;
    } else result += c.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }
  return result;
}
