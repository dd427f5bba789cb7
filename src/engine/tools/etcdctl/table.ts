/** Tables of etcdctl (olekukonko/tablewriter), every cell aligned as the library does: numbers and sizes to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+\n`;
  const centred = (text: string, width: number): string => {
    const left = Math.floor((width - text.length) / 2);
    return ' '.repeat(left) + text + ' '.repeat(width - text.length - left);
  };
  const cell = (text: string, width: number): string =>
    /^[\d.]+( [kMG]?B)?$/.test(text) ? text.padStart(width) : text.padEnd(width);
  const titles = `| ${head.map((title, i) => centred(title, widths[i] ?? 0)).join(' | ')} |\n`;
  const body = rows.map((row) => `| ${row.map((text, i) => cell(text, widths[i] ?? 0)).join(' | ')} |\n`).join('');
  return `${line}${titles}${line}${body}${line}`;
}

/** humanize.Bytes: 5.0 MB. */
export function bytes(size: number): string {
  if (size < 10) return `${size} B`;
  const units = ['B', 'kB', 'MB', 'GB'];
  const exponent = Math.min(units.length - 1, Math.floor(Math.log(size) / Math.log(1000)));
  const value = Math.floor((size / 1000 ** exponent) * 10 + 0.5) / 10;
  return `${value < 10 ? value.toFixed(1) : String(Math.floor(value))} ${units[exponent] ?? 'B'}`;
}
