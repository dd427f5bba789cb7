import { plainNumber, strtol } from '../clib/numbers';

/** A number at the start of a text, and what is left of the text. */
export interface NumberPrefix {
  readonly value: number;
  readonly rest: string;
}

/** xtables_strtoui() with an end pointer: a number in C notation within bounds; undefined when there is none. */
export function readNumberPrefix(text: string, min: number, max: number): NumberPrefix | undefined {
  if (/^[ \t\n\v\f\r]*-/.test(text)) return undefined;
  const { value, rest, empty, outOfRange } = strtol(text, 0);
  const number = Number(value);
  return empty || outOfRange || number < min || number > max ? undefined : { value: number, rest };
}

/** xtables_strtoui(): the whole text must be the number. */
export function readNumber(text: string, min: number, max: number): number | undefined {
  const plain = plainNumber(text);
  if (plain !== undefined) return plain >= min && plain <= max ? plain : undefined;
  const read = readNumberPrefix(text, min, max);
  return read?.rest === '' ? read.value : undefined;
}

export const UINT32_MAX = 0xffffffff;

export function hex(value: number): string {
  return `0x${(value >>> 0).toString(16)}`;
}
