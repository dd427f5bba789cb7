import * as vscode from 'vscode';
import { LineIndex } from '../notebook/format/place';
import { NOTEBOOK_TYPE } from '../notebook/serializer.vscode';
import type { Span } from './syntax/shell-script';

/** Cells that the language features speak about: shell, and the scripts of checks. */
export const SHELL_CELLS: readonly vscode.DocumentFilter[] = ['shellscript', 'cka-net-check'].map((language) => ({
  notebookType: NOTEBOOK_TYPE,
  language,
}));

/** Cells with manifests. */
export const YAML_CELLS: readonly vscode.DocumentFilter[] = [{ notebookType: NOTEBOOK_TYPE, language: 'yaml' }];

/** Every cell that runs. */
export const CODE_CELLS: readonly vscode.DocumentFilter[] = [...SHELL_CELLS, ...YAML_CELLS];

/** A cell's text as the shell gets it, and the way back to places in the editor. */
export class CellSource {
  readonly source: string;
  private readonly lines: LineIndex;

  constructor(document: vscode.TextDocument) {
    this.source = document.getText().replaceAll('\r\n', '\n');
    this.lines = new LineIndex(this.source);
  }

  range({ start, end }: Span): vscode.Range {
    const { line, column, endLine, endColumn } = this.lines.place(start, end);
    return new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
  }

  offset({ line, character }: vscode.Position): number {
    return this.lines.offset(line + 1, character + 1);
  }
}
