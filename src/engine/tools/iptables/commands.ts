import { fail, type Complainer } from './problem';

/** The commands of iptables, by their letter; deleting and zeroing by number are commands of their own. */
export type Command = 'I' | 'D' | 'D#' | 'R' | 'A' | 'L' | 'F' | 'Z' | 'N' | 'X' | 'P' | 'E' | 'S' | 'Z#' | 'C';

/** In the order of iptables' bits: of several, messages name the last. */
const ORDER: readonly Command[] = ['I', 'D', 'D#', 'R', 'A', 'L', 'F', 'Z', 'N', 'X', 'P', 'E', 'S', 'Z#', 'C'];

/** Commands that may stand together. */
const TOGETHER: Partial<Record<Command, readonly Command[]>> = {
  L: ['Z', 'Z#'],
  S: ['Z', 'Z#'],
  Z: ['L', 'S'],
};

/** Adds a command to those given so far, or complains. */
export function addCommand(by: Complainer, given: readonly Command[], added: Command, inverted: boolean): Command[] {
  if (inverted) fail(by, "unexpected '!' flag");
  const others = given.filter((command) => !TOGETHER[added]?.includes(command));
  const other = ORDER.findLast((command) => others.includes(command));
  if (other) fail(by, `Cannot use -${letter(added)} with -${letter(other)}`);
  return [...given, added];
}

function letter(command: Command): string {
  return command.charAt(0);
}

/** Options of rules and listings, in the order they are checked; `0` is --line-numbers. */
const OPTIONS = 'nsdpjvxio0cf';
const RULE = 'sdpjviocf';

/** Options each command allows (commands_v_options in iptables/xshared.c). */
const ALLOWED: Readonly<Record<Command, string>> = {
  I: RULE,
  R: RULE,
  A: RULE,
  D: 'sdpjviof',
  C: 'sdpjviof',
  'D#': 'v',
  L: 'nvx0',
  F: 'v',
  Z: 'v',
  'Z#': 'v',
  N: 'v',
  X: 'v',
  P: 'vc',
  E: 'v',
  S: 'v',
};

/** Complains about the first option that none of the commands allows. */
export function checkOptions(by: Complainer, commands: readonly Command[], options: ReadonlySet<string>): void {
  for (const option of OPTIONS) {
    if (options.has(option) && !commands.some((command) => ALLOWED[command].includes(option))) {
      fail(by, `Illegal option \`-${option}' with this command`);
    }
  }
}
