import type { Parameter, Value, ValueChoice, ValueType, Words } from './types';

/** English and Korean words. */
export function words(en: string, ko: string): Words {
  return { en, ko };
}

/** A value: its name in the manual, type and meaning. */
export function value(name: string, type: ValueType, en: string, ko: string, choices?: readonly ValueChoice[]): Value {
  return choices ? { name, type, words: { en, ko }, choices } : { name, type, words: { en, ko } };
}

/** A word a value may be. */
export function choice(name: string, en: string, ko: string): ValueChoice {
  return { value: name, words: { en, ko } };
}

/** A parameter that must be typed whole. */
export function exact(keyword: string, en: string, ko: string, ...values: readonly Value[]): Parameter {
  return values.length > 0 ? { keyword, words: { en, ko }, values } : { keyword, words: { en, ko } };
}

/** A parameter that may be shortened to any beginning. */
export function prefix(keyword: string, en: string, ko: string, ...values: readonly Value[]): Parameter {
  return { ...exact(keyword, en, ko, ...values), match: 'prefix' };
}
