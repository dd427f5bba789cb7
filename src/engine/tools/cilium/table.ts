import { aligned } from '../kubectl/printers/tab-writer';

/** text/tabwriter as the agent and the CLI set it up: `padding` blanks between columns, and behind the last one where a line ends with a tab. */
export function tabbed(rows: readonly (readonly string[])[], padding: number, trailing = false): string {
  return aligned(trailing ? rows.map((row) => [...row, '']) : rows, { minWidth: 0, padding });
}
