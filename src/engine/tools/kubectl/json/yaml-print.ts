import { keysOf, numberText } from './go-json';
import { isList, isMap, type Json, type JsonMap } from './types';

/** Column after which libyaml folds a long line (emitterc.go: best_width). */
const WIDTH = 80;

/** A document as sigs.k8s.io/yaml prints it: keys sorted, lists not indented, long lines folded. Ends with a newline. */
export function yamlText(value: Json): string {
  if (isMap(value) && keysOf(value, true).length > 0) return mapText(value, 0);
  if (isList(value) && value.length > 0) return listText(value, 0);
  return `${flowOrScalar(value, 0, 0)}\n`;
}

function mapText(map: JsonMap, indent: number): string {
  const pad = ' '.repeat(indent);
  let text = '';
  for (const key of sortedKeys(keysOf(map, false))) text += pad + fieldText(key, map[key] ?? null, indent);
  return text;
}

function fieldText(key: string, value: Json, indent: number): string {
  const name = scalar(key, 0, indent, true);
  if (name.length > 128 || name.includes('\n'))
    return `? ${name}\n${' '.repeat(indent)}: ${entryText(value, indent, 2)}`;
  if (isMap(value) && keysOf(value, false).length > 0) return `${name}:\n${mapText(value, indent + 2)}`;
  if (isList(value) && value.length > 0) return `${name}:\n${listText(value, indent)}`;
  return `${name}: ${flowOrScalar(value, indent + name.length + 2, indent + 2)}\n`;
}

function listText(list: readonly Json[], indent: number): string {
  const pad = ' '.repeat(indent);
  return list.map((item) => `${pad}- ${entryText(item, indent, 2)}`).join('');
}

/** What follows `- `. */
function entryText(item: Json, indent: number, offset: number): string {
  if (isMap(item) && keysOf(item, false).length > 0) return mapText(item, indent + offset).slice(indent + offset);
  if (isList(item) && item.length > 0) return listText(item, indent + offset).slice(indent + offset);
  return `${flowOrScalar(item, indent + offset, indent + offset)}\n`;
}

function flowOrScalar(value: Json, column: number, indent: number): string {
  if (isList(value)) return '[]';
  if (isMap(value)) return '{}';
  if (typeof value === 'string') return scalar(value, column, indent, false);
  if (typeof value === 'number') return Number.isInteger(value) ? intText(value) : numberText(value);
  return value === null ? 'null' : String(value);
}

function intText(value: number): string {
  return Math.abs(value) < 1e21 ? String(value) : numberText(value);
}

/** keyList.Less of goyaml.v2: runs of digits compare as numbers; letters come after other signs. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return less([...a], [...b]) ? -1 : 1;
}

function less(a: readonly string[], b: readonly string[]): boolean {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const x = a[i] ?? '';
    const y = b[i] ?? '';
    if (x === y) continue;
    const xLetter = isLetter(x);
    const yLetter = isLetter(y);
    if (xLetter && yLetter) return x < y;
    if (xLetter || yLetter) return yLetter;
    let start = 0;
    if (x === '0' || y === '0') {
      for (let j = i - 1; j >= 0 && isDigit(a[j] ?? ''); j--) {
        if (a[j] === '0') continue;
        start = 1;
        break;
      }
    }
    const [xNumber, xEnd] = numberFrom(a, i, start);
    const [yNumber, yEnd] = numberFrom(b, i, start);
    if (xNumber !== yNumber) return xNumber < yNumber;
    if (xEnd !== yEnd) return xEnd < yEnd;
    return x < y;
  }
  return a.length < b.length;
}

function numberFrom(signs: readonly string[], from: number, start: number): readonly [value: number, end: number] {
  let value = start;
  let end = from;
  for (; end < signs.length && isDigit(signs[end] ?? ''); end++) value = value * 10 + Number(signs[end]);
  return [value, end];
}

/** By insertion, as Go sorts short lists: the order above is not one, so that the way of sorting shows. */
function sortedKeys(keys: readonly string[]): readonly string[] {
  if (keys.length > 12) return [...keys].sort(compareKeys);
  const sorted = [...keys].sort();
  for (let i = 1; i < sorted.length; i++) {
    for (let j = i; j > 0; j--) {
      const [before = '', after = ''] = [sorted[j - 1], sorted[j]];
      if (compareKeys(after, before) >= 0) break;
      sorted[j - 1] = after;
      sorted[j] = before;
    }
  }
  return sorted;
}

function isDigit(sign: string): boolean {
  return sign >= '0' && sign <= '9';
}

function isLetter(sign: string): boolean {
  return /\p{L}/u.test(sign);
}

const OTHER_TYPE = [
  /^(~|null|Null|NULL|)$/,
  /^(y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/,
  /^[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]*|[1-9][0-9_]*)$/,
  /^[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?$/,
  /^[-+]?\.(inf|Inf|INF)$/,
  /^\.(nan|NaN|NAN)$/,
  // Numbers of base 60 of YAML 1.1, and times.
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?$/,
];

/** goyaml.v2's encoder: whether a plain scalar would be read as something else than text. */
function readsAsOther(text: string): boolean {
  if (/^[0-9]{4}-/.test(text)) return isTimestamp(text);
  return OTHER_TYPE.some((pattern) => pattern.test(text));
}

function isTimestamp(text: string): boolean {
  return (
    /^\d{4}-\d{1,2}-\d{1,2}$/.test(text) ||
    /^\d{4}-\d{1,2}-\d{1,2}[Tt]\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|[-+]\d{1,2}:?\d{0,2})$/.test(text) ||
    /^\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?$/.test(text)
  );
}

