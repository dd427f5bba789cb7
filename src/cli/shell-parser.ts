import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PARSER_ASSETS } from '../language/syntax/assets';
import { loadShellParser, type ShellParser } from '../language/syntax/shell-parser';

/** The shell parser, with its WebAssembly from beside this program. */
export async function openShellParser(): Promise<ShellParser> {
  const [runtime, grammar] = await Promise.all(
    [PARSER_ASSETS.runtime, PARSER_ASSETS.grammar].map((name) => readFile(path.join(__dirname, name))),
  );
  if (!runtime || !grammar) throw new Error('unreachable: Promise.all answers as many as it is asked');
  return loadShellParser({ runtime, grammar });
}
