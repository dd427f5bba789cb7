import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_ATTRIBUTES } from '../../../src/notebook/format/attributes';
import type { NotebookCell } from '../../../src/notebook/format/document';
import { readFrontMatter } from '../../../src/notebook/format/front-matter';
import { parseNotebook } from '../../../src/notebook/format/parse';
import { joinNotebook, printNotebook, type CellToPrint } from '../../../src/notebook/format/print';

const LINES = [
  ...[
    '---',
    'title: x',
    '```sh',
    '```',
    '~~~check',
    '~~~',
    '````yaml',
    '  ```sh',
    '> ```sh',
    '- a',
    '',
    ' ',
    '    code',
  ],
  ...[
    'text',
    '\uFEFF---',
    '\uFEFF',
    '<div>',
    '</div>',
    '```text',
    '\t```',
    '```sh host=B',
    'a\u2028b',
    '\0',
    '# x',
    '```',
  ],
];

/** Random text, and text made of lines that mean something, with every kind of line end. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.tuple(fc.constantFrom(...LINES), fc.constantFrom('\n', '\n', '\r\n', '\r', '')))
    .map((lines) => lines.flat().join('')),
  fc.constantFrom(...shipped().map(({ text }) => text)).chain((text) =>
    fc.tuple(fc.nat(text.length), fc.nat(20), fc.constantFrom(...LINES, '\r', '`')).map(([at, length, word]) => {
      return text.slice(0, at) + word + text.slice(at + length);
    }),
  ),
);

function shipped(): { readonly name: string; readonly text: string }[] {
  return ['notebooks', 'notebooks/ko'].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.cka-net'))
      .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, 'utf8') })),
  );
}

/** What the editor hands back for a cell, edited to `source` when that is given. */
function toPrint(cell: NotebookCell, source = cell.source): CellToPrint {
  if (cell.kind === 'prose') return { kind: 'prose', source, original: cell };
  return { kind: 'code', source, language: cell.language, attributes: cell.attributes, original: cell };
}

function save(text: string, change: (cells: CellToPrint[]) => readonly CellToPrint[]): string {
  const { frontMatter, cells } = parseNotebook(text);
  return joinNotebook(frontMatter?.raw ?? '', change(cells.map((cell) => toPrint(cell))));
}

/** The cells of a text as an editor shows them. */
function shown(text: string): unknown[] {
  return parseNotebook(text).cells.map((cell) =>
    cell.kind === 'prose' ? cell.source : { [cell.language]: cell.source },
  );
}

const sh = (source: string): CellToPrint => ({ kind: 'code', language: 'sh', source, attributes: NO_ATTRIBUTES });
const prose = (source: string): CellToPrint => ({ kind: 'prose', source });

describe('saving without an edit', () => {
  it('gives back every byte, whatever the file is', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(printNotebook(parseNotebook(text))).toBe(text);
        expect(save(text, (cells) => cells)).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });

  it('leaves the shipped notebooks as they are, and finds nothing wrong with them', () => {
    expect(shipped().length).toBeGreaterThan(5);
    for (const { name, text } of shipped()) {
      const notebook = parseNotebook(text);
      expect(
        save(text, (cells) => cells),
        name,
      ).toBe(text);
      expect([...notebook.problems, ...readFrontMatter(notebook.frontMatter).problems], name).toEqual([]);
    }
  });

  it('keeps a byte order mark out of the cell, because the editor takes it away from a cell', () => {
    expect(shown('\uFEFFText\n')).toEqual(['Text']);
    expect(shown('```sh\n\uFEFFip link\n```\n')).toEqual([{ sh: 'ip link' }]);
  });
});

