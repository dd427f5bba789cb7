/** The two assertions of the suites that also run where there is no Node (and so no `assert`). */

export function ok(value: unknown, message: string): asserts value {
  if (value === undefined || value === null || value === false || value === '' || value === 0) throw new Error(message);
}

/** Deep equality of plain values, keys in order. */
export function equal(actual: unknown, expected: unknown, message = 'not equal'): void {
  const [got, want] = [JSON.stringify(actual, null, 1), JSON.stringify(expected, null, 1)];
  if (got !== want) throw new Error(`${message}\n  actual:   ${got}\n  expected: ${want}`);
}
