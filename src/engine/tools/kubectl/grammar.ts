import type { Body, Choice, Declaration, OptionDeclaration, Positional } from '../grammar/types';
import type { CommandDeclaration, FlagDeclaration } from './args/types';
import { GLOBAL_FLAGS } from './declarations/global-flags';
import { KUBECTL } from './declarations/kubectl';

/** kubectl's command line for hover and diagnostics, from the same declarations as its parser and its help. */
export function kubectlGrammar(): Declaration {
  return {
    name: 'kubectl',
    words: KUBECTL.words,
    synopsis: 'kubectl COMMAND [TYPE] [NAME] [flags]',
    dialect: 'getopt',
    options: [...optionsOf(KUBECTL), ...GLOBAL_FLAGS.map(option)],
    body: bodyOf(KUBECTL),
  };
}

/** Flags of every command: they may stand anywhere, and mean the same almost everywhere. */
function optionsOf(command: CommandDeclaration): readonly OptionDeclaration[] {
  const seen = new Set(GLOBAL_FLAGS.map(({ name }) => name));
  const shorts = new Set(GLOBAL_FLAGS.flatMap(({ short }) => (short === undefined ? [] : [short])));
  const found: OptionDeclaration[] = [];
  const visit = ({ flags, commands = [] }: CommandDeclaration): void => {
    for (const flag of flags) {
      if (flag.hidden === true || seen.has(flag.name)) continue;
      seen.add(flag.name);
      const { short } = flag;
      const free = short !== undefined && !shorts.has(short);
      if (free) shorts.add(short);
      found.push(option(free ? flag : { ...flag, short: undefined }));
    }
    commands.forEach(visit);
  };
  visit(command);
  return found;
}

function option({
  name,
  short,
  type,
  noValue,
  words,
}: Omit<FlagDeclaration, 'short'> & { readonly short?: string | undefined }): OptionDeclaration {
  const names = [...(short === undefined ? [] : [`-${short}`]), `--${name}`];
  if (type === 'bool') return { names, words };
  const value = { name: name.toUpperCase(), type: type === 'int' ? ('number' as const) : ('text' as const), words };
  return noValue === undefined ? { names, words, value } : { names, words, value, valueOptional: true };
}

const ARGUMENT: Positional = {
  keyword: 'argument',
  optional: true,
  repeats: true,
  value: {
    name: 'ARGUMENT',
    type: 'text',
    words: {
      en: 'A resource type, a name, or both as TYPE/NAME.',
      ko: '리소스 종류나 이름, 또는 둘을 합친 TYPE/NAME입니다.',
    },
  },
};

function bodyOf({ commands = [] }: CommandDeclaration): Body {
  if (commands.length === 0) return { clause: { parameters: [], positionals: [ARGUMENT] } };
  return {
    select: { role: 'verb', choices: commands.map(choice), otherwise: { parameters: [], positionals: [ARGUMENT] } },
  };
}

function choice(command: CommandDeclaration): Choice {
  const { name, aliases, words } = command;
  return { name, ...(aliases && { aliases }), match: 'exact', words, body: bodyOf(command) };
}
