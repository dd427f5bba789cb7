import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { BUILTIN_LABS, createLab, LabDefinitionError, labProblemText, type Lab } from '../engine';
import { UsageError } from './usage';

/** The lab that `--lab` names: a built-in one, or a YAML file. Throws UsageError saying what is wrong with it and where. */
export async function openLab(name: string): Promise<Lab> {
  if (BUILTIN_LABS.some((lab) => lab.name === name)) return createLab(name);
  if (!/\.ya?ml$/.test(name) && !name.includes('/')) {
    const known = BUILTIN_LABS.map((lab) => lab.name).join(', ');
    throw new UsageError(`there is no lab "${name}": the built-in ones are ${known}; a file must end in .yaml`);
  }
  const text = await readFile(name, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `cannot read the lab file ${name}: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`,
    );
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw new UsageError(`${name}:${line}:${col}: ${broken.message.split('\n')[0] ?? ''}`);
  }
  const data = document.toJS() as unknown;
  const wrapped = typeof data === 'object' && data !== null && 'lab' in data ? data.lab : data;
  try {
    return await createLab(wrapped);
  } catch (error) {
    if (!(error instanceof LabDefinitionError)) throw error;
    throw new UsageError(
      error.problems
        .map((problem) => {
          const path = wrapped === data ? problem.path : ['lab', ...problem.path];
          const node: unknown = document.getIn(path, true);
          const range =
            typeof node === 'object' && node !== null && 'range' in node ? (node.range as [number]) : undefined;
          const { line, col } = lines.linePos(range?.[0] ?? 0);
          return `${name}:${line}:${col}: ${labProblemText(problem)}`;
        })
        .join('\n'),
    );
  }
}
