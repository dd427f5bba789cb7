import * as vscode from 'vscode';
import type { Kernels } from '../notebook/kernels.vscode';
import { SHELL_CELLS } from './cells.vscode';
import { CellDiagnostics } from './diagnostics/diagnostics.vscode';
import { QuickFixes } from './diagnostics/quick-fix.vscode';
import { ShellHover } from './hover/hover.vscode';
import { lazyParser } from './lazy-parser.vscode';

/** Hover, diagnostics and quick fixes in the shell cells of notebooks. */
export function registerLanguage(context: vscode.ExtensionContext, kernels: Kernels): vscode.Disposable {
  const parser = lazyParser(context.extensionUri);
  const diagnostics = new CellDiagnostics(kernels, parser);
  return vscode.Disposable.from(
    diagnostics,
    vscode.languages.registerHoverProvider(SHELL_CELLS, new ShellHover(parser)),
    vscode.languages.registerCodeActionsProvider(SHELL_CELLS, new QuickFixes(diagnostics), QuickFixes.metadata),
  );
}
