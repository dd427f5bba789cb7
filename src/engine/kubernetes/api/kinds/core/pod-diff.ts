import { goQuote } from '../../go-text';
import { semanticEqual } from '../semantic-equal';

/**
 * The difference of two specs as the server prints it below "may not change fields other than": go-cmp's report. What is the same is told as a
 * number of fields; of what changed, both values are shown in Go's words.
 */
export function goDiff(type: string, before: object, after: object): string {
  const lines = structLines(before, after, '\t');
  return `  ${type}{\n${lines.join('\n')}\n  }\n`;
}

type Fields = Readonly<Record<string, unknown>>;

function structLines(before: object, after: object, indent: string): string[] {
  const [old, next] = [before as Fields, after as Fields];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(next)])];
  const lines: string[] = [];
  let same = 0;
  const flush = (): void => {
    if (same) lines.push(`  ${indent}... // ${same} identical field${same === 1 ? '' : 's'}`);
    same = 0;
  };
  for (const key of keys) {
    const [a, b] = [old[key], next[key]];
    if (semanticEqual(a, b)) {
      same++;
      continue;
    }
    flush();
    const name = key.charAt(0).toUpperCase() + key.slice(1);
    if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) lines.push(...listLines(name, a, b, indent));
    else if (isPlain(a) && isPlain(b)) {
      lines.push(`  ${indent}${name}: {`, ...structLines(a, b, `${indent}\t`), `  ${indent}},`);
    } else lines.push(`- ${indent}${name}: ${goValue(a)},`, `+ ${indent}${name}: ${goValue(b)},`);
  }
  flush();
  return lines;
}

function listLines(name: string, before: readonly unknown[], after: readonly unknown[], indent: string): string[] {
  const lines = [`  ${indent}${name}: {`];
  before.forEach((a, i) => {
    const b = after[i];
    if (semanticEqual(a, b)) lines.push(`  ${indent}\t... // 1 identical element`);
    else if (isPlain(a) && isPlain(b)) {
      lines.push(`  ${indent}\t{`, ...structLines(a, b, `${indent}\t\t`), `  ${indent}\t},`);
    } else lines.push(`- ${indent}\t${goValue(a)},`, `+ ${indent}\t${goValue(b)},`);
  });
  return [...lines, `  ${indent}},`];
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function goValue(value: unknown): string {
  if (value === undefined || value === null) return 'nil';
  if (typeof value === 'string') return goQuote(value);
  if (Array.isArray(value)) return `{${value.map(goValue).join(', ')}}`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return '';
  const entries = Object.entries(value).map(
    ([key, one]) => `${key.charAt(0).toUpperCase()}${key.slice(1)}: ${goValue(one)}`,
  );
  return `{${entries.join(', ')}}`;
}