interface Analysis {
  readonly multiline: boolean;
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

/** yaml_emitter_analyze_scalar, for block context. */
function analyse(text: string): Analysis {
  if (text === '') return { multiline: false, plain: false, single: true, block: false };
  let indicators = /^(---|\.\.\.)/.test(text);
  let lineBreaks = false;
  let special = false;
  let leadingSpace = false;
  let leadingBreak = false;
  let trailingSpace = false;
  let trailingBreak = false;
  let breakSpace = false;
  let spaceBreak = false;
  let previousSpace = false;
  let previousBreak = false;
  const signs = [...text];
  for (let i = 0; i < signs.length; i++) {
    const sign = signs[i] ?? '';
    const next = signs[i + 1];
    const followed = next === undefined || /[\s]/.test(next);
    const preceded = i === 0 || /[\s]/.test(signs[i - 1] ?? '');
    if (i === 0) {
      if ('#,[]{}&*!|>\'"%@`'.includes(sign)) indicators = true;
      else if ((sign === '?' || sign === ':' || sign === '-') && followed) indicators = true;
    } else if (sign === ':' && followed) indicators = true;
    else if (sign === '#' && preceded) indicators = true;
    if (!isPrintable(sign)) special = true;
    if (sign === ' ') {
      if (i === 0) leadingSpace = true;
      if (i === signs.length - 1) trailingSpace = true;
      if (previousBreak) breakSpace = true;
      previousSpace = true;
      previousBreak = false;
    } else if (sign === '\n' || sign === '\r' || sign === '\x85' || sign === '\u2028' || sign === '\u2029') {
      lineBreaks = true;
      if (i === 0) leadingBreak = true;
      if (i === signs.length - 1) trailingBreak = true;
      if (previousSpace) spaceBreak = true;
      previousSpace = false;
      previousBreak = true;
    } else {
      previousSpace = false;
      previousBreak = false;
    }
  }
  let plain = !(leadingSpace || leadingBreak || trailingSpace || trailingBreak || indicators || lineBreaks);
  let single = true;
  let block = !trailingSpace;
  if (breakSpace) {
    plain = false;
    single = false;
  }
  if (spaceBreak || special) {
    plain = false;
    single = false;
    block = false;
  }
  return { multiline: lineBreaks, plain, single, block };
}

/** is_printable of yamlprivateh.go: nothing beyond the first plane, no tab. */
function isPrintable(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0;
  if (code === 0x0a) return true;
  if (code >= 0x20 && code <= 0x7e) return true;
  if (code === 0xfeff) return false;
  return code >= 0xa0 && code <= 0xfffd && !(code >= 0xd800 && code <= 0xdfff);
}

function scalar(text: string, column: number, indent: number, isKey: boolean): string {
  const analysis = analyse(text);
  if (text.includes('\n') && !isKey && analysis.block) return literal(text, indent);
  if (!text.includes('\n') && !readsAsOther(text) && analysis.plain) return fold(text, column, indent, isKey, false);
  const resolves = !text.includes('\n') && readsAsOther(text);
  if (!resolves && analysis.single && !(isKey && analysis.multiline) && !text.includes('\n'))
    return `'${fold(text.replaceAll("'", "''"), column + 1, indent, isKey, true)}'`;
  return doubleQuoted(text, column, indent, isKey);
}

function literal(text: string, indent: number): string {
  const first = /^\n*( ?)/.exec(text)?.[1] === ' ' || text.startsWith('\n') ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const pad = ' '.repeat(indent);
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  return `|${first}${chomp}\n${lines.map((line) => (line === '' ? '' : pad + line)).join('\n')}`;
}

/** Breaks a line at a single blank once it is longer than 80. */
function fold(text: string, column: number, indent: number, isKey: boolean, quoted: boolean): string {
  if (isKey || column + text.length <= WIDTH) return text;
  const signs = [...text];
  let out = '';
  let at = column;
  let spaces = false;
  for (let i = 0; i < signs.length; i++) {
    const sign = signs[i] ?? '';
    if (sign === ' ') {
      const inside = !quoted || (i > 0 && i < signs.length - 1);
      if (!spaces && at > WIDTH && inside && signs[i + 1] !== ' ') {
        out += `\n${' '.repeat(indent)}`;
        at = indent;
      } else {
        out += sign;
        at++;
      }
      spaces = true;
    } else {
      out += sign;
      at++;
      spaces = false;
    }
  }
  return out;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\0', '\\0'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\v', '\\v'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['\x1b', '\\e'],
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x85', '\\N'],
  ['\xa0', '\\_'],
  ['\u2028', '\\L'],
  ['\u2029', '\\P'],
]);

function doubleQuoted(text: string, column: number, indent: number, isKey: boolean): string {
  const signs = [...text];
  let out = '"';
  let at = column + 1;
  let spaces = false;
  for (let i = 0; i < signs.length; i++) {
    const sign = signs[i] ?? '';
    if (sign === ' ') {
      if (!isKey && !spaces && at > WIDTH && i > 0 && i < signs.length - 1) {
        out += `\n${' '.repeat(indent)}`;
        at = indent;
        if (signs[i + 1] === ' ') {
          out += '\\';
          at++;
        }
      } else {
        out += sign;
        at++;
      }
      spaces = true;
      continue;
    }
    spaces = false;
    const escaped = escapeSign(sign);
    out += escaped;
    at += escaped.length;
  }
  return `${out}"`;
}

function escapeSign(sign: string): string {
  const known = ESCAPES.get(sign);
  if (known !== undefined) return known;
  if (isPrintable(sign) && sign !== '\ufeff') return sign;
  const code = sign.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
