import { type Mapping } from '../api/mapper';
import { CommandError } from '../errors/errors';
import { compare, isMap, listAt, mapAt, textAt, textsAt, type ApiObject, type Json, type JsonMap } from '../json/types';
import { translateAge } from '../time/ages';
import { escapeTerminal, relaxedPath } from './custom-columns';
import { JsonPathError } from './jsonpath/parse';
import { JsonPath } from './jsonpath/run';
import { goPlain } from './jsonpath/run';
import { parseQuantity } from '../quantity/quantity';
import type { TabWriter } from './tab-writer';

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly priority: number;
}

export interface Row {
  readonly cells: readonly Json[];
  readonly object: JsonMap;
}

/** meta/v1 Table. */
export interface Table {
  readonly columns: readonly Column[];
  rows: readonly Row[];
}

/** The table that the server made; of an object that came as itself, its name and age. */
export function tableOf(object: ApiObject, mapping: Mapping, nowMs: number): Table {
  if (object.kind === 'Table')
    return {
      columns: listAt(object, 'columnDefinitions').map((column) => ({
        name: textAt(column, 'name'),
        type: textAt(column, 'type'),
        format: textAt(column, 'format'),
        priority: isMap(column) && typeof column.priority === 'number' ? column.priority : 0,
      })),
      rows: listAt(object, 'rows').map((row) => ({ cells: listAt(row, 'cells'), object: mapAt(row, 'object') })),
    };
  const items = Array.isArray(object.items) ? listAt(object, 'items') : [object];
  return {
    columns: [
      { name: 'Name', type: 'string', format: 'name', priority: 0 },
      { name: 'Age', type: 'string', format: '', priority: 0 },
    ],
    rows: items.map((item) => ({
      cells: [textAt(item, 'metadata', 'name'), translateAge(textAt(item, 'metadata', 'creationTimestamp'), nowMs)],
      object: mapAt(item),
    })),
  };
}

export interface TableOptions {
  readonly noHeaders: boolean;
  readonly wide: boolean;
  readonly withNamespace: boolean;
  readonly withKind: boolean;
  readonly showLabels: boolean;
  readonly columnLabels: readonly string[];
  readonly mapping: Mapping;
}

/** cli-runtime's HumanReadablePrinter: headers once, then rows, with the columns that flags add. */
export class TablePrinter {
  private printed = false;
  private columns: readonly Column[] = [];

  constructor(private readonly options: TableOptions) {}

  /** Tab-separated lines. `event`: the column that --output-watch-events adds. */
  lines(table: Table, event?: string): string {
    const { options } = this;
    const columns = table.columns.length === 0 ? this.columns : table.columns;
    const same = this.printed && columns === this.columns;
    const known = this.printed && (same || sameColumns(columns, this.columns));
    this.columns = columns;
    const rows = table.rows;
    if (rows.length === 0) return '';
    let text = '';
    if (!options.noHeaders && !known) text += `${this.headers(event !== undefined).join('\t')}\n`;
    this.printed = true;
    for (const row of rows) text += `${this.cells(row, event).join('\t')}\n`;
    return text;
  }

  private headers(withEvent: boolean): readonly string[] {
    const { options, columns } = this;
    const names = [
      ...(withEvent ? ['EVENT'] : []),
      ...(options.withNamespace ? ['NAMESPACE'] : []),
      ...columns.filter(({ priority }) => options.wide || priority === 0).map(({ name }) => name.toUpperCase()),
      ...options.columnLabels.map((label) => label.slice(label.lastIndexOf('/') + 1).toUpperCase()),
    ];
    return options.showLabels ? [...names, 'LABELS'] : names;
  }

  private cells({ cells, object }: Row, event: string | undefined): readonly string[] {
    const { options, columns } = this;
    const out: string[] = event === undefined ? [] : [event];
    if (options.withNamespace) out.push(textAt(object, 'metadata', 'namespace'));
    const nameColumn = options.withKind
      ? columns.findIndex(({ format, type }) => format === 'name' && type === 'string')
      : -1;
    const shown = Math.min(columns.length, cells.length);
    for (let i = 0; i < shown; i++) {
      if (!options.wide && columns[i]?.priority !== 0) continue;
      const text = cellText(cells[i] ?? null);
      out.push(i === nameColumn ? `${kindPrefix(options.mapping)}/${text}` : text);
    }
    for (const label of options.columnLabels) out.push(textAt(object, 'metadata', 'labels', label));
    if (options.showLabels) {
      const all = textsAt(mapAt(object, 'metadata', 'labels')).map(([key, value]) => `${key}=${value}`);
      out.push(all.length === 0 ? '<none>' : all.join(','));
    }
    return out;
  }
}

