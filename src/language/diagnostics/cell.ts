/** A cell of a notebook as the language features see it. */
export interface CellText {
  readonly source: string;
  /** The host the cell runs on; undefined means the lab's first. */
  readonly host: string | undefined;
  /** Marked `expect=fail`: its failures are the lesson and are not flagged. */
  readonly expectFail: boolean;
  /** Marked `solution`: not part of what the reader runs from top to bottom. */
  readonly solution: boolean;
}
