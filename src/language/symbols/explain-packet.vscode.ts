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

const SCHEME = 'cka-net-packet';

/** Registers the command: what became of the packets of a statement, as a page beside the notebook that nobody has to save. */
export function registerExplainPacket(words: StatementWords): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const pages = new Map<string, string>();
  const page = vscode.Uri.from({ scheme: SCHEME, path: `/${vscode.l10n.t('Packet')}.md` });
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => pages.get(uri.toString()) ?? '',
    }),
    vscode.commands.registerCommand(
      EXPLAIN_PACKET,
      async (uri: vscode.Uri | undefined, statement: number | undefined) => {
        const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri?.toString());
        const content = document && (await words(document, statement ?? 0));
        if (content === undefined) {
          void vscode.window.showInformationMessage(vscode.l10n.t('There is no simulated lab to ask yet.'));
          return;
        }
        pages.set(page.toString(), content);
        changed.fire(page);
        await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
      },
    ),
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
