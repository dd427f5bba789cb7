import { meanings } from '../language/hover/hover';
import { openShellParser } from './shell-parser';
import { quote } from './quote';
import { print } from './streams';
import { parseArgs, UsageError } from './usage';

/** `cka-net explain`: every word of a command and what it means, one a line. */
export async function explain(args: readonly string[]): Promise<number> {
  const { values, operands } = parseArgs(args, { values: ['--lang'], stopAtOperand: true });
  const language = values.get('--lang') ?? 'en';
  if (language !== 'en' && language !== 'ko') throw new UsageError(`--lang is en or ko, not ${language}`);
  if (operands.length === 0) throw new UsageError('which command? For example: cka-net explain ip -n red link');
  const source = operands.length === 1 ? (operands[0] ?? '') : operands.map(quote).join(' ');
  const found = meanings((await openShellParser()).parse(source), language);
  if (found.length === 0) throw new UsageError(`there is no command in "${source}"`);
  const width = Math.min(28, Math.max(...found.map(({ text }) => text.length)));
  for (const { text, sentences } of found) {
    print(`${text.replaceAll('\n', ' ').padEnd(width)}  ${sentences.join(' ')}\n`);
  }
  return 0;
}
