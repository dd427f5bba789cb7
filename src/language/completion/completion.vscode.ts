import * as vscode from 'vscode';
import { CellSource, YAML_CELLS } from '../cells.vscode';
import { languageOf } from '../diagnostics/messages';
import type { PlaceOf } from '../place.vscode';
import type { ShellParser } from '../syntax/shell-parser';
import type { Completion, CompletionKind, Completions } from './completion';

export const COMPLETION_TRIGGERS = [' ', '-', '/', '$', '=', ':'] as const;
export const SIGNATURE_TRIGGERS = [' '] as const;

/** Suggests what may be typed next, from the grammar of the commands and the lab as it is just before the cell. */
export class CellCompletion implements vscode.CompletionItemProvider {
  constructor(
    private readonly parser: () => Promise<ShellParser>,
    private readonly placeOf: PlaceOf,
  ) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    const { cellCompletionsAt, yamlCellCompletionsAt } = await import('./cell-completion');
    const cell = new CellSource(document);
    const offset = cell.offset(position);
    // What the commands above in the same cell have made is there as well.
    const place = this.placeOf(document, cell.offset(position.with(undefined, 0)));
    const found = YAML_CELLS.some((filter) => vscode.languages.match(filter, document) > 0)
      ? await yamlCellCompletionsAt(cell.source, offset, place.lab)
      : await cellCompletionsAt((await this.parser()).parse(cell.source), offset, place);
    return found.items.map((item, index) => toItem(item, index, found, offset, cell));
  }
}

const KINDS: Readonly<Record<CompletionKind, vscode.CompletionItemKind>> = {
  command: vscode.CompletionItemKind.Function,
  option: vscode.CompletionItemKind.Property,
  keyword: vscode.CompletionItemKind.Keyword,
  choice: vscode.CompletionItemKind.EnumMember,
  device: vscode.CompletionItemKind.Interface,
  netns: vscode.CompletionItemKind.Module,
  address: vscode.CompletionItemKind.Value,
  host: vscode.CompletionItemKind.Struct,
  file: vscode.CompletionItemKind.File,
  variable: vscode.CompletionItemKind.Variable,
  chain: vscode.CompletionItemKind.Event,
  resource: vscode.CompletionItemKind.Class,
  object: vscode.CompletionItemKind.Reference,
  label: vscode.CompletionItemKind.Constant,
  field: vscode.CompletionItemKind.Field,
  value: vscode.CompletionItemKind.Value,
  snippet: vscode.CompletionItemKind.Snippet,
};

function toItem(
  { label, kind, insert, snippet, detail, words, rank }: Completion,
  index: number,
  { start, end }: Completions,
  offset: number,
  cell: CellSource,
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(label, KINDS[kind]);
  const text = insert ?? label;
  item.insertText = snippet ? new vscode.SnippetString(text) : text;
  item.range = { inserting: cell.range({ start, end: offset }), replacing: cell.range({ start, end }) };
  item.sortText = `${rank}${String(index).padStart(4, '0')}`;
  // What was typed may begin with a dollar or a brace.
  item.filterText = label;
  if (detail !== undefined) item.detail = detail;
  if (words) item.documentation = new vscode.MarkdownString(words[languageOf(vscode.env.language)]);
  return item;
}

/** Shows the form of the command that is being typed. */
export class ShellSignature implements vscode.SignatureHelpProvider {
  async provideSignatureHelp(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.SignatureHelp | undefined> {
    const { signatureAt } = await import('./signature');
    const cell = new CellSource(document);
    const found = signatureAt(cell.source, cell.offset(position), languageOf(vscode.env.language));
    if (!found) return undefined;
    const signature = new vscode.SignatureInformation(found.label, found.words);
    signature.parameters = found.parameters.map(({ label, words }) => new vscode.ParameterInformation(label, words));
    const help = new vscode.SignatureHelp();
    help.signatures = [signature];
    help.activeSignature = 0;
    help.activeParameter = found.active ?? found.parameters.length;
    return help;
  }
}
