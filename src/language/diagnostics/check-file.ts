import type { ShellParser } from '../syntax/shell-parser';
import type { CellText } from './cell';
import { checkWords } from './check';
import { manifestsOf, relationProblems, surroundings } from './kubernetes/check';
import type { Problem } from './problem';

/** What is wrong with a file that belongs to no lab: its words, and how its own manifests fit together. */
export function checkFile(parser: ShellParser, cell: CellText): readonly Problem[] {
  const [words = []] = checkWords(parser, [cell]);
  const manifests = manifestsOf(cell, parser.parse(cell.yaml ? '' : cell.source));
  const relations = relationProblems(manifests, surroundings(manifests, undefined));
  return [...words, ...relations].sort((a, b) => a.start - b.start);
}
