import * as vscode from 'vscode';
import type { PacketWalk } from '../../engine';
import { CellSource } from '../cells.vscode';
import { languageOf } from '../diagnostics/messages';
import type { ShellParser } from '../syntax/shell-parser';

/** The command behind the lens; its arguments are a cell's document and the number of a statement in it. */
const EXPLAIN_PACKET = 'ckaNet.explainPacket';

/** Runs one statement of a cell on a copy of the lab as it is just before it. */
export type StatementWords = (document: vscode.TextDocument, statement: number) => Promise<string | undefined>;

/** Above commands that ask another host for something: "Explain the packet". */
export class PacketLens implements vscode.CodeLensProvider {
  constructor(private readonly parser: () => Promise<ShellParser>) {}

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const cell = new CellSource(document);
    const { askingStatements } = await import('./hints');
    return askingStatements((await this.parser()).parse(cell.source)).map(({ index, offset }) => {
      const range = cell.range({ start: offset, end: offset });
      const title = vscode.l10n.t('Explain the packet');
      return new vscode.CodeLens(range, { title, command: EXPLAIN_PACKET, arguments: [document.uri, index] });
    });
  }
}

/** Registers the command: what became of the packets of a statement, as a page beside the notebook. */
export function registerExplainPacket(words: StatementWords): vscode.Disposable {
  return vscode.commands.registerCommand(
    EXPLAIN_PACKET,
    async (uri: vscode.Uri | undefined, statement: number | undefined) => {
      const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri?.toString());
      const content = document && (await words(document, statement ?? 0));
      if (content === undefined) {
        void vscode.window.showInformationMessage(vscode.l10n.t('There is no simulated lab to ask yet.'));
        return;
      }
      const page = await vscode.workspace.openTextDocument({ language: 'markdown', content });
      await vscode.window.showTextDocument(page, {
        viewColumn: vscode.ViewColumn.Beside,
        preview: true,
        preserveFocus: true,
      });
    },
  );
}

/** The walk of a statement's packets as Markdown. */
export async function packetPage(text: string, walks: readonly PacketWalk[]): Promise<string> {
  const { explainWalks, formatWalks } = await import('../../engine/walk/explain');
  const language = languageOf(vscode.env.language);
  const packets = formatWalks(walks, language).map(
    ({ summary, steps }) => `## ${summary}\n\n${steps.map((step) => `- ${step}`).join('\n')}`,
  );
  return [`# \`${text.split('\n', 1)[0] ?? ''}\``, explainWalks(walks, language), ...packets].join('\n\n');
}