describe('saving after an edit', () => {
  it('changes only the bytes of the cell that was edited', () => {
    fc.assert(
      fc.property(anything, fc.nat(), fc.boolean(), (text, pick, prepend) => {
        const { frontMatter, cells } = parseNotebook(text);
        fc.pre(cells.length > 0);
        const index = pick % cells.length;
        const before =
          (frontMatter?.raw ?? '') +
          cells
            .slice(0, index)
            .map(({ raw }) => raw)
            .join('');
        const after = cells
          .slice(index + 1)
          .map(({ raw }) => raw)
          .join('');
        const saved = save(text, (all) =>
          all.map((cell, i) =>
            i === index ? { ...cell, source: prepend ? `ip link\n${cell.source}` : `${cell.source} x` } : cell,
          ),
        );
        expect(saved.startsWith(before)).toBe(true);
        expect(saved.endsWith(after)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads a code cell back as it was edited, whatever was typed into it', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(fc.constantFrom(...LINES)).map((lines) => lines.join('\n')),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('```', '~~~~', '  ```'),
        typed,
        (eol, fence, source) => {
          // What an editor's text cannot hold, or its line ends would change.
          fc.pre(!/[\r\uFEFF]/.test(source));
          const text = ['Before', '', `${fence}sh host=B`, 'x', fence, 'After', ''].join(eol);
          const saved = save(text, (cells) => cells.map((cell, i) => (i === 1 ? { ...cell, source } : cell)));
          const [first, cell, last] = parseNotebook(saved).cells;
          expect([first?.source, cell?.source, last?.source]).toEqual(['Before', source, 'After']);
          expect(cell).toMatchObject({ attributes: { host: 'B' } });
          if (eol === '\r\n' && !source.includes('\u2028')) expect(saved.replaceAll('\r\n', '')).not.toContain('\n');
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('makes the fence longer when the cell holds one, and keeps its attributes', () => {
    const saved = save('```sh host=B  expect=fail\nx\n```\n', ([cell]) => [{ ...cell!, source: 'a\n```\nb' }]);
    expect(saved).toBe('````sh host=B  expect=fail\na\n```\nb\n````\n');
  });

  it('writes attributes and the language anew only when they changed', () => {
    const [cell] = parseNotebook('~~~sh  host=A\nx\n~~~').cells;
    if (cell?.kind !== 'code') throw new Error('no code cell');
    const changed: CellToPrint = {
      ...cell,
      language: 'check',
      attributes: { ...NO_ATTRIBUTES, host: 'B', points: 2 },
      original: cell,
    };
    expect(joinNotebook('', [changed])).toBe('~~~check host=B points=2\nx\n~~~');
  });

  it('closes a fence that the reader left open in prose, so that the cells below stay cells', () => {
    const text = 'Text\n\n```sh\nip link\n```\n';
    const saved = save(text, ([first, ...rest]) => [{ ...first!, source: 'Look:\n\n~~~text\nhello' }, ...rest]);
    expect(shown(saved)).toEqual(['Look:\n\n~~~text\nhello\n\n~~~', { sh: 'ip link' }]);
  });

  it('keeps an HTML block from swallowing the cell below', () => {
    const saved = save('Text\n```sh\nip link\n```\n', ([first, ...rest]) => [{ ...first!, source: '<div>' }, ...rest]);
    expect(shown(saved)).toEqual(['<div>', { sh: 'ip link' }]);
  });
});

describe('cells that are new, moved or gone', () => {
  it('prints new cells with one empty line between them and one line end at the end', () => {
    expect(joinNotebook('---\nlab: switch\n---\n', [prose('# Hi'), sh('ip link'), sh('')])).toBe(
      '---\nlab: switch\n---\n\n# Hi\n\n```sh\nip link\n```\n\n```sh\n```\n',
    );
  });

  it('adds a cell behind a file without a line end, in the line ends of the file', () => {
    expect(save('Text\r\nmore', (cells) => [...cells, sh('a\nb')])).toBe(
      'Text\r\nmore\r\n\r\n```sh\r\na\r\nb\r\n```\r\n',
    );
  });

  it('closes the last cell when another comes behind it', () => {
    const saved = save('~~~sh\nip link', (cells) => [...cells, sh('ip addr')]);
    expect(shown(saved)).toEqual([{ sh: 'ip link' }, { sh: 'ip addr' }]);
  });

  it('reads back every cell after code cells and prose were shuffled, added and removed', () => {
    const cells = fc.array(fc.tuple(fc.boolean(), fc.constantFrom('one', 'two\n\nthree', 'ip link')), { maxLength: 6 });
    fc.assert(
      fc.property(anything, cells, fc.array(fc.nat(), { maxLength: 10 }), (text, added, picks) => {
        const pool = [
          ...parseNotebook(text)
            .cells.filter(({ kind }) => kind === 'code')
            .map((cell) => toPrint(cell)),
          ...added.map(([code, source]) => (code ? sh(source) : prose(source))),
        ];
        fc.pre(pool.length > 0);
        const chosen = picks.flatMap((pick) => pool[pick % pool.length] ?? []);
        const saved = joinNotebook('', chosen);
        // Prose beside prose becomes one cell: compare the code only.
        const code = chosen.filter(({ kind }) => kind === 'code').map(({ source }) => source);
        expect(
          parseNotebook(saved)
            .cells.filter(({ kind }) => kind === 'code')
            .map(({ source }) => source),
        ).toEqual(code);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('size and shape', () => {
  it.each([
    ['blanks inside a line', `a${' '.repeat(2e6)}b`],
    ['blank lines', `a\n${' \n'.repeat(1e6)}b`],
    ['an enormous fence', `${'`'.repeat(2e6)}sh\nx\n${'`'.repeat(2e6)}\n`],
    ['an enormous attribute', `\`\`\`sh ${'a'.repeat(2e6)}\n`],
    ['open fences', '```sh\n'.repeat(3e5)],
    ['quotes in quotes', `${'>'.repeat(300)}\n`.repeat(5000)],
  ])('reads 2 MB of %s in seconds', (_what, text) => {
    const started = performance.now();
    expect(save(text, (cells) => cells) === text).toBe(true);
    expect(performance.now() - started).toBeLessThan(8000);
  });
});
