import * as vscode from 'vscode';
import { CellSource } from '../cells.vscode';
import { languageOf } from '../diagnostics/messages';
import type { ShellParser } from '../syntax/shell-parser';

/** Says what the word under the mouse means, in the editor's language. */
export class ShellHover implements vscode.HoverProvider {
  constructor(private readonly parser: () => Promise<ShellParser>) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const { hoverMarkdown, meaningAt } = await import('./hover');
    const cell = new CellSource(document);
    const script = (await this.parser()).parse(cell.source);
    const meaning = meaningAt(script, cell.offset(position), languageOf(vscode.env.language));
    return meaning && new vscode.Hover(new vscode.MarkdownString(hoverMarkdown(meaning)), cell.range(meaning));
  }
}
