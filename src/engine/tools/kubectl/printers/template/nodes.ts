/** What a Go template is made of (text/template/parse), as far as kubectl's users write it. */
export type TemplateNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly pipe: Pipe }
  | {
      readonly type: 'if' | 'with' | 'range';
      readonly pipe: Pipe;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    }
  | { readonly type: 'break' | 'continue' };

/** `$a, $b := command | command`. */
export interface Pipe {
  readonly declares: readonly string[];
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

export interface Command {
  readonly operands: readonly Operand[];
  /** Byte offset in the template's line and the source, for errors. */
  readonly column: number;
  readonly line: number;
}

export type Operand = { readonly source: string; readonly column: number; readonly line: number } & (
  | { readonly type: 'dot' }
  | { readonly type: 'nil' }
  | { readonly type: 'field'; readonly names: readonly string[] }
  | { readonly type: 'variable'; readonly name: string; readonly names: readonly string[] }
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'constant'; readonly value: string | number | boolean }
  | { readonly type: 'pipe'; readonly pipe: Pipe; readonly names: readonly string[] }
);

/** A template that does not parse, or fails when it is run; its message is text/template's. */
export class TemplateError extends Error {}
