import type { CommandResult } from './script';

/** A readable account of every command the simulator answers differently; empty when it answers them all as the real tools do. */
export function differences(
  script: string,
  real: readonly CommandResult[],
  simulated: readonly CommandResult[],
): string {
  return real
    .flatMap((expected, index) => {
      const actual = simulated[index];
      if (actual === undefined) return [`${script}: ${expected.command}\n  was not run in the simulator`];
      const parts = [
        ...streamDifference('stdout', expected.stdout, actual.stdout),
        ...streamDifference('stderr', expected.stderr, actual.stderr),
        ...(expected.exitCode === actual.exitCode
          ? []
          : [`  exit status: real ${String(expected.exitCode)}, simulated ${String(actual.exitCode)}`]),
      ];
      return parts.length === 0 ? [] : [[`${script}: $ ${expected.command}`, ...parts].join('\n')];
    })
    .join('\n\n');
}

function streamDifference(name: string, real: string, simulated: string): readonly string[] {
  if (real === simulated) return [];
  return [
    `  ${name} (- real, + simulated):`,
    ...lineDifference(lines(real), lines(simulated)).map((line) => `    ${line}`),
  ];
}

/** Lines with what would not show made visible: trailing blanks and a missing last newline. */
function lines(text: string): readonly string[] {
  if (text === '') return [];
  const complete = text.endsWith('\n');
  const all = (complete ? text.slice(0, -1) : text).split('\n');
  return all.map((line, index) => {
    const visible = line.replace(/[ \t]+$/, (blanks) => '·'.repeat(blanks.length));
    return index === all.length - 1 && !complete ? `${visible}⏎̸` : visible;
  });
}

/** The shortest edit from one list of lines to the other (longest common subsequence). */
function lineDifference(real: readonly string[], simulated: readonly string[]): readonly string[] {
  const common = Array.from({ length: real.length + 1 }, () => new Array<number>(simulated.length + 1).fill(0));
  const at = (row: number, column: number): number => common[row]?.[column] ?? 0;
  for (let row = real.length - 1; row >= 0; row--) {
    for (let column = simulated.length - 1; column >= 0; column--) {
      const length =
        real[row] === simulated[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
      common[row]?.splice(column, 1, length);
    }
  }
  const result: string[] = [];
  let row = 0;
  let column = 0;
  while (row < real.length || column < simulated.length) {
    if (row < real.length && column < simulated.length && real[row] === simulated[column]) {
      result.push(`  ${real[row]}`);
      row++;
      column++;
    } else if (row < real.length && (column >= simulated.length || at(row + 1, column) >= at(row, column + 1))) {
      result.push(`- ${real[row++]}`);
    } else {
      result.push(`+ ${simulated[column++]}`);
    }
  }
  return result;
}
