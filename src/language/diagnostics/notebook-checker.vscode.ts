import * as vscode from 'vscode';
import { SIMULATOR_ID, type Kernels } from '../../notebook/kernels.vscode';
import type { NotebookMetadata } from '../../notebook/serializer.vscode';
import type { ShellParser } from '../syntax/shell-parser';
import type { CellText } from './cell';
import type { LabView } from '../lab/lab-view';
import type { Problem } from './problem';
import type { NotebookSimulation } from './simulation';

type Found = readonly (readonly Problem[])[];

/** Checks open notebooks as the settings say. The rules and the engine are loaded with the first check. */
export class CellChecker {
  private readonly simulations = new WeakMap<vscode.NotebookDocument, NotebookSimulation>();

  constructor(
    private readonly kernels: Kernels,
    private readonly parser: () => Promise<ShellParser>,
  ) {}

  /** Shows what is wrong per cell: at once what the words say, then what a simulated run shows, the cell that was edited first. */
  async check(
    notebook: vscode.NotebookDocument,
    cells: readonly CellText[],
    signal: AbortSignal,
    show: (found: Found) => void,
  ): Promise<void> {
    const settings = vscode.workspace.getConfiguration('ckaNet.diagnostics', notebook.uri);
    if (!settings.get('enabled', true)) {
      show(cells.map(() => []));
      return;
    }
    const [{ checkWords, foundBefore }, { withSeverities }] = await Promise.all([import('./check'), import('./codes')]);
    const chosen = settings.get<Readonly<Record<string, string>>>('severity', {});
    const byWords = checkWords(await this.parser(), cells).map((problems) => withSeverities(problems, chosen));
    const showWith = (found: Found): void => {
      if (signal.aborted) return;
      show(byWords.map((problems, index) => [...problems, ...withSeverities(found[index] ?? [], chosen)]));
    };
    // On a real machine the simulator's lab says nothing.
    const simulates = settings.get('simulate', true) && this.kernels.kernelOf(notebook)?.id === SIMULATOR_ID;
    const simulation = simulates ? this.simulations.get(notebook) : undefined;
    // What running showed in cells that nobody touched stays until it is shown anew.
    showWith(simulation ? foundBefore(simulation, cells) : []);
    if (!simulates) return;
    const byRunning = await this.simulate(notebook, cells, signal, showWith);
    showWith(byRunning ?? []);
  }

  /** The lab just before a cell, or before the statement at an offset in it, as it was last simulated. */
  labBefore(notebook: vscode.NotebookDocument, cell: number, offset?: number): LabView | undefined {
    return this.simulations.get(notebook)?.before(cell, offset);
  }

  /** What the packets of one statement of a cell do, on a copy of the lab just before it. */
  async walksOf(
    notebook: vscode.NotebookDocument,
    cell: number,
    statement: number,
  ): Promise<Awaited<ReturnType<NotebookSimulation['walksOf']>>> {
    return this.simulations.get(notebook)?.walksOf(cell, statement);
  }

  private async simulate(
    notebook: vscode.NotebookDocument,
    cells: readonly CellText[],
    signal: AbortSignal,
    progress: (found: Found) => void,
  ): Promise<Found | undefined> {
    const [{ checkBySimulating }, { readFrontMatter }, { parseNotebook }] = await Promise.all([
      import('./check'),
      import('../../notebook/format/front-matter'),
      import('../../notebook/format/parse'),
    ]);
    const { frontMatter: raw = '' } = notebook.metadata as NotebookMetadata;
    const { frontMatter } = readFrontMatter(parseNotebook(raw).frontMatter);
    try {
      return await checkBySimulating(await this.simulationOf(notebook), frontMatter.lab, cells, signal, progress);
    } catch (error) {
      const { LabDefinitionError } = await import('../../engine');
      // What is wrong with the lab is shown where it is written.
      if (error instanceof LabDefinitionError) return undefined;
      throw error;
    }
  }

  private async simulationOf(notebook: vscode.NotebookDocument): Promise<NotebookSimulation> {
    const known = this.simulations.get(notebook);
    if (known) return known;
    const [{ NotebookSimulation }, { openDryLab }] = await Promise.all([import('./simulation'), import('./dry-lab')]);
    const simulation = new NotebookSimulation(await this.parser(), openDryLab, () => performance.now());
    this.simulations.set(notebook, simulation);
    return simulation;
  }
}
