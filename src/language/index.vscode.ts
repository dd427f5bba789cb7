import * as vscode from 'vscode';
import type { Kernels } from '../notebook/kernels.vscode';
import { CODE_CELLS, SHELL_CELLS, YAML_CELLS } from './cells.vscode';
import {
  CellCompletion,
  COMPLETION_TRIGGERS,
  ShellSignature,
  SIGNATURE_TRIGGERS,
} from './completion/completion.vscode';
import { CellDiagnostics } from './diagnostics/diagnostics.vscode';
import { QuickFixes } from './diagnostics/quick-fix.vscode';
import { ShellHover, YamlHover } from './hover/hover.vscode';
import { lazyParser } from './lazy-parser.vscode';

/** Everything the editor says about the cells of notebooks: hover, completion, diagnostics and quick fixes. */
export function registerLanguage(context: vscode.ExtensionContext, kernels: Kernels): vscode.Disposable {
  const { languages } = vscode;
  const parser = lazyParser(context.extensionUri);
  const diagnostics = new CellDiagnostics(kernels, parser);
  const placeOf = diagnostics.placeOf.bind(diagnostics);
  return vscode.Disposable.from(
    diagnostics,
    languages.registerHoverProvider(SHELL_CELLS, new ShellHover(parser, placeOf)),
    languages.registerHoverProvider(YAML_CELLS, new YamlHover(placeOf)),
    languages.registerCompletionItemProvider(CODE_CELLS, new CellCompletion(parser, placeOf), ...COMPLETION_TRIGGERS),
    languages.registerSignatureHelpProvider(SHELL_CELLS, new ShellSignature(), ...SIGNATURE_TRIGGERS),
    languages.registerCodeActionsProvider(CODE_CELLS, new QuickFixes(diagnostics), QuickFixes.metadata),
  );
}
