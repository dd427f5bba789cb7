import { analyse, type CommandPart, type WordRole } from '../../grammar';
import type { ShellCommand, ShellScript, ShellWord } from '../syntax/shell-script';

/** A command of a cell with the role of each of its words. */
export interface AnalysedCommand {
  readonly command: ShellCommand;
  readonly words: readonly ShellWord[];
  readonly roles: readonly WordRole[];
  /** The command itself and those inside it (`ip netns exec red ping …`), outermost first. */
  readonly parts: readonly CommandPart[];
}

/** A script is a value: what was read of it once stays so. */
const analysed = new WeakMap<ShellScript, readonly AnalysedCommand[]>();

/** Every command of a script, analysed. */
export function analyseScript(script: ShellScript): readonly AnalysedCommand[] {
  const known = analysed.get(script) ?? analyseCommands(script);
  analysed.set(script, known);
  return known;
}

function analyseCommands(script: ShellScript): readonly AnalysedCommand[] {
  return script.commands.map((command) => {
    const { roles, commands } = analyse(command.words.map(({ value }) => value));
    return { command, words: command.words, roles, parts: commands };
  });
}

/** The roles of one part's own words, nested commands left out. */
export function rolesOf({ roles, parts }: AnalysedCommand, part: CommandPart): readonly WordRole[] {
  const inner = parts.find((other) => other.start > part.start && other.start < part.end);
  const end = inner?.start ?? part.end;
  return roles.filter(({ index }) => index >= part.start && index < end);
}

/** The value of an option, keyword or positional among roles, with the word it stands in. */
export function valueOf(
  analysed: AnalysedCommand,
  roles: readonly WordRole[],
  of: string,
): { readonly role: WordRole; readonly word: ShellWord; readonly text: string } | undefined {
  const role = roles.find((each) => each.role === 'value' && each.of === of);
  const word = role && analysed.words[role.index];
  return role === undefined || word?.value === undefined ? undefined : { role, word, text: word.value };
}
