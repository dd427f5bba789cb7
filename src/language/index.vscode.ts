import * as vscode from 'vscode';
import type { Kernels } from '../notebook/kernels.vscode';
import { CODE_CELLS, SHELL_CELLS, YAML_CELLS } from './cells.vscode';
import {
  CellCompletion,
  COMPLETION_TRIGGERS,
  ShellSignature,
  SIGNATURE_TRIGGERS,
} from './completion/completion.vscode';
import { FileCheck } from './diagnostics/check-file.vscode';
import { CellDiagnostics } from './diagnostics/diagnostics.vscode';
import { registerExplainProblem } from './diagnostics/explain-problem.vscode';
import { QuickFixes } from './diagnostics/quick-fix.vscode';
import { ShellHover, YamlHover } from './hover/hover.vscode';
import { lazyParser } from './lazy-parser.vscode';
import { PacketLens, registerExplainPacket } from './symbols/explain-packet.vscode';
import { CellHints, CellNames, CellStructure, ShellColours } from './symbols/symbols.vscode';

/** Everything the editor says about the cells of notebooks: hover, completion, diagnostics, quick fixes, names, structure. */
export function registerLanguage(context: vscode.ExtensionContext, kernels: Kernels): vscode.Disposable {
  const { languages } = vscode;
  const parser = lazyParser(context.extensionUri);
  const diagnostics = new CellDiagnostics(kernels, parser);
  const placeOf = diagnostics.placeOf.bind(diagnostics);
  const names = new CellNames(parser, diagnostics.cellsOf.bind(diagnostics));
  const structure = new CellStructure(parser);
  return vscode.Disposable.from(
    diagnostics,
    new FileCheck(parser),
    registerExplainProblem(context.extensionUri),
    registerExplainPacket(diagnostics.packetsOf.bind(diagnostics)),
    languages.registerHoverProvider(SHELL_CELLS, new ShellHover(parser, placeOf)),
    languages.registerHoverProvider(YAML_CELLS, new YamlHover(placeOf)),
    languages.registerCompletionItemProvider(CODE_CELLS, new CellCompletion(parser, placeOf), ...COMPLETION_TRIGGERS),
    languages.registerSignatureHelpProvider(SHELL_CELLS, new ShellSignature(), ...SIGNATURE_TRIGGERS),
    languages.registerCodeActionsProvider(CODE_CELLS, new QuickFixes(diagnostics), QuickFixes.metadata),
    languages.registerDefinitionProvider(CODE_CELLS, names),
    languages.registerReferenceProvider(CODE_CELLS, names),
    languages.registerRenameProvider(CODE_CELLS, names),
    languages.registerDocumentSymbolProvider(CODE_CELLS, structure),
    languages.registerFoldingRangeProvider(SHELL_CELLS, structure),
    languages.registerDocumentSemanticTokensProvider(SHELL_CELLS, new ShellColours(parser), ShellColours.legend),
    languages.registerInlayHintsProvider(SHELL_CELLS, new CellHints(parser, (document) => placeOf(document).host)),
    languages.registerCodeLensProvider(SHELL_CELLS, new PacketLens(parser)),
  );
}
