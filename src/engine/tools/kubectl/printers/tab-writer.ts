/** How a writer aligns: text/tabwriter's minwidth and padding, with blanks. */
export interface TabLayout {
  readonly minWidth: number;
  readonly padding: number;
  /** Columns never get narrower from one flush to the next (kubectl's tables). */
  readonly remember?: boolean;
}

/** kubectl's tables (cli-runtime: printers.GetNewTabWriter). */
const TABLE_LAYOUT: TabLayout = { minWidth: 6, padding: 3, remember: true };

/** text/tabwriter: cells end with a tab; a column is as wide as its widest cell among lines that follow each other. */
export class TabWriter {
  private text = '';
  private widths: number[] = [];
  private most: number[] = [];
  private measure = lengthOf;

  constructor(
    private readonly sink: (text: string) => void,
    private readonly layout: TabLayout = TABLE_LAYOUT,
  ) {}

  write(text: string): void {
    this.text += text;
  }

  /** Lays out what was written since the last time. */
  flush(): void {
    if (this.text === '') return;
    const { text } = this;
    this.text = '';
    this.measure = /[^\n\t\x20-\x7e]/.test(text) ? lengthOf : lengthOfPlain;
    const lines = text.split('\n').map((line) => line.split('\t'));
    const out: string[] = [];
    this.format(lines, 0, lines.length, out);
    this.sink(out.join('\n'));
  }

  forgetWidths(): void {
    this.most = [];
  }

  private format(lines: readonly (readonly string[])[], from: number, to: number, out: string[]): void {
    const column = this.widths.length;
    let begin = from;
    for (let i = from; i < to; i++) {
      if (column >= (lines[i]?.length ?? 0) - 1) continue;
      this.lines(lines, begin, i, out);
      begin = i;
      let width = this.layout.minWidth;
      for (; i < to; i++) {
        const line = lines[i] ?? [];
        if (column >= line.length - 1) break;
        width = Math.max(width, this.measure(line[column] ?? '') + this.layout.padding);
      }
      if (this.layout.remember === true) {
        width = Math.max(width, this.most[column] ?? 0);
        this.most[column] = width;
      }
      this.widths.push(width);
      this.format(lines, begin, i, out);
      this.widths.pop();
      begin = i;
      i--;
    }
    this.lines(lines, begin, to, out);
  }

  private lines(lines: readonly (readonly string[])[], from: number, to: number, out: string[]): void {
    for (let i = from; i < to; i++) {
      let text = '';
      const line = lines[i] ?? [];
      for (let j = 0; j < line.length; j++) {
        const cell = line[j] ?? '';
        const width = this.widths[j];
        text += width === undefined ? cell : cell + blanks(width - this.measure(cell));
      }
      out.push(text);
    }
  }
}

/** In characters. */
function lengthOf(cell: string): number {
  return [...cell].length;
}

/** Of a text in ASCII. */
function lengthOfPlain(cell: string): number {
  return cell.length;
}

const MANY_BLANKS = ' '.repeat(64);

/** As many blanks; none when there are to be less than none. */
function blanks(count: number): string {
  return count <= MANY_BLANKS.length ? MANY_BLANKS.slice(0, Math.max(0, count)) : ' '.repeat(count);
}

/** Lines of cells, aligned as a table of kubectl's. */
export function aligned(rows: readonly (readonly string[])[], layout: TabLayout = TABLE_LAYOUT): string {
  let text = '';
  const writer = new TabWriter((part) => (text += part), layout);
  for (const row of rows) writer.write(`${row.join('\t')}\n`);
  writer.flush();
  return text;
}
