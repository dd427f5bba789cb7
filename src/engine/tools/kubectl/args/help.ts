import type { CommandDeclaration, FlagDeclaration } from './types';

/** `--help` of a command, as kubectl's templater lays it out (pkg/util/templates). */
export function helpText(command: CommandDeclaration, path: string): string {
  return `${command.long}\n\n${usageText(command, path)}`;
}

/** What follows the long description. */
export function usageText(command: CommandDeclaration, path: string): string {
  const { aliases = [], examples, flags, commands = [], groups, usage } = command;
  const sections: string[] = [];
  const shown = path.split(' ').length > 2 || aliases.length > 0 ? aliases : [];
  if (shown.length > 0) sections.push(`Aliases:\n${[command.name, ...aliases].join(', ')}`);
  if (examples !== undefined) sections.push(`Examples:\n${indented(examples)}`);
  if (groups) for (const [title, names] of groups) sections.push(listed(title, commands, names));
  else if (commands.length > 0) sections.push(listed('Available Commands:', commands));
  const visible = flags.filter(({ hidden }) => hidden !== true);
  if (visible.length > 0) sections.push(`Options:\n${visible.map(flagText).join('\n')}`.replace(/\n$/, ''));
  if (usage !== undefined) sections.push(`Usage:\n  ${usage}`);
  const more =
    commands.length > 0 ? [`Use "${path} <command> --help" for more information about a given command.`] : [];
  if (command.notRunnable !== true)
    more.push('Use "kubectl options" for a list of global command-line options (applies to all commands).');
  return `${sections.join('\n\n')}\n\n${more.join('\n')}\n`;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((one) => `  ${one}`)
    .join('\n');
}

function listed(title: string, commands: readonly CommandDeclaration[], names?: readonly string[]): string {
  const width = Math.max(11, ...commands.map(({ name }) => name.length));
  const chosen = names ? commands.filter(({ name }) => names.includes(name)) : commands;
  const rows = chosen.map(({ name, words }) => `  ${name.padEnd(width)}   ${words.en}`);
  return [title, ...rows].join('\n');
}

/** One flag, with a blank line after it. */
export function flagText({ name, short, type, default: fallback, bare, words }: FlagDeclaration): string {
  const value = type === 'string' && bare !== true ? `'${fallback}'` : fallback;
  return `    ${short === undefined ? '' : `-${short}, `}--${name}=${value}:\n\t${words.en}\n`;
}
