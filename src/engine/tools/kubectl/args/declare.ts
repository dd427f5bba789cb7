import type { CommandDeclaration, FlagDeclaration, FlagType } from './types';

/** A flag: `-f --filename`, its type, default, and what it is for. */
export function flag(
  names: string,
  type: FlagType,
  fallback: string,
  en: string,
  ko: string,
  more: Pick<FlagDeclaration, 'noValue' | 'required' | 'bare' | 'hidden' | 'deprecated'> = {},
): FlagDeclaration {
  const words = names.split(' ');
  const name = (words.find((word) => word.startsWith('--')) ?? '').slice(2);
  const short = words.find((word) => word.length === 2)?.slice(1);
  return { name, ...(short !== undefined && { short }), type, default: fallback, words: { en, ko }, ...more };
}

/** A command. */
export function command(declaration: CommandDeclaration): CommandDeclaration {
  return declaration;
}
