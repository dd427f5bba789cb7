import { SelectorError } from './label-selector';
import type { KubeObject } from './object';
import type { ResourceType } from './resource-type';

export interface FieldRequirement {
  readonly field: string;
  readonly equal: boolean;
  readonly value: string;
}

/** Parses `metadata.name=web,status.phase!=Running` (apimachinery's pkg/fields/selector.go). Throws SelectorError. */
export function parseFieldSelector(text: string): readonly FieldRequirement[] {
  return splitTerms(text)
    .sort()
    .filter((term) => term !== '')
    .map((term) => {
      const match = /^(.*?)(!=|==|=)(.*)$/s.exec(term);
      if (!match) throw new SelectorError(`invalid selector: '${text}'; can't understand '${term}'`);
      const [, field = '', operator, raw = ''] = match;
      return { field, equal: operator !== '!=', value: unescapeValue(raw) };
    });
}

function splitTerms(text: string): string[] {
  if (text === '') return [];
  const terms: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === ',') {
      terms.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...terms, text.slice(start)];
}

function unescapeValue(text: string): string {
  let value = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') {
      const next = text.charAt(++at);
      if (!['\\', ',', '='].includes(next)) {
        throw new SelectorError(`invalid field selector: invalid escape sequence: \\${next}`);
      }
      value += next;
    } else if (char === '=' || char === ',') {
      throw new SelectorError(`invalid field selector: unescaped character in value: ${char.charCodeAt(0)}`);
    } else value += char;
  }
  return value;
}

/** How a type reads a field that its selectors may name; undefined when they may not. */
export function selectableField(type: ResourceType, field: string): ((object: KubeObject) => string) | undefined {
  if (field === 'metadata.name') return (object) => object.metadata.name ?? '';
  if (field === 'metadata.namespace' && type.namespaced) return (object) => object.metadata.namespace ?? '';
  const fields = type.selectableFields ?? {};
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

/** Whether an object meets every requirement; a field that may not be named is met by nothing. */
export function matchesFields(
  type: ResourceType,
  requirements: readonly FieldRequirement[],
  object: KubeObject,
): boolean {
  return requirements.every(({ field, equal, value }) => {
    const read = selectableField(type, field);
    return read !== undefined && (read(object) === value) === equal;
  });
}
