import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ShellParser } from '../../../src/language/syntax/shell-parser';
import { wordAt } from '../../../src/language/syntax/shell-script';
import { testParser } from './parser';

let parser: ShellParser;

beforeAll(async () => {
  parser = await testParser();
});

const argvOf = (source: string): (string | undefined)[][] =>
  parser.parse(source).commands.map((c) => c.words.map((w) => w.value));

describe('reading a shell cell', () => {
  it('gives every simple command with its words, wherever it stands', () => {
    expect(argvOf('for i in 1 2; do ip netns add n$i; done\nif ip link; then echo "a b"; fi')).toEqual([
      ['ip', 'netns', 'add', undefined],
      ['ip', 'link'],
      ['echo', 'a b'],
    ]);
  });

  it('removes quotes and keeps redirections and assignments out of the words', () => {
    expect(argvOf(`X=1 ip addr add "192.168.1.1/24" dev 'eth0' > /tmp/x 2>&1`)).toEqual([
      ['ip', 'addr', 'add', '192.168.1.1/24', 'dev', 'eth0'],
    ]);
  });

  it('splits placeholder brackets into the words that bash would pass', () => {
    expect(argvOf('ip netns exec [red] [ip link]')).toEqual([['ip', 'netns', 'exec', '[red]', '[ip', 'link]']]);
  });

  it('keeps the good lines when one line is broken', () => {
    const script = parser.parse('ip link\nip addr add "10.0.0.1\n');
    expect(script.errors.length).toBeGreaterThan(0);
    expect(script.commands[0]?.words.map((w) => w.value)).toEqual(['ip', 'link']);
  });

  it('finds the innermost word under the cursor', () => {
    const source = 'echo "$(ip route get 10.0.0.1)"';
    const at = wordAt(parser.parse(source), source.indexOf('route') + 2);
    expect(at?.command.words[at.index]?.value).toBe('route');
  });

  it('reports offsets in UTF-16 units, so that Korean text before a word does not shift it', () => {
    const source = 'echo 한글; ping -c1 10.0.0.1';
    const script = parser.parse(source);
    const word = script.commands[1]?.words[2];
    expect(word && source.slice(word.start, word.end)).toBe('10.0.0.1');
  });

  it('never throws and never returns a span outside the text, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (source) => {
        const script = parser.parse(source);
        for (const span of [...script.commands, ...script.tokens, ...script.errors, ...script.statements]) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(source.length);
        }
      }),
    );
  });

  it('keeps a command in the background there', () => {
    const { statements } = parser.parse('nc -l 80 > /dev/null & sleep 1\nnc -l 81 &');
    expect(statements.map(({ text }) => text)).toEqual(['nc -l 80 > /dev/null &', 'sleep 1', 'nc -l 81 &']);
  });
});
