import { readFile } from 'node:fs/promises';
import { LabDefinitionError } from '../engine';
import { decodeText } from '../notebook/format/bytes';
import type { NotebookCell, NotebookText } from '../notebook/format/document';
import { readFrontMatter } from '../notebook/format/front-matter';
import { parseNotebook } from '../notebook/format/parse';
import { LineIndex } from '../notebook/format/place';
import { problemText } from '../notebook/format/problem-text';
import { simulatorFactory } from '../notebook/simulator-target';
import type { Target } from '../notebook/target';
import { readLabFile } from './open-lab';
import { UsageError } from './usage';

export type CodeCell = Extract<NotebookCell, { kind: 'code' }>;

/** What a notebook runs on. */
export interface TargetSettings {
  readonly lab: string | undefined;
  readonly target: 'sim' | 'kind' | 'netns';
  readonly context: string | undefined;
}

/** Reads a notebook file. Throws UsageError when it is none. */
export async function readNotebook(file: string): Promise<NotebookText> {
  const content = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot read ${file}: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`);
  });
  const decoded = decodeText(content);
  if (decoded.text === undefined)
    throw new UsageError(`${file}: not a text file (byte ${decoded.badByte} is not valid UTF-8)`);
  return parseNotebook(decoded.text);
}

/** A fresh target for a notebook. Throws UsageError when its front matter or lab is wrong. */
export async function openTarget(file: string, notebook: NotebookText, settings: TargetSettings): Promise<Target> {
  const { frontMatter, problems } = readFrontMatter(notebook.frontMatter);
  for (const problem of problems) {
    const { line, column } = new LineIndex(notebook.frontMatter?.raw ?? '').place(problem.start, problem.end);
    throw new UsageError(`${file}:${line}:${column}: ${problemText(problem.facts)}`);
  }
  if (settings.target !== 'sim') {
    const { openLiveTarget } = await import('../live/cli-target');
    return openLiveTarget(settings.target, settings.context);
  }
  try {
    return await simulatorFactory.open(settings.lab === undefined ? frontMatter.lab : await readLabFile(settings.lab));
  } catch (error) {
    if (error instanceof LabDefinitionError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}
