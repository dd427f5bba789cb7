import { aligned } from '../printers/tab-writer';

/** What `kubectl describe` prints: lines of cells at a level (pkg/describe: PrefixWriter). */
export class DescribeWriter {
  private text = '';

  constructor(readonly nowMs: number) {}

  /** Writes as it is, after the level's indent of two blanks each. */
  write(level: number, text: string): void {
    this.text += '  '.repeat(level) + text;
  }

  /** `Name:\tvalue`. */
  field(name: string, value: string | number | boolean, level = 0): void {
    this.write(level, `${name}:\t${value}\n`);
  }

  /** As written, with its tabs. */
  raw(): string {
    return this.text;
  }

  /** All of it, aligned (tabwriter with padding 2). */
  toString(): string {
    return aligned(
      this.text
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => line.split('\t')),
      { minWidth: 0, padding: 2 },
    );
  }
}
