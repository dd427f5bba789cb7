import type { Span } from '../syntax/shell-script';
import { CATALOGUE, type CatalogueCode } from './catalogue';
import type { Fix, Problem } from './problem';

/** A problem of the catalogue at a place. */
export function report(
  code: CatalogueCode,
  { start, end }: Span,
  values: Readonly<Record<string, string>>,
  fixes: readonly Fix[] = [],
): Problem {
  return { start, end, severity: CATALOGUE[code].severity, facts: { code, values }, fixes };
}

/** Another text in the place of this one. */
export function replaceWith({ start, end }: Span, text: string): Fix {
  return { kind: 'replace', text, edits: [{ start, end, newText: text }] };
}
