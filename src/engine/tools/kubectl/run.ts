import type { Process } from '../tool';
import { flagText, helpText, usageText } from './args/help';
import { findCommand, firstOperand, flagTable, parseFlags, suggestions, type Found } from './args/parse';
import { RUNS } from './commands';
import { GLOBAL_FLAGS } from './declarations/global-flags';
import { KUBECTL } from './declarations/kubectl';
import { CommandError, StatusError } from './errors/errors';
import { describeError } from './errors/print';
import { Invocation, type Connect } from './invocation';
import { marshalIndent } from './json/go-json';

/** Runs one kubectl command line; resolves to its exit status. */
export async function runKubectl(process: Process, connect: Connect): Promise<number> {
  try {
    return await runCommand(process, connect);
  } catch (error) {
    const said = describeError(error);
    if (!said) throw error;
    process.err(said.text);
    return said.status;
  }
}

/** Commands that print their help to standard error and fail when no subcommand follows; `certificate` and `alpha` are content. */
const CONTENT = new Set(['kubectl certificate', 'kubectl alpha', 'kubectl']);

async function runCommand(process: Process, connect: Connect): Promise<number> {
  let words = process.argv.slice(1);
  if (words[firstOperand(words, flagTable(KUBECTL, GLOBAL_FLAGS))] === 'help') {
    const at = words.indexOf('help');
    words = [...words.slice(0, at), ...words.slice(at + 1)];
    return helpAbout(process, words);
  }
  const first = firstOperand(words, flagTable(KUBECTL, GLOBAL_FLAGS));
  if (words[first] === 'options') return options(process, words);
  const found = findCommand(KUBECTL, words, GLOBAL_FLAGS);
  const { command, path } = found;
  if (command === KUBECTL && words[first] !== undefined) throw unknownCommand(words[first]);
  const parsed = parse(process, found);
  const { flags } = parsed;
  if (flags.bool('help')) {
    process.out(helpText(command, path));
    return 0;
  }
  if (command.commands && !RUNS.has(path)) return withoutSubcommand(process, found, parsed.args);
  const missing = command.flags.filter(({ name, required }) => required === true && !flags.changed(name));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => JSON.stringify(name)).sort();
    throw new CommandError(`required flag(s) ${names.join(', ')} not set`);
  }
  const run = RUNS.get(path);
  if (!run) throw new CommandError(`cka-net: ${path} is not simulated yet`);
  const k = new Invocation(process, connect, command, path, flags, parsed.args, parsed.dashAt);
  try {
    return (await run(k)) ?? 0;
  } catch (error) {
    if (error instanceof StatusError && error.apiStatus.body)
      k.trace?.failed(marshalIndent(error.apiStatus.body, false, '  '));
    throw error;
  }
}

function parse(process: Process, { command, path, words }: Found): ReturnType<typeof parseFlags> {
  try {
    return parseFlags(words, flagTable(command, GLOBAL_FLAGS, true), (text) => process.err(text));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(`${error.message}\nSee '${path} --help' for usage.`);
  }
}

function unknownCommand(word: string): CommandError {
  const near = suggestions(KUBECTL, word);
  const meant = near.length === 0 ? '' : `\n\nDid you mean this?\n${near.map((name) => `\t${name}\n`).join('')}`;
  return new CommandError(`unknown command ${JSON.stringify(word)} for "kubectl"${meant}`);
}

/** cmdutil.DefaultSubCommandRun. */
function withoutSubcommand(process: Process, { command, path }: Found, args: readonly string[]): number {
  const [word] = args;
  if (word !== undefined && !CONTENT.has(path))
    throw new CommandError(`unknown command ${JSON.stringify(args.join(' '))}\nSee '${path} -h' for help and examples`);
  const text = helpText(command, path);
  if (CONTENT.has(path) || path === 'kubectl rollout') process.out(text);
  else process.err(text);
  return CONTENT.has(path) ? 0 : 1;
}

/** `kubectl help COMMAND`. */
function helpAbout(process: Process, words: readonly string[]): number {
  const found = findCommand(KUBECTL, words, GLOBAL_FLAGS);
  const rest = found.words.filter((word) => !word.startsWith('-'));
  if (found.command === KUBECTL && rest.length > 0) {
    process.err(`Unknown help topic ${`[${rest.map((word) => `\`${word}\``).join(' ')}]`}\n\n\n`);
    process.err(usageText(KUBECTL, 'kubectl'));
    return 0;
  }
  process.out(helpText(found.command, found.path));
  return 0;
}

function options(process: Process, words: readonly string[]): number {
  const command = { ...KUBECTL, name: 'options', commands: [] };
  let help: boolean;
  try {
    help = parseFlags(words, flagTable(command, GLOBAL_FLAGS, true), (text) => process.err(text)).flags.bool('help');
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(`${error.message}\nRun 'kubectl options' without flags.`);
  }
  const home = process.env.get('HOME') ?? '/root';
  const flags = GLOBAL_FLAGS.map((flag) => flagText({ ...flag, default: flag.default.replace('$HOME', home) }));
  if (!help)
    process.out(`The following options can be passed to any command:\n\n${flags.join('\n').replace(/\n\n?$/, '\n')}`);
  return 0;
}
