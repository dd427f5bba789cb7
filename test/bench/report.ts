/** One line of a benchmark's table: ours beside the real tool's, in milliseconds. */
export interface Line {
  readonly what: string;
  readonly simulatedMs: number;
  /** Undefined when there is no real side, or no root to run it. */
  readonly realMs?: number | undefined;
  /** What the project wants it to stay under. */
  readonly goalMs?: number;
  /** What another simulator takes for the same, where there is one. */
  readonly peerMs?: number | undefined;
}

/** Prints the lines as a table with ratios. Nothing is asserted: a busy machine is not a bug. */
export function printTable(lines: readonly Line[]): void {
  const peers = lines.some(({ peerMs }) => peerMs !== undefined);
  const rows = [
    ['', 'simulated', 'goal', 'real', 'real / simulated', ...(peers ? ['webernetes'] : [])],
    ...lines.map(({ what, simulatedMs, goalMs, realMs, peerMs }) => [
      what,
      milliseconds(simulatedMs),
      goalMs === undefined ? '' : `< ${milliseconds(goalMs)}`,
      realMs === undefined ? '–' : milliseconds(realMs),
      realMs === undefined ? '–' : `${(realMs / simulatedMs).toFixed(1)} ×`,
      ...(peers ? [peerMs === undefined ? '–' : milliseconds(peerMs)] : []),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    console.log(cells.join('   '));
  }
}

function milliseconds(value: number): string {
  if (value >= 100) return `${value.toFixed(0)} ms`;
  return value >= 1 ? `${value.toFixed(2)} ms` : `${value.toFixed(4)} ms`;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** When something began, on the clock on the wall and in this process's own processor time. */
export interface Clock {
  readonly wall: number;
  readonly processor: NodeJS.CpuUsage;
}

export function startClock(): Clock {
  return { wall: performance.now(), processor: process.cpuUsage() };
}

/**
 * Milliseconds since then: what somebody waited, or, where other processes kept the machine busy, the processor time that it took (which on a quiet
 * machine is more, as it counts the threads that collect garbage and compile beside).
 */
export function elapsedMs({ wall, processor }: Clock): number {
  return Math.min(performance.now() - wall, process.cpuUsage(processor).user / 1000);
}

/** The milliseconds of the quickest round. */
export function quickest(rounds: number, run: () => void): number {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const started = startClock();
    run();
    best = Math.min(best, elapsedMs(started));
  }
  return best;
}
