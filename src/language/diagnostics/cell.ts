/** A shell cell of a notebook as the diagnostics see it. */
export interface CellText {
  readonly source: string;
  /** The host the cell runs on; undefined means the lab's first. */
  readonly host: string | undefined;
  /** Marked `expect=fail`: its failures are the lesson and are not flagged. */
  readonly expectFail: boolean;
  /** A graded check: that it fails until the reader has solved it is its purpose. */
  readonly check?: boolean;
  /** A manifest, which is applied; no shell. */
  readonly yaml?: boolean;
  /** Part of what the reader runs from top to bottom: a shell cell or check that is no `solution`. */
  readonly runs: boolean;
}
