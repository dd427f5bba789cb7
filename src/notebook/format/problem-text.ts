import { labProblemText } from '../../engine/lab/definition';
import type { FormatProblem } from './document';
import type { FrontMatterProblem } from './front-matter';

export type ProblemFacts =
  | FormatProblem['facts']
  | FrontMatterProblem['facts']
  | { readonly code: 'not-text'; readonly badByte: number }
  | { readonly code: 'host-unknown'; readonly host: string; readonly known: readonly string[] };

/** One English sentence, for the command line. */
export function problemText(facts: ProblemFacts): string {
  switch (facts.code) {
    case 'not-text':
      return `this file is not text: byte ${facts.badByte} is not valid UTF-8`;
    case 'fence-not-closed':
      return 'this cell is never closed: it runs to the end of the file. Close it with a line of the same marks';
    case 'backtick-in-attributes':
      return 'this is prose, not a cell: no backtick may stand behind the three marks (CommonMark). Write the hint without it';
    case 'front-matter-not-closed':
      return 'the front matter is never closed: end it with a line ---';
    case 'attribute-unknown':
      return `"${shortened(facts.name)}" is not an attribute of a cell; possible: ${facts.known.join(', ')}`;
    case 'attribute-value':
      return `write ${facts.expected}, not ${facts.name}=${shortened(facts.value)}`;
    case 'host-unknown':
      return `the lab has no host "${shortened(facts.host)}"; its hosts are ${facts.known.join(', ')}`;
    case 'yaml':
      return `the front matter is not valid YAML: ${facts.message}`;
    case 'key-unknown':
      return `"${shortened(facts.key)}" is not a front matter key; possible: ${facts.known.join(', ')}`;
    case 'key-type':
      return `${facts.key === '' ? 'the front matter' : `"${facts.key}"`} must be ${facts.expected}`;
    case 'lab':
      return labProblemText(facts.problem);
  }
}

/** A word from the file, short enough for a sentence. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