function kindPrefix({ kind, group }: Mapping): string {
  return (group === '' ? kind : `${kind}.${group}`).toLowerCase();
}

/** Only the first line of a text is shown. */
function cellText(cell: Json): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return goPlain(cell);
  if (typeof cell !== 'string') return escapeTerminal(goPlain(cell));
  // Nearly every cell: one look instead of three.
  if (!/[\f\n\r\x1b]/.test(cell)) return cell;
  const at = cell.search(/[\f\n\r]/);
  return at < 0 ? escapeTerminal(cell) : `${escapeTerminal(cell.slice(0, at))}...`;
}

function sameColumns(a: readonly Column[], b: readonly Column[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      (column, i) => column.name === b[i]?.name && column.type === b[i]?.type && column.priority === b[i]?.priority,
    )
  );
}

export function printTable(printer: TablePrinter, table: Table, writer: TabWriter, event?: string): void {
  writer.write(printer.lines(table, event));
}

/** --sort-by on a table's rows (pkg/cmd/get/sorter.go). Throws CommandError. */
export function sortRows(table: Table, sortBy: string): void {
  const values = sortValues(
    table.rows.map(({ object }) => object),
    sortBy,
  );
  const order = table.rows.map((row, i) => ({ row, value: values[i] }));
  table.rows = sortAsGo(order).map(({ row }) => row);
}

/** The same for objects. Throws CommandError. */
export function sortObjects<T extends JsonMap>(objects: readonly T[], sortBy: string): readonly T[] {
  const values = sortValues(objects, sortBy);
  return sortAsGo(objects.map((object, i) => ({ object, value: values[i] }))).map(({ object }) => object);
}

interface Sortable {
  readonly value: Json | undefined;
}

/**
 * sort.Sort: up to a dozen elements by insertion, where it shows that kubectl calls an element without the field less than any other, another one
 * without it included.
 */
function sortAsGo<T extends Sortable>(elements: readonly T[]): readonly T[] {
  const sorted = [...elements];
  if (sorted.length > 12) return sorted.sort((a, b) => compareValues(a.value, b.value));
  const less = (a: Sortable, b: Sortable): boolean =>
    a.value === undefined || a.value === null || compareValues(a.value, b.value) < 0;
  for (let end = 1; end < sorted.length; end++) {
    for (let at = end; at > 0; at--) {
      const [before, here] = [sorted[at - 1], sorted[at]];
      if (!before || !here || !less(here, before)) break;
      sorted[at - 1] = here;
      sorted[at] = before;
    }
  }
  return sorted;
}

function sortValues(objects: readonly JsonMap[], sortBy: string): readonly (Json | undefined)[] {
  let path: JsonPath;
  let field = sortBy;
  try {
    field = relaxedPath(sortBy);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
  }
  try {
    path = new JsonPath(field, true);
    const values = objects.map((object) => path.find(object)[0]?.[0]);
    if (objects.length > 0 && values.every((value) => value === undefined))
      throw new CommandError(`couldn't find any field with path "${field}" in the list of objects`);
    return values;
  } catch (error) {
    if (error instanceof JsonPathError) throw new CommandError(error.message);
    throw error;
  }
}

/** What is missing comes first; quantities and times are compared as what they are. */
function compareValues(a: Json | undefined, b: Json | undefined): number {
  if (a === undefined || a === null) return b === undefined || b === null ? 0 : -1;
  if (b === undefined || b === null) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') {
    const [x, y] = [parseQuantity(a), parseQuantity(b)];
    if (x !== undefined && y !== undefined) return x - y;
    return naturalCompare(a, b);
  }
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  return compare(goPlain(a), goPlain(b));
}

/** sortorder.NaturalLess: runs of digits compare as numbers. */
function naturalCompare(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const x = left[i] ?? '';
    const y = right[i] ?? '';
    if (x === y) continue;
    if (/^\d/.test(x) && /^\d/.test(y)) {
      const difference = Number(x) - Number(y);
      if (difference !== 0) return difference;
    }
    return compare(x, y);
  }
  return left.length - right.length;
}
