import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadShellParser, type ShellParser } from '../../../src/language/syntax/shell-parser';

const require = createRequire(import.meta.url);

/** The shell parser with its WebAssembly from node_modules. */
export function testParser(): Promise<ShellParser> {
  return loadShellParser({
    runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(require.resolve('tree-sitter-bash/tree-sitter-bash.wasm')),
  });
}
