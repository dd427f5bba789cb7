import * as vscode from 'vscode';
import { decodeText, fromBase64, toBase64 } from './format/bytes';
import type { CellAttributes, CodeLanguage, NotebookCell } from './format/document';
import { NO_ATTRIBUTES } from './format/attributes';
import { parseNotebook } from './format/parse';
import { joinNotebook, type CellToPrint } from './format/print';

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
  /** `host`, `expectFail` … as they are now; those of `cell` when left out. */
  readonly attributes?: CellAttributes;
}

export interface NotebookMetadata {
  readonly frontMatter?: string;
  /** A file that is not UTF-8 text: its bytes in base64, which saving gives back whatever is in the editor. */
  readonly bytes?: string;
}

/** Files to notebooks and back. Never throws and never loses a byte: see format/. */
export class NotebookSerializer implements vscode.NotebookSerializer {
  deserializeNotebook(content: Uint8Array): vscode.NotebookData {
    const decoded = decodeText(content);
    if (decoded.text === undefined) {
      const message = [
        vscode.l10n.t('This file is not text: byte {0} is not valid UTF-8.', decoded.badByte),
        vscode.l10n.t('It is shown here without its content, and saving does not change it.'),
      ].join(' ');
      const data = new vscode.NotebookData([
        new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, message, 'markdown'),
      ]);
      data.metadata = { bytes: toBase64(content) } satisfies NotebookMetadata;
      return data;
    }
    const { frontMatter, cells } = parseNotebook(decoded.text);
    const data = new vscode.NotebookData(cells.map(toCellData));
    data.metadata = { frontMatter: frontMatter?.raw } satisfies NotebookMetadata;
    return data;
  }

  serializeNotebook(data: vscode.NotebookData): Uint8Array {
    const metadata = (data.metadata ?? {}) as NotebookMetadata;
    if (metadata.bytes !== undefined) return fromBase64(metadata.bytes);
    return new TextEncoder().encode(joinNotebook(metadata.frontMatter ?? '', data.cells.map(toPrint)));
  }
}

/** What an open notebook would be saved as now; the offset of the first bad byte when the file is not text. */
export function textOf(notebook: vscode.NotebookDocument): ReturnType<typeof decodeText> {
  const metadata = notebook.metadata as NotebookMetadata;
  if (metadata.bytes !== undefined) return decodeText(fromBase64(metadata.bytes));
  const cells = notebook
    .getCells()
    .map(({ kind, document, metadata }) =>
      toPrint({ kind, value: document.getText(), languageId: document.languageId, metadata }),
    );
  return { text: joinNotebook(metadata.frontMatter ?? '', cells) };
}

function toCellData(cell: NotebookCell): vscode.NotebookCellData {
  const data =
    cell.kind === 'prose'
      ? new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, cell.source, 'markdown')
      : new vscode.NotebookCellData(vscode.NotebookCellKind.Code, cell.source, LANGUAGE_IDS[cell.language]);
  data.metadata = { cell } satisfies CellMetadata;
  return data;
}

function toPrint(data: vscode.NotebookCellData): CellToPrint {
  const { cell: original, attributes } = (data.metadata ?? {}) as CellMetadata;
  const source = data.value.replaceAll('\r\n', '\n');
  if (data.kind === vscode.NotebookCellKind.Markup) {
    return { kind: 'prose', source, ...(original?.kind === 'prose' && { original }) };
  }
  const code = original?.kind === 'code' ? original : undefined;
  return {
    kind: 'code',
    source,
    language: languageOf(data.languageId),
    attributes: attributes ?? code?.attributes ?? NO_ATTRIBUTES,
    ...(code && { original: code }),
  };
}

/** What a cell's editor language is called in the file; anything unknown is a shell cell. */
export function languageOf(languageId: string): CodeLanguage {
  return languageId === 'yaml' ? 'yaml' : languageId === 'cka-net-check' ? 'check' : 'sh';
}

/** What a new cell that runs on a host carries with it. */
export function onHost(host: string | undefined): { readonly [key: string]: unknown } {
  return { attributes: { ...NO_ATTRIBUTES, host } } satisfies CellMetadata;
}

/** The attributes of an open cell. */
export function attributesOf(cell: vscode.NotebookCell): CellAttributes {
  const { cell: original, attributes } = cell.metadata as CellMetadata;
  return attributes ?? (original?.kind === 'code' ? original.attributes : NO_ATTRIBUTES);
}
