import * as vscode from 'vscode';
import type { ShellParser } from './syntax/shell-parser';

/** Loads the shell parser when it is first needed: activation waits for neither its code nor its WebAssembly. */
export function lazyParser(extension: vscode.Uri): () => Promise<ShellParser> {
  let parser: Promise<ShellParser> | undefined;
  return () => (parser ??= load(extension));
}

async function load(extension: vscode.Uri): Promise<ShellParser> {
  const [{ loadShellParser }, { PARSER_ASSETS }] = await Promise.all([
    import('./syntax/shell-parser'),
    import('./syntax/assets'),
  ]);
  const read = (name: string): Thenable<Uint8Array> =>
    vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist', name));
  const [runtime, grammar] = await Promise.all([read(PARSER_ASSETS.runtime), read(PARSER_ASSETS.grammar)]);
  return loadShellParser({ runtime, grammar });
}
