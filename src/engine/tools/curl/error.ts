import type { Progress } from './meter';

/** curl's own end of a transfer: a status and the words behind `curl: (N) `. */
export class CurlError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** What had come of the answer. */
    readonly partial = '',
    /** How far the transfer got; undefined when it had not begun, so that the meter has no last line. */
    readonly progress?: Progress,
  ) {
    super(message);
  }
}
