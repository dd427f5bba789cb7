import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { BUILTIN_LABS, parseLabDefinition, type LabProblem } from '../../engine';
import type { FrontMatterSlice } from './document';

export interface FrontMatter {
  readonly title: string | undefined;
  /** A built-in lab's name, or a lab definition as data; undefined when the notebook names none (it gets `empty`). */
  readonly lab: unknown;
  readonly difficulty: string | undefined;
  readonly objectives: readonly string[];
  readonly language: string | undefined;
}

export interface FrontMatterProblem {
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
  readonly facts:
    | { readonly code: 'yaml'; readonly message: string }
    | { readonly code: 'key-unknown'; readonly key: string; readonly known: readonly string[] }
    | { readonly code: 'key-type'; readonly key: string; readonly expected: string }
    | { readonly code: 'lab'; readonly problem: LabProblem };
}

export const FRONT_MATTER_KEYS = ['title', 'lab', 'difficulty', 'objectives', 'language'] as const;
const DIFFICULTIES = ['easy', 'medium', 'hard'];
const LANGUAGES = ['en', 'ko'];

/** What is said about a YAML bomb. */
const TOO_MANY_ALIASES = 'Excessive alias count';

const EMPTY: FrontMatter = {
  title: undefined,
  lab: undefined,
  difficulty: undefined,
  objectives: [],
  language: undefined,
};

/** Reads front matter; whatever is wrong is reported with its place and left out of the result. Never throws. */
export function readFrontMatter(slice: FrontMatterSlice | undefined): {
  readonly frontMatter: FrontMatter;
  readonly problems: readonly FrontMatterProblem[];
} {
  if (!slice) return { frontMatter: EMPTY, problems: [] };
  const document = parseDocument(slice.yaml, { lineCounter: new LineCounter(), prettyErrors: false });
  const problems: FrontMatterProblem[] = document.errors.map((error) => ({
    start: slice.yamlStart + error.pos[0],
    end: slice.yamlStart + Math.max(error.pos[1], error.pos[0] + 1),
    facts: { code: 'yaml', message: error.message },
  }));
  if (problems.length > 0) return { frontMatter: EMPTY, problems };
  const report = (path: readonly (string | number)[], facts: FrontMatterProblem['facts'], key = false): void => {
    const [start, end] = rangeOf(document, path, key);
    problems.push({ start: slice.yamlStart + start, end: slice.yamlStart + end, facts });
  };
  const data = toData(document);
  if (data === TOO_MANY_ALIASES) {
    problems.push({ start: slice.yamlStart, end: slice.yamlStart + 1, facts: { code: 'yaml', message: data } });
    return { frontMatter: EMPTY, problems };
  }
  if (data === null || data === undefined) return { frontMatter: EMPTY, problems };
  if (typeof data !== 'object' || Array.isArray(data)) {
    report([], { code: 'key-type', key: '', expected: 'key: value' });
    return { frontMatter: EMPTY, problems };
  }
  const values = data as Record<string, unknown>;
  for (const key of Object.keys(values)) {
    if (!(FRONT_MATTER_KEYS as readonly string[]).includes(key)) {
      report([key], { code: 'key-unknown', key, known: FRONT_MATTER_KEYS }, true);
    }
  }
  const text = (key: string, choices?: readonly string[]): string | undefined => {
    const value = values[key];
    if (value === undefined) return undefined;
    if (typeof value === 'string' && (!choices || choices.includes(value))) return value;
    report([key], { code: 'key-type', key, expected: choices ? choices.join(' | ') : 'text' });
    return undefined;
  };
  const lab = readLab(values['lab'], report);
  const objectives = values['objectives'];
  const goodObjectives = Array.isArray(objectives) && objectives.every((item) => typeof item === 'string');
  if (objectives !== undefined && !goodObjectives)
    report(['objectives'], { code: 'key-type', key: 'objectives', expected: '[a, b]' });
  return {
    frontMatter: {
      title: text('title'),
      lab,
      difficulty: text('difficulty', DIFFICULTIES),
      objectives: goodObjectives ? objectives : [],
      language: text('language', LANGUAGES),
    },
    problems,
  };
}

function readLab(
  lab: unknown,
  report: (path: readonly (string | number)[], facts: FrontMatterProblem['facts']) => void,
): unknown {
  if (lab === undefined) return undefined;
  if (typeof lab === 'string') {
    if (!BUILTIN_LABS.some((builtin) => builtin.name === lab)) {
      const known = BUILTIN_LABS.map((builtin) => builtin.name);
      report(['lab'], { code: 'lab', problem: { path: ['lab'], facts: { code: 'lab-unknown', name: lab, known } } });
    }
    return lab;
  }
  for (const problem of parseLabDefinition(lab).problems) {
    report(['lab', ...problem.path], { code: 'lab', problem });
  }
  return lab;
}

function toData(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch {
    return TOO_MANY_ALIASES;
  }
}

/** Where a value (or its key) stands in the YAML; of a path that does not exist, its nearest parent. */
function rangeOf(document: Document, path: readonly (string | number)[], key: boolean): readonly [number, number] {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const name = path[length - 1];
    if (key && isNode(parent) && 'items' in parent) {
      for (const item of parent.items as { key?: { value?: unknown; range?: [number, number, number] } }[]) {
        if (item.key?.value === name && item.key?.range) return [item.key.range[0], item.key.range[1]];
      }
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return [node.range[0], Math.max(node.range[1], node.range[0] + 1)];
  }
  return [0, 1];
}
