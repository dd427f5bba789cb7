import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFrontMatter } from '../../../src/notebook/format/front-matter';
import { parseNotebook } from '../../../src/notebook/format/parse';
import { editedRaw, newCellRaw, printNotebook } from '../../../src/notebook/format/print';

const NOTEBOOK = `---
title: Two
lab: switch
---
# Heading

Text.

\`\`\`sh host=B expect=fail
ping -c1 10.0.0.1
\`\`\`

\`\`\`text
prose
\`\`\`
`;

describe('reading a notebook', () => {
  it('finds front matter, prose and cells with their attributes', () => {
    const { frontMatter, cells, problems } = parseNotebook(NOTEBOOK);
    expect(readFrontMatter(frontMatter).frontMatter).toMatchObject({ title: 'Two', lab: 'switch' });
    expect(cells.map((cell) => [cell.kind, cell.source])).toEqual([
      ['prose', '# Heading\n\nText.'],
      ['code', 'ping -c1 10.0.0.1'],
      ['prose', '```text\nprose\n```'],
    ]);
    expect(cells[1]).toMatchObject({ language: 'sh', attributes: { host: 'B', expectFail: true, solution: false } });
    expect(problems).toEqual([]);
  });

  it('leaves fences inside lists and quotes to the prose around them', () => {
    const { cells } = parseNotebook('- item\n\n  ```sh\n  ip link\n  ```\n\n> ```sh\n> ip addr\n> ```\n');
    expect(cells.map((cell) => cell.kind)).toEqual(['prose']);
  });

  it('names a fence that is never closed and keeps its text as a cell', () => {
    const { cells, problems } = parseNotebook('```sh\nip link\n');
    expect(cells[0]).toMatchObject({ kind: 'code', source: 'ip link' });
    expect(problems).toMatchObject([{ start: 0, end: 5, facts: { code: 'fence-not-closed' } }]);
  });

  it('points at attributes it does not know or whose value is wrong', () => {
    const text = '```sh hots=B expect=maybe\n```\n';
    const { problems } = parseNotebook(text);
    expect(problems.map((p) => [text.slice(p.start, p.end), p.facts.code])).toEqual([
      ['hots=B', 'attribute-unknown'],
      ['expect=maybe', 'attribute-value'],
    ]);
  });

  it('points at front matter of the wrong type', () => {
    const text = '---\ntitle: [a]\nlab: nowhere\ncolour: red\n---\n';
    const { problems } = readFrontMatter(parseNotebook(text).frontMatter);
    expect(problems.map((p) => [text.slice(p.start, p.end).trim(), p.facts.code])).toEqual([
      ['colour', 'key-unknown'],
      ['nowhere', 'lab'],
      ['[a]', 'key-type'],
    ]);
  });

  it('reports invalid YAML with its place instead of throwing', () => {
    const { problems } = readFrontMatter(parseNotebook('---\ntitle: "x\n---\nText\n').frontMatter);
    expect(problems[0]?.facts.code).toBe('yaml');
  });
});

describe('writing a notebook', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(fc.constantFrom('---', 'title: x', '```sh', '```', '~~~check', '~~~', '````yaml', '  ```sh', '> ```sh', '- a', '', '    code', 'text', '\uFEFF---', '```'))
      .chain((lines) => fc.constantFrom('\n', '\r\n', '\r').map((eol) => lines.join(eol))),
  );

  it('gives back every byte of a file that was not edited, whatever the file is', () => {
    fc.assert(fc.property(anything, (text) => printNotebook(parseNotebook(text)) === text), { numRuns: 2000 });
  });

  it('changes only the edited cell', () => {
    fc.assert(
      fc.property(anything, fc.nat(), (text, pick) => {
        const notebook = parseNotebook(text);
        const index = notebook.cells.length === 0 ? -1 : pick % notebook.cells.length;
        const raws = notebook.cells.map((cell, i) => (i === index ? editedRaw(cell, `${cell.source}\nip link`) : cell.raw));
        raws.forEach((raw, i) => {
          if (i !== index) expect(raw).toBe(notebook.cells[i]?.raw);
        });
      }),
    );
  });

  it('reads an edited cell back as it was edited', () => {
    const { cells } = parseNotebook(NOTEBOOK.replaceAll('\n', '\r\n'));
    const [, code] = cells;
    if (!code) throw new Error('no cell');
    const raw = editedRaw(code, 'ip link\necho "```"\n```\nip addr');
    expect(raw).toContain('````sh host=B expect=fail\r\nip link\r\n');
    expect(parseNotebook(raw).cells[0]).toMatchObject({ source: 'ip link\necho "```"\n```\nip addr' });
  });

  it('writes a new cell so that it is read back as one', () => {
    const text = `Text${newCellRaw({ kind: 'code', language: 'sh', source: 'ip link' }, 'Text')}`;
    expect(text).toBe('Text\n\n```sh\nip link\n```\n\n');
    expect(parseNotebook(text).cells.map((cell) => cell.source)).toEqual(['Text', 'ip link']);
  });

  it('leaves the shipped notebooks as they are and finds nothing wrong with them', () => {
    for (const folder of ['notebooks', 'notebooks/ko']) {
      for (const name of readdirSync(folder).filter((file) => file.endsWith('.cka-net'))) {
        const text = readFileSync(`${folder}/${name}`, 'utf8');
        const notebook = parseNotebook(text);
        expect(printNotebook(notebook)).toBe(text);
        expect([...notebook.problems, ...readFrontMatter(notebook.frontMatter).problems]).toEqual([]);
      }
    }
  });
});
