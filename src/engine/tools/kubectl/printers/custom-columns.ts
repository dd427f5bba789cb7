import { CommandError } from '../errors/errors';
import type { Json } from '../json/types';
import { JsonPathError } from './jsonpath/parse';
import { goPlain, JsonPath } from './jsonpath/run';

interface Column {
  readonly header: string;
  readonly path: string;
}

/** `metadata.name`, `.metadata.name`, `{metadata.name}` → `{.metadata.name}` (pkg/cmd/get/customcolumn.go). Throws CommandError. */
export function relaxedPath(path: string): string {
  if (path === '') return path;
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(path);
  if (!match)
    throw new CommandError(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  return `{.${match[1] ?? match[2] ?? ''}}`;
}

/** `-o custom-columns=NAME:.metadata.name,…`. Throws CommandError. */
export function columnsOfSpec(spec: string): readonly Column[] {
  if (spec === '') throw new CommandError('custom-columns format specified but no custom columns given');
  return spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon < 0)
      throw new CommandError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    return { header: part.slice(0, colon), path: relaxedPath(part.slice(colon + 1)) };
  });
}

/** `-o custom-columns-file=…`: a line of headers, a line of paths. Throws CommandError. */
export function columnsOfFile(text: string): readonly Column[] {
  const [first, second] = text.split('\n');
  const words = (line: string): readonly string[] => line.split(/\s+/).filter((word) => word !== '');
  if (first === undefined || text === '')
    throw new CommandError(
      'invalid template, missing header line. Expected format is one line of space separated headers, one line of space separated column specs.',
    );
  if (second === undefined || (second === '' && text.split('\n').length === 2))
    throw new CommandError(
      'invalid template, missing spec line. Expected format is one line of space separated headers, one line of space separated column specs.',
    );
  const headers = words(first);
  const specs = words(second);
  if (headers.length !== specs.length)
    throw new CommandError(
      `number of headers (${headers.length}) and field specifications (${specs.length}) don't match`,
    );
  return headers.map((header, i) => ({ header, path: relaxedPath(specs[i] ?? '') }));
}

/** Rows of a table of custom columns: headers once, then one row an object. */
export class CustomColumns {
  private printed: boolean;

  constructor(
    private readonly columns: readonly Column[],
    noHeaders: boolean,
  ) {
    this.printed = noHeaders;
  }

  /** Tab-separated lines. Throws CommandError. */
  lines(objects: readonly Json[]): string {
    let text = '';
    if (!this.printed) text += `${this.columns.map(({ header }) => header).join('\t')}\n`;
    this.printed = true;
    try {
      const paths = this.columns.map(({ path }) => new JsonPath(path, true));
      for (const object of objects) text += `${paths.map((path) => cell(path, object)).join('\t')}\n`;
    } catch (error) {
      if (error instanceof JsonPathError) throw new CommandError(error.message);
      throw error;
    }
    return text;
  }
}

function cell(path: JsonPath, object: Json): string {
  const values = path.find(object);
  const texts = values.flat().map((value) => escapeTerminal(goPlain(value)));
  return ((values[0]?.length ?? 0) === 0 ? ['<none>', ...texts] : texts).join(',');
}

/** cli-runtime printers.EscapeTerminal. */
export function escapeTerminal(text: string): string {
  return text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r');
}
