import * as vscode from 'vscode';
import { CellSource, YAML_CELLS } from '../cells.vscode';
import type { CellText } from '../diagnostics/cell';
import type { ShellParser } from '../syntax/shell-parser';
import type { Occurrence } from './occurrences';
import type { Symbol } from './structure';

/** The cells of a notebook that a document is one of. */
export interface NotebookCells {
  readonly index: number;
  readonly documents: readonly vscode.TextDocument[];
  readonly texts: readonly CellText[];
}

export type CellsOf = (document: vscode.TextDocument) => NotebookCells | undefined;

/** Names across the cells of a notebook: definition, references, rename. */
export class CellNames implements vscode.DefinitionProvider, vscode.ReferenceProvider, vscode.RenameProvider {
  constructor(
    private readonly parser: () => Promise<ShellParser>,
    private readonly cellsOf: CellsOf,
  ) {}

  async provideDefinition(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Location[]> {
    const { same, cells } = await this.find(document, position);
    return same.filter(({ defines }) => defines).flatMap((each) => location(each, cells));
  }

  async provideReferences(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Location[]> {
    const { same, cells } = await this.find(document, position);
    return same.flatMap((each) => location(each, cells));
  }

  async prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<{ range: vscode.Range; placeholder: string }> {
    const { same, cells } = await this.find(document, position);
    const { editableName } = await import('./occurrences');
    const cell = new CellSource(document);
    const offset = cell.offset(position);
    const here = same.find((each) => cells?.index === each.cell && each.start <= offset && offset <= each.end);
    if (!here) throw new Error(vscode.l10n.t('Only devices, namespaces, objects and labels can be renamed.'));
    return { range: cell.range(here), placeholder: editableName(here) };
  }

  async provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    name: string,
  ): Promise<vscode.WorkspaceEdit> {
    const { same, cells } = await this.find(document, position);
    const edit = new vscode.WorkspaceEdit();
    for (const each of same) for (const { uri, range } of location(each, cells)) edit.replace(uri, range, name);
    return edit;
  }

  private async find(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<{ same: readonly Occurrence[]; cells: NotebookCells | undefined }> {
    const cells = this.cellsOf(document);
    if (!cells) return { same: [], cells };
    const { occurrencesIn, sameName } = await import('./occurrences');
    const all = occurrencesIn(await this.parser(), cells.texts);
    return { same: sameName(all, cells.index, new CellSource(document).offset(position)), cells };
  }
}

function location(occurrence: Occurrence, cells: NotebookCells | undefined): vscode.Location[] {
  const document = cells?.documents[occurrence.cell];
  return document ? [new vscode.Location(document.uri, new CellSource(document).range(occurrence))] : [];
}

const SYMBOL_KINDS: Readonly<Record<Symbol['kind'], vscode.SymbolKind>> = {
  device: vscode.SymbolKind.Interface,
  netns: vscode.SymbolKind.Namespace,
  function: vscode.SymbolKind.Function,
  object: vscode.SymbolKind.Object,
};

/** The outline of a cell, and what of it can be folded. */
export class CellStructure implements vscode.DocumentSymbolProvider, vscode.FoldingRangeProvider {
  constructor(private readonly parser: () => Promise<ShellParser>) {}

  async provideDocumentSymbols(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
    const cell = new CellSource(document);
    const { manifestSymbols, shellSymbols } = await import('./structure');
    const { readManifests } = await import('../manifest/manifest');
    const found = isYaml(document)
      ? manifestSymbols(readManifests(cell.source))
      : shellSymbols((await this.parser()).parse(cell.source));
    return found.map((each) => {
      const range = cell.range(each);
      return new vscode.DocumentSymbol(each.name, each.detail, SYMBOL_KINDS[each.kind], range, range);
    });
  }

  async provideFoldingRanges(document: vscode.TextDocument): Promise<vscode.FoldingRange[]> {
    const cell = new CellSource(document);
    const { foldsOf } = await import('./structure');
    return foldsOf((await this.parser()).parse(cell.source)).map((span) => {
      const { start, end } = cell.range(span);
      return new vscode.FoldingRange(start.line, end.line);
    });
  }
}

function isYaml(document: vscode.TextDocument): boolean {
  return YAML_CELLS.some((filter) => vscode.languages.match(filter, document) > 0);
}

const TOKEN_TYPES = ['function', 'keyword', 'parameter', 'class', 'namespace', 'number', 'variable'] as const;

/** Colours of words by what they are for their command. */
export class ShellColours implements vscode.DocumentSemanticTokensProvider {
  static readonly legend = new vscode.SemanticTokensLegend([...TOKEN_TYPES]);

  constructor(private readonly parser: () => Promise<ShellParser>) {}

  async provideDocumentSemanticTokens(document: vscode.TextDocument): Promise<vscode.SemanticTokens> {
    const cell = new CellSource(document);
    const { colouredWords } = await import('./structure');
    const builder = new vscode.SemanticTokensBuilder(ShellColours.legend);
    for (const word of colouredWords((await this.parser()).parse(cell.source))) {
      builder.push(cell.range(word), word.type);
    }
    return builder.build();
  }
}

/** Behind networks the range of their hosts, and at the first line the host that the cell runs on. */
export class CellHints implements vscode.InlayHintsProvider {
  constructor(
    private readonly parser: () => Promise<ShellParser>,
    private readonly hostOf: (document: vscode.TextDocument) => string | undefined,
  ) {}

  async provideInlayHints(document: vscode.TextDocument): Promise<vscode.InlayHint[]> {
    if (!vscode.workspace.getConfiguration('ckaNet', document.uri).get('inlayHints.enabled', true)) return [];
    const cell = new CellSource(document);
    const { rangeHints } = await import('./hints');
    const ranges = rangeHints((await this.parser()).parse(cell.source)).map(({ offset, text }) => {
      const hint = new vscode.InlayHint(cell.range({ start: offset, end: offset }).start, text);
      hint.paddingLeft = true;
      return hint;
    });
    const host = this.hostOf(document);
    if (host === undefined || cell.source.trim() === '') return ranges;
    const first = new vscode.InlayHint(document.lineAt(0).range.end, vscode.l10n.t('on {0}', host));
    first.paddingLeft = true;
    return [first, ...ranges];
  }
}
