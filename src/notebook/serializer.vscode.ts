import * as vscode from 'vscode';
import { decodeText } from './format/bytes';
import type { CellAttributes, CodeLanguage, NotebookCell } from './format/document';
import { parseNotebook } from './format/parse';
import { editedRaw, newCellRaw } from './format/print';
import { parseAttributes } from './format/attributes';

export const NOTEBOOK_TYPE = 'cka-net';

/** Editor language ids of cells, and what their fences are called. */
const LANGUAGE_IDS: Readonly<Record<CodeLanguage, string>> = {
  sh: 'shellscript',
  yaml: 'yaml',
  check: 'cka-net-check',
};

/** Kept with a cell so that an unedited one is written as it was. */
export interface CellMetadata {
  readonly cell?: NotebookCell;
  /** `host`, `expectFail` … of a cell made in the editor. */
  readonly attributes?: CellAttributes;
}

export interface NotebookMetadata {
  readonly frontMatter?: string;
  /** A file that is not UTF-8 text: its bytes, which saving gives back whatever is in the editor. */
  readonly bytes?: readonly number[];
}

/** Files to notebooks and back. Never throws and never loses a byte: see format/. */
export class NotebookSerializer implements vscode.NotebookSerializer {
  deserializeNotebook(content: Uint8Array): vscode.NotebookData {
    const decoded = decodeText(content);
    if (decoded.text === undefined) {
      const message = vscode.l10n.t(
        'This file is not text: byte {0} is not valid UTF-8. It is shown here without its content and will not be changed by saving.',
        decoded.badByte,
      );
      const data = new vscode.NotebookData([
        new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, message, 'markdown'),
      ]);
      data.metadata = { bytes: [...content] } satisfies NotebookMetadata;
      return data;
    }
    const { frontMatter, cells } = parseNotebook(decoded.text);
    const data = new vscode.NotebookData(cells.map(toCellData));
    data.metadata = { frontMatter: frontMatter?.raw } satisfies NotebookMetadata;
    return data;
  }

  serializeNotebook(data: vscode.NotebookData): Uint8Array {
    const metadata = (data.metadata ?? {}) as NotebookMetadata;
    if (metadata.bytes) return Uint8Array.from(metadata.bytes);
    let text = metadata.frontMatter ?? '';
    for (const cell of data.cells) text += toRaw(cell, text);
    return new TextEncoder().encode(text);
  }
}

function toCellData(cell: NotebookCell): vscode.NotebookCellData {
  const data =
    cell.kind === 'prose'
      ? new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, cell.source, 'markdown')
      : new vscode.NotebookCellData(vscode.NotebookCellKind.Code, cell.source, LANGUAGE_IDS[cell.language]);
  data.metadata = { cell } satisfies CellMetadata;
  return data;
}

function toRaw(data: vscode.NotebookCellData, previous: string): string {
  const { cell, attributes } = (data.metadata ?? {}) as CellMetadata;
  const prose = data.kind === vscode.NotebookCellKind.Markup;
  if (cell && (cell.kind === 'prose') === prose && (prose || languageOf(data.languageId) === languageOfCell(cell))) {
    return editedRaw(cell, data.value);
  }
  if (prose) return newCellRaw({ kind: 'prose', source: data.value }, previous);
  const language = languageOf(data.languageId);
  return newCellRaw({ kind: 'code', source: data.value, language, ...(attributes && { attributes }) }, previous);
}

function languageOfCell(cell: NotebookCell): CodeLanguage | undefined {
  return cell.kind === 'code' ? cell.language : undefined;
}

/** What a cell's editor language is called in the file; anything unknown is a shell cell. */
export function languageOf(languageId: string): CodeLanguage {
  return languageId === 'yaml' ? 'yaml' : languageId === 'cka-net-check' ? 'check' : 'sh';
}

/** The attributes of an open cell. */
export function attributesOf(cell: vscode.NotebookCell): CellAttributes {
  const metadata = cell.metadata as CellMetadata;
  if (metadata.cell?.kind === 'code') return metadata.cell.attributes;
  return metadata.attributes ?? parseAttributes('', 0).attributes;
}
