/** text/tabwriter with a padding of blanks: every cell but a line's last is as wide as the widest of its column. */
export function tabbed(rows: readonly (readonly string[])[], padding: number, trailing = false): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      if (trailing || i < row.length - 1) widths[i] = Math.max(widths[i] ?? 0, cell.length + padding);
    });
  }
  return rows
    .map(
      (row) =>
        `${row.map((cell, i) => (trailing || i < row.length - 1 ? cell.padEnd(widths[i] ?? 0) : cell)).join('')}\n`,
    ) // prettier-ignore
    .join('');
}
