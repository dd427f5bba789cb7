import { NO_ATTRIBUTES } from '../../../src/notebook/format/attributes';
import type { CellAttributes, CodeLanguage } from '../../../src/notebook/format/document';
import { openTarget } from '../../../src/notebook/open-target';
import { NotebookSession, type CellOutcome } from '../../../src/notebook/session';
import { simulatorFactory } from '../../../src/notebook/simulator-target';
import type { TargetFactory } from '../../../src/notebook/target';

export interface Ran {
  readonly outcome: CellOutcome;
  readonly order: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A notebook without an editor: cells are sources, and a cell's key is made from its source. */
export class LabNotebook {
  changes = 0;
  readonly session: NotebookSession;
  private readonly keys = new Map<string, { readonly source: string }>();

  constructor(
    public frontMatter = '---\nlab: switch\n---\n',
    factory: TargetFactory = simulatorFactory,
  ) {
    this.session = new NotebookSession(
      () => openTarget(this.frontMatter, factory),
      () => this.changes++,
    );
  }

  async run(
    source: string,
    {
      signal,
      onOutput,
      language = 'sh',
      ...attributes
    }: Partial<CellAttributes> & {
      readonly signal?: AbortSignal;
      readonly language?: CodeLanguage;
      readonly onOutput?: (text: string) => void;
    } = {},
  ): Promise<Ran> {
    let order: number | undefined;
    let stdout = '';
    let stderr = '';
    const outcome = await this.session.run(
      { key: this.key(source), language, source, attributes: { ...NO_ATTRIBUTES, ...attributes } },
      {
        started: (n) => {
          order = n;
          return Promise.resolve();
        },
        stdout: (text) => {
          stdout += text;
          onOutput?.(text);
        },
        stderr: (text) => (stderr += text),
      },
      signal ?? new AbortController().signal,
    );
    return { outcome, order, stdout, stderr };
  }

  key(source: string): { readonly source: string } {
    const key = this.keys.get(source) ?? { source };
    this.keys.set(source, key);
    return key;
  }
}
