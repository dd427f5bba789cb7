import type { OptionDeclaration, Parameter, Positional, Value, ValueType } from './types';

/** Short forms for the declarations of programs whose words need no more than a sentence each. */

/** An option without a value. */
export function flag(names: string, en: string, ko: string): OptionDeclaration {
  return { names: names.split(' '), words: { en, ko } };
}

/** An option with a value; the sentence explains both. */
export function valued(names: string, value: string, type: ValueType, en: string, ko: string): OptionDeclaration {
  return { names: names.split(' '), words: { en, ko }, value: { name: value, type, words: { en, ko } } };
}

/** A keyword, followed by a value when one is named (`metric N`). */
export function keyword(
  name: string,
  en: string,
  ko: string,
  value?: readonly [name: string, type: ValueType],
): Parameter {
  const words = { en, ko };
  const values: readonly Value[] | undefined = value && [{ name: value[0], type: value[1], words }];
  return { keyword: name, words, values };
}

/** A word without keyword. */
export function positional(
  name: string,
  value: readonly [name: string, type: ValueType],
  en: string,
  ko: string,
  options: Pick<Positional, 'optional' | 'repeats'> = {},
): Positional {
  return { keyword: name, value: { name: value[0], type: value[1], words: { en, ko } }, ...options };
}
