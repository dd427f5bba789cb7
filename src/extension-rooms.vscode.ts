import * as vscode from 'vscode';
import { registerLanguage } from './language/index.vscode';
import { CellStatus } from './notebook/cell-status.vscode';
import { registerNotebookCommands } from './notebook/commands.vscode';
import { Kernels, SIMULATOR_ID } from './notebook/kernels.vscode';
import { NotebookProblems } from './notebook/problems.vscode';
import { NOTEBOOK_TYPE, NotebookSerializer } from './notebook/serializer.vscode';
import type { TargetFactory } from './notebook/target';
import { registerScenarios } from './views/scenarios.vscode';
import { registerTrees } from './views/trees.vscode';

/** The rooms that desktop and browser share. Answers the kernels, to which the desktop adds the live ones. */
export function openRooms(context: vscode.ExtensionContext): Kernels {
  const kernels = new Kernels();
  const problems = new NotebookProblems();
  kernels.add(
    SIMULATOR_ID,
    vscode.l10n.t('Simulator'),
    vscode.l10n.t('The simulated lab that the notebook names'),
    lazySimulator,
  );
  context.subscriptions.push(
    kernels,
    vscode.workspace.registerNotebookSerializer(NOTEBOOK_TYPE, new NotebookSerializer(), { transientOutputs: true }),
    problems,
    registerNotebookCommands(kernels, problems),
    new CellStatus(problems).register(),
    registerTrees(kernels),
    registerLanguage(context, kernels),
    registerScenarios(context),
  );
  return kernels;
}

/** The engine is loaded with the first lab, so that activation does not wait for it. */
const lazySimulator: TargetFactory = {
  async open(lab) {
    const { simulatorFactory } = await import('./notebook/simulator-target');
    return simulatorFactory.open(lab);
  },
};
