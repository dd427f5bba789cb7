import { CurlError } from './error';

/** One URL that a pattern stands for, and what its brackets stood for: `#1`, `#2`… in a file's name. */
export interface Globbed {
  readonly url: string;
  readonly parts: readonly string[];
}

/** `{a,b}` and `[1-3]`, `[a-z]`, `[001-100:2]` in a URL (src/tool_urlglob.c). Throws CurlError 3 with curl's picture of the place. */
export function globUrl(pattern: string): readonly Globbed[] {
  let all: Globbed[] = [{ url: '', parts: [] }];
  let at = 0;
  const bad = (words: string, position: number): CurlError => {
    const shown = pattern.length < 512 ? `\n${pattern}\n${' '.repeat(Math.max(0, position - 1))}^` : '';
    return new CurlError(3, `${words} in URL position ${position}:${shown}`);
  };
  const times = (values: readonly string[]): void => {
    all = all.flatMap(({ url, parts }) => values.map((value) => ({ url: url + value, parts: [...parts, value] })));
  };
  const literal = (text: string): void => {
    all = all.map(({ url, parts }) => ({ url: url + text, parts }));
  };
  while (at < pattern.length) {
    const char = pattern[at] ?? '';
    if (char === '\\' && /[{}[\]]/.test(pattern[at + 1] ?? '')) {
      literal(pattern[at + 1] ?? '');
      at += 2;
    } else if (char === '{') {
      const end = pattern.indexOf('}', at);
      if (end < 0) throw bad('unmatched brace', at + 1);
      if (end === at + 1) throw bad('empty string within braces', at + 2);
      times(pattern.slice(at + 1, end).split(','));
      at = end + 1;
    } else if (char === '[' && !isAddress(pattern, at)) {
      const range = /^\[(?:([a-zA-Z])-([a-zA-Z])|(\d+)-(\d+))(?::(\d+))?\]/.exec(pattern.slice(at));
      const values = range && valuesOf(range);
      if (!range || !values) throw bad('bad range', at + 2 + (range ? range[0].length - 1 : 0));
      times(values);
      at += range[0].length;
    } else if (char === ']' || char === '}') {
      if (char === ']' && isAddress(pattern, pattern.lastIndexOf('[', at))) literal(char);
      else throw bad('unmatched close brace/bracket', at + 1);
      at++;
    } else {
      literal(char);
      at++;
    }
  }
  return all;
}

/** `[::1]` is a host, not a range (peek_ipv6). */
function isAddress(pattern: string, at: number): boolean {
  return /^\[[0-9a-fA-F]*:[0-9a-fA-F:.]*(%[^\]]+)?\]/.test(pattern.slice(Math.max(0, at)));
}

function valuesOf([, from = '', to = '', first = '', last = '', step = '1']: readonly string[]):
  readonly string[] | undefined {
  const by = Number(step);
  const [low, high] = from === '' ? [Number(first), Number(last)] : [from.charCodeAt(0), to.charCodeAt(0)];
  if (by === 0 || high < low || (high - low) / by > 100_000) return undefined;
  const width = first.startsWith('0') ? first.length : 0;
  const values: string[] = [];
  for (let value = low; value <= high; value += by) {
    values.push(from === '' ? String(value).padStart(width, '0') : String.fromCharCode(value));
  }
  return values;
}

/** `#1` in the name of an output file. */
export function outputName(name: string, parts: readonly string[]): string {
  return name.replace(/#(\d+)/g, (whole, number: string) => parts[Number(number) - 1] ?? whole);
}
