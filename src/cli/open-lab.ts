import { readFile } from 'node:fs/promises';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { BUILTIN_LABS, createLab, LabDefinitionError, labProblemText, parseLabDefinition, type Lab } from '../engine';
import { UsageError } from './usage';

/** The lab that `--lab` names: a built-in one, or a YAML file. Throws UsageError saying what is wrong with it and where. */
export async function openLab(name: string, options: { readonly bornMs?: number } = {}): Promise<Lab> {
  if (BUILTIN_LABS.some((lab) => lab.name === name)) return createLab(name, options);
  const file = await readYaml(name);
  try {
    return await createLab(file.lab, options);
  } catch (error) {
    if (!(error instanceof LabDefinitionError)) throw error;
    throw new UsageError(
      error.problems.map((problem) => `${file.placeOf(problem.path)}: ${labProblemText(problem)}`).join('\n'),
    );
  }
}

/** What `--lab` names, as data: a built-in lab's name, or the definition in a YAML file. Throws UsageError for a file that is wrong. */
export async function readLabFile(name: string): Promise<unknown> {
  if (BUILTIN_LABS.some((lab) => lab.name === name)) return name;
  const file = await readYaml(name);
  const [problem] = parseLabDefinition(file.lab).problems;
  if (problem) throw new UsageError(`${file.placeOf(problem.path)}: ${labProblemText(problem)}`);
  return file.lab;
}

/** A lab file: the definition itself, or under the key `lab`. */
async function readYaml(name: string) {
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
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw new UsageError(`${name}:${line}:${col}: ${broken.message}`);
  }
  const data = document.toJS({ maxAliasCount: 100 }) as unknown;
  const nested = typeof data === 'object' && data !== null && 'lab' in data;
  return {
    lab: nested ? data.lab : data,
    placeOf(path: readonly (string | number)[]): string {
      const full = nested ? ['lab', ...path] : path;
      for (let length = full.length; length > 0; length--) {
        const node = document.getIn(full.slice(0, length), true);
        if (!isNode(node) || !node.range) continue;
        const { line, col } = lines.linePos(node.range[0]);
        return `${name}:${line}:${col}`;
      }
      return `${name}:1:1`;
    },
  };
}
