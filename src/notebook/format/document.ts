/** A `.cka-net` file taken apart so that putting it together again gives the same text, whatever the text is. */
export interface NotebookText {
  readonly frontMatter: FrontMatterSlice | undefined;
  readonly cells: readonly NotebookCell[];
  readonly problems: readonly FormatProblem[];
}

export interface FrontMatterSlice {
  /** Exactly as in the file, both `---` lines included. */
  readonly raw: string;
  /** The YAML between them. */
  readonly yaml: string;
  /** Offset of the YAML in the file. */
  readonly yamlStart: number;
}

export type CodeLanguage = 'sh' | 'yaml' | 'check';

/** Raw slices of all cells, joined after the front matter, are the file. */
export type NotebookCell =
  | {
      readonly kind: 'prose';
      readonly raw: string;
      /** What the reader edits: `raw` without `before` and `after`, line ends as `\n`. */
      readonly source: string;
      readonly before: string;
      readonly after: string;
      readonly start: number;
    }
  | {
      readonly kind: 'code';
      readonly raw: string;
      readonly source: string;
      readonly language: CodeLanguage;
      readonly attributes: CellAttributes;
      /** The opening fence line without its line end (`sh host=B`, with the fence). */
      readonly opening: string;
      /** False when the fence runs to the end of the file. */
      readonly closed: boolean;
      /** Blank text after the closing fence that belongs to no other cell. */
      readonly after: string;
      readonly start: number;
      /** Offset of the first character of the source. */
      readonly sourceStart: number;
    };

export interface CellAttributes {
  readonly host?: string;
  readonly expectFail: boolean;
  readonly solution: boolean;
  readonly id?: string;
  readonly points?: number;
  readonly hint?: string;
}

export interface FormatProblem {
  readonly start: number;
  readonly end: number;
  readonly facts:
    | { readonly code: 'fence-not-closed' }
    | { readonly code: 'backtick-in-attributes' }
    | { readonly code: 'front-matter-not-closed' }
    | { readonly code: 'attribute-unknown'; readonly name: string; readonly known: readonly string[] }
    | { readonly code: 'attribute-value'; readonly name: string; readonly value: string; readonly expected: string };
}
