import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { meanings } from '../../../src/language/hover/hover';
import type { ShellParser } from '../../../src/language/syntax/shell-parser';
import { parseNotebook } from '../../../src/notebook/format/parse';
import { testParser } from './parser';

const ROOT = path.join(import.meta.dirname, '../../..');

let parser: ShellParser;
beforeAll(async () => {
  parser = await testParser();
});

/** Words that no declaration and no table explains, and words without an explanation in the other language. */
function unknownWords(source: string): readonly string[] {
  const script = parser.parse(source);
  const [en, ko] = [meanings(script, 'en'), meanings(script, 'ko')];
  return en.flatMap(({ text, unknown, sentences }, index) => {
    const korean = ko[index]?.sentences.join(' ') ?? '';
    if (unknown) return [`${text} in: ${source}`];
    return /[가-힣]/.test(korean) && sentences.join('') !== '' ? [] : [`${text} without Korean in: ${source}`];
  });
}

describe('hover knows every word', () => {
  it('of the commands that learners type', () => {
    const commands = readFileSync(path.join(ROOT, 'test/language/commands.txt'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(commands.length).toBeGreaterThan(700);
    expect(commands.flatMap(unknownWords)).toEqual([]);
  });

  it('of the commands in the notebooks that ship', () => {
    const files = readdirSync(path.join(ROOT, 'notebooks'), { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.cka-net'));
    const sources = files.flatMap((name) =>
      parseNotebook(readFileSync(path.join(ROOT, 'notebooks', name), 'utf8')).cells.flatMap((cell) =>
        cell.kind === 'code' && cell.language !== 'yaml' && !cell.attributes.expectFail ? [cell.source] : [],
      ),
    );
    expect(sources.flatMap(unknownWords)).toEqual([]);
  });
});
