import { CommandError } from '../errors/errors';
import { mapAt, textAt, type ApiObject } from '../json/types';

/** One requirement of a label selector. */
export interface Requirement {
  readonly key: string;
  readonly operator: '=' | '!=' | 'in' | 'notin' | 'exists' | '!' | '>' | '<';
  readonly values: readonly string[];
}

/** labels.Parse: `a=b,c!=d,e in (f,g),h,!i`. Throws CommandError. */
export function parseSelector(text: string): readonly Requirement[] {
  const parts: string[] = [];
  let depth = 0;
  let current = '';
  for (const sign of text) {
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    if (sign === ',' && depth === 0) {
      parts.push(current);
      current = '';
    } else current += sign;
  }
  parts.push(current);
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => requirement(part, text));
}

function requirement(part: string, whole: string): Requirement {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(part);
  if (set)
    return {
      key: set[1] ?? '',
      operator: set[2] === 'in' ? 'in' : 'notin',
      values: (set[3] ?? '').split(',').map((value) => value.trim()),
    };
  const comparison = /^([^\s=!<>]+)\s*(==|=|!=|>|<)\s*([^\s=!<>]*)$/.exec(part);
  if (comparison) {
    const operator = comparison[2] === '==' ? '=' : comparison[2];
    if (operator === '=' || operator === '!=' || operator === '>' || operator === '<')
      return { key: comparison[1] ?? '', operator, values: [comparison[3] ?? ''] };
  }
  const absent = /^!\s*([^\s=!<>]+)$/.exec(part)?.[1];
  if (absent !== undefined) return { key: absent, operator: '!', values: [] };
  if (/^[^\s=!<>]+$/.test(part)) return { key: part, operator: 'exists', values: [] };
  throw new CommandError(
    `the provided selector ${JSON.stringify(whole)} is not valid: couldn't parse the selector string "${whole}": found '${part}', expected: ',' or end of string`,
  );
}

/** Whether an object's labels meet a selector. */
export function matchesSelector(selector: readonly Requirement[], object: ApiObject): boolean {
  const labels = mapAt(object, 'metadata', 'labels');
  return selector.every(({ key, operator, values }) => {
    const present = Object.hasOwn(labels, key);
    const value = textAt(labels, key);
    switch (operator) {
      case '=':
      case 'in':
        return present && values.includes(value);
      case '!=':
      case 'notin':
        return !present || !values.includes(value);
      case 'exists':
        return present;
      case '!':
        return !present;
      case '>':
        return present && Number(value) > Number(values[0]);
      case '<':
        return present && Number(value) < Number(values[0]);
    }
  });
}
