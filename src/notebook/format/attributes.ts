import type { CellAttributes, FormatProblem } from './document';

export const NO_ATTRIBUTES: CellAttributes = { expectFail: false, solution: false };

const ATTRIBUTE_NAMES = ['host', 'expect', 'solution', 'id', 'points', 'hint'] as const;

/** Reads the words after the language of a fence's info string; `start` is their offset in the file. */
export function parseAttributes(
  info: string,
  start: number,
): { readonly attributes: CellAttributes; readonly problems: readonly FormatProblem[] } {
  const found: { -readonly [K in keyof CellAttributes]: CellAttributes[K] } = { ...NO_ATTRIBUTES };
  const problems: FormatProblem[] = [];
  for (const match of info.matchAll(/([^\s=]+)(?:=("[^"]*"|\S*))?/g)) {
    const [whole, name = '', rawValue] = match;
    const at = { start: start + match.index, end: start + match.index + whole.length };
    const value = rawValue?.startsWith('"') ? rawValue.slice(1, -1) : rawValue;
    const wrong = (expected: string): void => {
      problems.push({ ...at, facts: { code: 'attribute-value', name, value: value ?? '', expected } });
    };
    switch (name) {
      case 'host':
      case 'id':
      case 'hint':
        if (value) found[name] = value;
        else wrong(name === 'host' ? 'host=NAME' : name === 'id' ? 'id=NAME' : 'hint="TEXT"');
        break;
      case 'expect':
        if (value === 'fail') found.expectFail = true;
        else wrong('expect=fail');
        break;
      case 'solution':
        if (value === undefined) found.solution = true;
        else wrong('solution');
        break;
      case 'points':
        if (value !== undefined && /^\d+$/.test(value)) found.points = Number(value);
        else wrong('points=NUMBER');
        break;
      default:
        problems.push({ ...at, facts: { code: 'attribute-unknown', name, known: ATTRIBUTE_NAMES } });
    }
  }
  return { attributes: found, problems };
}

/** The info words of attributes, as they are written into a new cell's fence. */
export function printAttributes(attributes: CellAttributes): string {
  const words: string[] = [];
  if (attributes.host !== undefined) words.push(`host=${attributes.host}`);
  if (attributes.expectFail) words.push('expect=fail');
  if (attributes.solution) words.push('solution');
  if (attributes.id !== undefined) words.push(`id=${attributes.id}`);
  if (attributes.points !== undefined) words.push(`points=${attributes.points}`);
  if (attributes.hint !== undefined) words.push(`hint="${attributes.hint.replaceAll('"', "'")}"`);
  return words.join(' ');
}
