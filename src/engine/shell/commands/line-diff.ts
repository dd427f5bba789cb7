/** Lines [aStart, aEnd) of the one text are replaced by lines [bStart, bEnd) of the other; 0-based. */
export interface Change {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}

/** The fewest changes that make b of a (Myers' algorithm), each as far down as it can stand, as GNU diff places them. */
export function changesBetween(a: readonly string[], b: readonly string[]): readonly Change[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let cut = 0;
  while (cut < a.length - start && cut < b.length - start && a[a.length - 1 - cut] === b[b.length - 1 - cut]) cut++;
  const steps = shortestEdit(a.slice(start, a.length - cut), b.slice(start, b.length - cut));
  return slideDown(joined(steps, start), a, b);
}

/** One line deleted from a at `x`, or inserted from b at `y`. */
interface Step {
  readonly deletes: boolean;
  readonly x: number;
  readonly y: number;
}

function shortestEdit(a: readonly string[], b: readonly string[]): readonly Step[] {
  const size = a.length + b.length;
  const furthest = new Int32Array(2 * size + 3);
  const trace: Int32Array[] = [];
  const at = (row: Int32Array, k: number): number => row[k + size + 1] ?? 0;
  for (let d = 0; d <= size; d++) {
    trace.push(furthest.slice());
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && at(furthest, k - 1) < at(furthest, k + 1));
      let x = down ? at(furthest, k + 1) : at(furthest, k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest[k + size + 1] = x;
      if (x >= a.length && x - k >= b.length) return stepsBack(trace, a.length, b.length, at);
    }
  }
  return [];
}

function stepsBack(
  trace: readonly Int32Array[],
  aLength: number,
  bLength: number,
  at: (row: Int32Array, k: number) => number,
): readonly Step[] {
  const steps: Step[] = [];
  let x = aLength;
  let y = bLength;
  for (let d = trace.length - 1; d > 0; d--) {
    const row = trace[d] ?? new Int32Array();
    const k = x - y;
    const down = k === -d || (k !== d && at(row, k - 1) < at(row, k + 1));
    const from = down ? k + 1 : k - 1;
    const fromX = at(row, from);
    const fromY = fromX - from;
    steps.push({ deletes: !down, x: fromX, y: fromY });
    x = fromX;
    y = fromY;
  }
  return steps.reverse();
}

function joined(steps: readonly Step[], offset: number): Change[] {
  const changes: Change[] = [];
  for (const { deletes, x, y } of steps) {
    const last = changes.at(-1);
    const [a, b] = [x + offset, y + offset];
    const grown = { aEnd: a + (deletes ? 1 : 0), bEnd: b + (deletes ? 0 : 1) };
    if (last && last.aEnd === a && last.bEnd === b) changes[changes.length - 1] = { ...last, ...grown };
    else changes.push({ aStart: a, bStart: b, ...grown });
  }
  return changes;
}

function slideDown(changes: Change[], a: readonly string[], b: readonly string[]): readonly Change[] {
  for (let index = changes.length - 1; index >= 0; index--) {
    let change = changes[index];
    const limit = changes[index + 1]?.aStart ?? a.length;
    while (change && change.aEnd < limit) {
      const inserted = change.aStart === change.aEnd;
      if (!inserted && change.bStart !== change.bEnd) break;
      const [lines, from, to] = inserted ? [b, change.bStart, change.bEnd] : [a, change.aStart, change.aEnd];
      if (lines[from] !== lines[to] || lines[to] === undefined) break;
      change = { aStart: change.aStart + 1, aEnd: change.aEnd + 1, bStart: change.bStart + 1, bEnd: change.bEnd + 1 };
      changes[index] = change;
    }
  }
  return changes;
}
