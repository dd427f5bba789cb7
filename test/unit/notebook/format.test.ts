import { describe, expect, it } from 'vitest';
import { readFrontMatter } from '../../../src/notebook/format/front-matter';
import { parseNotebook } from '../../../src/notebook/format/parse';

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
  it('makes no cell of blank lines after the front matter', () => {
    const { frontMatter, cells } = parseNotebook('---\ntitle: x\n---\n\n  \n```sh\nip link\n```\n');
    expect(frontMatter?.raw).toBe('---\ntitle: x\n---\n\n  \n');
    expect(cells.map(({ kind }) => kind)).toEqual(['code']);
  });

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

  it('says of an opening whose attributes hold a backtick that it is none', () => {
    const opening = '```check points=2 hint="use `ip route`"';
    const { problems, cells } = parseNotebook(`# A\n\n${opening}\nip route\n\`\`\`\n`);
    expect(cells.some(({ kind }) => kind === 'code')).toBe(false);
    expect(problems).toMatchObject([{ start: 5, end: 5 + opening.length, facts: { code: 'backtick-in-attributes' } }]);
    expect(parseNotebook('Write ```sh a=`b` ``` or\n```sh ip link```\n').problems).toEqual([]);
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
