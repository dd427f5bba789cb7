import type { NotebookCell } from './document';

/**
 * Where a place in a code cell's source stands in the file: lines of the source are lines of the file, less the fence's indent and with
 * `\n` for every line end.
 */
export function offsetsInFile(cell: Extract<NotebookCell, { kind: 'code' }>): (offset: number) => number {
  const inner = cell.raw.slice(cell.sourceStart - cell.start);
  const starts: { readonly inSource: number; readonly inFile: number }[] = [];
  let inFile = 0;
  let inSource = 0;
  for (const line of cell.source.split('\n')) {
    const rest = inner.slice(inFile);
    const [lineText = '', lineEnd = ''] = /^([^\r\n]*)(\r\n?|\n)?/.exec(rest)?.slice(1) ?? [];
    // What the source has less than the file stands in front: indent, and a byte order mark.
    starts.push({ inSource, inFile: inFile + Math.max(0, lineText.length - line.length) });
    inFile += lineText.length + lineEnd.length;
    inSource += line.length + 1;
  }
  return (offset) => {
    const line = starts.findLast((start) => start.inSource <= offset) ?? { inSource: 0, inFile: 0 };
    return cell.sourceStart + line.inFile + (offset - line.inSource);
  };
}
