/** The columns of ss (misc/ss.c), and how wide they are when standard output is not a terminal. */
const COLUMNS = [
  { header: 'Netid', delimiter: '', right: false },
  { header: 'State', delimiter: ' ', right: false },
  { header: 'Recv-Q', delimiter: ' ', right: false },
  { header: 'Send-Q', delimiter: ' ', right: false },
  { header: 'Local Address:', delimiter: ' ', right: true },
  { header: 'Port', delimiter: '', right: false },
  { header: 'Peer Address:', delimiter: ' ', right: true },
  { header: 'Port', delimiter: '', right: false },
  { header: 'Process', delimiter: '', right: false },
] as const;

/** One row's fields, in the columns' order. */
export type Row = readonly [string, string, string, string, string, string, string, string, string];

/** render(): aligned text. `hidden` columns are left out. */
export function renderColumns(rows: readonly Row[], hidden: ReadonlySet<number>, header: boolean): string {
  const lines = header ? [COLUMNS.map((column) => column.header), ...rows] : rows;
  const shown = [...COLUMNS.keys()].filter((i) => !hidden.has(i));
  const widths = new Map<number, number>();
  for (const i of shown) {
    // The last row's last field was never flushed, so that nobody measured it.
    const measured = i === COLUMNS.length - 1 && rows.length > 0 ? lines.slice(0, -1) : lines;
    const longest = Math.max(0, ...measured.map((line) => (line[i] ?? '').length));
    const delimiter = widths.size > 0 && longest > 0 ? (COLUMNS[i]?.delimiter.length ?? 0) : 0;
    widths.set(i, longest + delimiter);
  }
  return lines
    .map((line) => `${shown.map((i, n) => field(line[i] ?? '', i, n > 0, widths.get(i) ?? 0)).join('')}\n`)
    .join('');
}

function field(text: string, column: number, delimited: boolean, width: number): string {
  const { delimiter = '', right = false } = COLUMNS[column] ?? {};
  const before = delimited ? delimiter : '';
  if (right) return before + text.padStart(width - before.length);
  return (before + text).padEnd(width);
}
