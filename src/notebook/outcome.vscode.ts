import * as vscode from 'vscode';
import { LabDefinitionError } from '../engine/lab/definition';
import type { Remedy } from '../engine/lab/remedy';
import type { PacketWalk } from '../engine/walk/step';
import { FrontMatterError } from './open-target';
import type { CellOutcome } from './session';
import { labProblemWords, problemWords } from './problem-words.vscode';

/** The packets a failed cell sent; the renderer shows them, and every such output has the same in plain text. */
const WALK_MIME = 'application/vnd.cka-net.walk+json';

export function endedWell({ code }: CellOutcome): boolean {
  return code === 'passed' || code === 'check-passed' || code === 'failed-as-expected';
}

/** What is shown below a cell's own output once it has ended. */
export async function endingOutputs(outcome: CellOutcome): Promise<readonly vscode.NotebookCellOutput[]> {
  const { l10n } = vscode;
  switch (outcome.code) {
    case 'passed':
    case 'cancelled':
      return [];
    case 'check-passed':
      return [
        textOutput(
          outcome.points === undefined ? l10n.t('Check passed') : l10n.t('Check passed: {0} point(s)', outcome.points),
        ),
      ];
    case 'failed-as-expected':
      return walkOutputs(outcome.walks);
    case 'failed':
      return [
        ...(await walkOutputs(outcome.walks, outcome.remedy)),
        errorOutput(
          l10n.t('Exit status {0}', outcome.exitCode),
          l10n.t('The last command of this cell failed with status {0}.', outcome.exitCode),
        ),
      ];
    case 'check-failed':
      return [
        ...(await walkOutputs(outcome.walks)),
        errorOutput(
          l10n.t('Check not passed'),
          outcome.hint ?? l10n.t('The last command of this cell failed with status {0}.', outcome.exitCode),
        ),
      ];
    case 'unexpected-success':
      return [
        errorOutput(l10n.t('It worked'), l10n.t('This cell is marked expect=fail, but its last command succeeded.')),
      ];
    case 'no-cluster':
      return [
        errorOutput(
          l10n.t('No cluster'),
          l10n.t('This lab has no Kubernetes cluster, so there is nothing to apply a manifest to.'),
        ),
      ];
    case 'not-run':
      return [errorOutput(l10n.t('The cell could not run'), reasonWords(outcome.error))];
  }
}

/** Why a notebook's target cannot be used, in the reader's language where the reason is ours. */
export function reasonWords(error: unknown): string {
  if (error instanceof LabDefinitionError) {
    return vscode.l10n.t('The lab in the front matter is wrong. {0}', error.problems.map(labProblemWords).join(' '));
  }
  if (error instanceof FrontMatterError) return error.problems.map(({ facts }) => problemWords(facts)).join(' ');
  return error instanceof Error ? error.message : String(error);
}

async function walkOutputs(
  walks: readonly PacketWalk[],
  remedy: readonly Remedy[] = [],
): Promise<readonly vscode.NotebookCellOutput[]> {
  if (walks.length === 0) return [];
  const { explainWalks } = await import('../engine/walk/explain');
  const { outlineWalks } = await import('../engine/walk/outline');
  const language = vscode.env.language.startsWith('ko') ? 'ko' : 'en';
  const explanation = explainWalks(walks, language, remedy);
  return [
    new vscode.NotebookCellOutput([
      vscode.NotebookCellOutputItem.json({ explanation, packets: outlineWalks(walks, language) }, WALK_MIME),
      vscode.NotebookCellOutputItem.text(`${explanation}\n`, 'text/plain'),
    ]),
  ];
}

function textOutput(text: string): vscode.NotebookCellOutput {
  return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.text(`${text}\n`, 'text/plain')]);
}

/** An error without a stack: the place that matters is the cell it stands below. */
function errorOutput(name: string, message: string): vscode.NotebookCellOutput {
  const error = new Error(message);
  error.name = name;
  error.stack = '';
  return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.error(error)]);
}
