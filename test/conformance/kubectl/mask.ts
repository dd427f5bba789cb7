import type { CommandResult } from '../script';

/** Hides what differs from one run to the next, and nothing else: times, process ids and ages. */
export function masked(results: readonly CommandResult[]): readonly CommandResult[] {
  return results.map((result) => ({ ...result, stdout: mask(result.stdout), stderr: mask(result.stderr) }));
}

function mask(text: string): string {
  return (
    text
      // Lines of klog: month, day, time, process; and where in its source the real one stands.
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME')
      .replaceAll(/(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/g, 'TIME')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID')
      .replaceAll(/(resourceVersion"?: )"\d+"/g, '$1"N"')
      // Ages, and how wide their column is.
      .replaceAll(
        /(^| )(?:\d+[smhd])+( ago)?( {2,}|$)/gm,
        (_, before: string, ago = '', blanks: string) => `${before}AGE${ago}${blanks === '' ? '' : '   '}`,
      )
      .replaceAll(/\bAGE {2,}(?=\S)/g, 'AGE   ')
      .replaceAll(/^([EWI])\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ (\S+?):\d+\]/gm, '$1TIME $2]')
  );
}
