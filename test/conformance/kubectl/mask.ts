import type { CommandResult } from '../script';

/** Hides what differs from one run to the next, and nothing else: times, process ids and ages. */
export function masked(results: readonly CommandResult[]): readonly CommandResult[] {
  return results.map((result) => ({ ...result, stdout: mask(result.stdout), stderr: mask(result.stderr) }));
}

function mask(text: string): string {
  return (
    text
      // Lines of klog: month, day, time, process; and where in its source the real one stands.
      .replaceAll(/^([EWI])\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ (\S+?):\d+\]/gm, '$1TIME $2]')
  );
}
