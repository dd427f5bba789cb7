import * as vscode from 'vscode';
import { CellSource } from '../cells.vscode';
import { languageOf } from '../diagnostics/messages';
import type { PlaceOf } from '../place.vscode';
import type { ShellParser } from '../syntax/shell-parser';

/** Says what the word under the mouse means, and what it is now in the lab, in the editor's language. */
export class ShellHover implements vscode.HoverProvider {
  constructor(
    private readonly parser: () => Promise<ShellParser>,
    private readonly placeOf: PlaceOf,
  ) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const { cellMeaningAt, hoverMarkdown, loadMeanings } = await import('./cell-hover');
    const cell = new CellSource(document);
    const script = (await this.parser()).parse(cell.source);
    const { lab, host } = this.placeOf(document);
    await loadMeanings(script);
    const place = lab && { lab, host };
    const meaning = cellMeaningAt(script, cell.offset(position), languageOf(vscode.env.language), place);
    return meaning && new vscode.Hover(new vscode.MarkdownString(hoverMarkdown(meaning)), cell.range(meaning));
  }
}

/** The same for manifests. */
export class YamlHover implements vscode.HoverProvider {
  constructor(private readonly placeOf: PlaceOf) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const [{ manifestMeaningAt }, { hoverMarkdown }, { loadFieldDocumentation }] = await Promise.all([
      import('./manifest-hover'),
      import('./hover'),
      import('../manifest/schema'),
    ]);
    await loadFieldDocumentation();
    const cell = new CellSource(document);
    const { lab, host } = this.placeOf(document);
    const place = lab && { lab, host };
    const language = languageOf(vscode.env.language);
    const meaning = manifestMeaningAt(cell.source, 0, cell.offset(position), language, place);
    return meaning && new vscode.Hover(new vscode.MarkdownString(hoverMarkdown(meaning)), cell.range(meaning));
  }
}
