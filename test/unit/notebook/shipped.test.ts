import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { proveNotebook } from '../../../src/cli/check';
import { parseNotebook } from '../../../src/notebook/format/parse';

const folder = path.resolve(import.meta.dirname, '../../../notebooks');
const names = readdirSync(folder).filter((name) => name.endsWith('.cka-net'));
const { signal } = new AbortController();

function codeOf(file: string) {
  return parseNotebook(readFileSync(file, 'utf8')).cells.flatMap((cell) => {
    if (cell.kind !== 'code') return [];
    const { hint, ...attributes } = cell.attributes;
    return [{ language: cell.language, source: cell.source, attributes, hinted: hint !== undefined }];
  });
}

describe('the notebooks that ship', () => {
  it.each(names.flatMap((name) => [name, path.join('ko', name)]))(
    'prove themselves: %s',
    async (name) => {
      const { checks, faults } = await proveNotebook(path.join(folder, name), signal);
      expect(faults).toEqual([]);
      expect(checks.length).toBeGreaterThan(0);
    },
    60_000,
  );

  it.each(names)('have the same cells in Korean: %s', (name) => {
    expect(codeOf(path.join(folder, 'ko', name))).toEqual(codeOf(path.join(folder, name)));
  });

  it('have no notebook in Korean alone', () => {
    expect(readdirSync(path.join(folder, 'ko')).sort()).toEqual([...names].sort());
  });
});
